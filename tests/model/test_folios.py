"""Printed page numbers, as text and as numbers."""

from __future__ import annotations

import pytest

from bookbuilder.model.folios import number_of, roman


@pytest.mark.parametrize(
    ("number", "letters"),
    [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (40, "xl"), (44, "xliv"), (99, "xcix"), (1999, "mcmxcix")],
)
def test_roman_numbers_are_written_and_read(number: int, letters: str) -> None:
    assert roman(number) == letters and number_of(letters) == number
