"""Finds each table that is drawn so that Pandoc would print its bars as words or cut a word.

+-------+------+        Year   Loads
| three | four |        ---- -------
+-------+------+        1867      12
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bookbuilder.diagnostics import Diagnostic
from bookbuilder.markdown.places import Places

_GRID = re.compile(r"^(?P<indent>[ \t]*)\+[-=:+]+\+[ \t]*\n(?:(?P=indent)[+|][^\n]*\n?)+", re.MULTILINE)
_RULE = re.compile(r"\+[-=:+]+\+")
_DASHES = re.compile(r"[ \t]*-{2,}(?: +-{2,})+[ \t]*")
_DASHES_OF_CELL = r"[ \t]*:?-+:?[ \t]*"
_BARS = re.compile(rf"(?=[^|\n]*\|)[ \t]*\|?{_DASHES_OF_CELL}(?:[|+]{_DASHES_OF_CELL})*\|?[ \t]*")
_MARKER = re.compile(r"^(?:[ \t]*(?:[-*+:~>]|\(?[\w#@]+[.)]|\[\^[^]]+\]:))+[ \t]+(?=\|)")
"""What an item, a definition, a quotation or a note begins with, before the first bar of a table."""
_CAPTION = re.compile(r"[ \t]*(?:[Tt]able)?:[ \t]")
"""The caption of a table, which may stand directly below it."""
_FRAME = re.compile(r"[ \t]*-{3,}[ \t]*")
_BLOCK = re.compile(r"[ \t]*(?::{3,}|</?div\b).*")
"""A line that begins or ends a block, next to which Pandoc needs no empty line."""


def table_syntax_faults(places: Places) -> Iterator[Diagnostic]:
    """CHP-016: the first line of each grid table that is longer or shorter than its frame."""
    for grid in _GRID.finditer(places.prose):
        if "{{" in grid[0]:
            continue
        offset = grid.start()
        lines = places.typed(grid.start(), grid.end()).split("\n")  # code may have letters of two columns
        across = width(lines[0].strip())
        for number, line in enumerate(lines):
            text = line.strip()
            if text and (
                width(text) != across or text[-1] not in "+|" or number == len(lines) - 1 and not _RULE.fullmatch(text)
            ):
                message = f"This line of a table has {width(text)} characters, its frame {across}."
                remedy = "Put the bars of every line below the plus signs, and end the table with a line +---+."
                yield Diagnostic("CHP-016", places.at(offset), message, remedy)
                break
            offset += len(line) + 1
    yield from _cut_words(places)
    yield from _lost_cells(places)


def _cut_words(places: Places) -> Iterator[Diagnostic]:
    """CHP-017: the first line of each table drawn with dashes alone in which a column begins within a word."""
    offsets, lines = [0], places.prose.split("\n")
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else ""
        if not _DASHES.fullmatch(line) or not below.strip() or _CAPTION.match(below):
            continue
        starts = [match.start() for match in re.finditer(r"(?<= )-", line)]
        for row in _rows(lines, number):
            cut = next(
                (it for it in starts if it < len(lines[row]) and not set(" \t") & set(lines[row][it - 1 : it + 1])), 0
            )
            if cut and width(lines[row]) == len(lines[row]):
                words = lines[row][lines[row].rfind(" ", 0, cut) + 1 :].split()[0]
                message = f"A column of this table begins within “{words}”."
                remedy = "Put the words of each column over and under its own dashes."
                yield Diagnostic("CHP-017", places.at(offsets[row] + cut), message, remedy)
                break


def _lost_cells(places: Places) -> Iterator[Diagnostic]:
    """CHP-026: the first row of each table drawn with bars that has more cells than the line below its head: they get lost."""
    lines = places.prose.split("\n")
    end = 0
    for number, line in enumerate(lines):
        if number < end or not _BARS.fullmatch(line) or not number or "|" not in lines[number - 1]:
            continue  # a line like it further down in the same table is a row
        columns = _cells(line.replace("+", "|"))
        end = next((row for row in range(number, len(lines)) if not lines[row].strip()), len(lines))
        for row in (number - 1, *range(number + 1, end)):
            cells = _cells(_MARKER.sub("", lines[row], count=1))
            if "|" in lines[row] and cells > columns:
                message = f"This row has {cells} cells, the line below the table’s head {columns}."
                remedy = "Give that line as many |---| as there are columns; a bar that is a word is written \\|."
                yield Diagnostic("CHP-026", places.at(sum(len(each) + 1 for each in lines[:row])), message, remedy)
                break


def _cells(line: str) -> int:
    """How many cells the bars of a line part, up to the last with words; bars within [ ] or { } are a link's words or attributes."""
    bare = re.sub(r"\\.|\$(?=[^\s$])(?:[^$\\]|\\.)*(?<=\S)\$(?!\d)|\[[^\[\]]*\]\([^()]*\)|\{[^{}]*\}", "", line).strip()
    return bare.rstrip("| \t").removeprefix("|").count("|") + 1


def _rows(lines: list[str], dashes: int) -> Iterator[int]:
    """The lines above a table's dashes, to a blank line or its frame, and those below, to a blank line or the frame's end."""
    head = dashes
    while (
        head and lines[head - 1].strip() and not any(it.fullmatch(lines[head - 1]) for it in (_FRAME, _DASHES, _BLOCK))
    ):
        head -= 1
    framed = head > 0 and bool(_FRAME.fullmatch(lines[head - 1]))
    yield from range(head, dashes)
    for row in range(dashes + 1, len(lines)):
        if _FRAME.fullmatch(lines[row]) or _DASHES.fullmatch(lines[row]) or not framed and not lines[row].strip():
            return
        yield row


def width(text: str) -> int:
    """Columns that a text takes in an editor with letters of one width."""
    unseen = ("Mn", "Me", "Cf")  # accents, joiners, soft hyphens
    wide = (
        2 if unicodedata.east_asian_width(it) in "WF" else 1 for it in text if unicodedata.category(it) not in unseen
    )
    return sum(wide)
