"""Writes a deposit of DOIs for the book and each of its chapters in Crossref's schema 5.3.1.

See https://www.crossref.org/documentation/schema-library/markup-guide-record-types/books-and-chapters/. A chapter's DOI
is the book's, a full stop, and the chapter's id; it leads to the chapter's page in the web edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree
from stdnum import isbn as isbn_numbers

from bookbuilder.diagnostics import Diagnostic
from bookbuilder.editions.web.citing import chapter_doi
from bookbuilder.editions.web.site import site_addresses
from bookbuilder.model.metadata import Deposit
from bookbuilder.model.people import Contributor
from bookbuilder.model.publication import ContentDocument
from bookbuilder.pages.points import plain
from bookbuilder.release.metadata.crossref_citations import citation_list
from bookbuilder.release.metadata.crossref_elements import AI, FR, NAMESPACE, XSI, C, J
from bookbuilder.release.metadata.languages import UNDETERMINED, bibliographic
from bookbuilder.release.metadata.record import Record, cited_by, inverted

FORMATS = frozenset({"image/gif", "image/jpeg", "image/png", "image/tiff"})
"""What Crossref's schema has of the types of our pictures; it does not know SVG."""
ROLES = {"aut": "author", "cre": "author", "edt": "editor", "trl": "translator"}


def lacking(record: Record) -> list[Diagnostic]:
    """What a deposit needs besides, where book.yaml asks for one."""
    book = record.book
    deposit = book.metadata.crossref
    if deposit is None:
        return []
    place = book.place("metadata.crossref")
    faults = []
    if not book.identifier.doi:
        faults.append(
            Diagnostic(
                "MET-001",
                place,
                "A deposit with Crossref needs the book's DOI.",
                f"Add identifier: doi: {deposit.prefix}/…",
            )
        )
    elif not book.identifier.doi.startswith(f"{deposit.prefix}/"):
        message = f'The DOI "{book.identifier.doi}" does not begin with the prefix {deposit.prefix}.'
        faults.append(Diagnostic("MET-002", place, message, "Compare the two with the publisher's own."))
    if not book.metadata.web:
        remedy = "Add metadata: web: https://…"
        faults.append(
            Diagnostic("MET-003", place, "A DOI leads somewhere: the web edition's address is missing.", remedy)
        )
    return faults


