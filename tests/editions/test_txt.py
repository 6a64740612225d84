"""The plain text: what stands in it, that it agrees with the book, and how its draft and its place in a release look."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbuilder.cli import main
from bookbuilder.editions.agreement import disagreement
from bookbuilder.editions.draft_marks import Mark
from bookbuilder.editions.txt import TXT
from bookbuilder.editions.txt.read_back import read_text
from bookbuilder.editions.txt.writing import plain_text
from bookbuilder.model.publication import Publication
from tests.small_book import composed, make_book

CHAPTER = """\
# One {#sec-one}

First words.^[A note.]

| A | B |
|---|---|
| 1 |   |
| 2^[In a cell.] | 3 |

: Cap {#tbl-a}

Last words, see [@sec-one]{.page}.
"""


@pytest.fixture(scope="module")
def book() -> Publication:
    return composed(CHAPTER)


def test_chapters_come_in_order_with_their_notes_at_the_end(book: Publication) -> None:
    head, chapter, *_ = plain_text(book).split("\f\n")
    assert head.startswith("A Small Book\n")
    assert chapter == (
        "Chapter 1 One\n\nFirst words.[1]\n\nTable 1.1 Cap\n\nA\tB\n1\n2[2]\t3\n\n"
        "Last words, see Chapter 1.\n\n1 A note.\n\n2 In a cell.\n"
    )


def test_numbers_of_items_are_written_out_and_agree_with_the_book() -> None:
    book = composed("# One\n\n7. seven\n8. eight\n\n    (a) first\n")
    text = plain_text(book)
    assert "7.\u2002seven\n\n8.\u2002eight\n\n(a) first\n" in text
    assert disagreement(book, TXT, {"": text.encode()}) == ()


@pytest.mark.parametrize("old, new", [("First words.", "First."), ("\t3", ""), ("2 In a cell.", ""), ("1 A", "A")])
def test_a_word_that_is_lost_from_it_is_found(book: Publication, old: str, new: str) -> None:
    text = plain_text(book)
    assert disagreement(book, TXT, {"": text.encode()}) == ()
    (fault,) = disagreement(book, TXT, {"": text.replace(old, new, 1).encode()})
    assert fault.code.startswith("AGR-") and fault.blocks == {"txt"} and "plain text" in fault.message


def test_paragraphs_of_one_cell_stay_in_their_row() -> None:
    cells = "# One\n\n+---+---+\n| a | b |\n|   |   |\n| c |   |\n+---+---+\n"
    text = plain_text(composed(cells))
    assert "\na\u2028c\tb\n" in text
    assert [it.text for it in read_text(text.encode())][1:4] == ["a", "c", "b"]


def test_a_draft_says_so_and_marks_the_error_where_it_stands(book: Publication) -> None:
    mark = Mark("one", "one-p1", "CIT-001 There is no such source.")
    text = plain_text(book, "A draft: 1 error stands in it.", [mark])
    assert text.startswith("A draft: 1 error stands in it.\n")
    assert "\n[CIT-001 There is no such source.]\n\nFirst words.[1]\n" in text


def test_it_is_written_by_its_verb_without_a_layout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make_book(tmp_path, {}, CHAPTER)
    assert main(["txt", "--book", str(folder), "--explain"]) == 0
    assert [path.name for path in (folder / "output").iterdir()] == ["a-small-book.txt"]
    assert "lay out" not in capsys.readouterr().err


def test_a_publisher_receives_it_and_reads_what_it_is() -> None:
    from bookbuilder.release import PURPOSES
    from bookbuilder.release.made_editions import SHIPPED, words_of_editions

    assert TXT in SHIPPED and "plain-text" in PURPOSES
    assert words_of_editions("ru")["readme_plain_text"].startswith("Книга")
    assert words_of_editions("de")["readme_plain_text"].startswith("The book")


def test_a_listing_keeps_its_lines_and_agrees_with_the_book() -> None:
    book = composed("# One\n\n```{.python .numberLines}\ndef f(x):\n    return x\n\nf(1)\n```\n\nEnd.\n")
    text = plain_text(book)
    assert "\n    1 def f(x):\n    2     return x\n" in text and "f(1)\n\nEnd." in text
    assert disagreement(book, TXT, {"": text.encode()}) == ()
