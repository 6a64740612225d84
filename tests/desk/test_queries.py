"""Queries in chapters: in no edition, listed for each person, answered, and blocking a release."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bookbuilder.cache import Steps
from bookbuilder.cli import main
from bookbuilder.compose.read.queries import take_queries
from bookbuilder.desk.answers import take_answers
from bookbuilder.desk.proofs import keep_proof, proof_number
from bookbuilder.desk.queries import open_queries, write_sheets
from bookbuilder.diagnostics import Stage, errors
from bookbuilder.manuscript.folder import read_manuscript
from bookbuilder.markdown.ast import load
from bookbuilder.markdown.pandoc import read_markdown
from bookbuilder.markdown.places import Places
from bookbuilder.source import Source
from bookbuilder.verbs import build
from tests.in_time import in_time
from tests.small_book import BOOK, body_of, diagnose, make_book, text_of

CHAPTER = """\
# One

The [old [words]{.smallcaps}]{.query to="author" by="Ed" note="Is this so?"} stand here []{.query to="author" note="A gap?"}.

::: {.query to="publisher"}
Whose is the picture?
:::

The end.
"""


NUMBER = "7F3A-19C2"


def number_of(folder: Path) -> str:
    manuscript = read_manuscript(folder, Steps()).value
    assert manuscript is not None
    return proof_number(manuscript)


def test_no_edition_shows_a_query_and_its_words_stay() -> None:
    text = text_of(body_of(CHAPTER))
    assert text.endswith("One The old words stand here. The end.")


def test_each_open_query_is_noted_at_its_place() -> None:
    notes = [str(it.location) for it in diagnose(CHAPTER) if it.code == "QRY-001"]
    assert notes == ["manuscript/one.md:3:30", "manuscript/one.md:3:91", "manuscript/one.md:5:5"]


@pytest.mark.slow
def test_an_open_query_blocks_a_release_and_no_draft(tmp_path: Path) -> None:
    make_book(tmp_path, {}, CHAPTER)
    assert not [
        it for it in build(tmp_path, [], tmp_path / "out").diagnostics if it.code == "QRY-001" and it in errors([it])
    ]
    released = build(tmp_path, ["html"], tmp_path / "out", stage=Stage.RELEASE)
    assert (
        len([it for it in errors(released.diagnostics, "html") if it.code == "QRY-001"]) == 3 and not released.artefacts
    )


def test_queries_are_numbered_and_listed_for_each_person(tmp_path: Path) -> None:
    make_book(tmp_path, {}, CHAPTER)
    queries = open_queries(tmp_path)
    assert [(it.id, it.query.to, it.query.note, it.query.words) for it in queries] == [
        ("one-1", "author", "Is this so?", "old words"), ("one-2", "author", "A gap?", ""), ("one-3", "publisher", "Whose is the picture?", ""),
    ]  # fmt: skip
    assert [path.name for path in write_sheets(queries, NUMBER, tmp_path / "out")] == ["author.yaml", "publisher.yaml"]


def test_the_verb_lists_and_takes_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_book(tmp_path, {}, CHAPTER)
    assert main(["queries", "--book", str(tmp_path)]) == 0
    assert "3 queries stand open." in capsys.readouterr().out
    assert main(["queries", "--book", str(tmp_path), "--answers", str(tmp_path / "output/queries/author.yaml")]) == 0
    assert "open     one-1" in capsys.readouterr().out


def test_a_sheet_names_its_proof_and_an_older_one_is_named_by_its_number(tmp_path: Path) -> None:
    make_book(tmp_path, {}, CHAPTER)
    first = number_of(tmp_path)
    keep_proof(tmp_path, first, 3)
    sheet = write_sheets(open_queries(tmp_path), first, tmp_path / "out")[0]
    assert take_answers(tmp_path, sheet).diagnostics == ()
    make_book(tmp_path, {}, CHAPTER.replace("The end.", "The very end."))
    keep_proof(tmp_path, number_of(tmp_path), 3)
    reported = take_answers(tmp_path, sheet).diagnostics
    assert [(it.code, first in it.message, "number 1 of the 2 made" in it.message) for it in reported] == [
        ("QRY-003", True, True)
    ]


def test_a_sheet_of_no_proof_of_this_book_is_reported(tmp_path: Path) -> None:
    make_book(tmp_path, {}, CHAPTER)
    sheet = write_sheets(open_queries(tmp_path), NUMBER, tmp_path / "out")[0]
    assert [it.code for it in take_answers(tmp_path, sheet).diagnostics] == ["QRY-004"]


def test_a_file_that_is_no_sheet_is_reported(tmp_path: Path) -> None:
    make_book(tmp_path, {}, CHAPTER)
    sheet = tmp_path / "author.yaml"
    for text in ("just words", "proof: X\n", "answers: yes\n"):
        sheet.write_text(text, encoding="utf-8")
        assert [it.code for it in take_answers(tmp_path, sheet).diagnostics] == ["QRY-002"]


def test_the_number_changes_with_the_texts_and_not_with_the_settings(tmp_path: Path) -> None:
    make_book(tmp_path, {}, CHAPTER)
    number = number_of(tmp_path)
    make_book(tmp_path, {"manuscript/book.yaml": BOOK + "page: 148mm 210mm\n"}, CHAPTER)
    assert number_of(tmp_path) == number
    make_book(tmp_path, {}, CHAPTER + "\nMore.\n")
    longer = number_of(tmp_path)
    (tmp_path / "manuscript/one.md").write_bytes((CHAPTER + "\nMore.\n").replace("\n", "\r\n").encode())
    assert number_of(tmp_path) == longer != number


def test_what_stands_around_a_query_ends_at_citations_and_notes() -> None:
    chapter = '# One\n\nHe said [@boonstra2018] that [it is]{.query note="so?"} good[^1] and so on.\n\n[^1]: A note.\n'
    ast, _ = read_markdown(chapter)
    query = take_queries(load(ast), Places(Source("one.md", chapter), chapter))[0]
    assert (query.before, query.words, query.after) == ("that", "it is", "good")


def test_a_sheet_with_answers_in_it_is_never_written_over(tmp_path: Path) -> None:
    make_book(tmp_path, {}, CHAPTER)
    sheet = write_sheets(open_queries(tmp_path), NUMBER, tmp_path)[0]
    assert write_sheets(open_queries(tmp_path), NUMBER, tmp_path)[0] == sheet
    filled = sheet.read_text(encoding="utf-8").replace("  keep:\n", "  keep: yes\n", 1)
    for text in (
        filled,
        filled.replace("\n", "\r\n"),
        sheet.read_text(encoding="utf-8") + "corrections:\n- chapter: one\n",
    ):
        sheet.write_bytes(text.encode())
        assert write_sheets(open_queries(tmp_path), NUMBER, tmp_path)[0].name == f"author-{NUMBER}.yaml"
        assert sheet.read_bytes() == text.encode()


def test_an_open_query_is_reported_in_a_sentence() -> None:
    said = [it.message for it in diagnose(CHAPTER) if it.code == "QRY-001"]
    assert said[0] == "A query to author is open: Is this so?"


@pytest.mark.parametrize("mark", ["[a]{.query to=x} ", "]{.query} "])
def test_many_queries_of_one_paragraph_cost_each_the_same(mark: str) -> None:
    """Each was looked for among all, its words in the whole paragraph, its bracket back to the chapter's beginning."""
    text = mark * (16_000 // len(mark))
    document = load(read_markdown(text)[0])
    begun = time.process_time()
    found = take_queries(document, Places(Source("one.md", text), text))
    assert len(found) == (text.count("[a]")) and in_time(time.process_time() - begun, 3)
