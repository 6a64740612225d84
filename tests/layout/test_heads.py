"""A running head that is cut ends with a word that says something, in any language."""

from __future__ import annotations

import pytest

from bookbuilder.layout.heads import without_short_words


@pytest.mark.parametrize(
    ("cut", "kept"),
    [
        ("The Wild Duck and Shorter Plays of a", "The Wild Duck and Shorter Plays"),
        ("Die Eisenbahnen in den Ländern der", "Die Eisenbahnen in den Ländern"),
        ("Освоение земель и вод, и в", "Освоение земель и вод"),
        ("Les chemins de fer, et\u00a0dans\u00a0la", "Les chemins de fer"),
        ("The Role of the EU", "The Role of the EU"),
    ],
)
def test_a_head_does_not_end_with_an_article_or_a_preposition(cut: str, kept: str) -> None:
    assert without_short_words(cut) == kept
