"""Long descriptions of figures: beside the text and no part of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from bookbuilder.editions.accessibility import accessibility
from bookbuilder.editions.descriptions import describe_figures
from bookbuilder.pages.running_text import read_document
from bookbuilder.theme.terms import read_words
from tests.editions.shared import NOWHERE
from tests.small_book import check_reports, composed

PICTURE = {"manuscript/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0L9 9"/></svg>'}
FIGURE = '# One\n\n![Rivers](a.svg){#fig-a alt="Two lines"}\n\n'
DESCRIBED = FIGURE + '::: {.long-description for="fig-a"}\nFrom left to right.\n\n- First,\n- second.\n:::\n\nText.\n'


def test_a_description_stands_beside_the_text_and_not_in_it() -> None:
    document = composed(DESCRIBED, PICTURE).document("one")
    assert "From left" not in document.body and "Text." in document.body
    (description,) = document.descriptions
    assert (description.figure, "<li>First,</li>" in description.xhtml) == ("fig-a", True)


def test_a_figure_refers_to_its_description_and_a_reader_of_the_text_passes_over_it() -> None:
    document = composed(DESCRIBED, PICTURE).document("one")
    section = etree.fromstring(document.body)
    before = read_document(section)
    describe_figures(section, document, "What it shows")
    details = section.find(".//figure").getnext()
    assert details.findtext("summary") == "What it shows"
    assert section.find(".//img").get("aria-details") == details.get("id") == "fig-a-description"
    assert read_document(section) == before


def test_an_edition_with_descriptions_says_so() -> None:
    book = composed(DESCRIBED, PICTURE)
    words = read_words(NOWHERE, "en").value
    assert "longDescription" in accessibility(book, words, has_pages=False).features
    plain = replace(book, documents=tuple(replace(it, descriptions=()) for it in book.documents))
    assert "longDescription" not in accessibility(plain, words, has_pages=False).features


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        ('::: {.long-description for="fig-b"}\nWords.\n:::\n', "FIG-020 5:7"),
        ('::: {.long-description for="fig-a"}\nWords.^[A note.]\n:::\n', "FIG-021 5:7"),
        ('::: {.long-description for="fig-a"}\nAs in [@boonstra2018].\n:::\n', "FIG-021 5:7"),
    ],
)
def test_a_description_of_nothing_or_with_a_note_is_reported(block: str, fault: str) -> None:
    code, place = fault.split()
    check_reports(FIGURE + block, f"{code} {place}", files=PICTURE)
