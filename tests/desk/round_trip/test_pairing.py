"""Which paragraph of a file that came back was which of the file that went out."""

from __future__ import annotations

from collections.abc import Sequence

from bookbuilder.desk.round_trip.pairing import pair_up
from bookbuilder.desk.round_trip.units import Unit, units_of
from bookbuilder.markdown.ast import load
from bookbuilder.markdown.pandoc import read_markdown

FIRST = "The railway came to the town in the year of the great drought, and nobody met it."
REST = "It was on the whole a quiet thing of the new time and of a long way, and the people of the town went to see it at night."
OTHER = "To the people of the steppe it was a sign of the end of the old way, and of a time in which the town was all."


def units(*paragraphs: str) -> Sequence[Unit]:
    return units_of(load(read_markdown("\n\n".join(paragraphs))[0]).content).units


def test_the_rest_of_a_split_paragraph_is_not_taken_for_a_removed_one_beside_it() -> None:
    whole, last = f"{FIRST} {REST}", "The last one stays."
    split = pair_up(units(whole, OTHER, last), units(FIRST, REST, last))
    assert [(pair.sent, pair.back) for pair in split] == [([0], [0, 1]), ([2], [2]), ([1], [])]
    joined = pair_up(units(FIRST, REST, last), units(whole, OTHER, last))
    assert [(pair.sent, pair.back) for pair in joined] == [([0, 1], [0]), ([], [1]), ([2], [2])]


def test_an_item_of_a_few_words_that_was_written_anew_is_the_same_item() -> None:
    changed = pair_up(
        units("(3) five\n(4) six", "i) seven\nii) eight"), units("(3) five\n(4) six", "i) ten birds\nii) eight")
    )
    assert [(pair.sent, pair.back) for pair in changed] == [([n], [n]) for n in range(4)]
