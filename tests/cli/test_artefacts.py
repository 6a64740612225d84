"""`pdf --printer` and `cover`, from the words of a call to the files in output/."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from bookbuilder.cli import main
from bookbuilder.cli.arguments import read_arguments
from tests.small_book import BOOK, make_book


def test_the_printers_file_is_asked_for_beside_the_readers():
    asked = read_arguments(["pdf", "--printer"])
    assert (asked.verb, asked.said.printer) == ("pdf", True)
    assert not read_arguments(["pdf"]).said.printer


@pytest.mark.slow
@pytest.mark.pango
def test_both_files_and_the_cover_are_written(tmp_path: Path, capsys) -> None:
    book = make_book(tmp_path, {"manuscript/book.yaml": BOOK + "press: {signature: 8}\n"})
    assert main(["pdf", "--printer", "--book", str(book)]) == 0
    assert main(["cover", "--book", str(book)]) == 0
    output = book / "output"
    assert {path.name for path in output.iterdir()} == {"a-small-book.pdf", "a-small-book-printer.pdf", "cover"}
    assert len(pikepdf.open(output / "a-small-book-printer.pdf").pages) == 8
    assert (output / "cover" / "cover-wrap.pdf").is_file()
    assert "CVR-004" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.pango
def test_a_profile_that_is_missing_keeps_the_readers_file(tmp_path: Path, capsys) -> None:
    book = make_book(tmp_path, {"manuscript/book.yaml": BOOK + "press: {profile: none.icc}\n"})
    assert main(["pdf", "--printer", "--book", str(book)]) == 3
    assert [path.name for path in (book / "output").iterdir()] == ["a-small-book.pdf"]
    assert "manuscript/book.yaml:8:18: error PRN-001" in capsys.readouterr().err
