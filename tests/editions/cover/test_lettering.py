"""Which way a spine reads, what stands on it, and when it stays empty."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bookbuilder.editions.cover.lettering import CLEAR, LEAST, is_up, spine_text
from bookbuilder.editions.cover.measures import measure
from bookbuilder.editions.cover.type import POINT, Measurer
from bookbuilder.model.book import Book
from bookbuilder.model.people import Contributor, Publisher
from bookbuilder.model.press import Binding

BOOK = Book("Wells", "en-GB", Publisher("Example Press"), "2021", creator=(Contributor("Asel Omarova"),))


class Even:
    """A face in which every sign is half as wide as it is high."""

    def width(self, text: str, size: float) -> float:
        return len(text) * size * 0.5 * POINT


class Letters:
    display = text = Even()


def spine(book: Book, pages: int):
    return spine_text(book, measure(book, pages), Letters())


def test_a_thin_spine_stays_empty():
    assert spine(BOOK, 96) is None


def test_words_come_with_the_first_spine_that_holds_them():
    least = 2 * CLEAR + LEAST * POINT
    pages = next(pages for pages in range(2, 400, 2) if spine(BOOK, pages))
    assert measure(BOOK, pages - 2).spine.width < least <= measure(BOOK, pages).spine.width


def test_a_spine_names_title_author_and_publisher():
    found = spine(BOOK, 240)
    assert (found.title, found.author, found.publisher) == ("Wells", "Asel Omarova", "Example Press")


def test_a_publisher_that_is_the_author_is_named_once():
    found = spine(replace(BOOK, creator=(Contributor("Example Press"),)), 240)
    assert (found.author, found.publisher) == ("Example Press", "")


def test_long_names_are_set_smaller_and_then_the_publisher_goes():
    long = replace(BOOK, creator=(Contributor("Aigerim Suleimenova-Baimukhamedova"),))
    found = spine(long, 240)
    assert (found.author, found.publisher) == ("Aigerim Suleimenova-Baimukhamedova", "")
    assert found.small < spine(BOOK, 240).small


def test_a_long_title_is_a_smaller_one():
    assert (
        spine(replace(BOOK, title="Wells and Pipes between Two Rivers and a Lake without a Name"), 480).size
        < spine(BOOK, 480).size
    )


@pytest.mark.parametrize(("lang", "up"), [("en-GB", False), ("ru", True), ("kk", True), ("de", True), ("sv", False)])
def test_a_spine_reads_as_is_the_custom_of_the_language(lang, up):
    assert is_up(replace(BOOK, lang=lang)) is up


def test_the_book_may_turn_it_round():
    assert is_up(replace(BOOK, binding=Binding(spine_text="up")))
    assert not is_up(replace(BOOK, lang="ru", binding=Binding(spine_text="down")))


def test_words_that_do_not_fit_are_measured_no_further_than_the_space() -> None:
    measured: list[str] = []

    class Counting(Measurer):
        def width(self, text: str, size: float) -> float:
            measured.append(text)
            return len(text) * size * 0.5 * POINT

    assert Counting(b"").fitting_size(["word " * 10_000], [12.0, 10.0], 60.0, 20.0, 1.2) == 0
    assert len(measured) < 500
