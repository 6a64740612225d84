"""Rows that an author puts into a table or takes out of it are lines of its Markdown."""

from __future__ import annotations

import pytest

from bookbuilder.desk.round_trip.changes import changes_between
from bookbuilder.desk.round_trip.edits import applied
from bookbuilder.desk.round_trip.mapping import mapped
from bookbuilder.desk.round_trip.returning import checked
from bookbuilder.desk.round_trip.source_text import read_source_text
from bookbuilder.desk.round_trip.units import units_of
from bookbuilder.markdown.ast import load
from bookbuilder.markdown.pandoc import read_markdown

TABLE = """\
| Year | Imports | Exports |
|:-----|--------:|--------:|
| 2016 | 13.7 | 8.3 |
| 2017 | 18.3 | 8.1 |
| 2018 | 21.9 | 9.1 |

: Trade {#tbl-trade}

A paragraph behind the table.
"""


@pytest.mark.parametrize(
    "old, new, written",
    [
        ("| 2017 | 18.3 | 8.1 |\n", "", ""),
        ("| 2018 | 21", "| 2017a | 1 | |\n| 2017b | 18.3 | 3 |\n| 2018 | 22", "| 2017a | 1 |  |\n| 2017b | 18.3 | 3 |\n| 2018 | 22"),
        ("--------:|\n| 2016", "--------:|\n| 2015 | *9* | 8 |\n| 2016", "--------:|\n| 2015 | *9* | 8 |\n| 2016"),
        ("| 9.1 |\n", "| 9.1 |\n| 2019 | 1.0 | 2 |\n", "| 9.1 |\n| 2019 | 1.0 | 2 |\n"),
    ],
)  # fmt: skip
def test_a_row_comes_and_goes_as_a_line(old: str, new: str, written: str) -> None:
    printed = TABLE.replace(": Trade {#tbl-trade}", ": Table 1.1 Trade")
    sent, back = (units_of(load(read_markdown(text)[0]).content) for text in (printed, printed.replace(old, new)))
    source = read_source_text(TABLE)
    found = checked(TABLE, changes_between(mapped(sent, source), back, source, lambda _: ""))
    assert not [it.problem for it in found if it.problem]
    assert applied(TABLE, [edit for it in found for edit in it.edits]) == TABLE.replace(old, written)
