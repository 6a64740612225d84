"""What templates of made pages meet: lines of the contents and of lists, interviews, credits, ISBNs."""

from __future__ import annotations

from dataclasses import dataclass, field

from bookbuilder.model.interview import Interview


@dataclass
class ContentsEntry:
    """One line of the contents."""

    level: int
    """0 a part, 1 a chapter or another whole document, 2 a section."""
    kind: str
    """part, chapter, foreword …; section below a document."""
    matter: str
    """frontmatter, bodymatter or backmatter."""
    label: str
    """"Chapter 3", "Part II"; empty where it is not numbered."""
    number: str
    """"3", "3.2", "II"; empty where it is not numbered."""
    title_xhtml: str
    """The title as inline XHTML."""
    href: str
    """Where it leads: #trade."""
    page: str
    """The printed page on which it begins; empty outside print."""
    entries: list[ContentsEntry] = field(default_factory=list)
    """The lines below it."""
    authors: str = ""
    """The names of its own authors in one line; empty where the chapter names none."""


@dataclass(frozen=True)
class ListEntry:
    """One line of the list of figures or of tables."""

    label: str
    """"Figure 2.1"."""
    title_xhtml: str
    """The caption as inline XHTML."""
    href: str
    """Where it leads: #fig-trade."""
    page: str
    """The printed page on which it stands; empty outside print."""


@dataclass(frozen=True)
class InterviewEntry:
    """One line of the table of interviews."""

    interview: Interview
    """The interview: code, attribution, country, date …"""
    language: str
    """The name of the language in which it was held."""
    quoted: list[ListEntry]
    """Where it is quoted, each printed page once; the label is the turn."""
    date: str
    """Its day, as the book's language writes it."""


@dataclass(frozen=True)
class Credit:
    """One line of the imprint that names people: "Edited by" and their names."""

    credit: str
    """How it introduces them."""
    names: str
    """Their names in one line."""


@dataclass(frozen=True)
class Isbn:
    """The number of one edition."""

    name: str
    """"Print", "PDF", "EPUB", "HTML"."""
    number: str
    """With hyphens, as the ISBN ranges have it."""


@dataclass(frozen=True)
class FigureCredit:
    """One line of the imprint that says whose a figure is."""

    label: str
    """"Figure 2.1"."""
    href: str
    """Where it leads: #fig-trade."""
    credit: str
    """Whose it is, and by whose permission it is printed."""
