"""Words taken by chance from the PDF's pages stand on the same pages in the EPUB and on the web."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator, Mapping

import pikepdf
import pypdfium2
import pytest
from lxml import etree, html

from bookbuilder.cache import Steps
from bookbuilder.editions.epub.writing import write_epub
from bookbuilder.editions.web.writing import write_site
from bookbuilder.layout import write_pdf
from bookbuilder.pages.page_marks import page_breaks
from tests.editions.shared import NOWHERE, kept_steps
from tests.layout.generated import generated

WORDS = 200
PHRASE = 5
"""Words by which a place is known: the one that is looked for, and those behind it on its line."""


def phrases_of(pdf: bytes) -> list[tuple[str, str]]:
    """Page label and phrase, for every place of every page but its head, folio and the ends of its lines."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        labels = [page.label for page in document.pages]
    opened = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in opened]
    opened.close()
    found = []
    for label, text in zip(labels, texts, strict=True):
        for line in text.splitlines()[1:]:
            words = line.split()[1:-1]
            for at in range(len(words) - PHRASE + 1):
                if all(word.strip(".,;:").isalpha() for word in words[at : at + PHRASE]):
                    found.append((label, " ".join(words[at : at + PHRASE])))
    return found


class Text:
    """A document's text, with the page on which each character stands; the notes are kept apart."""

    def __init__(self, sections: Iterator[etree._Element]) -> None:
        self.body, self.notes = "", ""
        self.marked: list[str] = []
        self._pages: list[str] = []
        self._page = ""
        for section in sections:
            self._read(section)
            self._add(" ")

    def pages(self, phrase: str) -> list[str]:
        """The pages on which a phrase begins in the text."""
        found, at = [], self.body.find(phrase)
        while at >= 0:
            found.append(self._pages[at])
            at = self.body.find(phrase, at + 1)
        return found

    def _read(self, element: etree._Element) -> None:
        if element.get("class") == "page-mark":
            self._page = element.get("data-page")
            self.marked.append(self._page)
            assert element.get("id") == f"page-{self._page}"
        elif element.get("role") == "doc-endnotes":
            self.notes += " ".join("".join(element.itertext()).split()) + " "
        elif element.get("role") != "doc-noteref" and isinstance(element.tag, str):
            self._add(element.text or "")
            for child in element:
                self._read(child)
                self._add(child.tail or "")
            self._add("" if etree.QName(element).localname in ("i", "span", "em", "a", "b", "strong") else " ")

    def _add(self, text: str) -> None:
        for character in text:
            if not (character.isspace() and self.body.endswith(" ")):
                self.body += " " if character.isspace() else character
                self._pages.append(self._page)


def text_of_epub(data: bytes) -> Text:
    files = zipfile.ZipFile(io.BytesIO(data))
    package = etree.fromstring(files.read("EPUB/content.opf"))
    names = {item.get("id"): item.get("href") for item in package.iter("{*}item")}
    trees = (etree.fromstring(files.read(f"EPUB/{names[it.get('idref')]}")) for it in package.iter("{*}itemref"))
    return Text(section for tree in trees for section in tree.find("{*}body").iterchildren("{*}section"))


def text_of_site(files: Mapping[str, bytes]) -> Text:
    pages = {name: html.document_fromstring(data.decode()) for name, data in files.items() if name.endswith(".html")}
    following = {page.xpath("string(//link[@rel='prev']/@href)"): name for name, page in pages.items()}
    order, name = [], "index.html"
    while name in following:
        name = following.pop(name)
        order.append(name)
    return Text(section for name in order for section in pages[name].xpath("//main/section[@id]"))


def looked_up(pdf: bytes, text: Text, words: int, seed: int) -> list[tuple[str, str, str]]:
    """So many words by chance whose place is known for certain: page in print, page in the edition, the words."""
    phrases = phrases_of(pdf)
    random.Random(seed).shuffle(phrases)
    marked, found = set(text.marked), []
    for label, phrase in phrases:
        places = text.pages(phrase) if label in marked else []  # an edition has its own contents
        if len(places) == 1 and phrase not in text.notes:
            found.append((label, places[0], phrase))
        if len(found) == words:
            break
    return found


@pytest.mark.slow
@pytest.mark.pango
def test_two_hundred_words_stand_on_the_same_pages_in_all_editions() -> None:
    book = generated(2, 12, seed=7)
    printed = write_pdf(book, NOWHERE, Steps()).value
    assert printed is not None
    marks = page_breaks(printed.facts, printed.map, book.documents)
    epub = text_of_epub(write_epub(book, NOWHERE, kept_steps(), page_breaks=marks).value)
    site = text_of_site(write_site(book, NOWHERE, kept_steps(), page_breaks=marks).value)
    for text in (epub, site):
        found = looked_up(printed.data, text, WORDS, seed=1)
        assert len(found) == WORDS and len({print for print, _, _ in found}) > 6
        assert [it for it in found if it[0] != it[1]] == []
        assert (numbers := [int(page) for page in text.marked if page.isdecimal()]) == sorted(numbers)
