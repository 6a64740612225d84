"""Shortens rows of digits, spaces or accents that are longer than in any book, over which the engines would take for ever."""

from __future__ import annotations

import re
from collections.abc import Callable

from bookbuilder.diagnostics import Diagnostic, Location

MOST_IN_A_ROW = {"digits": 4000, "spaces": 1000, "accents": 100}
"""Python itself makes no number of more than 4,300 digits, since that takes the longer the more they are; so do fonts with accents."""
_ACCENTS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u200b-\u200f\u2060-\u2064\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
"""Marks that stand on the letter before them, and signs of no width."""
_ROW = re.compile(
    "|".join(
        f"(?P<{what}>(?<!{sign}){sign}{{{MOST_IN_A_ROW[what]}}}){sign}+"  # a row is looked through from its first sign alone
        for what, sign in (("digits", r"\d"), ("spaces", r"[^\S\n]"), ("accents", f"[{_ACCENTS}]"))
    )
)


def shortened(text: str, at: Callable[[int], Location]) -> tuple[str, list[Diagnostic]]:
    """The text with the first signs of each such row, and BUD-005 where it stands; `at` gives the place of an offset."""
    faults = [_fault(match.lastgroup or "", at(match.start())) for match in _ROW.finditer(text)]
    return _ROW.sub(lambda match: match[match.lastgroup or 0], text) if faults else text, faults


def _fault(what: str, place: Location) -> Diagnostic:
    message = f"More than {MOST_IN_A_ROW[what]:,} {what} stand in a row here, more than in any book; those after them are left out."
    remedy = "Take them out" + ("; digits that are not a number can be divided by spaces." if what == "digits" else ".")
    return Diagnostic("BUD-005", place, message, remedy)
