"""Code, comments and formulas are found in the time that a text deserves, closed or not."""

from __future__ import annotations

import time

import pytest

from bookbuilder.desk.adopt.verbatim import outside_code, without_comments
from tests.in_time import in_time


@pytest.mark.parametrize("typed", ["<!--\n", "```x\n", "~~~x\n", "--> <!--"])
def test_what_is_never_closed_is_not_followed_to_the_end_each_time(typed: str) -> None:
    begun = time.process_time()
    outside_code(typed * 12_000, str.upper)
    without_comments(typed * 12_000)
    assert in_time(time.process_time() - begun, 4)


def test_what_is_closed_is_found_as_before() -> None:
    text = "a <!-- b --> c\n\n```\nd\n```\n\n~~~\ne\n~~~\n\n<!-- f"
    assert outside_code(text, str.upper) == "A <!-- b --> C\n\n```\nd\n```\n\n~~~\ne\n~~~\n\n<!-- F"
    assert without_comments("a<!-- b --> c <!-- d") == "a c <!-- d"
