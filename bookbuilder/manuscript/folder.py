"""Reads everything that a book's editors wrote, and reports every fault of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bookbuilder.budgets import Budgets, put_in_force
from bookbuilder.cache import Steps
from bookbuilder.diagnostics import Diagnostic, Location, Outcome
from bookbuilder.manuscript.book_yaml import BOOK_FILE, read_book
from bookbuilder.manuscript.chapters import document_ids, read_chapter
from bookbuilder.manuscript.interviews import has_withdrawn, read_interview
from bookbuilder.manuscript.names import meant_file
from bookbuilder.manuscript.references import REFERENCES_FILE, read_references
from bookbuilder.manuscript.strange_files import locked_on_the_way, strange_files
from bookbuilder.model.book import Book
from bookbuilder.model.chapter import Chapter
from bookbuilder.model.interview import Interview
from bookbuilder.model.references import Reference
from bookbuilder.source import Source, is_file, leads_out, outside, own_files, read_source


@dataclass(frozen=True)
class Manuscript:
    """The book before anything is composed."""

    folder: Path
    book: Book
    chapters: Mapping[str, Chapter]
    """Chapters by the name that book.yaml gives them."""
    references: tuple[Reference, ...]
    interviews: tuple[Interview, ...]


def read_manuscript(folder: Path, steps: Steps) -> Outcome[Manuscript | None]:
    """Read book.yaml, the chapters that it names, the transcripts and references.yaml; None without a book.yaml."""
    put_in_force(Budgets())
    if fault := locked_on_the_way(folder / BOOK_FILE, folder):
        return Outcome(None, (fault,))
    source = read_source(folder / BOOK_FILE, folder)
    if source.value is None:
        return Outcome(None, (_no_book(folder),) if not (folder / BOOK_FILE).exists() else source.diagnostics)
    diagnostics = [*strange_files(folder)]
    outcome = read_book(source.value, folder, steps)
    diagnostics += outcome.diagnostics
    if outcome.value is not None:
        put_in_force(outcome.value.budgets)
    references = _references(folder, steps, diagnostics)
    interviews = _interviews(folder, steps, diagnostics)
    if outcome.value is None:
        return Outcome(None, tuple(diagnostics))
    chapters = _chapters(outcome.value, folder, steps, diagnostics)
    return Outcome(Manuscript(folder, outcome.value, chapters, references, interviews), tuple(diagnostics))


def _no_book(folder: Path) -> Diagnostic:
    return Diagnostic(
        "BOK-010",
        Location(BOOK_FILE),
        f"There is no book here: {folder.name or folder}/ has no manuscript/book.yaml.",
        "Name the book's folder with --book, or write that file.",
    )


def _references(folder: Path, steps: Steps, diagnostics: list[Diagnostic]) -> tuple[Reference, ...]:
    path = folder / REFERENCES_FILE
    if not path.exists():
        return ()
    source = read_source(path, folder, guess=True)
    diagnostics += source.diagnostics
    if source.value is None:
        return ()
    text = source.value
    outcome = steps.step("read references", {"references.yaml": text}, lambda: read_references(text))
    diagnostics += outcome.diagnostics
    return outcome.value


def _interviews(folder: Path, steps: Steps, diagnostics: list[Diagnostic]) -> tuple[Interview, ...]:
    interviews: dict[str, Interview] = {}
    for path in own_files(folder / "manuscript" / "interviews", folder, ".md", deep=False):
        if path.stem.upper() == "README":
            continue
        source = read_source(path, folder)
        diagnostics += source.diagnostics
        if source.value is None:
            continue
        text: Source = source.value
        if has_withdrawn(text, path.stem, steps):
            outcome = read_interview(text)
        else:
            outcome = steps.step(f"read {path.stem}", {"transcript": text}, partial(read_interview, text))
        diagnostics += outcome.diagnostics
        interview = outcome.value
        if interview is None:
            continue
        if interview.code in interviews:
            first = interviews[interview.code].location
            message = f'The code "{interview.code}" is used twice; the first is in {first}.'
            diagnostics.append(Diagnostic("INT-008", interview.location, message, "Give one of them another code."))
        else:
            interviews[interview.code] = interview
    return tuple(interviews.values())


def _chapters(book: Book, folder: Path, steps: Steps, diagnostics: list[Diagnostic]) -> dict[str, Chapter]:
    entries = [*book.frontmatter, *(entry for part in book.parts for entry in part.chapters), *book.backmatter]
    names = list(dict.fromkeys(entry.source for entry in entries if entry.is_file))
    made = [*(entry.source for entry in entries if not entry.is_file), *(part.id for part in book.parts if part.title)]
    ids = document_ids(names, made)
    chapters: dict[str, Chapter] = {}
    for name in names:
        path = meant_file(folder / "manuscript", name)
        if not is_file(path):
            continue  # book.yaml's own check has named it
        if leads_out(path, folder):
            diagnostics.append(outside(path, folder))
            continue
        source = read_source(path, folder, guess=True)
        diagnostics += source.diagnostics
        if source.value is None:
            continue
        outcome = read_chapter(source.value, ids[name], steps)
        diagnostics += outcome.diagnostics
        chapters[name] = outcome.value
    return chapters
