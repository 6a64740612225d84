"""Rows of signs that are longer than in any book are shortened, and no text takes long to be looked through for them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bookbuilder.source import read_source
from tests.in_time import in_time


def test_spaces_and_accents_beyond_any_book_are_left_out_at_their_place(tmp_path: Path) -> None:
    """36,000 accents on one letter took the fonts' engine 10 seconds; expressions look through a row of spaces from each of them."""
    accent, space = "\u0301", " "
    (tmp_path / "a.md").write_text(f"# e{accent * 36_000}\n\n{space * 80_000}a{space * 999}b\n", encoding="utf-8")
    read = read_source(tmp_path / "a.md", tmp_path)
    assert read.value is not None and read.value.text == f"# e{accent * 100}\n\n{space * 1000}a{space * 999}b\n"
    assert [(it.code, it.location.line) for it in read.diagnostics] == [("BUD-005", 1), ("BUD-005", 3)]
    assert not any("digits" in it.remedy for it in read.diagnostics)


@pytest.mark.parametrize(
    ("text", "faults"),
    [(" " * 999 + "x", 0), ("9" * 3999 + "x", 0), ("9" * 2000 + " " * 500, 0), ("e" + "\u0301" * 101, 9803), ("\1" + "x" * 99, 10_000)],
)  # fmt: skip
def test_a_million_signs_are_looked_through_in_a_moment(tmp_path: Path, text: str, faults: int) -> None:
    """Each digit was a row's beginning, and the place of each fault was counted from the first line on: for minutes."""
    (tmp_path / "a.md").write_text(text * (1_000_000 // len(text)), encoding="utf-8")
    began = time.process_time()
    assert len(read_source(tmp_path / "a.md", tmp_path).diagnostics) == faults
    assert in_time(time.process_time() - began, 5)
