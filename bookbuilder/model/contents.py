"""The book's order as book.yaml has it: files of the author's, pages that templates make, parts of chapters."""

from __future__ import annotations

from dataclasses import dataclass

from bookbuilder.diagnostics import Location


@dataclass(frozen=True)
class Entry:
    """One line of the book's order: a Markdown file, or a page that the templates make (`title`, `contents` …)."""

    source: str
    """A path under manuscript/ ending in .md, or the name of a made page: half-title, title, imprint, dedication,
    contents, bibliography, list-of-figures, list-of-tables, interviews, index, colophon."""
    location: Location = Location("manuscript/book.yaml")
    """Where book.yaml names it."""

    @property
    def is_file(self) -> bool:
        """Whether the entry is a Markdown file of the author's."""
        return self.source.endswith(".md")


@dataclass(frozen=True)
class Part:
    """A part of the book with its chapters; a part without a title groups chapters that stand in no part."""

    title: str = ""
    """The part's title; empty where the chapters stand in no part."""
    chapters: tuple[Entry, ...] = ()
    """The part's chapters in reading order."""
    id: str = ""
    """The part's id, for cross-references: part-fields."""
    location: Location = Location("manuscript/book.yaml")
    """Where book.yaml names it."""


@dataclass(frozen=True)
class ChapterLine:
    """One line of `chapters:`: a chapter's file, or a part with its files."""

    source: str = ""
    """A file under manuscript/."""
    part: str = ""
    """The title of a part, instead of a file."""
    id: str = ""
    """The part's id, for cross-references."""
    chapters: tuple[Entry, ...] = ()
    """The part's files."""
    location: Location = Location("manuscript/book.yaml")
    """Where book.yaml has it."""
