"""Writes the metadata of a site's pages: Highwire, Dublin Core and schema.org.

What the tags hold is described at https://scholar.google.com/intl/en/scholar/inclusion.html#indexing and
https://schema.org/Chapter.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree
from markupsafe import Markup
from stdnum import isbn as isbn_numbers

from bookbuilder.editions.accessibility import accessibility
from bookbuilder.editions.cover.front import Cover
from bookbuilder.editions.web.citing import doi_of
from bookbuilder.editions.web.signposts import Links, signposts, social_card
from bookbuilder.markdown.xhtml_text import quiet_xhtml
from bookbuilder.model.book import Book
from bookbuilder.model.people import Contributor
from bookbuilder.model.publication import ContentDocument, Publication
from bookbuilder.pages.page_marks import PageMark

CHAPTERS = ("introduction", "chapter", "conclusion", "appendix", "foreword", "preface", "afterword")
"""Documents that are described as parts of the book."""
LENGTH = 160
"""Letters of a description that search engines show, about."""


@dataclass(frozen=True)
class Metadata:
    """What the head of a page says of it."""

    description: str
    tags: tuple[tuple[str, str], ...]
    """Names and contents of <meta>: Highwire's, as Google Scholar and Zotero read them, and Dublin Core's."""
    linked_data: Markup
    """schema.org as JSON-LD, safe inside <script>."""
    links: Links = ()
    """Signposting's links: relation, address and media type."""
    social: tuple[tuple[str, str], ...] = ()
    """Open Graph's properties, for the cards that other sites show."""

    @property
    def digest(self) -> str:
        """SHA-256 of `linked_data` in Base64, for the page's Content-Security-Policy."""
        return base64.b64encode(hashlib.sha256(self.linked_data.encode()).digest()).decode()


def book_metadata(
    publication: Publication,
    addresses: Mapping[str, str],
    words: Mapping[str, str],
    *,
    pdf: str = "",
    has_pages: bool = False,
    cover: Cover | None = None,
    editions: Sequence[tuple[str, str]] = (),
) -> Metadata:
    """The metadata of the first page: the book's own. `addresses` are the chapters' pages by their documents' ids,
    `editions` files and media types of other editions."""
    book = publication.book
    tags = [("citation_title", book.full_title), *_people(book), *_published(book, book.identifier.doi)]
    if book.metadata.web:
        tags += [("citation_fulltext_html_url", book.metadata.web)]
        tags += [("citation_pdf_url", f"{book.metadata.web}{pdf}")] if pdf else []
    tags += [("DC.type", "book"), ("DC.title", book.full_title), *_dublin_core(publication, book.metadata.web)]
    data = _book(publication) | _accessibility(publication, words, has_pages)
    parts = [
        (document, addresses[document.id])
        for document in publication.documents
        if document.body and document.kind in CHAPTERS
    ]
    data["hasPart"] = [_chapter(book, document, address) for document, address in parts]
    links = signposts(book, book.identifier.doi, None, [*((address, "text/html") for _, address in parts), *editions])
    card = social_card(book, cover, book.full_title, book.description, book.metadata.web)
    return Metadata(book.description, tuple(tags), _json(data), links, card)


def chapter_metadata(
    publication: Publication,
    document: ContentDocument,
    address: str,
    marks: Sequence[PageMark],
    cover: Cover | None = None,
) -> Metadata:
    """The metadata of a page within the book; `marks` are the printed pages on which the document stands."""
    book = publication.book
    tags = [
        ("citation_title", document.title),
        ("citation_inbook_title", book.full_title),
        ("citation_book_title", book.full_title),
    ]
    tags += [*_people(book, document), *_published(book, doi_of(book, document), document.keywords)]
    if marks:
        tags += [("citation_firstpage", marks[0].page), ("citation_lastpage", marks[-1].page)]
    if book.metadata.web:
        tags += [("citation_fulltext_html_url", f"{book.metadata.web}{address}")]
    tags += [
        ("DC.type", "chapter"),
        ("DC.title", document.title),
        *_dublin_core(publication, _whole(book, address), document),
    ]
    tags += [("DC.relation.isPartOf", book.full_title)]
    chapter = {"@context": "https://schema.org", **_chapter(book, document, address)}
    if marks:
        chapter |= {"pageStart": marks[0].page, "pageEnd": marks[-1].page}
    chapter["isPartOf"] = {key: value for key, value in _book(publication).items() if key != "@context"}
    links = signposts(book, doi_of(book, document) if "@id" in chapter else "", document)
    card = social_card(book, cover, document.title, document.abstract or book.description, _whole(book, address))
    return Metadata(_description(book, document), tuple(tags), _json(chapter), links, card)


