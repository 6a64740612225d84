"""Gathers what all metadata is made from, decided once."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree
from stdnum import isbn as isbn_numbers

from bookbuilder.editions.accessibility import Accessibility
from bookbuilder.editions.edition import Trade
from bookbuilder.editions.registry import TRADES
from bookbuilder.editions.web.citing import NOT_CITED, Citation
from bookbuilder.markdown.inline_citations import entry_id
from bookbuilder.model.book import Book
from bookbuilder.model.people import Contributor
from bookbuilder.model.publication import ContentDocument, Publication, chapter_authors


@dataclass(frozen=True)
class Product:
    """One edition as the trade sees it."""

    trade: Trade
    """Its names and codes."""
    isbn: str
    """Thirteen digits; empty where the edition has none."""
    urn: str
    """urn:isbn:…, or a urn:uuid that stays the same for the edition."""
    size: int = 0
    """Its file's bytes; 0 for print."""


@dataclass(frozen=True)
class PageCount:
    """The printed book's pages."""

    front: int = 0
    """Pages with Roman numbers."""
    main: int = 0
    """Pages with Arabic numbers, those of the back matter too."""
    back: int = 0
    """How many of these are back matter: appendices, bibliography, index."""
    printed: int = 0
    """Pages of the printer's file, blank ones that fill the last sheet included; 0 where there is none."""

    @property
    def total(self) -> int:
        """Every page of the reader's file."""
        return self.front + self.main


@dataclass(frozen=True)
class Record:
    """Everything that a writer of metadata may use."""

    publication: Publication
    items: tuple[Mapping[str, Any], ...]
    """The sources that the book cites, as CSL items in the order of their first citation."""
    products: tuple[Product, ...]
    pages: PageCount
    accessibility: Accessibility
    moment: str
    """When the release was made, as its commit has it: 20210301T120000Z."""
    proof: bool = False
    cover: str = ""
    """The file name of the front cover in the web edition's folder `media/`."""
    citing: Mapping[str, Citation] = field(default_factory=dict)
    """How to cite the book (its id is empty) and each of its chapters, as the web edition offers it."""
    chapter_pages: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """The first and the last printed page of each document."""

    @property
    def book(self) -> Book:
        return self.publication.book

    @property
    def people(self) -> list[Contributor]:
        """Everybody of book.yaml, then those who wrote chapters, as contributors."""
        authors = chapter_authors(self.book, self.publication.documents)
        return [*self.book.people, *(replace(author, role=("ctb",)) for author in authors)]

    @property
    def words(self) -> int:
        """How many words stand in the book's documents."""
        return sum(words_of(document) for document in self.publication.documents if document.body)

    @property
    def chapters(self) -> list[ContentDocument]:
        """What can be cited by itself: every written document but parts, lists, bibliography and index."""
        return [it for it in self.publication.documents if it.body and it.kind not in NOT_CITED]

    @property
    def languages(self) -> list[str]:
        """The book's language, then those in which whole documents are written; a passage in another makes no language of the text."""
        return list(dict.fromkeys([self.book.lang, *(it.lang for it in self.publication.documents if it.lang)]))

    @property
    def illustrated(self) -> bool:
        return any(captioned.kind == "figure" for it in self.publication.documents for captioned in it.captioned)

    @property
    def has_index(self) -> bool:
        return any(document.kind == "index" for document in self.publication.documents)

    @property
    def has_bibliography(self) -> bool:
        return any(document.kind == "bibliography" for document in self.publication.documents)

    @property
    def notice(self) -> str:
        """What the book says of itself, of specimens too: in its own words where it has some."""
        return self.book.notice or self.specimens

    @property
    def specimens(self) -> str:
        """The sentence that the book quotes specimens; empty where it does not."""
        needed = self.publication.has_specimens and "specimens-notice" in self.publication.terms
        return self.publication.terms["specimens-notice"] if needed else ""


def products(publication: Publication, sizes: Mapping[str, int]) -> tuple[Product, ...]:
    """One product an edition that was made, print first; `sizes` has those that were, by their names."""
    numbers = publication.book.identifier
    made = []
    for trade in TRADES:
        if trade.name not in sizes:
            continue
        number = isbn_numbers.compact(getattr(numbers, trade.name)) if getattr(numbers, trade.name) else ""
        own = publication.identifier if trade.is_identified_by_book else _urn(publication, trade.name)
        made.append(Product(trade, number, f"urn:isbn:{number}" if number else own, sizes[trade.name]))
    return tuple(made)


def _urn(publication: Publication, edition: str) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{publication.identifier}/{edition}')}"


def words_of(document: ContentDocument) -> int:
    """The words of a document, its notes too."""
    return sum(len(text.split()) for text in etree.fromstring(document.body).itertext())


def cited_by(document: ContentDocument, items: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The sources that a document cites, each once, in order; none where the book does not link its citations."""
    by_link = {f"#{entry_id(str(item['id']), place)}": item for item in items for place in ("", document.id)}
    links = etree.fromstring(document.body).iterfind(".//a[@role='doc-biblioref']")
    found = dict.fromkeys(link.get("href") or "" for link in links)
    return [by_link[link] for link in found if link in by_link]


def inverted(person: Contributor) -> tuple[str, str, str]:
    """Family name, given names and suffix, as the sort name parts them; the whole name where it does not."""
    return person.parts if person.parts[0] else (person.sort_name or person.name, "", "")


def joined(values: Sequence[str], by: str = "; ") -> str:
    return by.join(value for value in values if value)
