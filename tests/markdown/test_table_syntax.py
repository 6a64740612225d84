"""Grid tables whose lines do not meet."""

from __future__ import annotations

from tests.small_book import check_reports, check_silent, diagnose

GRID = "# One\n\n+-------+------+\n| A     | B    |\n+=======+======+\n| один  | two  |\n+-------+------+\n\nEnd.\n"


def test_a_well_drawn_table_is_silent():
    check_silent(GRID)


def test_a_line_that_is_too_long_is_reported():
    check_reports(GRID.replace("| один  |", "| одиннадцать |"), "CHP-016 6:1")


def test_a_line_that_is_too_short_is_reported():
    check_reports(GRID.replace("| two  |", "| two |"), "CHP-016 6:1")


def test_a_grid_in_code_is_none():
    check_silent("# One\n\n```\n+---+\n| too long |\n+---+\n```\n")


COLUMNS = "# One\n\n Year   Loads\n----- -------\n 1867      12\n 1868     130\n\n: Loads\n"
FRAMED = "# One\n\n--------------\nName   Remark\n------ -------\nsalt   white\n       and dry\n\nwool   coarse\n--------------\n\nText -- and a dash.\n"


def test_columns_over_their_dashes_are_silent():
    check_silent(COLUMNS)
    check_silent(FRAMED)
    check_silent(FRAMED.replace("--------------\n\nText", "------ -------\nTable: A caption below it\n\nText"))
    check_silent("# One\n\nA paragraph of words.\n\n--- ---\n\nAnother paragraph.\n")


def test_a_column_that_begins_within_a_word_is_reported():
    check_reports(COLUMNS.replace(" Year   Loads", " Years Loads"))
    check_reports(COLUMNS.replace(" Year   Loads", " Yearly Loads"), "CHP-017 3:7")
    check_reports(FRAMED.replace("wool   coarse", "woollens coarse"), "CHP-017 9:8")


def test_a_row_with_more_cells_than_columns_is_reported():
    table = "# One\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\n: Numbers\n"
    check_silent(table)
    check_silent(table.replace("| 2 |", "| `x|y` and 2 \\| 3 |"))
    check_reports(table.replace("| 2 |", "| 2 | 3 |"), "CHP-026 5:1")
    check_silent(table.replace("| 2 |", "| 2 |   |"))
    for marker in ("-   ", "1.  ", "(@) ", "[^1]: "):  # which is no cell
        call = "[^1]" if "^" in marker else ""
        check_silent(f"# One\n\nText.{call}\n\n{marker}| a | b |\n    |---|---|\n    | 1 | 2 |\n")
    check_silent("# One\n\na | b | c\n--- | --- | ---\n1 | 2 | 3\n")  # whose dashes are no marks of items
    check_reports("# One\n\na | b | c\n--- | ---\n1 | 2\n", "CHP-026 3:1")
    check_reports(table.replace("|---|:-:|", "|---|"), "CHP-026 3:1")


def test_what_cannot_be_seen_takes_no_column() -> None:
    rows = "+-------+---------+\n|می\u200cخواهم|I want to|\n+-------+---------+\n"
    assert "CHP-016" not in {it.code for it in diagnose(f"# One\n\n{rows}")}


def test_wide_letters_in_code_take_two_columns_and_the_numbers_of_a_list_are_no_words() -> None:
    check_silent("# One\n\n+--------+---------+\n| `代码` | 1. One. |\n|        | 2. Two. |\n+--------+---------+\n")


def test_a_bar_in_a_formula_ends_no_cell() -> None:
    check_silent("# One\n\n| a | b |\n|---|---|\n| $1 + |V_{i,t}|$ | Intensity |\n")
    check_reports("# One\n\n| a | b |\n|---|---|\n| $1 | $2 | 3 |\n", "CHP-026 5:1")
