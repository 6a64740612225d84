"""A Persian or Arabic citation has the commas of its letters, a Latin one within it its own."""

from __future__ import annotations

from lxml import etree

from bookbuilder.languages.joining_marks import with_marks
from tests.small_book import BOOK, composed, text_of

PERSIAN = """\
- id: ahmadi
  type: book
  author: [{family: احمدی, given: علی}]
  title: تاریخ بازرگانی
  publisher: نشر نی
  issued: 2010
"""


def test_marks_follow_the_letters_before_them() -> None:
    assert with_marks("احمدی, <i>تاریخ</i> (نی, 2010), 3; Boonstra, <i>A Title</i>, 5; 1,000", "fa") == (
        "احمدی، <i>تاریخ</i> (نی، 2010)، 3؛ Boonstra, <i>A Title</i>, 5; 1,000"
    )
    assert with_marks("כהן, ספר; A, B", "he") == "כהן, ספר; A, B"


def test_notes_and_bibliography_of_a_persian_book_have_them() -> None:
    files = {"manuscript/book.yaml": BOOK.replace("en-GB", "fa"), "references.yaml": PERSIAN}
    publication = composed("# یک\n\nمتن.[@ahmadi, p. 3] و.[@ahmadi, p. 4]\n", files)
    note = text_of(etree.fromstring(publication.document("one").body).find(".//aside"))
    assert "احمدی، تاریخ" in note and "," not in note
    assert "," not in text_of(etree.fromstring(publication.document("bibliography").body))
