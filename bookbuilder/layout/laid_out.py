"""What the layout engine receives and gives back, as plain values that cross processes and caches."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from bookbuilder.diagnostics import Location
from bookbuilder.model.pages import PageFacts
from bookbuilder.theme.fonts import Face


@dataclass(frozen=True)
class LayoutOrder:
    """One document to lay out and draw."""

    html: str
    styles: tuple[tuple[str, str], ...]
    """Style sheets in order of the cascade: name ("styles/print.css") and text."""
    faces: tuple[Face, ...]
    """The only fonts that there are."""
    pictures: tuple[tuple[str, Path], ...] = ()
    """The pictures that it may use: what `src` says, and where the file lies."""
    tagged: bool = True
    """Whether its structure is drawn into it."""


BASE = "https://book.invalid/"
"""The address of the book's own files for the engine: no path of this machine may reach the PDF."""


@dataclass(frozen=True)
class Message:
    """A word of the engine's: of which style sheet, where it says so, at which line and column."""

    text: str
    style: str = ""
    line: int = 0
    column: int = 0

    def place(self, document: Location) -> Location:
        """Where to look: in the style sheet, else in what was laid out."""
        return Location(self.style, self.line, self.column) if self.style else document


Content: TypeAlias = tuple[int, int]
"""A piece of marked content: its page, from 0 in the document, and its number (MCID) there."""
Link: TypeAlias = tuple[int, str, int]
"""A link's annotation: its page, the word "annotation", and its place among the page's annotations."""


@dataclass(frozen=True)
class Element:
    """One element of the structure tree: a standard structure type, what it says of itself, and its kids.

    See ISO 32000-1, 14.7 and 14.8. A kid is another element, a piece of marked content as (page, mcid), or a link's
    annotation as (page, "annotation", place among the page's annotations); pages count from 0 in the document.
    """

    type: str
    id: str = ""
    lang: str = ""
    alt: str = ""
    expansion: str = ""
    """The words of an abbreviation."""
    attributes: tuple[tuple[str, object], ...] = ()
    """Attributes of the owner Table: Scope, ColSpan, RowSpan, Headers; BBox of the owner Layout."""
    kids: tuple[Element | Content | Link, ...] = ()


@dataclass(frozen=True)
class LaidOut:
    """One document as drawn."""

    pdf: bytes
    facts: tuple[PageFacts, ...]
    names: tuple[str, ...]
    """The CSS name of each page; empty where it has none."""
    begins_left: bool
    """Whether its first page is a verso."""
    elements: tuple[Element, ...] = ()
    """Its structure, the roots in order."""
    messages: tuple[Message, ...] = ()
    adjusted: tuple[tuple[str, ...], ...] = ()
    """What was done for the sake of each page, so that it ends well: "tracks trade-p8 by -5"."""
