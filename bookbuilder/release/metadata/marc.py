"""Writes MARC 21 bibliographic records, one an edition, as binary and as XML.

See https://www.loc.gov/marc/bibliographic/. Punctuation by ISBD is left to the catalogue (leader 18 is "c").
"""

from __future__ import annotations

from collections.abc import Iterator

from pymarc import Field, Indicators, Leader, Record as MarcRecord, Subfield, record_to_xml

from bookbuilder.model.book import Book
from bookbuilder.model.folios import roman
from bookbuilder.model.lengths import millimetres
from bookbuilder.model.people import Contributor
from bookbuilder.model.relators import RELATORS
from bookbuilder.release.metadata.articles import nonfiling
from bookbuilder.release.metadata.languages import bibliographic, english_name
from bookbuilder.release.metadata.marc_codes import AUTHORS, COUNTRIES, MEDIA, STATED, TERMS
from bookbuilder.release.metadata.record import Product, Record

Pairs = list[tuple[str, str]]


def marc(record: Record) -> tuple[bytes, bytes]:
    """The records in ISO 2709, and as MARCXML."""
    made = [_marc_record(record, product) for product in record.products]
    binary = b"".join(it.as_marc() for it in made)
    body = b"\n".join(record_to_xml(it, namespace=False) for it in made)
    head = b'<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="http://www.loc.gov/MARC21/slim">\n'
    return binary, head + body + b"\n</collection>\n"


def _marc_record(record: Record, product: Product) -> MarcRecord:
    made = MarcRecord(force_utf8=True, leader="00000nam a22000007c 4500")
    made.leader = Leader(f"{made.leader[:17]}7c{made.leader[19:]}")
    for field in (*_control(record, product), *_fields(record, product)):
        made.add_field(field)
    return made


def _control(record: Record, product: Product) -> Iterator[Field]:
    yield Field("001", data=product.isbn or product.urn.removeprefix("urn:uuid:"))
    yield Field("005", data=f"{record.moment[:8]}{record.moment[9:15]}.0")
    if not product.trade.is_printed:
        yield Field("006", data="m     o  d        ")
        yield Field("007", data="cr |||||||||||")
    yield Field("008", data=fixed_length(record, product))


def fixed_length(record: Record, product: Product) -> str:
    """Field 008 for books: forty characters, position by position."""
    book = record.book
    country = book.publisher.country
    return "".join(
        (
            record.moment[2:8],  # 00-05 when the record was made
            "s",
            book.year,
            "    ",
            (COUNTRIES[country] if country in COUNTRIES else "xx").ljust(3),  # 15-17
            ("a" if record.illustrated else "").ljust(4),  # 18-21
            " ",  # 22 audience
            " " if product.trade.is_printed else "o",  # 23 online
            ("b" if record.has_bibliography else "").ljust(4),  # 24-27
            " ",
            "0",  # 29 no conference
            "0",  # 30 no Festschrift
            "1" if record.has_index else "0",
            " ",
            "0",  # 33 not fiction
            " ",
            bibliographic(book.lang),  # 35-37
            " ",
            "d",  # 39 another source than a national library
        )
    )


def _fields(record: Record, product: Product) -> Iterator[Field]:
    authors = [it for it in record.book.people if AUTHORS & set(it.roles)]
    main = authors[0] if authors else None
    yield from _numbers(record, product)
    yield from _titles(record, main)
    yield from _form(record, product)
    yield from _notes(record)
    yield from _access_points(record, product, main)
    yield from _addresses(record, product)


def _numbers(record: Record, product: Product) -> Iterator[Field]:
    """Numbers and codes: 020 to 072."""
    book = record.book
    if product.isbn:
        yield _field("020", "  ", [("a", product.isbn), ("q", _qualifier(book, product))])
    if book.identifier.doi:
        yield _field("024", "7 ", [("a", book.identifier.doi), ("2", "doi")])
    yield _field("040", "  ", [("b", "eng"), ("e", "rda")])
    yield from _languages(record)
    if book.publisher.country:
        yield _field("044", "  ", [("c", book.publisher.country.lower())])
    for code in book.metadata.thema:
        yield _field("072", " 7", [("a", code), ("2", "thema")])
    for code in book.metadata.bisac:
        yield _field("072", " 7", [("a", code[:3]), ("x", code[3:]), ("2", "bisacsh")])


