"""Queries in chapters: in no edition, listed for each person, answered, and blocking a release."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbuilder.cli import main
from bookbuilder.desk.queries import open_queries, take_answers, write_sheets
from bookbuilder.diagnostics import errors
from bookbuilder.pipeline import build
from tests.small_book import body_of, diagnose, make_book, text_of

CHAPTER = """\
# One

The [old [words]{.smallcaps}]{.query to="author" by="Ed" note="Is this so?"} stand here []{.query to="author" note="A gap?"}.

::: {.query to="publisher"}
Whose is the picture?
:::

The end.
"""


def test_no_edition_shows_a_query_and_its_words_stay() -> None:
    text = text_of(body_of(CHAPTER))
    assert text.endswith("One The old words stand here. The end.")


def test_each_open_query_is_noted_at_its_place() -> None:
    notes = [str(it.location) for it in diagnose(CHAPTER) if it.code == "QRY-001"]
    assert notes == ["manuscript/one.md:3:30", "manuscript/one.md:3:91", "manuscript/one.md:5:5"]


def test_an_open_query_blocks_a_release_and_no_draft(tmp_path: Path) -> None:
    make_book(tmp_path, {}, CHAPTER)
    assert not [it for it in build(tmp_path, [], tmp_path / "out").diagnostics if it.code == "QRY-001" and it in errors([it])]
    released = build(tmp_path, ["html"], tmp_path / "out", release=True)
    assert len([it for it in errors(released.diagnostics, "html") if it.code == "QRY-001"]) == 3 and not released.artefacts


def test_queries_are_numbered_and_listed_for_each_person(tmp_path: Path) -> None:
    make_book(tmp_path, {}, CHAPTER)
    queries = open_queries(tmp_path)
    assert [(it.id, it.query.to, it.query.note, it.query.words) for it in queries] == [
        ("one-1", "author", "Is this so?", "old words"), ("one-2", "author", "A gap?", ""), ("one-3", "publisher", "Whose is the picture?", ""),
    ]  # fmt: skip
    assert [path.name for path in write_sheets(queries, tmp_path / "out")] == ["author.yaml", "publisher.yaml"]


def test_answers_are_applied_refused_or_open(tmp_path: Path) -> None:
    make_book(tmp_path, {}, CHAPTER)
    sheet = write_sheets(open_queries(tmp_path), tmp_path / "out")[0]
    text = sheet.read_text(encoding="utf-8")
    sheet.write_text(text.replace("  replace:", "  replace: new words", 1), encoding="utf-8")
    assert [(it.id, it.fate) for it in take_answers(tmp_path, sheet).value] == [("one-1", "applied"), ("one-2", "open")]
    chapter = (tmp_path / "manuscript/one.md").read_text(encoding="utf-8")
    assert chapter == CHAPTER.replace('[old [words]{.smallcaps}]{.query to="author" by="Ed" note="Is this so?"}', "new words")


@pytest.mark.parametrize("person, number", [("author", 2), ("publisher", 1)])
def test_what_is_kept_loses_its_mark_alone(tmp_path: Path, person: str, number: int) -> None:
    make_book(tmp_path, {}, CHAPTER)
    write_sheets(open_queries(tmp_path), tmp_path / "out")
    sheet = tmp_path / f"out/queries/{person}.yaml"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("  keep:\n", "  keep: as it is\n"), encoding="utf-8")
    assert [it.fate for it in take_answers(tmp_path, sheet).value] == ["refused"] * number
    chapter = (tmp_path / "manuscript/one.md").read_text(encoding="utf-8")
    if person == "author":
        assert "The old [words]{.smallcaps} stand here.\n" in chapter
    else:
        assert chapter.endswith("}.\n\nThe end.\n")


def test_a_query_whose_words_have_changed_stays_open(tmp_path: Path) -> None:
    make_book(tmp_path, {}, CHAPTER)
    sheet = write_sheets(open_queries(tmp_path), tmp_path / "out")[0]
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("  replace:", "  replace: x", 1), encoding="utf-8")
    make_book(tmp_path, {}, CHAPTER.replace("old", "other"))
    assert take_answers(tmp_path, sheet).value[0].fate == "open"


def test_the_verb_lists_and_takes_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_book(tmp_path, {}, CHAPTER)
    assert main(["queries", "--book", str(tmp_path)]) == 0
    assert "3 queries stand open." in capsys.readouterr().out
    assert main(["queries", "--book", str(tmp_path), "--answers", str(tmp_path / "output/queries/author.yaml")]) == 0
    assert "open     one-1" in capsys.readouterr().out
