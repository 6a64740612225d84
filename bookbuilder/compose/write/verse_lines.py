"""Finds the line of the author's text at which each element of a finished tree begins."""

from __future__ import annotations

import re

from lxml import etree

ENOUGH = 4
"""So many words in a row identify a place in a chapter."""


def lines_of(section: etree._Element, text: str) -> tuple[tuple[str, int], ...]:
    """Ids with their lines, counted from 1, in the order of the tree; what is not in the text has the line before it.

    Words are compared without their markup. Text is followed in order, notes and captions are looked for anywhere.
    """
    words, lines = _words(text)
    places: dict[tuple[str, ...], list[int]] = {}
    for index in range(len(words)):
        for length in range(1, ENOUGH + 1):
            places.setdefault(tuple(words[index : index + length]), []).append(index)
    found: list[tuple[str, int]] = []
    at = 0
    for element in section.iter(etree.Element):
        id = element.get("id")
        if not id:
            continue
        start = _start(element)
        while len(start) > 2 and start not in places:
            start = start[:-1]
        candidates = places[start] if start in places else []
        ahead = [index for index in candidates if index >= at]
        if ahead and not _in_note(element):
            at = ahead[0]
            found.append((id, lines[at]))
        elif candidates:
            found.append((id, lines[candidates[0]]))
        else:
            found.append((id, lines[at] if lines else 1))
    return tuple(found)


def _words(text: str) -> tuple[list[str], list[int]]:
    words: list[str] = []
    lines: list[int] = []
    for number, line in enumerate(text.split("\n"), start=1):
        for word in re.findall(r"\w+", re.sub(r"\[\^[^\]\s]+\]", " ", line)):
            words.append(word.casefold())
            lines.append(number)
    return words, lines


def _start(element: etree._Element) -> tuple[str, ...]:
    """The first words of an element, without the numbers of notes, sections and captions."""
    pieces: list[str] = []
    _gather(element, pieces)
    return tuple(word.casefold() for word in re.findall(r"\w+", " ".join(pieces))[:ENOUGH])


def _gather(element: etree._Element, pieces: list[str]) -> None:
    if sum(len(piece) for piece in pieces[:80]) > 80:
        return
    silent = element.get("role") in ("doc-noteref", "doc-backlink") or element.get("class") in ("number", "label")
    if not silent:
        pieces.append(element.text or "")
        for child in element:
            _gather(child, pieces)
            pieces.append(child.tail or "")


def _in_note(element: etree._Element) -> bool:
    around: etree._Element | None = element
    while around is not None:
        if around.get("role") == "doc-footnote" or around.tag in ("caption", "figcaption"):
            return True
        around = around.getparent()
    return False
