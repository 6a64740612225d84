"""Finds the line of the author's text at which each element of a finished tree begins."""

from __future__ import annotations

import re
from bisect import bisect_left

from lxml import etree

from bookbuilder.mathematics.mathml import MATH

ENOUGH = 4
"""So many words in a row identify a place in a chapter."""
NEAR = (0, 100, 400)
"""Words within which no, one or two words are looked for."""
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\{(?:aligned|gathered)\}")


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
        ahead = bisect_left(candidates, at)
        if candidates and (_in_note(element) or element.find("caption") is not None):
            found.append((id, lines[candidates[ahead] if ahead < len(candidates) else candidates[0]]))
            continue
        if ahead < len(candidates) and (
            len(start) > 2 or candidates[ahead] < at + NEAR[len(start)] or len(candidates) == 1 < len(max(start)) - 2
        ):
            at = candidates[ahead]
        elif len(start) == ENOUGH and candidates:
            found.append((id, lines[candidates[-1]]))
            continue
        found.append((id, lines[at] if lines else 1))
    return tuple(found)


def _words(text: str) -> tuple[list[str], list[int]]:
    words: list[str] = []
    lines: list[int] = []
    for number, line in enumerate(text.split("\n"), start=1):
        for word in re.findall(r"\w+", re.sub(r"\[\^[^\[\]\s]+\]", " ", line)):
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
        is_formula = element.tag == MATH
        pieces.append(_ENVIRONMENT.sub(" ", element.get("alttext") or "") if is_formula else element.text or "")
        for child in () if is_formula else element:
            _gather(child, pieces)
            pieces.append(child.tail or "")


def _in_note(element: etree._Element) -> bool:
    around: etree._Element | None = element
    while around is not None:
        if around.get("role") == "doc-footnote" or around.tag in ("caption", "figcaption"):
            return True
        around = around.getparent()
    return False
