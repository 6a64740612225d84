"""Printed page numbers as text ("87", "xiv") and as numbers, either way."""

from __future__ import annotations

_LETTERS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_VALUES = {letter: value for value, letter in _LETTERS if len(letter) == 1}


def roman(number: int) -> str:
    """A number in small roman letters: xiv."""
    letters = ""
    for value, letter in _LETTERS:
        count, number = divmod(number, value)
        letters += letter * count
    return letters


def number_of(folio: str) -> int:
    """The number of a folio in either figures."""
    if folio.isdecimal():
        return int(folio)
    values = [_VALUES[letter] for letter in folio]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))
