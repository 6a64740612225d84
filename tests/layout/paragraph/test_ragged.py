"""Lines that are not justified are as few as fit, about equally long, and hardly ever end in a hyphen."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bookbuilder.layout.paragraph import Measure, ragged_lines
from tests.layout.paragraph.test_lines import TEXT_OF_A_RIVER, measure, paragraph, run, texts


@pytest.mark.parametrize("width", [120, 180, 240, 300, 420])
def test_ragged_lines_hold_every_letter_once_fit_and_are_even(width: float) -> None:
    whole = paragraph(run(TEXT_OF_A_RIVER))
    lines = ragged_lines(whole, measure(width))
    assert lines[0].begins == 0 and lines[-1].follows == len(TEXT_OF_A_RIVER)
    assert all(above.follows == below.begins for above, below in pairwise(lines))
    assert "".join(texts(whole, lines)).replace("‐", "").replace(" ", "") == TEXT_OF_A_RIVER.replace(" ", "")
    assert all(width * 0.6 < it.width <= width for it in lines[:-1])
    assert sum(it.hyphen for it in lines) <= 2


@pytest.mark.parametrize("indent", [-16, 10, 16, 25, 40])
def test_the_first_line_fits_behind_its_indent(indent: int) -> None:
    whole = paragraph(run(TEXT_OF_A_RIVER))
    for width in range(200, 440, 7):
        first, *others, _ = ragged_lines(whole, Measure(width - indent, width))
        assert first.width <= width - indent and all(it.width <= width for it in others)


def test_lines_chosen_from_a_place_on_are_those_of_the_whole_but_for_what_comes_before() -> None:
    whole = paragraph(run(TEXT_OF_A_RIVER))
    lines = ragged_lines(whole, measure(240))
    rest = ragged_lines(whole, measure(240), lines[2].begins)
    assert rest[0].begins == lines[2].begins and rest[-1].follows == len(TEXT_OF_A_RIVER)


def test_a_word_that_is_longer_than_its_line_is_broken_or_stands_alone() -> None:
    whole = paragraph(run("of Donaudampfschifffahrtsgesellschaftskapitänsmütze and"))
    assert texts(whole, ragged_lines(whole, measure(60)))[0] == "of"
    assert [it.follows for it in ragged_lines(whole, measure(60))][-1] == len(whole.text)


def test_a_word_that_is_too_long_for_a_later_line_is_broken_though_the_first_lines_fit() -> None:
    whole = paragraph(run("In a note of some telecommunications."))
    lines = ragged_lines(whole, Measure(130, 90))
    assert any(line.hyphen for line in lines)
    assert all(line.width <= (130 if line.begins == 0 else 90) for line in lines)
