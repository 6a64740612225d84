"""Whatever fails or is killed while something is written: no source is lost, no artefact is half, and the next call ends it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bookbuilder.cache import Steps
from bookbuilder.desk.answers import take_answers
from bookbuilder.desk.queries import open_queries, write_sheets
from bookbuilder.desk.references import import_references
from bookbuilder.desk.safe_fixes import safe_fixes
from bookbuilder.desk.word_in import import_chapter
from bookbuilder.verbs import build
from tests.siege.books import INPUTS, besieged
from tests.siege.faults import KILL, besiege, events
from tests.small_book import BOOK, make_book

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")]

CHAPTER = '# One\n\n[Old]{.query to="author" note="So?"} words<br>of H<sub>2</sub>O.\n'
TWO = BOOK.replace("chapters: [one.md]", "chapters: [one.md, two.md]")


def answer(folder: Path) -> None:
    take_answers(folder, folder / "queries" / "author.yaml")


def fix(folder: Path) -> None:
    for each in safe_fixes(folder):
        each.write()


def import_sources(folder: Path) -> None:
    import_references(folder, folder / "a.bib")


def import_word(folder: Path) -> None:
    import_chapter(folder, folder / "a.docx", "energy.md")


def print_editions(folder: Path) -> None:
    build(folder, ["epub", "html"], folder / "output", steps=Steps(folder / ".cache"))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("faults") / "book"
    inputs = {name.removeprefix(INPUTS): data for name, data in besieged().items() if name.startswith(INPUTS)}
    make_book(folder, {"manuscript/book.yaml": TWO, "manuscript/two.md": CHAPTER, **inputs}, CHAPTER)
    sheet = write_sheets(open_queries(folder), "", folder)[0]
    sheet.write_text(sheet.read_text("utf-8").replace("  replace:", "  replace: New"), "utf-8")
    return folder


@pytest.mark.parametrize("call", [answer, fix])
def test_no_source_is_lost_at_any_write(book: Path, call: object) -> None:
    assert besiege(call, book, range(0, events_of(call, book), 3 if call is answer else 1), (KILL, 28)) == []  # type: ignore[arg-type]


@pytest.mark.long
@pytest.mark.parametrize("call", [answer, fix, import_sources, import_word])
def test_no_source_is_lost_at_any_write_by_any_fault(book: Path, call: object) -> None:
    assert besiege(call, book, range(events_of(call, book))) == []  # type: ignore[arg-type]


@pytest.mark.long
def test_no_edition_is_half_written(book: Path) -> None:
    print_editions(book)
    (book / "manuscript/one.md").write_text(CHAPTER + "\nMore.\n")
    assert besiege(print_editions, book, range(events_of(print_editions, book)), sample=16) == []


def events_of(call: object, book: Path) -> int:
    import shutil

    counted = book.with_name("counted")
    shutil.copytree(book, counted)
    found = events(call, counted)  # type: ignore[arg-type]
    shutil.rmtree(counted)
    assert found > 2
    return found
