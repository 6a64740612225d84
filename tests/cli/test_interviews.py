"""The verbs `approval` and `interviews` as an editor calls them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bookbuilder.cli import main

BOOKS = Path(__file__).parents[1] / "books" / "interviews"


@pytest.fixture
def book(tmp_path):
    return shutil.copytree(BOOKS / "added-since", tmp_path / "book")


def test_the_ledger_is_printed_in_lines_and_as_json(book, capsys):
    assert main(["interviews", "--book", str(book)]) == 0
    lines = capsys.readouterr().out
    assert "kz-01  Erlan Example (named)" in lines
    assert "manuscript/one.md:7:" in lines and "was not among the excerpts" in lines
    assert main(["interviews", "--book", str(book), "--format", "json"]) == 0
    first = json.loads(capsys.readouterr().out)["interviews"][0]
    assert (first["code"], first["words"], len(first["quoted"])) == ("kz-01", 9, 2)


def test_an_approval_is_recorded_with_its_day(book, capsys):
    assert main(["approval", "kz-01", "--record", "--book", str(book)]) == 2
    assert "Say on which day they signed" in capsys.readouterr().err
    assert main(["approval", "kz-01", "--record", "--date", "2021-02-30", "--book", str(book)]) == 2
    assert main(["approval", "kz-01", "--record", "--date", "2021-02-20", "--book", str(book)]) == 0
    assert "approved: 2021-02-20" in (book / "manuscript/interviews/kz-01.md").read_text()


def test_an_unknown_code_says_what_was_meant(book, capsys):
    assert main(["approval", "kz-10", "--record", "--date", "2021-02-20", "--book", str(book)]) == 1
    printed = capsys.readouterr().err
    assert 'There is no interview "kz-10". Did you mean' in printed and '"kz-01"' in printed
