"""The files of metadata/: those that the book asks for, and the sources without what editors write for themselves."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

from bookbuilder.cache import Steps
from bookbuilder.editions.web.citing import citations
from bookbuilder.model.people import Contributor, Publisher
from bookbuilder.release.metadata import write_metadata
from bookbuilder.theme.templates import SHIPPED
from tests.release.metadata.records import POOR, RICH, record_of


def test_a_book_gets_what_it_asks_for() -> None:
    record = record_of()
    cited = citations(record.publication, SHIPPED, Steps(), {})
    made = write_metadata(replace(record, citing=cited))
    assert not made.diagnostics
    assert list(made.value) == [
        "book/book.bib", "book/book.json", "book/book.ris",
        "chapters/one.bib", "chapters/one.json", "chapters/one.ris", "chapters/two.bib", "chapters/two.json", "chapters/two.ris",
        "crossref.xml", "marc21.mrc", "marc21.xml", "onix.xml", "open-access.csv", "references.json",
    ]  # fmt: skip
    assert "crossref.xml" not in write_metadata(record_of(POOR)).value


def test_a_suffix_two_of_one_role_and_a_title_in_another_script_are_each_schemas_own() -> None:
    record = record_of()
    king = Contributor("Martin King, Jr.", sort_name="King, Martin, Jr.")
    book = replace(record.publication.book, lang="zh", creator=(king, Contributor("李明", sort_name="李, 明")))
    cited = citations(replace(record.publication, book=book), SHIPPED, Steps(), {})
    made = write_metadata(replace(record, publication=replace(record.publication, book=book), citing=cited)).value
    message, deposit, records = (made[name].decode() for name in ("onix.xml", "crossref.xml", "marc21.xml"))
    assert "<KeyNames>King</KeyNames><SuffixToKey>Jr.</SuffixToKey>" in re.sub(r">\s+<", "><", message)
    assert "<TitleWithoutPrefix>The Example Series</TitleWithoutPrefix>" in message and "textscript" in message
    assert "<surname>King</surname><suffix>Jr.</suffix>" in re.sub(r">\s+<", "><", deposit)
    assert "Martin King, Jr., &#26446;&#26126; ; " in records and "King, Martin,</" in records
    assert b"King, Jr., Martin and" in made["book/book.bib"] and b"King, Martin, Jr." in made["book/book.ris"]


def test_the_same_record_gives_the_same_bytes() -> None:
    assert write_metadata(record_of()).value == write_metadata(record_of()).value


def test_the_sheet_has_the_book_and_then_its_chapters() -> None:
    rows = list(csv.DictReader(io.StringIO(write_metadata(record_of()).value["open-access.csv"].decode())))
    assert [(it["type"], it["title"], it["pages"]) for it in rows] == [
        ("book", "The Rebels’ Road", "256"), ("chapter", "One", "1–120"), ("chapter", "Two", "121–238"),
    ]  # fmt: skip
    assert rows[0]["authors"] == rows[1]["authors"] == "Müller, Anna" and rows[0]["isbn-print"] == "9783161484100"
    assert rows[1]["doi"] == "10.12345/roads.one" and rows[1]["url"] == "https://books.example.org/roads/one.html"


def test_no_cell_of_the_sheet_runs() -> None:
    book = RICH.replace("A Study of “Roads”", "'=HYPERLINK(1)'")
    rows = list(csv.DictReader(io.StringIO(write_metadata(record_of(book)).value["open-access.csv"].decode())))
    assert rows[0]["subtitle"] == "'=HYPERLINK(1)"


def test_sources_go_as_csl_json_without_what_editors_write_for_themselves() -> None:
    record = record_of()
    noted = replace(record, items=tuple({**item, "note": "Seen in Almaty.", "annote": "x"} for item in record.items))
    items = json.loads(write_metadata(noted).value["references.json"])
    assert [item["id"] for item in items] == ["boonstra2018", "council2019strategy"]
    assert items[0]["issued"] == {"date-parts": [[2018]]} and items[0]["DOI"] == "10.1234/tests.5"
    assert not {"note", "annote"} & {key for item in items for key in item}


def test_a_value_that_onix_does_not_know_is_reported() -> None:
    [fault] = write_metadata(record_of(RICH.replace("currency: EUR", "currency: EUX"))).diagnostics
    assert fault.code == "MET-010" and "EUX" in fault.message


def test_a_book_without_date_and_publisher_has_its_metadata_in_a_proof() -> None:
    """It ended in a traceback; what is missing is BOK-020, which a release refuses."""
    record = record_of()
    for publisher in (Publisher(""), record.publication.book.publisher):
        book = replace(record.publication.book, date="", publisher=publisher)
        made = write_metadata(replace(record, publication=replace(record.publication, book=book)))
        assert made.diagnostics == () and b"PublishingDate" not in made.value["onix.xml"]
