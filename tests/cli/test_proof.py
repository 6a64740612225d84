"""The verb `proof`: the report, the authors' copy and the sheets, and what becomes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbuilder import doctor
from bookbuilder.cli import main
from tests.small_book import INTERVIEW, make_book

pytestmark = pytest.mark.pango

CHAPTER = '# One\n\nThe [old words]{.query to="author" note="Is this so?"} stand here.\n'


@pytest.mark.slow
def test_a_proof_is_written_answered_and_known_when_the_texts_have_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = make_book(tmp_path, {}, CHAPTER)
    assert main(["proof", "--book", str(book)]) == 0
    printed = capsys.readouterr()
    assert "a-small-book-proof.pdf" in printed.out and "note PRF-001: Proof " in printed.err
    sheet = book / "output/queries/author.yaml"
    number = sheet.read_text(encoding="utf-8").split('proof: "')[1][:9]
    assert number in (book / "output/a-small-book-proof/index.html").read_text(encoding="utf-8")
    assert number in (book / "manuscript/.proofs.json").read_text(encoding="utf-8")

    sheet.write_text(
        sheet.read_text(encoding="utf-8").replace("  replace:\n", "  replace: new words\n"), encoding="utf-8"
    )
    assert main(["clean", "--book", str(book)]) == 0
    assert sheet.exists() and not (book / "output/a-small-book-proof").exists()

    (book / "manuscript/one.md").write_text(CHAPTER + "\nOne paragraph more.\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["queries", "--book", str(book), "--answers", str(sheet)]) == 0
    printed = capsys.readouterr()
    assert f"warning QRY-003: This sheet answers proof {number}" in printed.err
    assert printed.out == "applied  one-1: new words\n1 applied, 0 refused, 0 open.\n"
    assert (book / "manuscript/one.md").read_text(encoding="utf-8").startswith("# One\n\nThe new words stand here.")


@pytest.mark.slow
def test_a_query_that_names_a_withheld_person_keeps_the_proof_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chapter = '# One\n\nThe [words]{.query to="author" note="Did Aigerim Testova say so?"} stand here.\n'
    files = {
        "manuscript/interviews/kz-01.md": INTERVIEW,
        "manuscript/interviews/private.yaml": "kz-01:\n  name: Aigerim Testova\n",
    }
    book = make_book(tmp_path, files, chapter)
    assert main(["proof", "--book", str(book)]) == 1
    printed = capsys.readouterr()
    assert "error PRV-010" in printed.err and "Not written: proof and proof-pdf." in printed.err
    assert not list((book / "output").glob("*proof*"))


@pytest.mark.slow
def test_pages_that_are_refused_are_shown_with_what_is_wrong_on_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = "| " + " | ".join(f"Column{number}" for number in range(120)) + " |\n|" + "---|" * 120
    book = make_book(tmp_path, {}, f"# One\n\n{head}\n{head.splitlines()[0]}\n\n: Wide {{#tbl-wide}}\n")
    assert main(["pdf", "--book", str(book)]) == 3 and main(["proof", "--book", str(book)]) == 1
    printed = capsys.readouterr()
    report = (book / "output/a-small-book-proof/index.html").read_text(encoding="utf-8")
    assert (
        "error PDF-02" in printed.err and "No PDF is made of these pages" in report and "This table reaches" in report
    )
    assert not (book / "output/a-small-book.pdf").exists()


@pytest.mark.slow
def test_a_report_with_pictures_of_withdrawn_words_is_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chapter = '# One\n\n::: {.excerpt source="kz-01" turn="q1a"}\nThe strategy speaks of partners. It does not yet speak of equals.\n:::\n'
    book = make_book(tmp_path, {}, chapter)
    assert main(["proof", "--book", str(book)]) == 0
    withdrawn = INTERVIEW.replace("consent:\n", "withdrawn: 2021-02-01\nconsent:\n")
    make_book(tmp_path, {"manuscript/interviews/kz-01.md": withdrawn}, "# One\n\nText.\n")
    capsys.readouterr()
    assert main(["proof", "--book", str(book)]) == 0
    printed = capsys.readouterr().err
    assert "a-small-book-proof held its words" in printed and "a-small-book-proof.pdf held its words" in printed
    assert "equals" not in (book / "output/a-small-book-proof/text.txt").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_book_with_errors_has_a_proof_and_never_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = make_book(tmp_path, {}, "# One\n\nSee [@nobody2020].\n")
    assert main(["proof", "--book", str(book)]) == 1
    printed = capsys.readouterr()
    assert "a-small-book-proof.pdf" in printed.out and "CIT-001" in printed.err


def test_without_pango_there_is_one_sentence_and_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = doctor.Finding("Pango", "setting type", False, "not found", "No PDF.", "install it", frozenset({"pdf"}))
    monkeypatch.setattr(doctor, "pango", lambda: missing)
    assert main(["proof", "--book", str(make_book(tmp_path))]) == 2
    assert "Pango is missing (not found). No PDF. To have it: install it" in capsys.readouterr().err
