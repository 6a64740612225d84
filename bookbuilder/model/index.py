"""The index as decided before any page is known: headings with their marks, sub-headings, see and see also.

In a heading `*Astana Times*` is in italics.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Passage:
    """One place to which an index entry leads."""

    id: str
    """The id of the mark in the text."""
    end: str = ""
    """The id of the mark that ends the passage; empty for a single place."""
    note: str = ""
    """The number of the note in which it stands; empty in the text."""
    section: str = ""
    """The number of the section in which it stands, "3.2"; empty where it is not numbered."""


@dataclass(frozen=True)
class SeeEntry:
    """Another heading to which an entry sends the reader."""

    id: str
    """The id of that heading's entry."""
    path: tuple[str, ...]
    """The heading, and its sub-heading where one is meant: ("European Union", "strategies")."""

    @property
    def text(self) -> str:
        """Heading and sub-heading in one line."""
        return ", ".join(self.path)

    @property
    def text_xhtml(self) -> str:
        """The same as inline XHTML."""
        return italic(self.text)


def italic(text: str) -> str:
    """A heading as inline XHTML, what stands between two asterisks in italics."""
    pieces = escape(text, quote=False).split("*")
    if len(pieces) % 2 == 0:
        return escape(text, quote=False)
    return "".join(f"<i>{piece}</i>" if place % 2 else piece for place, piece in enumerate(pieces))


@dataclass(frozen=True)
class IndexEntry:
    """One heading of the index."""

    id: str
    """The id that "see" leads to."""
    term: str
    """The heading as it is printed."""
    letter: str
    """The letter under which it stands: "A"; "0–9" for figures and "" for signs."""
    is_name: bool = False
    """Whether it stands in the index of names."""
    passages: tuple[Passage, ...] = ()
    """Where the text speaks of it, in reading order."""
    see: tuple[SeeEntry, ...] = ()
    """Where it is treated instead."""
    see_also: tuple[SeeEntry, ...] = ()
    """What else to look up."""
    entries: tuple[IndexEntry, ...] = ()
    """Its sub-headings, in order."""

    def all(self) -> Iterator[IndexEntry]:
        """This heading and all below it."""
        yield self
        for entry in self.entries:
            yield from entry.all()


def in_index(entries: Sequence[IndexEntry], kind: str) -> list[IndexEntry]:
    """The main headings of an index: `index` has all, `index-of-names` those of names, `index-of-subjects` the others."""
    wanted = {"index-of-names": True, "index-of-subjects": False}
    return [entry for entry in entries if kind not in wanted or entry.is_name is wanted[kind]]
