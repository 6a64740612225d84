"""What book.yaml says for single parts of the book: dedication, epigraph, cataloguing, printing, the look of the index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Epigraph:
    """Words of somebody else's before the book."""

    text: str
    """The words, without quotation marks."""
    source: str = ""
    """Whose they are, and where they stand."""


@dataclass(frozen=True)
class Catalogue:
    """What libraries class the book by; the imprint prints it where the publisher's country asks for it."""

    udc: str = ""
    """The number of the Universal Decimal Classification (УДК, ӘОЖ), as the library gave it."""
    bbk: str = ""
    """The mark of the Library-Bibliographical Classification (ББК, КБЖ)."""
    author_mark: str = ""
    """The author's mark: a letter and a number from the tables, E 90."""
    cip: str = ""
    """The record of cataloguing in publication, word for word as the agency made it; each of its lines is kept."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the record."""
        return tuple(line.strip() for line in self.cip.splitlines() if line.strip())


@dataclass(frozen=True)
class Printing:
    """What a printer adds at the end of a book."""

    run: str = ""
    """How many copies were printed."""
    printer: str = ""
    """Who printed them, and where."""
    signed: str = ""
    """The date on which the book was passed for printing."""
    order: str = ""
    """The number of the printer's order."""
    paper: str = ""
    """Paper and way of printing."""
    sheets: str = ""
    """How many printer's sheets."""


@dataclass(frozen=True)
class IndexStyle:
    """How the index prints pages."""

    collapse: Literal["consecutive", "marked"] = "consecutive"
    """Whether mentions on successive pages become a range (87–89), or only a passage that was marked as one."""
    ranges: Literal["expanded", "minimal", "minimal-two", "chicago"] = "expanded"
    """How the last page of a range is shortened, in CSL's words: 321–328, 321–8, 321–28."""
    notes: Literal["letter-number", "letter", "number"] = "letter-number"
    """How a note is written: 87n3, 87n, or 87 n. 3."""
