"""A chapter's text in; each table that is drawn so that Pandoc would print its bars as words or cut a word, out.

    +-------+------+        Year   Loads
    | three | four |        ---- -------
    +-------+------+        1867      12
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bookbuilder.compose.places import Places
from bookbuilder.diagnostics import Diagnostic

_GRID = re.compile(r"^(?P<indent>[ \t]*)\+[-=:+]+\+[ \t]*\n(?:(?P=indent)[+|][^\n]*\n?)+", re.MULTILINE)
_RULE = re.compile(r"\+[-=:+]+\+")
_DASHES = re.compile(r"[ \t]*-{2,}(?: +-{2,})+[ \t]*")
_FRAME = re.compile(r"[ \t]*-{3,}[ \t]*")


def misdrawn(places: Places) -> Iterator[Diagnostic]:
    """CHP-016: the first line of each grid table that is longer or shorter than its frame."""
    for grid in _GRID.finditer(places.prose):
        if "{{" in grid[0]:
            continue
        offset = grid.start()
        lines = grid[0].split("\n")
        width = _width(lines[0].strip())
        for number, line in enumerate(lines):
            text = line.strip()
            if text and (_width(text) != width or text[-1] not in "+|" or number == len(lines) - 1 and not _RULE.fullmatch(text)):
                message = f"This line of a table has {_width(text)} characters, its frame {width}."
                remedy = "Let the bars of every line stand below the plus signs, and end the table with a line +---+."
                yield Diagnostic("CHP-016", places.at(offset), message, remedy)
                break
            offset += len(line) + 1
    yield from _cut_words(places)


def _cut_words(places: Places) -> Iterator[Diagnostic]:
    """CHP-017: the first line of each table drawn with dashes alone in which a column begins within a word."""
    offsets, lines = [0], places.prose.split("\n")
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    for number, line in enumerate(lines):
        if not _DASHES.fullmatch(line) or number + 1 == len(lines) or not lines[number + 1].strip():
            continue
        starts = [match.start() for match in re.finditer(r"(?<= )-", line)]
        for row in _rows(lines, number):
            cut = next((it for it in starts if it < len(lines[row]) and not set(" \t") & set(lines[row][it - 1 : it + 1])), 0)
            if cut and _width(lines[row]) == len(lines[row]):
                words = lines[row][lines[row].rfind(" ", 0, cut) + 1 :].split()[0]
                message = f"A column of this table begins within “{words}”."
                yield Diagnostic("CHP-017", places.at(offsets[row] + cut), message, "Let the words of each column stand over and under its own dashes.")
                break


def _rows(lines: list[str], dashes: int) -> Iterator[int]:
    """The lines above a table's dashes, to a blank line or its frame, and those below, to a blank line or the frame's end."""
    head = dashes
    while head and lines[head - 1].strip() and not _FRAME.fullmatch(lines[head - 1]):
        head -= 1
    framed = head > 0 and bool(_FRAME.fullmatch(lines[head - 1]))
    yield from range(head, dashes)
    for row in range(dashes + 1, len(lines)):
        if _FRAME.fullmatch(lines[row]) or _DASHES.fullmatch(lines[row]) or not framed and not lines[row].strip():
            return
        yield row


def _width(text: str) -> int:
    """Columns that a text takes in an editor with letters of one width."""
    return sum(2 if unicodedata.east_asian_width(it) in "WF" else not unicodedata.combining(it) for it in text)
