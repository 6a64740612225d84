"""What authors get: a chapter that stands alone, with the pages of the book."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree
from pikepdf import Pdf

from bookbuilder import verbs
from bookbuilder.release.authors import bibliography_of
from tests.release.books import GOOD
from tests.small_book import composed, make_book

TWO = "# Two\n\nMore.[@council2019strategy, 2] Again.[@council2019strategy, 3]\n\nSee @sec-one.\n"
ONE = "# One {#sec-one}\n\nWords.[@council2019strategy, 1] More.[@boonstra2018]\n"
YAML = GOOD.replace("[one.md]", "[one.md, two.md]") + "citations: {reset-by-chapter: false}\n"


def test_the_bibliography_of_a_chapter_has_what_it_cites_and_no_more() -> None:
    publication = composed(ONE, {"manuscript/book.yaml": YAML, "manuscript/two.md": TWO})
    found = bibliography_of(publication, publication.document("two"))
    assert found is not None
    entries = [it.get("id") for it in etree.fromstring(found.body).iterfind(".//*[@class='csl-entry']")]
    assert entries == ["ref-council2019strategy"] and "cited-in" not in found.body


def test_a_chapter_that_cites_nothing_has_none() -> None:
    publication = composed(ONE, {"manuscript/book.yaml": YAML, "manuscript/two.md": "# Two\n\nWords.\n"})
    assert bibliography_of(publication, publication.document("two")) is None


@pytest.fixture(scope="module")
def authors(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = make_book(tmp_path_factory.mktemp("book"), {"manuscript/book.yaml": YAML, "manuscript/two.md": TWO}, ONE)
    built = verbs.author_copies(book, (), book / "output")
    assert [it.path.name for it in built.artefacts] == [
        "a-small-book-one.pdf",
        "a-small-book-two.pdf",
        "a-small-book.docx",
    ]
    return book / "output" / "authors"


@pytest.mark.slow
@pytest.mark.pango
def test_a_copy_has_the_books_page_numbers_and_stands_alone(authors: Path) -> None:
    pdf = pypdfium2.PdfDocument(authors / "a-small-book-two.pdf")
    assert [pdf.get_page_label(number) for number in range(len(pdf))] == ["i", "2", "ii"]
    title, chapter, sources = (page.get_textpage().get_text_range() for page in pdf)
    assert "Two" in title and "A Small Book" in title and "10.12345/small" in title
    assert "10113/19 (2019), 2." in chapter  # in full, though chapter 1 has cited it
    assert "10113/19 (2019), 3." not in chapter
    assert "Council Conclusions" in sources and "Boonstra" not in sources


@pytest.mark.slow
@pytest.mark.pango
def test_a_copys_links_lead_within_it(authors: Path) -> None:
    with Pdf.open(authors / "a-small-book-two.pdf") as pdf:
        names = {str(name) for name in list(pdf.Root.Names.Dests.Names)[::2]}
        links = [str(link.Dest) for page in pdf.pages for link in page.obj.get("/Annots", []) if "/Dest" in link]
        assert links and set(links) <= names and "sec-one" not in links
        assert "/StructTreeRoot" not in pdf.Root


@pytest.mark.slow
@pytest.mark.pango
def test_the_word_file_has_the_whole_book_with_real_notes(authors: Path) -> None:
    with zipfile.ZipFile(io.BytesIO((authors / "a-small-book.docx").read_bytes())) as word:
        text = word.read("word/document.xml").decode()
        assert "One" in text and "Two" in text and "Bibliography" in text
        notes = etree.fromstring(word.read("word/footnotes.xml"))
        assert len([it for it in notes if it.get(f"{{{notes.nsmap['w']}}}type") is None]) == 4
