"""By what a book is known: identifiers, series, licence, versions that have appeared, old addresses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Identifiers:
    """ISBN-13 of each edition, with or without hyphens, printed as the ISBN ranges have it; DOI of the book."""

    print: str = ""
    """ISBN of the printed book."""
    pdf: str = ""
    """ISBN of the reader's PDF."""
    epub: str = ""
    """ISBN of the EPUB."""
    html: str = ""
    """ISBN of the web edition."""
    doi: str = ""
    """DOI of the book: 10.1234/abcd."""


@dataclass(frozen=True)
class Series:
    """The series in which the book appears."""

    title: str
    """The series' title."""
    number: str = ""
    """The book's number in it."""
    issn: str = ""
    """The series' ISSN."""
    editors: tuple[str, ...] = ()
    """Who edits the series."""
    volumes: tuple[str, ...] = ()
    """The volumes that have appeared, each as the series page prints it."""


@dataclass(frozen=True)
class License:
    """The licence of the text; as text it is its name."""

    name: str = ""
    """The licence's name: CC BY-NC-ND 4.0."""
    url: str = ""
    """The licence's address."""

    def __str__(self) -> str:
        return self.name

    def __bool__(self) -> bool:
        return bool(self.name)


@dataclass(frozen=True)
class Redirect:
    """A page of the web edition that has another address now; the old one leads on to it."""

    old: str
    """The page's old name: first-chapter, or first-chapter.html."""
    to: str
    """The chapter's file, the name of its page, or a whole address: chapters/03-trade.md."""


@dataclass(frozen=True)
class Version:
    """A version of the book that has been published, for the feed of the web edition."""

    version: str
    """Its number: 1.1."""
    date: str
    """When it was published: 2021-03-15."""
    note: str = ""
    """What is new in it."""
