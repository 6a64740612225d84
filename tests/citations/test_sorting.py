"""Words are sorted by Unicode's table of weights, of which only the lines of their letters are read."""

from __future__ import annotations

import pytest

from bookbuilder.citations.sorting import _collator


@pytest.mark.parametrize(
    ("letters", "weights"),
    [
        ("e\u0301", [[0x1CAA, 0x20, 0x2], [0x0, 0x24, 0x2]]),
        ("l\u00b7", [[0x1D77, 0x20, 0x2], [0x0, 0x110, 0x2]]),
        ("\U00017001", [[0xFB00, 0x20, 0x2], [0x8001, 0x0, 0x0]]),
    ],
    ids=["an accent", "two letters of one weight", "a letter without a line"],
)
def test_letters_have_the_weights_of_the_table(letters: str, weights: list[list[int]]) -> None:
    assert _collator().collation_elements(letters) == weights
