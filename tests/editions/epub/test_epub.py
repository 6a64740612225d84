"""What a reading system finds in the EPUB; EPUBCheck reads the same one in tests/checks/artefacts/."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from bookbuilder.cache import Steps
from bookbuilder.editions.epub.writing import write_epub
from bookbuilder.editions.xhtml import OPS, XML
from bookbuilder.model.accessible import AccessibilityStatement
from bookbuilder.model.book import Conformance
from bookbuilder.pages.page_marks import PageMark
from bookbuilder.theme.templates import SHIPPED, Theme
from tests.editions.shared import NOWHERE, publication
from tests.publication import with_document

NS = {
    "h": "http://www.w3.org/1999/xhtml",
    "o": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
}
TYPE = f"{{{OPS}}}type"


def content_files(epub) -> list[str]:
    return [
        item.get("href")
        for item in epub.package.iterfind("o:manifest/o:item", NS)
        if item.get("media-type") == "application/xhtml+xml"
    ]


def test_the_mimetype_stands_first_and_stored(epub) -> None:
    first = epub.zip.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", 0)


@pytest.mark.slow
def test_the_same_publication_gives_the_same_bytes_in_any_folder_cold_and_warm(epub, steps, tmp_path: Path) -> None:
    assert write_epub(publication(), Theme(tmp_path), Steps()).value == epub.data
    assert write_epub(publication(), Theme(tmp_path), steps).value == epub.data


def test_every_link_and_picture_leads_somewhere(epub) -> None:
    ids = {name: {e.get("id") for e in epub.tree(name).iter(etree.Element)} for name in content_files(epub)}
    names = {name.removeprefix("EPUB/") for name in epub.zip.namelist()}
    links = 0
    for name in ids:
        for element in epub.tree(name).iter(etree.Element):
            target = element.get("href") or element.get("src")
            if target is None or target.startswith(("http:", "https:")):
                continue
            file, _, fragment = target.partition("#")
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), file)) if file else name
            assert path in names, (name, target)
            assert not fragment or fragment in ids[path], (name, target)
            links += 1
    assert links > 100


def test_each_note_is_an_aside_with_its_way_back(epub) -> None:
    tree = epub.tree("text/trade.xhtml")
    calls = [a for a in tree.iter(f"{{{NS['h']}}}a") if a.get(TYPE) == "noteref"]
    notes = {e.get("id"): e for e in tree.iter(f"{{{NS['h']}}}aside") if e.get(TYPE) == "footnote"}
    assert len(calls) == len(notes) == 7
    for call in calls:
        back = notes[call.get("href")[1:]].find(".//h:a", NS)
        assert (back.get(TYPE), back.get("href")) == ("backlink", f"#{call.get('id')}")


def test_the_navigation_nests_parts_chapters_and_sections(epub) -> None:
    nav = epub.tree("text/nav.xhtml").find(".//h:nav[@id='toc']", NS)
    part = next(item for item in nav.findall("h:ol/h:li", NS) if "Fields" in "".join(item.find("h:a", NS).itertext()))
    trade, energy = part.findall("h:ol/h:li", NS)
    assert trade.find("h:a", NS).get("href") == "trade.xhtml"
    assert [a.get("href") for a in trade.findall("h:ol/h:li/h:a", NS)] == [
        "trade.xhtml#trade-goods",
        "trade.xhtml#trade-words",
    ]
    assert "".join(energy.find("h:a", NS).itertext()) == "2 Energy"


def test_landmarks_name_cover_contents_and_text(epub) -> None:
    nav = epub.tree("text/nav.xhtml").find(".//h:nav[@id='landmarks']", NS)
    marks = {a.get(TYPE): a.get("href") for a in nav.iterfind(".//h:a", NS)}
    assert marks["cover"] == "cover.xhtml"
    assert marks["bodymatter"] == "introduction.xhtml"
    assert marks["bibliography"] == "bibliography.xhtml"


def test_the_spine_is_the_book_in_reading_order_without_the_half_title(epub) -> None:
    hrefs = {item.get("id"): item.get("href") for item in epub.package.iterfind("o:manifest/o:item", NS)}
    spine = [hrefs[ref.get("idref")].removeprefix("text/") for ref in epub.package.iterfind("o:spine/o:itemref", NS)]
    assert spine[:5] == ["cover.xhtml", "title.xhtml", "imprint.xhtml", "dedication.xhtml", "nav.xhtml"]
    assert spine[-4:] == ["trade.xhtml", "energy.xhtml", "bibliography.xhtml", "colophon.xhtml"]


def test_the_package_says_what_book_yaml_says(epub) -> None:
    metadata = epub.package.find("o:metadata", NS)
    said = {meta.get("property"): meta.text for meta in metadata.iterfind("o:meta", NS)}
    assert metadata.findtext("dc:identifier", namespaces=NS) == "urn:isbn:9783161484100"
    assert [title.text for title in metadata.iterfind("dc:title", NS)] == [
        "Roads of the Steppe",
        "The European Union and Central Asia",
    ]
    assert said["file-as"] == "Ivanov, Pjotr"
    assert said["dcterms:modified"] == "2021-03-01T00:00:00Z"
    assert said["belongs-to-collection"] == "Studies of the Road"
    assert said["group-position"] == "4"
    roles = {
        c.text: metadata.find(f"o:meta[@refines='#{c.get('id')}']", NS).text
        for c in metadata.iterfind("dc:contributor", NS)
    }
    assert roles == {"Example Institute": "fnd", "European Union": "fnd"}


def test_the_package_says_orcid_edition_place_and_funder_of_a_book_that_has_them(steps) -> None:
    book = publication()
    anna, pjotr = book.book.creator
    reported = replace(book.book, creator=(replace(anna, orcid="0000-0002-1825-0097"), pjotr), accessibility=STATEMENT)
    package = package_of(
        replace(book, book=replace(reported, conformance=Conformance("EPUB Accessibility 1.1 - WCAG 2.2 Level AA"))),
        steps,
    )
    said = {
        (meta.get("refines") or "", meta.get("property")): meta.text
        for meta in package.iterfind("o:metadata/o:meta", NS)
    }
    assert said["#creator-1", "dcterms:identifier"] == "https://orcid.org/0000-0002-1825-0097"
    assert ("#creator-2", "dcterms:identifier") not in said
    assert said["", "schema:bookEdition"] == "First edition"
    assert said["#publisher", "schema:location"] == "Almaty"
    assert said["", "schema:funder"] == "European Union" and said["#funder-1", "schema:funding"] == "2020-1"
    assert said["", "schema:accessibilityHazard"] == "noSoundHazard"
    assert said["", "schema:accessibilitySummary"] == "All is told."
    assert said["#conformance", "a11y:certifiedBy"] == "A Certifier"
    (report,) = package.iterfind("o:metadata/o:link", NS)
    assert (report.get("rel"), report.get("href")) == ("a11y:certifierReport", "https://example.org/report")


STATEMENT = AccessibilityStatement("All is told.", ("noSoundHazard",), "A Certifier", "", "https://example.org/report")


def package_of(book, steps) -> etree._Element:
    outcome = write_epub(book, NOWHERE, steps)
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(outcome.value)).read("EPUB/content.opf"))


def test_languages_of_whole_passages_are_named_after_the_books_own_and_those_of_single_words_are_not(epub) -> None:
    named = [it.text for it in epub.package.iterfind("o:metadata/dc:language", NS)]
    assert named == ["en-GB", "ru"]
    assert 'lang="kk"' in epub.read("EPUB/text/trade.xhtml").decode()


def test_specimens_are_mentioned_in_the_package(epub) -> None:
    assert "The interviews in this edition are specimens." in epub.read("EPUB/content.opf").decode()


def test_a_passage_in_another_language_says_so_to_xml_readers(epub) -> None:
    marked = [e for e in epub.tree("text/trade.xhtml").iter(etree.Element) if e.get("lang") == "kk"]
    assert marked
    assert all(e.get(f"{{{XML}}}lang") == "kk" for e in marked)


def test_conformance_is_claimed_only_where_book_yaml_does(epub) -> None:
    assert b"dcterms:conformsTo" not in epub.read("EPUB/content.opf")


def test_the_cover_is_a_picture_that_is_described_in_words(epub) -> None:
    image = epub.tree("text/cover.xhtml").find(".//h:img", NS)
    assert (
        image.get("alt")
        == "Cover of the book “Roads of the Steppe: The European Union and Central Asia” by Anna Müller and Pjotr Ivanov"
    )
    assert epub.read("EPUB/media/cover.png")[:8] == b"\x89PNG\r\n\x1a\n"


def test_all_fonts_of_the_stylesheet_are_inside_and_small(epub) -> None:
    css = epub.read("EPUB/styles/text.css").decode()
    fonts = [name for name in epub.zip.namelist() if name.startswith("EPUB/fonts/")]
    assert len(fonts) == css.count("@font-face") >= 4
    assert all(f"../fonts/{posixpath.basename(name)}" in css and len(epub.read(name)) < 120_000 for name in fonts)


def test_page_marks_stand_where_the_printed_pages_begin(steps) -> None:
    book = publication()
    trade = book.document("trade")
    body = '<section id="trade" role="doc-chapter"><h1 id="t">Trade</h1><p id="p1">One two <i>three</i> four.</p></section>'
    marked = with_document(book, replace(trade, body=body, ids=("trade", "t", "p1"), headings=trade.headings[:1]))
    marks = {"trade": (PageMark("5", "trade", 0), PageMark("6", "p1", 8), PageMark("7", "p1", 11))}
    outcome = write_epub(marked, NOWHERE, steps, page_breaks=marks)
    files = zipfile.ZipFile(io.BytesIO(outcome.value))
    text = files.read("EPUB/text/trade.xhtml").decode()
    mark = '<span id="page-{0}" class="page-mark" role="doc-pagebreak" aria-label="Page {0}" data-page="{0}" epub:type="pagebreak"></span>'
    assert f"<i>three</i> {mark.format(6)}{mark.format(7)}four." in text
    assert f'{mark.format(5)}<h1 id="t">Trade</h1>' in text
    assert '<a href="trade.xhtml#page-6">6</a>' in files.read("EPUB/text/nav.xhtml").decode()
    assert '<meta property="pageBreakSource">urn:isbn:9780306406157</meta>' in files.read("EPUB/content.opf").decode()


def test_a_page_mark_has_a_place_to_which_a_reading_system_can_go(epub) -> None:
    rules = [
        rule for rule in epub.read("EPUB/styles/text.css").decode().split("}") if ".page-mark" in rule.partition("{")[0]
    ]
    assert not any("display: none" in rule or "position" in rule for rule in rules)


def test_the_first_printed_page_of_the_contents_is_in_the_page_list(steps) -> None:
    book = publication()
    marks = {
        "contents": (PageMark("v", "contents", 0), PageMark("vi", "contents", 9)),
        "trade": (PageMark("5", "trade", 0),),
    }
    outcome = write_epub(book, NOWHERE, steps, page_breaks=marks)
    nav = etree.fromstring(zipfile.ZipFile(io.BytesIO(outcome.value)).read("EPUB/text/nav.xhtml"))
    pages = nav.xpath("//h:nav[@role='doc-pagelist']//h:a/@href", namespaces=NS)
    assert pages == ["nav.xhtml#page-v", "trade.xhtml#page-5"]
    assert nav.xpath("//*[@id='page-v']/@role") == ["doc-pagebreak"]


def test_a_task_has_a_box_that_takes_no_click(steps) -> None:
    book = publication()
    trade = book.document("trade")
    body = '<section id="trade" role="doc-chapter"><h1 id="t">Trade</h1><ul class="task-list"><li><label><input type="checkbox" checked=""/>Sent</label></li></ul></section>'
    outcome = write_epub(
        with_document(book, replace(trade, body=body, ids=("trade", "t"), headings=trade.headings[:1])), NOWHERE, steps
    )
    assert b'disabled="disabled"' in zipfile.ZipFile(io.BytesIO(outcome.value)).read("EPUB/text/trade.xhtml")


def test_terms_of_the_glossary_are_marked_as_terms(steps) -> None:
    book = publication()
    trade = book.document("trade")
    body = '<section id="trade" role="doc-glossary"><h1 id="t">Terms</h1><dl><dt><dfn id="d">Loan</dfn></dt><dd><p>Money.</p></dd></dl></section>'
    terms = replace(
        trade, kind="glossary", role="doc-glossary", body=body, ids=("trade", "t", "d"), headings=trade.headings[:1]
    )
    outcome = write_epub(with_document(book, terms), NOWHERE, steps)
    tree = etree.fromstring(zipfile.ZipFile(io.BytesIO(outcome.value)).read("EPUB/text/trade.xhtml"))
    assert [element.get(TYPE) for element in tree.iter("{*}section", "{*}dt", "{*}dd")] == [
        "glossary",
        "glossterm",
        "glossdef",
    ]


def test_a_broken_template_of_the_book_is_named_with_its_line(steps, tmp_path: Path) -> None:
    (tmp_path / "templates" / "epub").mkdir(parents=True)
    (tmp_path / "templates" / "epub" / "document.xhtml").write_text(
        "<html>\n{{ documnt.title }}</html>", encoding="utf-8"
    )
    outcome = write_epub(publication(), Theme(tmp_path), steps)
    assert outcome.value is not None, "the shipped template stands in"
    assert {str(fault.location) for fault in outcome.diagnostics} == {"templates/epub/document.xhtml:2:1"}


def test_a_template_that_leaves_a_tag_open_is_named(steps, tmp_path: Path) -> None:
    (tmp_path / "templates" / "epub").mkdir(parents=True)
    text = (SHIPPED / "templates/epub/nav.xhtml").read_text(encoding="utf-8").replace("</nav>", "", 1)
    (tmp_path / "templates" / "epub" / "nav.xhtml").write_text(text, encoding="utf-8")
    outcome = write_epub(publication(), Theme(tmp_path), steps)
    assert outcome.value is not None
    assert [(fault.code, fault.location.file) for fault in outcome.diagnostics] == [
        ("TPL-004", "templates/epub/nav.xhtml")
    ]


def test_a_cover_that_is_missing_is_a_fault_of_book_yaml_and_the_book_is_there(steps) -> None:
    book = publication()
    outcome = write_epub(replace(book, book=replace(book.book, cover="figures/none.png")), NOWHERE, steps)
    assert outcome.value is not None
    assert [fault.code for fault in outcome.diagnostics] == ["CVR-001"]