def crossref(record: Record) -> bytes:
    """The deposit; nothing where book.yaml asks for none, or something is lacking."""
    deposit = record.book.metadata.crossref
    if deposit is None or lacking(record):
        return b""
    batch = C.doi_batch(_head(record, deposit), C.body(_book(record)), version="5.3.1")
    batch.set(f"{{{XSI}}}schemaLocation", f"{NAMESPACE} https://www.crossref.org/schemas/crossref5.3.1.xsd")
    return bytes(etree.tostring(batch, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _head(record: Record, deposit: Deposit) -> etree._Element:
    stamp = re.sub(r"\D", "", record.moment)
    return C.head(
        C.doi_batch_id(f"{record.book.identifier.doi}-{record.book.version}-{stamp}"),
        C.timestamp(stamp),
        C.depositor(C.depositor_name(deposit.depositor), C.email_address(deposit.email)),
        C.registrant(deposit.registrant or record.book.publisher.name),
    )


def _book(record: Record) -> etree._Element:
    book = record.book
    edited = not any("aut" in it.roles for it in book.people) and any("edt" in it.roles for it in book.people)
    series = [_series(record)] if book.series and book.series.issn else []
    metadata = C.book_series_metadata if series else C.book_metadata
    about = metadata(
        *series,
        *_contributors(book.people),
        _titles(book.title, book.subtitle, book),
        *([J.abstract(J.p(book.description))] if book.description else []),
        *([C.volume(book.series.number)] if series and book.series and book.series.number else []),
        *_edition(book.edition),
        *_dates(record),
        *_isbns(record),
        C.publisher(
            C.publisher_name(book.publisher.name),
            *([C.publisher_place(book.publisher.place)] if book.publisher.place else []),
        ),
        *_funding(record),
        *_license(record),
        _doi_data(book.identifier.doi, book.metadata.web),
        *citation_list(record.items),
    )
    if (code := _language(book.lang)) != UNDETERMINED:
        about.set("language", code)
    made = C.book(about, book_type="edited_book" if edited else "monograph")
    pages = site_addresses(record.publication).files
    made.extend(_chapter(record, document, pages[document.id]) for document in record.chapters)
    return made


def _series(record: Record) -> etree._Element:
    series = record.book.series
    assert series is not None
    return C.series_metadata(C.titles(C.title(series.title)), C.issn(series.issn))


def _chapter(record: Record, document: ContentDocument, page: str) -> etree._Element:
    book = record.book
    pages = record.chapter_pages[document.id] if document.id in record.chapter_pages else None
    item = C.content_item(
        *_contributors(document.authors or [it for it in book.creator if "aut" in it.roles]),
        C.titles(C.title(document.title)),
        *([J.abstract(*(J.p(it) for it in document.abstract_paragraphs))] if document.abstract else []),
        *([C.component_number(document.number)] if document.number else []),
        *_dates(record),
        *([C.pages(C.first_page(pages[0]), C.last_page(pages[1]))] if pages else []),
        _doi_data(chapter_doi(book.identifier.doi, document), f"{book.metadata.web.rstrip('/')}/{page}"),
        *citation_list(cited_by(document, record.items)),
        *_components(record, document, f"{book.metadata.web.rstrip('/')}/{page}"),
        component_type="chapter" if document.kind in ("chapter", "introduction", "conclusion", "appendix") else "other",
        level_sequence_number="1",
        publication_type="full_text",
    )
    if (code := _language(document.lang or book.lang)) != UNDETERMINED:
        item.set("language", code)
    return item


def _components(record: Record, document: ContentDocument, address: str) -> list[etree._Element]:
    """The chapter's figures, each with a DOI that leads to its place on the chapter's page, where book.yaml asks for them."""
    deposit = record.book.metadata.crossref
    types = {it.name: it.media_type for it in record.publication.resources}
    root = etree.fromstring(document.body)
    made = []
    for it in document.captioned if deposit is not None and deposit.figures else ():
        images = root.xpath("//*[@id=$id]//img/@src", id=it.id)
        if it.kind != "figure" or not isinstance(images, list) or not images:
            continue
        title = " ".join(f"{it.label} {plain(it.title_xhtml)}".split())
        made.append(
            C.component(
                C.titles(C.title(title)),
                *([C.format(mime_type=kind)] if (kind := types[str(images[0])]) in FORMATS else []),
                _doi_data(f"{chapter_doi(record.book.identifier.doi, document)}.{it.id}", f"{address}#{it.id}"),
                parent_relation="isPartOf",
            )
        )
    return [C.component_list(*made)] if made else []


def _language(tag: str) -> str:
    """Crossref's language attribute takes ISO 639-1."""
    primary = tag.split("-")[0]
    return primary if len(primary) == 2 and bibliographic(tag) != UNDETERMINED else UNDETERMINED


def _contributors(persons: Sequence[Contributor]) -> list[etree._Element]:
    made = [
        _contributor(person, ROLES[role], "first" if number == 0 else "additional")
        for number, (person, role) in enumerate((it, role) for it in persons for role in it.roles if role in ROLES)
    ]
    return [C.contributors(*made)] if made else []


def _contributor(person: Contributor, role: str, sequence: str) -> etree._Element:
    if person.kind == "organisation":
        return C.organization(person.name, sequence=sequence, contributor_role=role)
    family, given, suffix = inverted(person)
    if not given and not person.sort_name and " " in person.name:
        given, _, family = person.name.rpartition(" ")
    named = [C.institution_name(person.affiliation)] if person.affiliation else []
    named += [C.institution_id(person.ror, type="ror")] if person.ror else []
    institution = C.affiliations(C.institution(*named)) if named else None
    return C.person_name(
        *([C.given_name(given)] if given else []),
        C.surname(family),
        *([C.suffix(suffix)] if suffix else []),
        *([institution] if institution is not None else []),
        *([C.ORCID(f"https://orcid.org/{person.orcid}")] if person.orcid else []),
        sequence=sequence,
        contributor_role=role,
    )


def _titles(title: str, subtitle: str, book: Any) -> etree._Element:
    made = C.titles(C.title(title), *([C.subtitle(subtitle)] if subtitle else []))
    for other in book.metadata.other_titles:
        if other.kind == "original":
            original = C.original_language_title(other.title)
            if (code := _language(other.lang)) != UNDETERMINED:
                original.set("language", code)
            made.append(original)
            made.extend([C.subtitle(other.subtitle)] if other.subtitle else [])
            break
    return made


def _edition(edition: str) -> list[etree._Element]:
    """A number, where the edition is given as one: "2nd edition"."""
    match = re.search(r"\d+", edition)
    return [C.edition_number(match[0])] if match else []


def _dates(record: Record) -> list[etree._Element]:
    """The day of publication: in print, and online, as far as there are such editions."""
    year, month, day = (*record.book.date.split("-"), "", "")[:3]
    made = []
    for medium in dict.fromkeys("print" if it.trade.is_printed else "online" for it in record.products):
        parts = [C.month(month)] if month else []
        parts += [C.day(day)] if day else []
        made.append(C.publication_date(*parts, C.year(year), media_type=medium))
    return made


def _isbns(record: Record) -> list[etree._Element]:
    made = [
        C.isbn(isbn_numbers.compact(it.isbn), media_type="print" if it.trade.is_printed else "electronic")
        for it in record.products
        if it.isbn
    ]
    return made or [C.noisbn(reason="simple_series" if record.book.series else "monograph")]


def _funding(record: Record) -> Iterator[etree._Element]:
    groups = []
    for funding in record.book.funding:
        if not funding.funder:
            continue
        name = FR.assertion(funding.funder, name="funder_name")
        if funding.registry.startswith("10.13039/"):
            name.append(FR.assertion(f"https://doi.org/{funding.registry}", name="funder_identifier"))
        groups.append(FR.assertion(name, name="fundgroup"))
        if funding.award:
            groups[-1].append(FR.assertion(funding.award, name="award_number"))
    if groups:
        yield FR.program(*groups, name="fundref")


def _license(record: Record) -> Iterator[etree._Element]:
    if record.book.license_url:
        yield AI.program(AI.license_ref(record.book.license_url, applies_to="vor"), name="AccessIndicators")


def _doi_data(doi: str, address: str) -> etree._Element:
    return C.doi_data(C.doi(doi), C.resource(address))
