"""Turns the contents of the book into a tree of points with the addresses of an edition of many files."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from bookbuilder.model.pages import PageMap
from bookbuilder.model.publication import Publication
from bookbuilder.pages.addresses import Addresses
from bookbuilder.pages.made_pages import contents
from bookbuilder.pages.page_marks import PageMark
from bookbuilder.pages.page_values import ContentsEntry


@dataclass
class Point:
    """One line of the navigation, with those below it."""

    href: str
    """trade.html, trade.html#trade-goods"""
    file: str
    """The file to which it leads: trade.html."""
    level: int
    """0 a part, 1 a chapter or another whole document, 2 a section."""
    kind: str
    """part, chapter, foreword …; section below a document."""
    title_xhtml: str
    """The title as inline XHTML, without its number."""
    number: str
    """"3", "3.2", "Part II"; empty where it is not numbered."""
    order: int
    """Its place among all lines, from 1."""
    play_order: int
    """That of the first line that leads to the same place, as an NCX has it."""
    points: list[Point]
    target: str = ""
    """The id to which it leads, without the file."""
    authors: str = ""
    """The names of the chapter's own authors in one line; empty where it names none."""
    page: PageMark | None = None
    """The printed page of the contents that begins with this line."""

    @property
    def title(self) -> str:
        """Number and title as plain text."""
        return f"{self.number} {plain(self.title_xhtml)}".strip()


def points(publication: Publication, addresses: Addresses) -> list[Point]:
    """Parts over their chapters, chapters over their sections."""
    return _points(contents(publication, PageMap({})), addresses, {}, itertools.count(1))


def plain(title_xhtml: str) -> str:
    """Inline XHTML as plain text."""
    return "".join(etree.fromstring(f"<i>{title_xhtml}</i>").itertext())


def _points(
    entries: Sequence[ContentsEntry], addresses: Addresses, orders: dict[str, int], count: Iterator[int]
) -> list[Point]:
    found: list[Point] = []
    for entry in entries:
        target = entry.href.removeprefix("#")
        href = addresses.of(target)
        number = entry.label if entry.level == 0 else entry.number
        order = next(count)
        point = Point(
            href,
            href.split("#")[0],
            entry.level,
            entry.kind,
            entry.title_xhtml,
            number,
            order,
            orders.setdefault(href, order),
            [],
            target,
            entry.authors,
        )
        point.points.extend(_points(entry.entries, addresses, orders, count))
        found.append(point)
    return found
