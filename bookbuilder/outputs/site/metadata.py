"""A publication and a document -> the metadata of their pages: Highwire, Dublin Core and schema.org."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from stdnum import isbn as isbn_numbers

from bookbuilder.model.book import Book, Contributor
from bookbuilder.model.publication import ContentDocument, Publication


@dataclass(frozen=True)
class Metadata:
    """What the head of a page says of it."""

    description: str
    tags: tuple[tuple[str, str], ...]
    """Names and contents of <meta>: Highwire's, as Google Scholar and Zotero read them, and Dublin Core's."""
    linked_data: Markup
    """schema.org as JSON-LD, safe inside <script>."""

    @property
    def digest(self) -> str:
        """SHA-256 of `linked_data` in Base64, for the page's Content-Security-Policy."""
        return base64.b64encode(hashlib.sha256(self.linked_data.encode()).digest()).decode()


def book_metadata(publication: Publication) -> Metadata:
    """The metadata of the first page: the book's own."""
    book = publication.book
    tags = [("citation_title", book.full_title), *_authors(book, "citation_author"), *_published(book)]
    tags += [("DC.type", "book"), ("DC.title", book.full_title), *_dublin_core(publication)]
    return Metadata(book.description, tuple(tags), _json(_book(publication)))


def chapter_metadata(publication: Publication, document: ContentDocument) -> Metadata:
    """The metadata of a page within the book."""
    book = publication.book
    tags = [("citation_title", document.title), ("citation_inbook_title", book.full_title)]
    tags += [*_authors(book, "citation_author"), *_published(book)]
    tags += [("DC.type", "chapter"), ("DC.title", document.title), *_dublin_core(publication)]
    tags += [("DC.relation.isPartOf", book.full_title)]
    chapter: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Chapter",
        "name": document.title,
        "inLanguage": document.lang or book.lang,
        "isPartOf": {key: value for key, value in _book(publication).items() if key != "@context"},
    }
    if document.number:
        chapter["position"] = document.number
    return Metadata("", tuple(tags), _json(chapter))


def _authors(book: Book, name: str) -> list[tuple[str, str]]:
    return [(name, creator.sort_name or creator.name) for creator in book.creator]


def _published(book: Book) -> list[tuple[str, str]]:
    tags = [
        ("citation_publication_date", book.date.replace("-", "/")),
        ("citation_publisher", book.publisher.name),
        ("citation_language", book.lang),
    ]
    numbers = [number for number in (book.identifier.html, book.identifier.epub, book.identifier.print) if number]
    tags += [("citation_isbn", isbn_numbers.format(number)) for number in numbers]
    tags += [("citation_doi", book.identifier.doi)] if book.identifier.doi else []
    tags += [("citation_keywords", subject) for subject in book.subjects]
    if book.series:
        tags += [("citation_series_title", book.series.title)]
    return tags


def _dublin_core(publication: Publication) -> list[tuple[str, str]]:
    book = publication.book
    tags = [*_authors(book, "DC.creator"), ("DC.publisher", book.publisher.name), ("DC.date", book.date)]
    tags += [("DC.language", book.lang), ("DC.identifier", publication.identifier)]
    tags += [("DC.rights", book.rights)] if book.rights else []
    tags += [("DC.subject", subject) for subject in book.subjects]
    return tags


def _book(publication: Publication) -> dict[str, Any]:
    book = publication.book
    numbers = [number for number in (book.identifier.html, book.identifier.epub, book.identifier.print) if number]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Book",
        "name": book.full_title,
        "bookFormat": "https://schema.org/EBook",
        "author": [_agent(person) for person in book.creator if "aut" in person.roles],
        "editor": [_agent(person) for person in book.creator if "edt" in person.roles],
        "publisher": {"@type": "Organization", "name": book.publisher.name},
        "datePublished": book.date,
        "inLanguage": book.lang,
        "isbn": [isbn_numbers.compact(number) for number in numbers],
        "sameAs": f"https://doi.org/{book.identifier.doi}" if book.identifier.doi else "",
        "license": book.license_url,
        "description": book.description,
        "keywords": ", ".join(book.subjects),
        "bookEdition": book.edition,
        "funder": [{"@type": "Organization", "name": support.funder} for support in book.funding],
        "accessMode": ["textual", "visual"] if publication.resources else ["textual"],
        "accessibilityHazard": "none",
    }
    if book.series:
        data["isPartOf"] = {"@type": "BookSeries", "name": book.series.title}
        if book.series.issn:
            data["isPartOf"]["issn"] = book.series.issn
    return {key: value for key, value in data.items() if value not in ("", [])}


def _agent(person: Contributor) -> dict[str, str]:
    agent = {"@type": "Person" if person.kind == "person" else "Organization", "name": person.name}
    if person.orcid:
        agent["sameAs"] = f"https://orcid.org/{person.orcid}"
    return agent


def _json(data: dict[str, Any]) -> Markup:
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
