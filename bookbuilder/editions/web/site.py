"""What every page of the web edition is made with: the book, its addresses, and what stands around each text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from bookbuilder.cache import fingerprint
from bookbuilder.editions.cover.front import Cover
from bookbuilder.editions.edition import Files
from bookbuilder.editions.web.citing import Citation
from bookbuilder.model.media_types import media_type
from bookbuilder.model.publication import ContentDocument, Edition, Publication
from bookbuilder.pages.addresses import Addresses, file_names, picture_names
from bookbuilder.pages.page_marks import PageMark
from bookbuilder.pages.points import Point, points
from bookbuilder.zipping import zipped

INDEX = "index.html"
SEARCH = "search.html"
RESERVED = (INDEX, SEARCH)
ON_INDEX = ("title", "half-title", "contents")
"""Made pages that the first page of the site stands for."""


@dataclass(frozen=True)
class OtherEdition:
    """A finished file of another edition."""

    name: str
    """"PDF", "EPUB"."""
    href: str
    """Where it lies in the site's folder: the-book.epub. Google Scholar takes a PDF only from beside the page that names it."""

    @property
    def media_type(self) -> str:
        """What a server says it is."""
        return media_type(self.href)


@dataclass(frozen=True)
class Site:
    """What every page of the site is made with."""

    publication: Publication
    addresses: Addresses
    words: Mapping[str, str]
    sheets: tuple[str, ...]
    scripts: tuple[str, ...]
    cover: Cover | None
    marks: Mapping[str, Sequence[PageMark]]
    citations: Mapping[str, Citation]
    """How each document is cited; the whole book by the empty id."""
    editions: tuple[OtherEdition, ...] = ()
    faces: tuple[str, ...] = ()
    """The font files that the first page which a reader opens asks for before it is drawn."""
    folder: Path = Path()
    """The book's folder, where the data behind tables and charts lies."""
    colours: Mapping[str, str] = field(default_factory=dict)
    """The colours that are light and dark with the page, by name."""
    offline: str = ""
    """The name of the copy that readers take with them; empty where there is none."""
    small_cover: Cover | None = None
    """The cover as a telephone's first page has it."""

    @cached_property
    def documents(self) -> list[ContentDocument]:
        """The documents with a page of their own, in reading order."""
        return [it for it in self.publication.documents if it.template not in ON_INDEX]

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """The contents beside every page."""
        return tuple(points(self.publication, self.addresses))

    @cached_property
    def fingerprint(self) -> str:
        """Of all that every page has."""
        return fingerprint([self.shared(""), self.points])

    @cached_property
    def within(self) -> str:
        """A digest of all that a document's text is made fit with, but its own."""
        own, places = self.publication.resources, self.addresses
        return fingerprint(
            [own, self.words, self.colours, places.files, places.pictures, places.own_pages, self.publication.terms]
        )

    @property
    def pdf(self) -> str:
        """Where the PDF lies beside the pages; empty where it does not."""
        return next((it.href for it in self.editions if it.name == "PDF"), "")

    def address(self, file: str) -> str:
        """A page's place on the web; empty where book.yaml does not give it, and for the search, which is not text."""
        base = self.publication.book.metadata.web
        return "" if not base or file == SEARCH else base if file == INDEX else f"{base}{file}"

    def marks_of(self, document: ContentDocument) -> Sequence[PageMark]:
        """The printed pages on which a document stands; none where there is no print edition to ask."""
        return self.marks[document.id] if document.id in self.marks else ()

    def shared(self, file: str) -> dict[str, Any]:
        """The values that every page has."""
        return {
            "book": self.publication.book,
            "edition": edition(self.publication),
            "has_specimens": self.publication.has_specimens,
            "words": self.words,
            "sheets": self.sheets,
            "scripts": self.scripts,
            "faces": self.faces,
            "cover": self.cover,
            "file": file,
            "address": self.address(file),
            "contents": _marked(self.points, file),
        }


def edition(publication: Publication) -> Edition:
    """The web edition, as templates see it."""
    return Edition("html", "Web edition", publication.book.identifier.html)


def site_addresses(publication: Publication) -> Addresses:
    """All pages lie side by side; title and contents are the first page."""
    elsewhere = [it for it in publication.documents if it.template in ON_INDEX]
    files = file_names([it for it in publication.documents if it not in elsewhere], ".html", RESERVED)
    files |= {document.id: INDEX for document in elsewhere}
    own_pages = frozenset(document.id for document in elsewhere)
    return Addresses(files, picture_names(publication), publication.document_of, own_pages)


@dataclass(frozen=True)
class Line:
    """One line of the contents beside a page."""

    point: Point
    current: bool
    """Whether it leads to this page."""
    inside: bool
    """Whether this page is below it, or it itself."""
    lines: tuple[Line, ...]


def _marked(tree: Sequence[Point], file: str) -> list[Line]:
    found = []
    for point in tree:
        lines = tuple(_marked(point.points, file))
        current = point.file == file and point.level < 2
        found.append(Line(point, current, current or any(line.inside for line in lines), lines))
    return found


_ELSEWHERE = re.compile(rb'\n?<p class="(?:editions|offline)">.*?</p>', re.DOTALL)
"""The lines of the first page that lead to the other editions and to this copy."""


def offline_name(stem: str) -> str:
    """Its name beside the first page: the-book-offline.zip."""
    return f"{stem}-offline.zip"


def offline_copy(stem: str, files: Files) -> Files:
    """The copy by its name; `files` are the finished pages, marked where they are a proof's or a draft's."""
    pages = {name: _ELSEWHERE.sub(b"", data) if name == "index.html" else data for name, data in files.items()}
    return {offline_name(stem): zipped(pages, stem)}