def _description(book: Book, document: ContentDocument) -> str:
    """What a search engine shows below the title: the abstract, or how the first paragraph begins, or title and book."""
    if document.abstract:
        return " ".join(document.abstract.split())
    root = etree.fromstring(document.body or "<section/>")
    first = next((it for it in root if it.tag == "p"), None)
    words = " ".join(html.unescape(re.sub(r"<[^>]+>", "", quiet_xhtml(first))).split()) if first is not None else ""
    return shorten(words, LENGTH, placeholder=" …") if words else f"{document.title} – {book.full_title}"


def _whole(book: Book, address: str) -> str:
    """A page's place on the web; empty where book.yaml does not say where the edition stands."""
    return f"{book.metadata.web}{address}" if book.metadata.web else ""


def sitemap(book: Book, pages: Sequence[str]) -> bytes:
    """Every page with its whole address; nothing without `metadata: web:`, since a sitemap has no relative addresses.

    See https://www.sitemaps.org/protocol.html.
    """
    if not book.metadata.web:
        return b""
    lines = "".join(f"<url><loc>{escape(book.metadata.web + page)}</loc></url>\n" for page in pages)
    opening = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{opening}{lines}</urlset>\n".encode()


def _people(book: Book, document: ContentDocument | None = None) -> list[tuple[str, str]]:
    """Authors and editors apart, as Google Scholar and Zotero read them; whoever else made the book stands as its author."""
    editors = [person for person in book.people if "edt" in person.roles and "aut" not in person.roles]
    authors = (document.authors if document else ()) or tuple(it for it in book.creator if it not in editors)
    tags = []
    for author in authors:
        tags += [("citation_author", author.sort_name or author.name)]
        tags += [("citation_author_institution", author.affiliation)] if author.affiliation else []
        tags += [("citation_author_orcid", f"https://orcid.org/{author.orcid}")] if author.orcid else []
    return tags + [("citation_editor", editor.sort_name or editor.name) for editor in editors]


def _published(book: Book, doi: str, keywords: Sequence[str] = ()) -> list[tuple[str, str]]:
    """A date is given to the day, or as a year alone: so Google Scholar asks for it."""
    tags = [
        ("citation_publication_date", book.date.replace("-", "/") if book.date.count("-") == 2 else book.year),
        ("citation_publisher", book.publisher.name),
        ("citation_language", book.lang),
    ]
    tags = [(name, value) for name, value in tags if value]
    numbers = [number for number in (book.identifier.html, book.identifier.epub, book.identifier.print) if number]
    tags += [("citation_isbn", isbn_numbers.format(number)) for number in numbers]
    tags += [("citation_doi", doi)] if doi else []
    tags += [("citation_keywords", subject) for subject in keywords or book.subjects]
    if book.series:
        tags += [("citation_series_title", book.series.title)]
    return tags


