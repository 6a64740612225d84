"""The report: marks and list lead to each other, figures stand beside the run before, no script and no network is needed."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree, html
from PIL import Image

from bookbuilder.diagnostics import Location
from bookbuilder.model.publication import Publication
from bookbuilder.proof.faults import KINDS
from bookbuilder.proof.figures import Run, compared, remember, settings
from bookbuilder.proof.files import FileFault
from bookbuilder.proof.findings import findings
from bookbuilder.proof.pictures import Picture
from bookbuilder.proof.report import HISTORY, INDEX, Printed, Report, write_report
from bookbuilder.theme.templates import Theme
from tests.proof.pages import line, lines, page
from tests.small_book import composed, make_book

CHAPTER = """\
# One

The ministers met in Tashkent, and the communiqué was
as long as it was expected to be by those who had [written]{.smallcaps} it[^1].

Another paragraph begins here and goes on.

[^1]: The note.
"""
NOWHERE = Theme(Path(__file__).parent / "no such book")
SHEETS = 3


@pytest.fixture(scope="module")
def book() -> Publication:
    return composed(CHAPTER)


def picture(label: str) -> Picture:
    out = io.BytesIO()
    Image.new("L", (20, 30), 255).save(out, "PNG")
    return Picture(label, out.getvalue(), 20, 30)


def printed() -> Printed:
    first = page(1, *lines("The ministers met in Tashkent, and", "the communiqué was as long", block="one-p1", at=18))
    second = page(2, *lines("as it was expect-", "ed.1", block="one-p1"), line("alone here", "one-p2", 3))
    return Printed(
        {"one": (first, second)}, {"one": 2}, [picture(label) for label in ("i", "1", "2")], number="7F3A-19C2"
    )


def report(book: Publication, tmp_path: Path, history: bytes | None = None, given: Printed | None = None) -> Report:
    outcome = write_report(book, given or printed(), NOWHERE, make_book(tmp_path, {}, CHAPTER), history)
    assert outcome.diagnostics == () and outcome.value is not None
    return outcome.value


def tree(made: Report) -> etree._Element:
    return html.fromstring(made.files[INDEX].decode())


def test_a_fault_is_reported_with_the_line_of_the_manuscript_that_it_stands_on(
    book: Publication, tmp_path: Path
) -> None:
    found = findings(book, printed().facts, printed().first_pages, make_book(tmp_path, {}, CHAPTER))
    assert [(it.kind.id, it.sheet, it.place) for it in found] == [("runt", 3, Location("manuscript/one.md", 3))]
    loose = (
        replace(line("as long as it was expected to be", "one-p1", space=9.0), y=440.0),
        line("so it was", "one-p1", at=21),
    )
    found = findings(book, {"one": (page(1, *loose),)}, {"one": 2}, tmp_path)
    assert [(it.kind.id, it.place.line) for it in found] == [("loose", 4)]


def test_a_citations_note_is_reported_where_it_is_called(tmp_path: Path) -> None:
    chapter = "# One\n\nThe first sentence.\nThe ministers met again in Tashkent [@boonstra2018].\n\nThe end.\n"
    book = composed(chapter)
    note = "one-fn1"
    alone = (
        page(1, line("Jos Boonstra, ‘A Title’", note, 19, role="note")),
        page(2, line("Journal of Tests.", note, 19, role="note")),
    )
    found = findings(book, {"one": alone}, {"one": 1}, make_book(tmp_path, {}, chapter))
    assert {(it.kind.id, it.place.line) for it in found} == {("orphan", 4), ("widow", 4)}
    assert "of its note" in found[0].mark.said


def test_a_fault_of_the_bibliography_is_reported_with_its_entry(tmp_path: Path) -> None:
    book = composed("# One\n\nText [@boonstra2018].\n")
    pages = (page(1, *lines("Boonstra, Jos. A title for tests, and", "so.", block="ref-boonstra2018")),)
    found = findings(book, {"bibliography": pages}, {"bibliography": 1}, make_book(tmp_path))
    assert [it.place for it in found] == [Location("references.yaml", 7)]


def test_marks_and_list_lead_to_each_other(book: Publication, tmp_path: Path) -> None:
    page = tree(report(book, tmp_path))
    marks = page.xpath("//a[contains(@class, 'mark ')]")
    assert marks and [mark.get("href") for mark in marks] == [f"#{item.get('id')}" for item in page.xpath("//ol/li")]
    for mark in marks:
        back = page.get_element_by_id(mark.get("href")[1:]).find("a").get("href")
        assert back == f"#{mark.get('id')}" and mark.get("aria-label")


def test_every_link_leads_to_a_file_or_a_place_of_the_report(book: Publication, tmp_path: Path) -> None:
    made = report(book, tmp_path)
    page = tree(made)
    ids = {element.get("id") for element in page.iter() if element.get("id")}
    addresses = [*page.xpath("//@href"), *page.xpath("//@src")]
    assert all(it[1:] in ids if it.startswith("#") else it in made.files for it in addresses)
    assert not page.xpath("//script") and "http" not in made.files[INDEX].decode() + made.files["proof.css"].decode()


def test_facing_pages_stand_side_by_side_and_the_first_alone(book: Publication, tmp_path: Path) -> None:
    page = tree(report(book, tmp_path))
    assert [title.text for title in page.xpath("//h3")] == ["Page i", "Pages 1 and 2"]
    assert [image.get("alt") for image in page.xpath("//img")][1] == "Page 1 of the book: One"


def test_each_kind_can_be_hidden_without_a_script(book: Publication, tmp_path: Path) -> None:
    text = report(book, tmp_path).files[INDEX].decode()
    for id in KINDS:
        assert f'id="show-{id}" checked' in text and f"#show-{id}:not(:checked)) .is-{id}" in text


def test_a_file_fault_names_its_page_and_a_file_that_was_not_made_is_reported(
    book: Publication, tmp_path: Path
) -> None:
    given = replace(
        printed(),
        file_faults=(FileFault("font", "The font Courier is not in the file.", 3),),
        printer_fault="No profile.",
    )
    text = " ".join(tree(report(book, tmp_path, given=given)).text_content().split())
    assert "The font Courier is not in the file. Page 2" in text
    assert "The printer’s file was not made. No profile." in text
    made = replace(printed(), printer_faults=(FileFault("rgb", "Text or an area is in RGB.", 1),))
    assert "Text or an area is in RGB. Page i" in " ".join(
        tree(report(book, tmp_path, given=made)).text_content().split()
    )


def test_the_same_report_is_the_same_bytes_and_compares_with_the_run_that_differed(
    book: Publication, tmp_path: Path
) -> None:
    first = report(book, tmp_path)
    again = report(book, tmp_path, first.files[HISTORY])
    assert again.files == first.files
    changed = report(
        book, tmp_path, first.files[HISTORY], replace(printed(), facts={"one": printed().facts["one"][:1]})
    )
    assert changed.files[INDEX] != first.files[INDEX] and "<td>−1</td>" in changed.files[INDEX].decode()
    assert (
        report(
            book, tmp_path, changed.files[HISTORY], replace(printed(), facts={"one": printed().facts["one"][:1]})
        ).files
        == changed.files
    )


def test_settings_that_differ_are_shown_with_both_values() -> None:
    before, now = (
        Run({"pages": 210}, {"--print-size": "9.75pt"}),
        Run({"pages": 204}, {"--print-size": "9.5pt", "page": "x"}),
    )
    figures, changed = compared(now, before)
    assert [(it.name, it.now, it.before, it.change) for it in figures] == [("Pages", "204", "210", "−6")]
    assert [(it.name, it.now, it.before) for it in changed] == [
        ("--print-size", "9.5pt", "9.75pt"),
        ("page", "x", "not set"),
    ]


def test_a_history_that_is_none_of_ours_is_no_run_before() -> None:
    now = Run({"pages": 2}, {})
    assert [remember(now, data)[0] for data in (None, b"", b"{", b'{"a": 1}', b"[1]")] == [None] * 5


def test_the_settings_name_the_size_of_the_type_and_the_margins(book: Publication) -> None:
    found = settings(NOWHERE, book)
    assert {"page", "fonts", "--print-size", "--print-leading", "@page margin", "html text-align"} <= set(found)
