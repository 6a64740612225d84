"""Puts soft hyphens into a document for the languages that bring their own rules."""

from __future__ import annotations

from lxml import etree

from bookbuilder.languages.registry import language

WHOLE = ("code", "pre", "h1", "h2", "h3", "h4")
"""Elements whose words are not divided."""


def add_soft_hyphens(root: etree._Element, lang: str) -> None:
    """Put soft hyphens into all text below `root`, whose language is `lang`, that is in a language with own rules."""
    own = root.get("lang") or lang
    if root.tag in WHOLE:
        return
    hyphenate = language(own).soft_hyphens
    if hyphenate and root.text:
        root.text = hyphenate(root.text)
    for child in root:
        if isinstance(child.tag, str):
            add_soft_hyphens(child, own)
        if hyphenate and child.tail:
            child.tail = hyphenate(child.tail)
