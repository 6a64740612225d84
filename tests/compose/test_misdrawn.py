"""Grid tables whose lines do not meet."""

from __future__ import annotations

from tests.small_book import check_reports, check_silent

GRID = "# One\n\n+-------+------+\n| A     | B    |\n+=======+======+\n| один  | two  |\n+-------+------+\n\nEnd.\n"


def test_a_well_drawn_table_is_silent():
    check_silent(GRID)


def test_a_line_that_is_too_long_is_told():
    check_reports(GRID.replace("| один  |", "| одиннадцать |"), "CHP-016 6:1")


def test_a_line_that_is_too_short_is_told():
    check_reports(GRID.replace("| two  |", "| two |"), "CHP-016 6:1")


def test_a_grid_in_code_is_none():
    check_silent("# One\n\n```\n+---+\n| too long |\n+---+\n```\n")