def _titles(record: Record, main: Contributor | None) -> Iterator[Field]:
    """The main entry and the titles: 100 to 246."""
    book = record.book
    if main is not None:
        yield _name("1", main)
    for other in book.metadata.other_titles:
        if other.kind == "original":
            yield _field(
                "240", f"1{nonfiling(other.title, other.lang)}", [("a", other.title), ("l", _name_of(book.lang))]
            )
            break
    yield _title(record, main)
    for other in book.metadata.other_titles:
        title: Pairs = [("a", other.title), ("b", other.subtitle)]
        yield _field(
            "246",
            "31" if other.kind == "parallel" else "3 ",
            [*([("i", "Original title:")] if other.kind == "original" else []), *title],
        )


def _form(record: Record, product: Product) -> Iterator[Field]:
    """Edition, imprint, extent, carrier and series: 250 to 490."""
    book = record.book
    if book.edition:
        yield _field("250", "  ", [("a", book.edition)])
    yield _field("264", " 1", [("a", book.publisher.place), ("b", book.publisher.name), ("c", book.year)])
    yield _extent(record, product)
    for tag, (term, code) in zip(
        ("336", "337", "338"), MEDIA["print" if product.trade.is_printed else "online"], strict=True
    ):
        yield _field(
            tag,
            "  ",
            [("a", term), ("b", code), ("2", {"336": "rdacontent", "337": "rdamedia", "338": "rdacarrier"}[tag])],
        )
    if not product.trade.is_printed:
        yield _field("347", "  ", [("a", "text file"), ("b", product.trade.marc_format), ("2", "rdaft")])
    if book.series:
        numbered: Pairs = [("a", book.series.title), ("x", book.series.issn), ("v", book.series.number)]
        yield _field("490", "1 ", numbered)


def _access_points(record: Record, product: Product, main: Contributor | None) -> Iterator[Field]:
    """Subjects, the other editions and the series: 650 to 830."""
    book = record.book
    for subject in book.subjects:
        yield _field("650", " 4", [("a", subject)])
    for person in record.people:
        if person is not main:
            yield _name("7", person)
    for funder in dict.fromkeys(it.funder for it in book.funding if it.funder):
        if funder not in [it.name for it in book.people]:
            yield _name("7", Contributor(funder, ("fnd",), kind="organisation"))
    for sibling in record.products:
        if sibling is not product and sibling.isbn:
            yield _field("776", "08", [("i", sibling.trade.marc_relation), ("t", book.title), ("z", sibling.isbn)])
    if book.series:
        filing = str(nonfiling(book.series.title, book.lang))
        yield _field(
            "830", f" {filing}", [("a", book.series.title), ("x", book.series.issn), ("v", book.series.number)]
        )


def _qualifier(book: Book, product: Product) -> str:
    trade = product.trade
    return "hardback" if trade.is_printed and book.binding.cover == "case" else trade.marc_qualifier


def _languages(record: Record) -> Iterator[Field]:
    """041, where there is more to say than 008 does: several languages, summaries, a translation."""
    metadata = record.book.metadata
    texts = list(dict.fromkeys(bibliographic(tag) for tag in record.languages))
    if len(texts) > 1 or metadata.translated_from or metadata.summaries:
        pairs: Pairs = [("a", code) for code in texts]
        pairs += [("b", bibliographic(tag)) for tag in metadata.summaries]
        pairs += [("h", bibliographic(metadata.translated_from))] if metadata.translated_from else []
        yield _field("041", "1 " if metadata.translated_from else "0 ", pairs)


def _title(record: Record, main: Contributor | None) -> Field:
    book = record.book
    filing = str(nonfiling(book.title, book.lang))
    by_work: dict[str, list[str]] = {}
    for person in book.people:
        for role in person.roles:
            if role in AUTHORS or role in STATED:
                by_work.setdefault(RELATORS[role].lower() if role in STATED else "", []).append(person.name)
    responsible = " ; ".join(f"{work} {', '.join(names)}".strip() for work, names in by_work.items())
    return _field(
        "245", f"{'1' if main else '0'}{filing}", [("a", book.title), ("b", book.subtitle), ("c", responsible)]
    )


