"""Puts no-break spaces where no line of print may end, by the language of the words.

A number stays with its unit, initials with the surname, "p." with its number, a dash with the word before it, and a short
last word of a paragraph is never alone on its line. EPUB and web keep plain spaces: there each screen breaks anew.
See The Chicago Manual of Style, 17th edition, 6.121 and 7.57; Мильчин, Справочник издателя и автора, 4-е изд., 17.2.
"""

from __future__ import annotations

import re
from functools import cache

from lxml import etree

from bookbuilder.languages.patterns import UPPER
from bookbuilder.languages.registry import language

NBSP, JOIN = "\u00a0", "\u2060"

_BLOCKS = frozenset("ul ol dl p div pre table figure blockquote aside section".split())
"""Elements within a block whose words are not its own last words."""

RUNT = 6
"""A last line has so many letters at least, or two words."""

_EVERYWHERE = (
    rf"(?<![\w])[{UPPER}]\. (?=[{UPPER}])",
    r"\d (?=(?:[Kk]m|m|cm|mm|kg|g|t|ha|[kMGT]W|[kMGT]Wh|°C|°|%|‰|€|\$)(?:\W|$))",
    r"[№§€£$] (?=\d)",
    r"\b(?:EUR|USD|GBP|CHF|RUB|KZT|UZS|KGS|TJS|TMT|CNY|JPY) (?=\d)",
    r"\d (?=(?:EUR|USD|GBP|CHF|RUB|KZT|UZS|KGS|TJS|TMT|CNY|JPY)\b)",
    r"(?<=\S) (?=[–—] )",
    r"(?<=\w) (?=…(?:\s|$))",
)
"""What holds in all languages; the space of a match becomes one that does not break."""


def hold_together(root: etree._Element, lang: str) -> None:
    """Put no-break spaces into all running text below `root`, whose language is `lang`."""
    _walk(root, lang)
    for block in root.iter("p", "li", "dd", "blockquote"):
        _end(block)
    for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        _hold_hyphens(heading)


def _hold_hyphens(heading: etree._Element) -> None:
    """A word with a hyphen is not divided in a heading: there is room for another break."""
    for element in heading.iter(etree.Element):
        element.text = (element.text or "").replace("-", f"-{JOIN}")
        if element is not heading and element.tail:
            element.tail = element.tail.replace("-", f"-{JOIN}")


def held(text: str, lang: str) -> str:
    """One run of text with its no-break spaces."""
    return _pattern(lang).sub(lambda match: match[0][:-1] + NBSP if match[0].endswith(" ") else match[0], text)


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    return re.compile("|".join((*_EVERYWHERE, *language(lang).no_break)))


def _walk(element: etree._Element, around: str) -> None:
    lang = element.get("lang") or around
    if element.tag in ("code", "pre"):
        return
    if element.text:
        element.text = held(element.text, lang)
    for child in element:
        if isinstance(child.tag, str):
            _walk(child, lang)
        if child.tail:
            child.tail = held(child.tail, lang)
    if lang != around and element.get("class") == "csl-entry":  # the words of its style are the book's
        del element.attrib["lang"]
        _walk(element, around)
        element.set("lang", lang)


def _end(block: etree._Element) -> None:
    """Hold a short last word to the word before it."""
    holder, is_tail = _last_text(block)
    text = ((holder.tail if is_tail else holder.text) or "").rstrip()
    rest, space, word = text.rpartition(" ")
    if not rest.strip() or "/" in word:
        return
    if space and sum(map(str.isalnum, word)) < RUNT:
        _put(holder, is_tail, f"{rest}{NBSP}{word}")


def _last_text(block: etree._Element) -> tuple[etree._Element, bool]:
    """Where the block's last own words stand: an element, and whether they follow it; calls of notes and blocks are passed over."""
    for child in reversed(block):
        if child.tail and child.tail.strip():
            return child, True
        if child.get("role") == "doc-noteref" or child.tag in _BLOCKS:
            continue
        return _last_text(child)
    return block, False


def _put(holder: etree._Element, is_tail: bool, text: str) -> None:
    if is_tail:
        holder.tail = text
    else:
        holder.text = text
