"""Reads manuscript/book.yaml as a typed `Book`, and reports every key, type, check digit and file that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bookbuilder.budgets import in_force, put_in_force
from bookbuilder.cache import Steps
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, did_you_mean
from bookbuilder.manuscript.names import meant_file
from bookbuilder.model.book import Book
from bookbuilder.model.contents import Entry
from bookbuilder.source import Source, is_file, leads_out, own_files

BOOK_FILE = "manuscript/book.yaml"

OTHER_NAMES = {"author": "creator", "authors": "creator", "language": "lang"}
"""What Pandoc and others call a key."""

MADE_PAGES = tuple(
    "half-title series title imprint dedication epigraph contents list-of-figures list-of-tables "
    "list-of-abbreviations bibliography interviews transcripts index index-of-names index-of-subjects contributors "
    "colophon".split()
)
_BUDGETS = re.compile(r"^(['\"]?)budgets\1[ \t]*:.*(?:\n(?:[ \t].*)?)*", re.MULTILINE)


def read_book(source: Source, folder: Path, steps: Steps | None = None) -> Outcome[Book | None]:
    """Read book.yaml; `folder` is the book's folder, in which the files that it names must lie."""
    outcome = (steps or Steps()).step("read book.yaml", {"book.yaml": source}, lambda: _read(source))
    book, diagnostics = outcome.value, list(outcome.diagnostics)
    if book is None:
        return outcome
    order = _order_faults(book, folder)
    diagnostics += [*order, *([] if order else _unlisted(book, folder)), *_shared_numbers(book)]
    if book.cover and leads_out(folder / "manuscript" / book.cover, folder):
        message = f'"{book.cover}" lies outside the book.'
        remedy = "Put the picture itself under manuscript/ and name it from there."
        diagnostics.append(Diagnostic("BOK-008", book.locations["cover"], message, remedy))
    elif book.cover and not is_file(folder / "manuscript" / book.cover):
        diagnostics.append(_missing_file(book.locations["cover"], book.cover, folder, ("jpg", "jpeg", "png", "svg")))
    return Outcome(book, tuple(diagnostics))


def _read(source: Source) -> Outcome[Book | None]:
    """The file by itself, within the limits that it sets."""
    usual, set_here = in_force(), _BUDGETS.search(source.text)
    limits = _filled(Source(source.file, set_here[0])).value if set_here else None
    put_in_force(limits.budgets if limits else usual)
    try:
        return _filled(source)
    finally:
        put_in_force(usual)


def _filled(source: Source) -> Outcome[Book | None]:
    from bookbuilder.manuscript.book_form import BookForm  # a book that is known already needs no form
    from bookbuilder.manuscript.declared import value_of
    from bookbuilder.manuscript.forms import fill
    from bookbuilder.yaml_source import read_yaml

    yaml = read_yaml(source, in_part=True)
    if yaml.value is None:
        return Outcome(None, yaml.diagnostics)
    said = yaml.value.renamed(OTHER_NAMES)
    filled = fill(BookForm, said, code="BOK")
    diagnostics = (*yaml.diagnostics, *filled.diagnostics)
    if filled.value is None:
        return Outcome(None, diagnostics)
    places = {".".join(str(key) for key in path): place for path, place in said.places.items()}
    return Outcome(value_of(filled.value, said, locations=places), diagnostics)


def _unpublished(book: Book) -> Iterator[Diagnostic]:
    """BOK-020: a draft needs a title and a chapter alone, a release says when and by whom."""
    place = book.place("title")
    if not book.date and "date" not in book.locations:
        yield Diagnostic("BOK-020", place, "The book has no date of publication.", "Add a line: date: 2026-05")
    if not book.publisher.name and "publisher" not in book.locations:
        yield Diagnostic("BOK-020", place, "The book has no publisher.", "Add a line: publisher: …")


