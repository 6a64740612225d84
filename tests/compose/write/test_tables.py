"""Columns of numbers in a plain Markdown table."""

from __future__ import annotations

import pytest

from tests.small_book import body_of


def column(markdown: str, rule: str = "---") -> list[tuple[str, str]]:
    """Text and class of each cell in the table's second column."""
    rows = "".join(f"| row | {cell} |\n" for cell in markdown.split(" / "))
    table = body_of(f"# One\n\n| Head | Number |\n|---|{rule}|\n{rows}").find(".//table")
    return [(row[1].text or "", row[1].get("class") or "") for row in table.find("tbody")]


def test_points_stand_below_each_other():
    cells = column("5.25 / 10 / 7.5")
    assert cells == [("5.25", "number"), ("10\u2008\u2007\u2007", "number"), ("7.5\u2007", "number")]


def test_a_per_cent_sign_stays_behind_the_gap():
    assert [text for text, _ in column("12.5% / 3%")] == ["12.5%", "3\u2008\u2007%"]


def test_a_cell_without_a_number_stands_on_the_right_too():
    assert column("5 / – / 7") == [("5", "number"), ("–", "number"), ("7", "number")]


@pytest.mark.parametrize("cells", ["2017 / 2018 / 2019", "5 / about 7", "0042 / 0043", "5"])
def test_years_words_and_codes_are_no_amounts(cells):
    assert {name for _, name in column(cells)} == {""}


def test_a_column_that_the_author_set_to_the_left_stays_there():
    assert {name for _, name in column("5.25 / 10", ":---")} == {"align-left"}