def _dublin_core(
    publication: Publication, address: str, document: ContentDocument | None = None
) -> list[tuple[str, str]]:
    book = publication.book
    authors = document.authors if document else ()
    creators, others = (authors, book.people) if authors else (book.creator, book.contributor)
    tags = [("DC.creator", creator.sort_name or creator.name) for creator in creators]
    tags += [("DC.contributor", person.sort_name or person.name) for person in others]
    tags += [("DC.description", " ".join(document.abstract.split()))] if document and document.abstract else []
    values = (("DC.publisher", book.publisher.name), ("DC.date", book.date))
    tags += [(name, value) for name, value in values if value]
    isbn = f"urn:isbn:{isbn_numbers.compact(book.identifier.html)}" if book.identifier.html else ""
    doi = doi_of(book, document) if document else book.identifier.doi
    own = [address, f"https://doi.org/{doi}" if doi else "", isbn]
    tags += [("DC.language", (document.lang if document else "") or book.lang)]
    tags += [("DC.identifier", it) for it in own if it] or [("DC.identifier", publication.identifier)]
    tags += [("DC.rights", book.rights)] if book.rights else []
    tags += [("DC.subject", subject) for subject in (document.keywords if document else ()) or book.subjects]
    return tags


def _book(publication: Publication) -> dict[str, Any]:
    book = publication.book
    numbers = [number for number in (book.identifier.html, book.identifier.epub, book.identifier.print) if number]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Book",
        "@id": f"https://doi.org/{book.identifier.doi}" if book.identifier.doi else publication.identifier,
        "url": book.metadata.web,
        "name": book.full_title,
        "bookFormat": "https://schema.org/EBook",
        "author": [_agent(person) for person in book.creator if "aut" in person.roles],
        "editor": [_agent(person) for person in book.people if "edt" in person.roles],
        "translator": [_agent(person) for person in book.people if "trl" in person.roles],
        "publisher": {"@type": "Organization", "name": book.publisher.name} if book.publisher.name else "",
        "datePublished": book.date,
        "inLanguage": book.lang,
        "isbn": [isbn_numbers.compact(number) for number in numbers],
        "sameAs": f"https://doi.org/{book.identifier.doi}" if book.identifier.doi else "",
        "license": book.license_url,
        "description": book.description,
        "keywords": ", ".join(book.subjects),
        "bookEdition": book.edition,
        "funder": [{"@type": "Organization", "name": support.funder} for support in book.funding if support.funder],
    }
    if book.series:
        data["isPartOf"] = {"@type": "BookSeries", "name": book.series.title}
        if book.series.issn:
            data["isPartOf"]["issn"] = book.series.issn
    return {key: value for key, value in data.items() if value not in ("", [])}


def _accessibility(publication: Publication, words: Mapping[str, str], has_pages: bool) -> dict[str, Any]:
    """The same claims as the EPUB's, but for the list of pages, which a site does not have."""
    claims = accessibility(publication, words, has_pages=has_pages)
    return {
        "accessMode": list(claims.modes),
        "accessModeSufficient": [
            {"@type": "ItemList", "itemListElement": modes.split(",")} for modes in claims.sufficient
        ],
        "accessibilityFeature": [feature for feature in claims.features if feature != "pageNavigation"],
        "accessibilityHazard": list(claims.hazards),
        "accessibilitySummary": claims.summary,
    }


def _chapter(book: Book, document: ContentDocument, address: str) -> dict[str, Any]:
    doi = doi_of(book, document) if book.metadata.crossref or document.doi else ""
    chapter = {
        "@type": "Chapter",
        "@id": f"https://doi.org/{doi}" if doi else "",
        "name": document.title,
        "position": document.number,
        "url": f"{book.metadata.web}{address}" if book.metadata.web else "",
        "author": [_agent(it) for it in document.authors or book.creator if document.authors or "aut" in it.roles],
        "abstract": " ".join(document.abstract.split()),
        "keywords": ", ".join(document.keywords),
        "inLanguage": document.lang or book.lang,
        "datePublished": book.date,
    }
    return {key: value for key, value in chapter.items() if value not in ("", [])}


def _agent(person: Contributor) -> dict[str, Any]:
    agent: dict[str, Any] = {"@type": "Person" if person.kind == "person" else "Organization", "name": person.name}
    if person.orcid:
        agent["sameAs"] = f"https://orcid.org/{person.orcid}"
    if person.affiliation and person.kind == "person":
        agent["affiliation"] = {"@type": "Organization", "name": person.affiliation}
    return agent


def _json(data: dict[str, Any]) -> Markup:
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
