"""How readers cite the book and its chapters."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import accumulate

from lxml import etree, html

from bookbuilder.editions.web.citing import bibtex, citations, entries_of, entries_script, ris
from bookbuilder.model.metadata import Metadata
from bookbuilder.model.people import Contributor
from bookbuilder.pages.page_marks import PageMark
from tests.editions.shared import NOWHERE, publication

CHAPTER = {
    "id": "k", "type": "chapter", "title": "Gas & oil, 50 %", "container-title": "Roads", "page": "12-30",
    "author": [{"family": "Müller", "given": "Anna"}, {"literal": "Centre & Co"}], "publisher": "P",
    "issued": {"date-parts": [[2021, 3]]}, "language": "en-GB",
}  # fmt: skip


def test_bibtex_escapes_what_tex_takes_for_itself_and_keeps_institutions_whole() -> None:
    text = bibtex(CHAPTER)
    assert text.startswith("@incollection{k,\n")
    assert "title = {{Gas \\& oil, 50 \\%}}" in text
    assert "author = {Müller, Anna and {Centre \\& Co}}" in text
    assert "pages = {12--30}" in text


def test_bibtex_names_a_language_as_biblatex_and_babel_do() -> None:
    assert "  langid = {british},\n  language = {en-GB}" in bibtex(CHAPTER)
    assert "langid = {russian}" in bibtex(CHAPTER | {"language": "ru-KZ"})
    assert "langid" not in bibtex(CHAPTER | {"language": "ky"})


def test_ris_begins_with_its_type_and_ends_with_its_end() -> None:
    lines = ris(CHAPTER).split("\r\n")
    assert lines[0] == "TY  - CHAP"
    assert lines[-2:] == ["ER  - ", ""]
    assert {"SP  - 12", "EP  - 30", "AU  - Müller, Anna", "AU  - Centre & Co", "T2  - Roads"} <= set(lines)


def test_every_chapter_is_cited_in_the_books_own_style_and_in_three_formats(site) -> None:
    block = html.document_fromstring(site["trade.html"].decode()).xpath("//details[@class='cite']")[0]
    assert (
        "Roads of the Steppe: The European Union and Central Asia"
        in block.xpath("div[@class='csl-entry']")[0].text_content()
    )
    assert block.xpath(".//a/@href") == ["cite/trade.bib", "cite/trade.ris", "cite/trade.json"]
    assert json.loads(site["cite/trade.json"])[0]["chapter-number"] == "1"


def test_an_entry_of_a_numbered_style_has_no_number_where_it_stands_alone(steps) -> None:
    book = publication()
    numbered = replace(book, book=replace(book.book, csl="ieee"))
    entry = citations(numbered, NOWHERE.own, steps, {})["trade"].entry_xhtml
    assert "Trade" in entry and "[1]" not in entry and "<div" not in entry


def test_a_part_and_the_bibliography_are_not_cited_by_themselves(site) -> None:
    assert not [name for name in site if name.startswith(("cite/part-fields", "cite/bibliography"))]


def test_the_pages_of_a_chapter_are_those_of_the_print_edition(steps) -> None:
    marks = {"trade": (PageMark("5", "trade", 0), PageMark("6", "p", 3), PageMark("7", "q", 1))}
    book = publication()
    by_author = replace(book, book=replace(book.book, creator=(Contributor("Anna Müller", ("aut",), "Müller, Anna"),)))
    found = citations(by_author, NOWHERE.own, steps, marks)
    assert json.loads(found["trade"].texts["cite/trade.json"])[0]["page"] == "5-7"
    assert "pages = {5--7}" in found["trade"].texts["cite/trade.bib"]


def test_a_citation_can_show_its_entry_without_the_places_that_cite_it() -> None:
    text = (
        '<div class="csl-entry" id="ref-a">A &amp; B, <i>C</i>. <span class="cited-in"><a href="x">1</a></span></div>'
    )
    entries = entries_of([etree.fromstring(f'<section>{text}<div class="csl-entry" id="ref-b">B.</div></section>')])
    page = etree.fromstring('<section><a role="doc-biblioref" href="bibliography.html#ref-a">A</a></section>')
    script = entries_script(entries, page)
    assert json.loads(script.removeprefix("self.bookEntries = ").removesuffix(";\n")) == {
        "ref-a": "A &amp; B, <i>C</i>. "
    }


def test_an_entry_has_its_address_where_the_book_says_where_it_stands(steps) -> None:
    book = publication()
    placed = replace(book, book=replace(book.book, metadata=Metadata(web="https://example.org/roads/")))
    found = citations(placed, NOWHERE.own, steps, {}, {"trade": "trade.html"})
    assert "url = {https://example.org/roads/trade.html}" in found["trade"].texts["cite/trade.bib"]
    assert "UR  - https://example.org/roads/\r\n" in found[""].texts["cite/book.ris"]


def test_a_line_end_in_a_title_or_a_name_begins_no_record() -> None:
    item = CHAPTER | {
        "title": "A\nER  - \nTY  - BOOK",
        "author": [{"literal": "B\r\nER  - "}],
        "publisher": "C\nER  - ",
    }
    lines = ris(item).split("\r\n")
    assert [it for it in lines if it.startswith("ER  -")] == ["ER  - "] and "AU  - B ER -" in lines
    assert "\n" not in ris(item).replace("\r\n", "") and "{A ER - TY - BOOK}" in bibtex(item)


def test_no_value_closes_the_entry_that_holds_it() -> None:
    """A series numbered "a} , evil = {x}" wrote fields of its own; BibTeX counts a brace behind a backslash, too."""
    evil = "a} , evil = {x}\n}\n@book{evil, title={E}} {"
    names = [{"family": evil, "given": evil}, {"literal": evil}, {"family": "Land and Sea", "given": "A"}]
    texts = dict.fromkeys(("title", "publisher", "collection-number", "chapter-number", "URL", "DOI"), evil)
    text = bibtex(CHAPTER | texts | {"author": names})
    assert "and {Land and Sea, A}" in text and "number = {a\\textbraceright{}" in text and "%7D" in text
    depths = list(accumulate((it == "{") - (it == "}") for it in text))
    assert depths.index(0, depths.index(1)) == len(text) - 2