def _extent(record: Record, product: Product) -> Field:
    pages = f"{record.pages.main} pages" if record.pages.total else ""
    if pages and record.pages.front:
        pages = f"{roman(record.pages.front)}, {pages}"
    online = "1 online resource"
    extent = pages if product.trade.is_printed else f"{online} ({pages})" if pages else online
    height = -(-millimetres(record.book.page.height) // 10)
    pairs: Pairs = [("a", extent or "1 volume"), ("b", "illustrations" if record.illustrated else "")]
    return _field("300", "  ", [*pairs, ("c", f"{height:g} cm" if product.trade.is_printed else "")])


def _notes(record: Record) -> Iterator[Field]:
    book = record.book
    if record.notice:
        yield _field("500", "  ", [("a", record.notice)])
    if record.proof:
        yield _field("500", "  ", [("a", "Proof: not for publication.")])
    if record.has_bibliography:
        yield _field(
            "504", "  ", [("a", f"Includes bibliographical references{' and index' if record.has_index else ''}.")]
        )
    elif record.has_index:
        yield _field("500", "  ", [("a", "Includes index.")])
    if record.chapters:
        contents = " -- ".join(
            " ".join(filter(None, (it.number and f"{it.number}.", it.title))) for it in record.chapters
        )
        yield _field("505", "0 ", [("a", contents)])
    if book.description:
        yield _field("520", "  ", [("a", book.description)])
    for funding in book.funding:
        yield _field("536", "  ", [("a", funding.statement or funding.funder), ("c", funding.award)])
    if book.license:
        yield _field("540", "  ", [("a", book.license.name), ("u", book.license_url)])
    yield from _language_note(record)


def _language_note(record: Record) -> Iterator[Field]:
    names = [english_name(tag) for tag in record.languages]
    summaries = [english_name(tag) for tag in record.book.metadata.summaries]
    sentences = [f"In {names[0]}; parts in {', '.join(names[1:])}." if len(names) > 1 and all(names) else ""]
    sentences += [
        f"Translated from {_name_of(record.book.metadata.translated_from)}."
        if record.book.metadata.translated_from
        else ""
    ]
    sentences += [f"Summaries in {', '.join(summaries)}." if summaries and all(summaries) else ""]
    if any(sentences):
        yield _field("546", "  ", [("a", " ".join(filter(None, sentences)))])


def _name_of(tag: str) -> str:
    return english_name(tag) or tag


def _name(block: str, person: Contributor) -> Field:
    """100 and 110 for the main entry, 700 and 710 for the others; the second indicator is blank."""
    relation: Pairs = [("e", TERMS[role]) for role in person.roles if role in TERMS]
    relation += [("4", role) for role in person.roles]
    if person.kind == "organisation":
        return _field(f"{block}10", "2 ", [("a", person.name), *relation])
    family, given, suffix = person.parts
    name = f"{family}, {given}," if suffix else person.sort_name or person.name
    orcid = f"https://orcid.org/{person.orcid}" if person.orcid else ""
    return _field(
        f"{block}00",
        f"{'1' if ',' in name else '0'} ",
        [("a", name), ("c", suffix), ("u", person.affiliation), *relation, ("1", orcid)],
    )


def _addresses(record: Record, product: Product) -> Iterator[Field]:
    book = record.book
    version = "0" if not product.trade.is_printed else "1"
    if book.identifier.doi:
        yield _field("856", f"4{version}", [("u", f"https://doi.org/{book.identifier.doi}")])
    elif book.metadata.web:
        yield _field("856", f"4{version}", [("u", book.metadata.web)])


def _field(tag: str, indicators: str, pairs: Pairs) -> Field:
    subfields = [Subfield(code, value) for code, value in pairs if value]
    return Field(tag, indicators=Indicators(*indicators), subfields=subfields)
