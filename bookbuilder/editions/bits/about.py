"""Writes what BITS says of the book and of each part: titles, people with ORCID, ROR and CRediT, numbers, pages, rights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree
from lxml.builder import E

from bookbuilder.editions.bits.elements import XLINK, XML
from bookbuilder.model.book import Book
from bookbuilder.model.people import CREDIT, Contributor
from bookbuilder.model.publication import ContentDocument, Publication

VOCABULARY = "https://credit.niso.org/"
ISBNS = {"print": "print", "pdf": "online-PDF", "epub": "epub", "html": "html"}
KINDS = {"aut": "author", "cre": "author", "edt": "editor", "trl": "translator", "fnd": "funder"}


def book_meta(publication: Publication) -> etree._Element:
    """The whole book's metadata."""
    book = publication.book
    numbers = [
        E.isbn(getattr(book.identifier, name), {"publication-format": kind})
        for name, kind in ISBNS.items()
        if getattr(book.identifier, name)
    ]
    titles = E("book-title-group", E("book-title", book.title), *([E.subtitle(book.subtitle)] if book.subtitle else []))
    place = [E("publisher-loc", book.publisher.place)] if book.publisher.place else []
    return E(
        "book-meta",
        *([E("book-id", book.identifier.doi, {"book-id-type": "doi"})] if book.identifier.doi else []),
        titles,
        *_people(book.people),
        *([_date(book.date)] if book.date else []),
        *numbers,
        *([E.publisher(E("publisher-name", book.publisher.name), *place)] if book.publisher.name else []),
        *([E.edition(book.edition)] if book.edition else []),
        *_permissions(book),
        *_abstract([book.description] if book.description else []),
        *_keywords(book.subjects),
        *_funding(book),
    )


def collection_meta(book: Book) -> list[etree._Element]:
    """The series, where the book stands in one."""
    if book.series is None:
        return []
    number = [E("volume-in-collection", E("volume-number", book.series.number))] if book.series.number else []
    issn = [E.issn(book.series.issn)] if book.series.issn else []
    title = E("title-group", E.title(book.series.title))
    return [E("collection-meta", title, *number, *issn, {"collection-type": "series"})]


def part_meta(document: ContentDocument, doi: str, pages: tuple[str, str] | None) -> etree._Element:
    """A chapter's metadata: what it says of itself, and the printed pages on which it stands."""
    label = [E.label(document.label)] if document.label else []
    return E(
        "book-part-meta",
        *([E("book-part-id", doi, {"book-part-id-type": "doi"})] if doi else []),
        E("title-group", *label, E.title(document.title)),
        *_people(document.authors),
        *([E.fpage(pages[0]), E.lpage(pages[1])] if pages else []),
        *_abstract(document.abstract_paragraphs),
        *_keywords(document.keywords),
    )


def _people(people: Sequence[Contributor]) -> list[etree._Element]:
    made = [_person(it, role) for it in people for role in it.roles]
    return [E("contrib-group", *made)] if made else []


def _person(person: Contributor, role: str) -> etree._Element:
    family, given, suffix = person.parts
    if not family:
        given, _, family = person.name.rpartition(" ")
    name = E.collab(person.name)
    if person.kind == "person":
        further = [E("given-names", given)] if given else []
        name = E.name(E.surname(family), *further, *([E.suffix(suffix)] if suffix else []))
    orcid = [E("contrib-id", f"https://orcid.org/{person.orcid}", {"contrib-id-type": "orcid"})] if person.orcid else []
    about = [E.bio(E.p(person.biography))] if person.biography else []
    return E(
        "contrib",
        {"contrib-type": KINDS.get(role, role)},
        *orcid,
        name,
        *_affiliation(person),
        *about,
        *_credit(person),
    )


def _affiliation(person: Contributor) -> list[etree._Element]:
    if not (person.affiliation or person.ror):
        return []
    number = [E("institution-id", person.ror, {"institution-id-type": "ror"})] if person.ror else []
    return [E.aff(E("institution-wrap", *number, *([E.institution(person.affiliation)] if person.affiliation else [])))]


def _credit(person: Contributor) -> Iterable[etree._Element]:
    """See https://credit.niso.org/."""
    for name in person.contributions:
        term = CREDIT[name]
        yield E.role(
            term, {"vocab": "credit", "vocab-identifier": VOCABULARY, "vocab-term": term,
                   "vocab-term-identifier": f"{VOCABULARY}contributor-roles/{name}/"},
        )  # fmt: skip


def _date(date: str) -> etree._Element:
    year, month, day = (*date.split("-"), "", "")[:3]
    parts = [E.day(day)] if day else []
    parts += [E.month(month)] if month else []
    return E("pub-date", *parts, E.year(year), {"date-type": "pub", "iso-8601-date": date})


def _permissions(book: Book) -> list[etree._Element]:
    made = [E("copyright-statement", book.rights)] if book.rights else []
    if book.license_url:
        made.append(E.license(E("license-p", str(book.license)), {f"{XLINK}href": book.license_url}))
    return [E.permissions(*made)] if made else []


def _abstract(paragraphs: Sequence[str]) -> list[etree._Element]:
    return [E.abstract(*(E.p(it) for it in paragraphs))] if paragraphs else []


def _keywords(words: Sequence[str]) -> list[etree._Element]:
    return [E("kwd-group", *(E.kwd(it) for it in words))] if words else []


def _funding(book: Book) -> list[etree._Element]:
    awards = []
    for it in book.funding:
        source = [E("funding-source", it.funder)] if it.funder else []
        if source or it.award:
            awards.append(E("award-group", *source, *([E("award-id", it.award)] if it.award else [])))
    statements = [E("funding-statement", it.statement) for it in book.funding if it.statement]
    return [E("funding-group", *awards, *statements)] if awards or statements else []


def with_lang(element: etree._Element, lang: str) -> etree._Element:
    """The element, with its language where that is its own."""
    if lang:
        element.set(f"{XML}lang", lang)
    return element
