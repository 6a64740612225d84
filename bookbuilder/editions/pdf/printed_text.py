"""Compares a text with what a PDF has of it, allowing for what printing does to characters.

Printing ends lines: for a space, for nothing, or with a hyphen that the text does not have. It may show two characters
by one glyph, which then reads as one of them (a raised 2 as ²), and letters of a heading as capitals.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from bookbuilder.pages.running_text import GAP, LINE_END, PAGE_NUMBER

HYPHENS = dict.fromkeys((0x2010, 0x2011), "-")
INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0x00AD, 0xFEFF, 0xFE0E, 0xFE0F))

MARKS = (GAP, LINE_END)
_BEFORE_CALL = re.compile(r" (?=\[\d+\])")
"""A space that an author leaves before the call of a note: print closes it at a line's end."""
_CALL_BEHIND_MARK = re.compile(rf"\[([{LINE_END}{GAP}])(?=\d+\])")
"""The call of a note that begins a line: the line's end belongs before its bracket."""
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""The blocks of Unicode whose letters have the class R or AL."""
_OPENING = dict(zip(")]}»›>", "([{«‹<", strict=True))
"""What a bracket looks like in a line that runs the other way."""
LONGEST_NUMBER = 40
"""Characters that the number of a page, its "p." and the marks around it may have."""


def is_printed_as(text: str, printed: str, *, beside_right_to_left: bool = False) -> bool:
    """Whether a text is what stands in `printed`, in which lines end with LINE_END.

    `beside_right_to_left`: its document has letters that run from right to left, so that marks may stand at a line's other end.
    """
    due, there = folded(text), folded(printed)
    if _matches(due, there):
        return True
    if runs_right_to_left(text):
        return _letters(due) == _letters(there)
    return beside_right_to_left and _turned(due) == _turned(there)


def folded(text: str) -> str:
    """A text with one form for characters that may share a glyph, and single spaces; its line ends and gaps stay."""
    text = unicodedata.normalize("NFKC", text.translate(INVISIBLE)).casefold()
    text = _CALL_BEHIND_MARK.sub(r"\1[", text.translate(HYPHENS))
    for mark in (GAP, LINE_END):
        text = mark.join(piece.strip(" ") for piece in text.split(mark))
    return _BEFORE_CALL.sub("", " ".join(piece for piece in text.split(" ") if piece))


def plain(text: str) -> str:
    """A text without white space and hyphens, by which passages are recognised."""
    return "".join(it for it in folded(text) if not it.isspace() and it != "-")


def _turned(text: str) -> tuple[str, Counter[str]]:
    """What is left of a text whose marks may stand elsewhere: its letters in their order, and how often it has each mark."""
    marks = Counter(_OPENING.get(it, it) for it in text if not it.isalnum() and not it.isspace() and it != "-")
    return "".join(filter(str.isalnum, text)), marks


def _matches(due: str, there: str) -> bool:
    *pieces, last = due.split(PAGE_NUMBER)
    starts = {0}
    for piece in pieces:
        ends = [(start, _end(piece.rstrip(" "), there[start:])) for start in starts]
        starts = {
            start + end + width
            for start, end in ends
            if end is not None
            for width in range(min(LONGEST_NUMBER, len(there) - start - end) + 1)
        }
    return any(_end(last, there[start:]) == len(there) - start for start in starts)


def _end(due: str, there: str) -> int | None:
    """Where in the printed text a whole text ends; None where it departs from it."""
    at = 0
    for place, character in enumerate(there):
        if at == len(due) and character not in MARKS:
            return place
        if character in MARKS:
            at += due[at : at + 1] == " "
        elif due[at] == character:
            at += 1
        elif not (character == "-" and there[place + 1 : place + 2] == LINE_END):
            return None
    return len(there) if at == len(due) else None


def runs_right_to_left(text: str) -> bool:
    """Whether it has letters of a script that is drawn from right to left, whose glyphs stand in that order."""
    return _RIGHT_TO_LEFT.search(text) is not None


def _letters(text: str) -> Counter[str]:
    return Counter(it for it in text if it.isalnum())
