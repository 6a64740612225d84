"""Brackets, quotations and signs of code beyond any book print as they are typed."""

from __future__ import annotations

import time

import pytest

from bookbuilder.markdown.nesting_limits import limit_nesting
from bookbuilder.markdown.source_cursor import Cursor
from bookbuilder.source import Source
from tests.in_time import in_time
from tests.small_book import body_of, check_silent, composed, diagnose, text_of


@pytest.mark.parametrize(
    "text", ["[" * 30 + "words" + "]" * 30, ("[" * 9 + "words ") * 30, "^[" * 30 + "words", "> " * 300 + "words", "- " * 300 + "words",
             "::: {.a}\n" * 200 + "words\n" + ":::\n" * 200])  # fmt: skip
def test_what_stands_too_deep_in_one_another_prints_as_it_is_typed(text: str) -> None:
    faults = diagnose(f"# One\n\nBefore.\n\n{text}\n\nAfter.\n")
    places = {it.code: it.location.line for it in faults}
    assert "BUD-003" in places and places["BUD-003"] >= 5


def test_words_in_too_many_brackets_are_still_printed() -> None:
    limited, faults = limit_nesting("a\n\n" + "[" * 9 + "words", Source("one.md", ""))
    assert [it.code for it in faults] == ["BUD-003"] and limited.count("\\[") == 9


def test_brackets_in_code_and_as_deep_as_a_book_has_them_are_silent() -> None:
    deep = "[[[[[[[[[1]]]]]]]]]"
    check_silent(f"# One\n\nA [link [in *a* [span]{{.a}}]{{.b}}](#sec-x) `{deep}` ^[A note [@boonstra2018].]\n\n```\n{deep}\n```\n\n"
                 "## Two {#sec-x}\n\n> > - - Text.\n")  # fmt: skip


def test_a_plain_chapter_is_as_it_was() -> None:
    assert "It [is] so" in text_of(body_of("# One\n\nIt \\[is\\] so.\n")) and composed("# One\n\nText.\n")


def test_a_row_of_signs_of_code_costs_its_length_and_no_more() -> None:
    """Pandoc takes the square of its length for a row of backticks, and our own patterns once did for rows and spaces."""
    begun = time.process_time()
    row = "`" * 75_000
    limited, faults = limit_nesting(row, Source("one.md", row))
    assert [it.code for it in faults] == ["BUD-003"] and limited == "\\`" * 75_000
    for text in ("a" + " " * 75_000 + "b", "~" * 75_000, "`a" * 40_000, "a".join("`" * it for it in range(90))):
        assert limit_nesting(text, Source("one.md", text)) == (text, [])
        Cursor(text).run(" b")
    assert in_time(time.process_time() - begun, 2)
