"""Typed quotation marks that contradict book.yaml are named once a chapter; nothing else is."""

from __future__ import annotations

import pytest

from tests.small_book import BOOK, diagnose


@pytest.mark.parametrize(
    ("quotes", "text", "expected"),
    [
        ("single", "He said “so” and “again “so””.", ["CHP-049 manuscript/one.md:3:9"]),
        ("single", "He said ‘we read “so” there’.", []),
        ("double", "She *called* it ‘a plan’ there.", ["CHP-049 manuscript/one.md:3:17"]),
        ("double", "“We call it ‘a plan’,” she said; ’tis the ministers’ own, don’t ask. `‘code’`", []),
        ("single", 'He said "so".', []),
    ],
)
def test_typed_marks_that_are_not_those_of_the_book(quotes: str, text: str, expected: list[str]) -> None:
    book = {"manuscript/book.yaml": f"{BOOK}quotes: {quotes}\n"}
    found = diagnose(f"# One\n\n{text}\n", book)
    assert [f"{it.code} {it.location}" for it in found if it.code == "CHP-049"] == expected
