"""Chapters of the shipped book go to Word, are edited there ten times by seed, and come back: these changes, and nothing else."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from bookbuilder.cache import Steps
from bookbuilder.desk.round_trip.returning import take_back
from bookbuilder.desk.round_trip.stamps import keep, read_stamp
from bookbuilder.desk.word_in.other_formats import by_libreoffice, soffice
from bookbuilder.environment import HOME
from bookbuilder.markdown.pandoc import read_markdown
from bookbuilder.verbs import word_files
from tests.desk.round_trip.seeded_edits import Edited

CHAPTERS = sorted(path.stem for path in Path(HOME, "manuscript/chapters").glob("*.md"))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped book."""
    folder = tmp_path_factory.mktemp("book")
    shutil.copytree(Path(HOME, "manuscript"), folder / "manuscript")
    shutil.copy(Path(HOME, "references.yaml"), folder)
    return folder


def sent(book: Path, chapters: list[str]) -> dict[str, Path]:
    """The Word file of each chapter, by the stem of its source."""
    built = word_files(book, chapters, book / "output", steps=Steps(book / ".cache"))
    return {Path(stamp.chapter).stem: it.path for it in built.artefacts if (stamp := read_stamp(it.path))}


def read(text: str) -> str:
    """What Pandoc reads, wherever lines end."""
    ast = read_markdown(re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL))[0]
    return ast.replace('"SoftBreak"', '"Space"')


def complaint(book: Path, file: Path, seed: int, saved_by: str = "") -> str:
    """What went wrong with one chapter; empty where its ten changes came back and nothing else."""
    stamp = read_stamp(file)
    assert stamp is not None
    chapter = book / stamp.chapter
    original = chapter.read_text(encoding="utf-8")
    edited = Edited(file, original, seed)
    edited.edit(10)
    back = book / f"back-{seed}.docx"
    edited.save(back)
    if saved_by:
        saved = by_libreoffice(saved_by, back, "docx", book / f"libreoffice-{seed}")
        if saved is None:
            return "LibreOffice did not save it"
        back = saved
    shutil.rmtree(book / "manuscript/.word", ignore_errors=True)  # which remembers what came back before
    keep(book, file, {stamp.chapter: original})
    returned = take_back(book, back, stamp)
    text = chapter.read_text(encoding="utf-8")
    chapter.write_text(original, encoding="utf-8")
    assert returned is not None
    if returned.by_hand or returned.conflicts:
        return "\n".join(
            [
                f"{chapter.name} {seed}:",
                *(f"  by hand: {it.problem}: {it.before[:80]} → {it.after[:80]}" for it in returned.by_hand),
                *edited.done,
            ]
        )
    if read(text) == read(edited.source):
        return ""
    mine, wanted = text.split("\n\n"), edited.source.split("\n\n")
    spaced = {" ".join(it.split()) for it in mine}, {" ".join(it.split()) for it in wanted}
    return "\n".join(
        [
            f"{chapter.name} {seed}:",
            *(f"  - {it[:300]}" for it in spaced[1] - spaced[0]),
            *(f"  + {it[:300]}" for it in spaced[0] - spaced[1]),
            *edited.done,
        ]
    )


def complaints(book: Path, chapters: list[str], seeds: range, saved_by: str = "") -> list[str]:
    files = sent(book, chapters)
    each = [(stem, seed) for seed in seeds for stem in chapters]
    return [said for stem, seed in each if (said := complaint(book, files[stem], seed, saved_by))]


@pytest.mark.slow
def test_ten_edits_of_a_shipped_chapter_come_back_and_nothing_else(book: Path) -> None:
    assert complaints(book, CHAPTERS[2:3], range(1)) == []


@pytest.mark.long
def test_ten_edits_of_each_shipped_chapter_come_back_and_nothing_else(book: Path) -> None:
    assert complaints(book, CHAPTERS, range(100, 103)) == []


@pytest.mark.long
@pytest.mark.skipif(not soffice(), reason="needs LibreOffice, which is not on this machine")
def test_what_libreoffice_saves_brings_the_same_ten_edits(book: Path) -> None:
    assert complaints(book, CHAPTERS, range(200, 201), soffice()) == []
