"""Writes the sheet of metadata that libraries of open books take in: the book in the first row, then each chapter.

OAPEN and DOAB ask for these columns by other names from year to year; see https://oapen.org/publishers/ and
https://www.doabooks.org/en/publishers.
"""

from __future__ import annotations

from bookbuilder.csv_files import write_csv
from bookbuilder.editions.web.citing import doi_of
from bookbuilder.editions.web.site import site_addresses
from bookbuilder.model.people import Contributor
from bookbuilder.model.publication import ContentDocument
from bookbuilder.release.metadata.record import Record, joined


def sheet(record: Record) -> bytes:
    """CSV in UTF-8; several values in one cell stand behind semicolons."""
    book, addresses = record.book, site_addresses(record.publication).files
    shared = {
        "publisher": book.publisher.name,
        "place": book.publisher.place,
        "date": book.date,
        "licence": book.license_url or str(book.license),
        "rights": book.rights,
    }
    chapters = (_chapter(record, it, addresses[it.id]) for it in record.chapters)
    rows = [row | shared for row in (_book(record), *chapters)]
    columns = list(dict.fromkeys(key for row in rows for key in row))
    return write_csv([columns, *([row.get(key, "") for key in columns] for row in rows)], line_end="\n")


def _book(record: Record) -> dict[str, str]:
    book = record.book
    return {
        "type": "book",
        "title": book.title,
        "subtitle": book.subtitle,
        **_people([it for it in book.creator if "aut" in it.roles], "author"),
        **_people([it for it in record.people if "edt" in it.roles], "editor"),
        "language": joined(record.languages),
        **{f"isbn-{it.trade.name}": it.isbn for it in record.products if it.isbn},
        "doi": book.identifier.doi,
        "url": book.metadata.web,
        "pages": str(record.pages.total or ""),
        "series": book.series.title if book.series else "",
        "series-number": book.series.number if book.series else "",
        "issn": book.series.issn if book.series else "",
        "abstract": book.description,
        "keywords": joined(book.subjects),
        "thema": joined(book.metadata.thema),
        "bisac": joined(book.metadata.bisac),
        "funder": joined([it.funder for it in book.funding]),
        "funder-id": joined([it.registry for it in book.funding]),
        "grant": joined([it.award for it in book.funding]),
    }


def _chapter(record: Record, chapter: ContentDocument, address: str) -> dict[str, str]:
    book = record.book
    first, last = record.chapter_pages[chapter.id] if chapter.id in record.chapter_pages else ("", "")
    return {
        "type": "chapter",
        "title": chapter.title,
        **_people(chapter.authors or [p for p in book.creator if "aut" in p.roles], "author"),
        "language": chapter.lang or book.lang,
        "doi": doi_of(book, chapter) if chapter.doi or book.metadata.crossref else "",
        "url": f"{book.metadata.web}{address}" if book.metadata.web else "",
        "pages": f"{first}–{last}" if first else "",
        "abstract": " ".join(chapter.abstract_paragraphs),
        "keywords": joined(chapter.keywords),
    }


def _people(people: list[Contributor] | tuple[Contributor, ...], kind: str) -> dict[str, str]:
    return {
        f"{kind}s": joined([it.sort_name or it.name for it in people]),
        f"{kind}-orcids": joined([f"https://orcid.org/{it.orcid}" for it in people if it.orcid]),
        f"{kind}-affiliations": joined([it.affiliation for it in people]),
        f"{kind}-rors": joined([it.ror for it in people]),
    }
