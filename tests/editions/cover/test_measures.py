"""The wrap against its formulas, to a tenth of a millimetre, at three extents and in both bindings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bookbuilder.editions.cover.measures import measure
from bookbuilder.model.book import Book
from bookbuilder.model.people import Publisher
from bookbuilder.model.press import Binding, Paper, Press

BOOK = Book("A Book", "en-GB", Publisher("Example Press"), "2021")


def book(cover: str, **press) -> Book:
    return replace(BOOK, binding=Binding(cover=cover), press=Press(**press))


@pytest.mark.parametrize(
    ("pages", "spine", "width"),
    [(96, 48 * 0.1 + 0.6, 317.4), (240, 120 * 0.1 + 0.6, 324.6), (480, 240 * 0.1 + 0.6, 336.6)],
)
def test_a_soft_cover_is_two_pages_and_the_spine(pages, spine, width):
    wrap = measure(book("soft"), pages)
    assert wrap.spine.width == pytest.approx(spine, abs=0.05)
    assert (wrap.width, wrap.height) == pytest.approx((width, 234), abs=0.05)
    assert (wrap.back.left, wrap.spine.left, wrap.front.left) == pytest.approx((0, 156, 156 + spine), abs=0.05)


def test_the_wrap_of_a_book_that_is_read_from_right_to_left_has_its_front_at_the_left():
    for binding in (Binding(cover="case"), Binding(flaps=80)):
        plain, turned = (measure(replace(BOOK, lang=lang, binding=binding), 240) for lang in ("en", "he"))
        assert turned.front.left == pytest.approx(plain.width - plain.front.right)
        assert turned.front.right == pytest.approx(turned.spine.left) and turned.spine.right == turned.back.left
        assert (turned.width, turned.is_mirrored, plain.is_mirrored) == (plain.width, True, False)


@pytest.mark.parametrize(("pages", "spine"), [(96, 4.8 + 5), (240, 12 + 5), (480, 24 + 5)])
def test_a_case_has_boards_hinges_squares_and_turn_ins(pages, spine):
    """Sides: 156 + 3 square + 2.5 for the fold; height: 234 + 2 squares; 16 mm turned in all round."""
    wrap = measure(book("case"), pages)
    assert wrap.spine.width == pytest.approx(spine, abs=0.05)
    assert wrap.width == pytest.approx(2 * 16 + 2 * 161.5 + spine, abs=0.05)
    assert wrap.height == pytest.approx(2 * 16 + 240, abs=0.05)
    assert wrap.front.left == pytest.approx(16 + 161.5 + spine, abs=0.05)
    assert wrap.hinge == 8


def test_bulk_is_grams_times_volume_or_what_the_mill_measured():
    pages = 200
    assert measure(book("soft", paper=Paper(90, 1.8)), pages).spine.width == pytest.approx(100 * 0.162 + 0.6)
    assert measure(book("soft", paper=Paper(leaf=0.12)), pages).spine.width == pytest.approx(100 * 0.12 + 0.6)


def test_an_odd_last_page_takes_a_leaf():
    assert measure(book("soft"), 99).spine.width == measure(book("soft"), 100).spine.width


def test_flaps_stand_outside_of_back_and_front():
    wrap = measure(replace(BOOK, binding=Binding(flaps=90)), 240)
    assert wrap.width == pytest.approx(2 * 90 + 324.6)
    assert (wrap.back.left, wrap.front_flap.left) == pytest.approx((90, 90 + 324.6))
