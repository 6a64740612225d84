"""Writes the package document from book.yaml's data and the files, by `templates/epub/content.opf`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree
from stdnum import isbn as isbn_numbers

from bookbuilder.diagnostics import Outcome
from bookbuilder.editions.accessibility import accessibility
from bookbuilder.editions.epub.container import File
from bookbuilder.editions.epub.documents import FORMAT, Rendition, edition, xml_file
from bookbuilder.model.people import Contributor
from bookbuilder.model.publication import Publication, chapter_authors
from bookbuilder.theme.templates import render

PASSAGES = ("section", "div", "p", "blockquote", "aside", "ul", "ol", "dl", "table")
"""Elements that hold whole paragraphs, whose language is one of the book's."""
LISTS = ("bibliography", "index", "list-of-abbreviations")
"""Documents of titles and names, which are in many languages."""
NO_LANGUAGE = ("", "und", "zxx", "mul")
"""Tags that name no single language."""


@dataclass(frozen=True)
class Agent:
    """A creator or contributor, as the package names them."""

    id: str
    name: str
    file_as: str
    """The name for sorting; empty where it is the name itself."""
    roles: tuple[str, ...]
    """MARC relator codes."""
    orcid: str = ""


@dataclass(frozen=True)
class Item:
    """One line of the manifest."""

    id: str
    href: str
    media_type: str
    properties: str


def package_file(rendition: Rendition, files: Sequence[File], spine: Sequence[str]) -> Outcome[str]:
    """The package document as text; `spine` names files in reading order."""
    publication, has_pages = rendition.publication, bool(rendition.marks)
    items = [
        Item(f"item-{n}", file.name, file.media_type, " ".join(file.properties)) for n, file in enumerate(files, 1)
    ]
    ids = {item.href: item.id for item in items}
    book = publication.book
    values = rendition.values(
        publication=publication,
        edition=edition(publication),
        creators=[_agent(f"creator-{n}", person) for n, person in enumerate(book.creator, 1)],
        contributors=[_agent(f"contributor-{n}", person) for n, person in enumerate(_contributors(publication), 1)],
        languages=languages(publication),
        isbn=isbn_numbers.compact(book.identifier.epub) if book.identifier.epub else "",
        print_isbn=isbn_numbers.compact(book.identifier.print) if book.identifier.print else "",
        accessibility=accessibility(publication, rendition.words, has_pages=has_pages),
        has_pages=has_pages,
        items=items,
        spine=[ids[name] for name in spine if name in ids],
        cover=next((item.id for item in items if item.properties == "cover-image"), ""),
        ncx=next((item.id for item in items if item.media_type == "application/x-dtbncx+xml"), ""),
    )
    made = render(rendition.theme, "epub/content.opf", values, FORMAT)
    return Outcome(xml_file(made.value).decode(), made.diagnostics)


def languages(publication: Publication) -> list[str]:
    """The book's language, then those in which whole documents, paragraphs and excerpts are written, as they are met.

    Words, titles and names of another language name none, nor does another variety of a language that is named already.
    """
    found = [publication.book.lang]
    for document in publication.documents:
        passages = etree.fromstring(document.body).iter(*PASSAGES) if document.body else ()
        own = document.kind not in LISTS
        for lang in [document.lang, *(it.get("lang") or "" for it in passages if own)]:
            if lang not in NO_LANGUAGE and lang.split("-")[0] not in {it.split("-")[0] for it in found}:
                found.append(lang)
    return found


def _contributors(publication: Publication) -> list[Contributor]:
    """Everybody of book.yaml, who wrote chapters, and the funders under `funding:` whom no contributor names, be it by one of
    its offices."""
    book = publication.book
    authors = [replace(it, role=("ctb",)) for it in chapter_authors(book, publication.documents)]
    named = [person.name for person in book.people]
    funders = [
        Contributor(it.funder, ("fnd",), kind="organisation")
        for it in book.funding
        if it.funder and not any(name.startswith(it.funder) for name in named)
    ]
    return [*book.contributor, *authors, *funders]


def _agent(id: str, person: Contributor) -> Agent:
    return Agent(
        id, person.name, person.sort_name if person.sort_name != person.name else "", person.roles, person.orcid
    )