def _order_faults(book: Book, folder: Path) -> list[Diagnostic]:
    faults = list(_unpublished(book))
    seen: dict[str, Location] = {}
    chapters = [entry for part in book.parts for entry in part.chapters]
    for entry in (*book.frontmatter, *chapters, *book.backmatter):
        named = _named(folder / "manuscript", entry)
        if named in seen:
            message = f'"{entry.source}" is in the order twice; the first is in line {seen[named].line}.'
            faults.append(Diagnostic("BOK-006", entry.location, message, "Keep one of them."))
            continue
        seen[named] = entry.location
        if entry.is_file and (entry.source.startswith("/") or ".." in entry.source.split("/")):
            message = f'"{entry.source}" lies outside manuscript/.'
            faults.append(
                Diagnostic("BOK-008", entry.location, message, "Put the file under manuscript/ and name it from there.")
            )
        elif entry.is_file:
            if not is_file(meant_file(folder / "manuscript", entry.source)):
                faults.append(_missing_file(entry.location, entry.source, folder, ("md",)))
        elif entry in chapters:
            message = f'"{entry.source}" is not a chapter: a chapter is a Markdown file.'
            remedy = _near_file(f"{entry.source}.md", folder, ("md",)) or "Name a file that ends in .md."
            faults.append(Diagnostic("BOK-005", entry.location, message, remedy))
        elif entry.source not in MADE_PAGES:
            message = f'"{entry.source}" is neither a Markdown file nor a page that can be made.'
            remedy = did_you_mean(entry.source, MADE_PAGES) or _near_file(f"{entry.source}.md", folder, ("md",))
            faults.append(Diagnostic("BOK-005", entry.location, message, remedy or f"Pages: {', '.join(MADE_PAGES)}."))
    for part in book.parts:
        if part.title and not part.chapters:
            message = f'The part "{part.title}" has no chapter.'
            faults.append(
                Diagnostic("BOK-011", part.location, message, "Name its chapters below it: chapters: [one.md]")
            )
    if not chapters:
        place = book.place("chapters")
        faults.append(Diagnostic("BOK-007", place, "The book has no chapter.", "Name at least one Markdown file."))
    return faults


def _unlisted(book: Book, folder: Path) -> list[Diagnostic]:
    """A chapter that was written and never named is not missed by anybody until the book is printed."""
    root = folder / "manuscript"
    entries = (*book.frontmatter, *(entry for part in book.parts for entry in part.chapters), *book.backmatter)
    apart = {_named(root, entry) for entry in entries} | {"STYLE.md", "README.md", "abbreviations.md"}
    files = [*own_files(root, folder, ".md", deep=False), *own_files(root / "chapters", folder, ".md")]
    names = [path.relative_to(root).as_posix() for path in files]
    message = "book.yaml does not name this file, and it is not printed."
    return [
        Diagnostic("BOK-013", Location(f"manuscript/{name}"), message)
        for name in names
        if name not in apart and not name.endswith(".incoming.md")
    ]


def _named(root: Path, entry: Entry) -> str:
    path = meant_file(root, entry.source) if entry.is_file else root / entry.source
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else entry.source


def _shared_numbers(book: Book) -> list[Diagnostic]:
    """See https://www.isbn-international.org/content/isbn-users-manual: each format that is sold has its own number."""
    faults: list[Diagnostic] = []
    first: dict[str, str] = {}
    for name in ("print", "pdf", "epub", "html"):
        number = getattr(book.identifier, name)
        if number and number in first:
            message = f"The editions {first[number]} and {name} have one ISBN."
            place = book.locations[f"identifier.{name}"]
            faults.append(Diagnostic("BOK-012", place, message, "Each edition needs its own."))
        first.setdefault(number, name)
    return faults


def _missing_file(place: Location, name: str, folder: Path, endings: tuple[str, ...]) -> Diagnostic:
    return Diagnostic(
        "BOK-004", place, f"There is no file manuscript/{name}.", _near_file(name, folder, endings) or "Check the name."
    )


def _near_file(name: str, folder: Path, endings: tuple[str, ...]) -> str:
    root = folder / "manuscript"
    found = own_files(root, folder, *(f".{it}" for it in endings))
    known = [path.relative_to(root).as_posix() for path in found if path.parent != root / "interviews"]
    return did_you_mean(name, known)
