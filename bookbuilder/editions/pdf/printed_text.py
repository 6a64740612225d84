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
INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0x00AD, 0xFEFF))

MARKS = (GAP, LINE_END)
_BEFORE_CALL = re.compile(r" (?=\[\d+\])")
"""A space that an author leaves before the call of a note: print closes it at a line's end."""
_CALL_BEHIND_MARK = re.compile(rf"\[([{LINE_END}{GAP}])(?=\d+\])")
"""The call of a note that begins a line: the line's end belongs before its bracket."""
LONGEST_NUMBER = 40
"""Characters that the number of a page, its "p." and the marks around it may have."""


def is_printed_as(text: str, printed: str) -> bool:
    """Whether a text is what stands in `printed`, in which lines end with LINE_END."""
    due, there = folded(text), folded(printed)
    if _is_right_to_left(text):
        return _matches(due, there) or _letters(due) == _letters(there)
    return _matches(due, there) or _matches(due, _turned(there))


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


def _turned(there: str) -> str:
    """Each line with the marks before it behind it: those of Latin words in an Arabic paragraph stand at the line's left end."""
    return LINE_END.join(re.sub(r"^([^\w\s]+)(.+)$", r"\2\1", line) for line in there.split(LINE_END))


def _matches(due: str, there: str) -> bool:
    first, *others = due.split(PAGE_NUMBER)
    if not others:
        return _end(first, there) == len(there)
    end = _end(first.rstrip(" "), there)
    rest = PAGE_NUMBER.join(others)
    return end is not None and any(
        _matches(rest, there[end + width :]) for width in range(min(LONGEST_NUMBER, len(there) - end) + 1)
    )


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


def _is_right_to_left(text: str) -> bool:
    """Whether it has letters of a script that is drawn from right to left, whose glyphs stand in that order."""
    return any(unicodedata.bidirectional(it) in ("R", "AL") for it in text)


def _letters(text: str) -> Counter[str]:
    return Counter(it for it in text if it.isalnum())
