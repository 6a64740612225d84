"""Marks acronyms in running text, so that a style sheet may set them in small capitals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from bookbuilder.languages.patterns import UPPER
from bookbuilder.markdown.xhtml_text import class_names, parent_of

TOKEN = "--print-acronyms"
ACRONYM = re.compile(rf"(?<![\w.&/-])(?![IVXLCDM]+\b)[{UPPER}]{{2,}}(?![\w&])")
"""Two capitals or more by themselves; Roman numbers are none."""
WHOLE = frozenset("h1 h2 h3 h4 h5 h6 code pre kbd samp figcaption caption table svg".split())
"""Elements whose words are set as they are."""


def wants_small_capitals(sheets: Sequence[tuple[str, str]]) -> bool:
    """What the token says in the last style sheet that has it; `sheets` are names and texts."""
    found = [value for _, text in sheets for value in re.findall(rf"{TOKEN}\s*:\s*([\w-]+)", text)]
    return bool(found) and found[-1] == "small-caps"


def mark_acronyms(element: etree._Element) -> None:
    """Put each acronym below an element into a span of the class `acronym`."""
    if element.tag in WHOLE or "smallcaps" in class_names(element):
        return
    children = list(element)
    parts = _parts(element.text)
    element.text = parts.pop(0)
    for span in reversed(_spans(parts)):
        element.insert(0, span)
    for child in children:
        if isinstance(child.tag, str):
            mark_acronyms(child)
        parts = _parts(child.tail)
        child.tail = parts.pop(0)
        place = parent_of(child).index(child) + 1
        for span in reversed(_spans(parts)):
            element.insert(place, span)


def _parts(text: str | None) -> list[str]:
    """The text, and in turn each acronym and what follows it."""
    parts, last = [], 0
    for found in ACRONYM.finditer(text or ""):
        parts += [(text or "")[last : found.start()], found[0]]
        last = found.end()
    return [*parts, (text or "")[last:]]


def _spans(parts: Sequence[str]) -> list[etree._Element]:
    spans = []
    for name, behind in zip(parts[::2], parts[1::2], strict=True):
        span = etree.Element("span", {"class": "acronym"})
        span.text, span.tail = name, behind
        spans.append(span)
    return spans
