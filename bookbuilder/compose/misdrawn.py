"""A chapter's text in; each grid table whose lines do not meet, out: Pandoc would print its bars as words.

    +-------+------+
    | three | four |
    +-------+------+
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bookbuilder.compose.places import Places
from bookbuilder.diagnostics import Diagnostic

_GRID = re.compile(r"^(?P<indent>[ \t]*)\+[-=:+]+\+[ \t]*\n(?:(?P=indent)[+|][^\n]*\n?)+", re.MULTILINE)
_RULE = re.compile(r"\+[-=:+]+\+")


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


def _width(text: str) -> int:
    """Columns that a text takes in an editor with letters of one width."""
    return sum(2 if unicodedata.east_asian_width(it) in "WF" else not unicodedata.combining(it) for it in text)
