"""The bibliography says where each source is cited, in words that cannot be taken for pages."""

from __future__ import annotations

import pytest
from lxml import etree

from tests.small_book import BOOK, REFERENCES, composed, text_of

CHAPTER = "# One\n\nText.[@boonstra2018, 4] More.[@boonstra2018, 5]\n"
SECOND = "# Two\n\nText.[@boonstra2018]\n"
TWO = BOOK.replace("[one.md]", "[one.md, two.md]") + "backmatter: [bibliography]\n"


@pytest.mark.parametrize(
    "added, words",
    [
        ("", "Cited in: ch. 1, n. 1, n. 2; ch. 2, n. 1"),
        ("lang: ru\n", "Цитируется: гл. 1, прим. 1, прим. 2; гл. 2, прим. 1"),
    ],
)
def test_chapters_and_notes_are_named(added: str, words: str) -> None:
    book = (TWO.replace("lang: en-GB\n", "") if added else TWO) + added
    made = composed(CHAPTER, {"manuscript/book.yaml": book, "manuscript/two.md": SECOND})
    entry = etree.fromstring(made.document("bibliography").body).find(".//span[@class='cited-in']")
    assert text_of(entry) == words.replace("\u00a0", " ")


def test_a_book_can_leave_them_out() -> None:
    book = TWO + "citations: {cited-in: false}\n"
    made = composed(CHAPTER, {"manuscript/book.yaml": book, "manuscript/two.md": SECOND})
    assert "cited-in" not in made.document("bibliography").body


def test_the_language_of_a_source_is_that_of_its_words_where_it_is_a_tag() -> None:
    references = REFERENCES.replace("issued: 2018", "issued: 2018\n  language: français").replace(
        "issued: 2019-06-17", "issued: 2019-06-17\n  language: fr-CA"
    )
    files = {"manuscript/book.yaml": TWO, "manuscript/two.md": "# Two\n", "references.yaml": references}
    made = composed("# One\n\nWords [@boonstra2018; @council2019strategy].\n", files)
    entries = etree.fromstring(made.document("bibliography").body).iter()
    assert {it.get("lang") for it in entries} == {None, "fr-CA"}
