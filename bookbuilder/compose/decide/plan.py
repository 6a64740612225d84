"""Lists the documents that the book will have, in book.yaml's order, each with its kind, role and place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bookbuilder.manuscript.book_yaml import MADE_PAGES
from bookbuilder.model.book import Book
from bookbuilder.model.chapter import Chapter
from bookbuilder.model.contents import Entry, Part
from bookbuilder.model.publication import Matter

ROLES = {
    **{
        kind: f"doc-{kind}"
        for kind in "foreword preface introduction prologue acknowledgements acknowledgments dedication conclusion epilogue afterword "
        "appendix glossary chapter part bibliography index epigraph colophon".split()
    },
    "acknowledgements": "doc-acknowledgments",
    "index-of-names": "doc-index",
    "index-of-subjects": "doc-index",
    "contributors": "doc-credits",
    "contents": "doc-toc",
}
"""DPUB-ARIA roles by kind. See https://www.w3.org/TR/dpub-aria-1.1/"""

MADE_ONLY = frozenset(
    "chapter part contents index index-of-names index-of-subjects epigraph colophon contributors".split()
)
"""Kinds that a Markdown file does not become by its name."""


@dataclass(frozen=True)
class Planned:
    """One document of the book to be."""

    id: str
    kind: str
    matter: Matter
    chapter: Chapter | None = None
    part: Part | None = None
    """The part whose title page this is, or in which the chapter stands."""
    entry: Entry | None = None

    @property
    def role(self) -> str:
        """The DPUB-ARIA role, empty where the kind has none."""
        return ROLES[self.kind] if self.kind in ROLES else ""

    @property
    def is_part(self) -> bool:
        """Whether this is a part's title page."""
        return self.kind == "part"


def plan(book: Book, chapters: Mapping[str, Chapter]) -> list[Planned]:
    """All documents in order; `chapters` by the name that book.yaml gives them. Missing files are left out, and
    what is named twice stands where it is named first."""
    planned: list[Planned] = []
    for entry in book.frontmatter:
        planned += _entry(entry, "frontmatter", chapters)
    for part in book.parts:
        if part.title:
            planned.append(Planned(part.id, "part", "bodymatter", None, part))
        for entry in part.chapters:
            planned += _entry(entry, "bodymatter", chapters, part if part.title else None)
    for entry in book.backmatter:
        if entry.source != "bibliography" or book.bibliography != "chapter":
            planned += _entry(entry, "backmatter", chapters)
    return list({document.id: document for document in reversed(planned)}.values())[::-1]


def _entry(entry: Entry, matter: Matter, chapters: Mapping[str, Chapter], part: Part | None = None) -> list[Planned]:
    if not entry.is_file:
        if entry.source not in MADE_PAGES:
            return []
        return [Planned(entry.source, entry.source, matter, None, part, entry)]
    if entry.source not in chapters:
        return []
    chapter = chapters[entry.source]
    return [Planned(chapter.id, _kind(chapter.id, matter), matter, chapter, part, entry)]


def _kind(id: str, matter: Matter) -> str:
    """The kind of a Markdown file: a word of its name where that says it, else what its place makes it."""
    words = id.split("-")
    for kind in ROLES:
        if kind in words and kind not in MADE_ONLY:
            return kind
    return {"frontmatter": "frontmatter", "bodymatter": "chapter", "backmatter": "backmatter"}[matter]
