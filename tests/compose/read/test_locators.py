"""Locators in words: what follows s.v., and parts of laws, with their markup and in the book's language."""

from __future__ import annotations

import pytest

from tests.small_book import BOOK, body_of, text_of

AUTHOR_DATE = BOOK.replace("chicago-notes-bibliography", "chicago-author-date")


def printed(markdown: str, lang: str = "en-GB") -> str:
    body = body_of(f"# One\n\n{markdown}\n", {"manuscript/book.yaml": AUTHOR_DATE.replace("en-GB", lang)})
    return text_of(body.find(".//p"))


@pytest.mark.parametrize(
    "suffix, words",
    [
        ('s.v. "steppe"', "s.v. “steppe”"),
        ("s.v. *steppe*", "s.v. steppe"),
        ('s.vv. "steppe" and "sown"', "s.vv. “steppe” and “sown”"),
        ("{s.v. *steppe* & sown}, my emphasis", "under steppe & sown, my emphasis"),
        ("recital 4", "rec. 4"),
        ("recitals 4–6 and annex II", "recs 4–6 and annex II"),
        ("annex II", "annex II"),
    ],
)
def test_no_word_and_no_mark_of_it_is_lost(suffix: str, words: str) -> None:
    assert printed(f"[@boonstra2018, {suffix}]") == f"(Boonstra 2018, {words})"


def test_parts_of_laws_are_named_in_the_books_language() -> None:
    assert (
        printed("[@boonstra2018, пп. 3, 4; @boonstra2018, recital 2]", "ru")
        == "(Boonstra 2018, пп. 3, 4, 2018, преамб., п. 2)"
    )


def test_a_locator_in_words_keeps_its_italics() -> None:
    body = body_of("# One\n\n[@boonstra2018, {s.v. *steppe*}]\n", {"manuscript/book.yaml": AUTHOR_DATE})
    assert [text_of(it) for it in body.iter("em", "i")] == ["steppe"]


def test_signs_in_what_stands_before_and_after_a_source_stay_what_they_are() -> None:
    assert printed("[see A & B @boonstra2018, p. 3, if x < y]") == "(see A & B Boonstra 2018, 3, if x < y)"
