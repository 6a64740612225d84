"""Every printed page is in the page list of the EPUB, those of the contents and of the half-title too."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from bookbuilder.cache import Steps
from bookbuilder.editions.epub.writing import write_epub
from bookbuilder.layout import write_pdf
from bookbuilder.pages.page_marks import page_breaks
from bookbuilder.theme.templates import Theme
from tests.small_book import composed

SECTIONS = "".join(f"\n## Section {n} of a chapter with a title that is rather long\n\nText.\n" for n in range(60))
BOOK = """
title: A Book
lang: en-GB
date: 2021
publisher: {name: A Press}
creator: [{name: A. Author}]
chapters: [one.md]
"""


@pytest.mark.slow
@pytest.mark.pango
def test_pages_of_the_contents_and_of_the_half_title_lead_to_their_places(tmp_path) -> None:
    publication = composed(f"# One\n{SECTIONS}", {"manuscript/book.yaml": BOOK})
    theme, steps = Theme(tmp_path), Steps()
    printed = write_pdf(publication, theme, steps).value
    marks = page_breaks(printed.facts, printed.map, publication.documents)
    files = zipfile.ZipFile(io.BytesIO(write_epub(publication, theme, steps, page_breaks=marks).value))
    nav = etree.fromstring(files.read("EPUB/text/nav.xhtml"))
    (pages,) = nav.xpath("//*[@id='page-list']")
    listed = {a.text: a.get("href") for a in pages.iter("{*}a")}
    contents = [mark.page for mark in marks["contents"]]
    assert len(contents) > 1 and [listed[page] for page in contents] == [f"nav.xhtml#page-{page}" for page in contents]
    assert listed["i"] == "title.xhtml#page-i"
    for href in listed.values():
        file, _, id = href.partition("#")
        (place,) = etree.fromstring(files.read(f"EPUB/text/{file}")).xpath(f"//*[@id='{id}']")
        assert place.get("role") == "doc-pagebreak"
    second = nav.xpath(f"//*[@id='page-{contents[1]}']")[0]
    assert second.getparent().getparent().tag.endswith("li"), "the page begins at a line of the list"


def test_every_line_of_the_contents_has_words_stands_in_reading_order_and_formulas_are_announced(tmp_path) -> None:
    chapter = "# {#one}\n\n## \n\n## ![Logo](a.png)\n\n## Of $x^2$\n\n# A second title\n\n## []{#b}\n\n## Below it\n"
    publication = composed(chapter, {"manuscript/book.yaml": BOOK})
    files = zipfile.ZipFile(io.BytesIO(write_epub(publication, Theme(tmp_path), Steps()).value))
    nav = etree.fromstring(files.read("EPUB/text/nav.xhtml"))
    (contents,) = nav.xpath("//*[@id='toc']")
    lines = ["".join(a.itertext()) for a in contents.iter("{*}a")]
    assert lines == ["1 one", "1.2 a.png", "1.3 Of x2", "1.4 A second title", "1.6 Below it"]
    assert etree.fromstring(files.read("EPUB/text/one.xhtml")).findtext(".//{*}title") == "one"
    package = etree.fromstring(files.read("EPUB/content.opf"))
    assert package.xpath("string(//*[@href='text/nav.xhtml']/@properties)") == "nav mathml"


def test_lines_that_lead_to_one_place_are_one_stop_of_the_ncx(tmp_path) -> None:
    publication = composed("# One {#a}\n\n## Two {#a}\n\n## Three\n", {"manuscript/book.yaml": BOOK})
    files = zipfile.ZipFile(io.BytesIO(write_epub(publication, Theme(tmp_path), Steps()).value))
    ncx = etree.fromstring(files.read("EPUB/text/toc.ncx"))
    assert [it.get("playOrder") for it in ncx.iter("{*}navPoint")] == ["1", "1", "3"]
    assert len({it.get("id") for it in ncx.iter("{*}navPoint")}) == 3
