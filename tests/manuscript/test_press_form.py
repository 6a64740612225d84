"""What book.yaml says of press and bindery, and what is refused."""

from __future__ import annotations

import pytest

from bookbuilder.model.press import Binding, Paper, Press
from tests.small_book import BOOK, composed, diagnose


def book(lines: str):
    return composed("# One\n\nText.\n", {"manuscript/book.yaml": BOOK + lines}).book


def faults(lines: str) -> list[str]:
    found = diagnose(files={"manuscript/book.yaml": BOOK + lines})
    return [
        f"{fault.code} {fault.location.line}: {fault.message} {fault.remedy}".strip()
        for fault in found
        if fault.code == "BOK-003"
    ]


def test_a_book_that_says_nothing_is_printed_on_sheets_of_sixteen_in_soft_covers():
    made = book("")
    assert (made.press, made.binding) == (Press(), Binding())
    assert made.press.paper.thickness == pytest.approx(0.1)


def test_lengths_are_given_with_their_unit_and_kept_in_millimetres():
    made = book("press: {bleed: 0.125in, signature: 32, paper: 92µm}\nbinding: {cover: case, hinge: 1cm}\n")
    assert made.press == Press(signature=32, bleed=3.175, paper=Paper(leaf=0.092))
    assert made.binding == Binding(cover="case", hinge=10)


def test_the_binding_alone_can_be_said_in_a_word():
    assert book("binding: case\n").binding == Binding(cover="case")


def test_a_sheet_that_nobody_folds_is_refused_with_those_that_are():
    assert faults("press: {signature: 18}\n") == [
        'BOK-003 8: "press.signature": no sheet folds to 18 pages. Ask your printer; most books are folded to 16. '
        "There are 2, 4, 8, 12, 16, 20, 24, 32, 48, 64."
    ]


def test_a_length_without_unit_is_refused():
    assert faults("press: {bleed: 3}\n") == [
        'BOK-003 8: "press.bleed": "3" is not a length. Write a number and its unit: 3mm.'
    ]
