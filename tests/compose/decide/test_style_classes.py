"""What an author's classes and styles become, so that none of them is taken for one of ours."""

from __future__ import annotations

from tests.small_book import body_of


def test_a_block_called_note_is_none_of_the_books_notes() -> None:
    body = body_of("# One\n\n::: note\nWords.[^1]\n:::\n\n::: {.my-note .note .big}\nMore.\n:::\n\n[^1]: A note.\n")
    assert [it.get("class") for it in body.iter("aside")] == ["note"]
    assert [it.get("class") for it in body.iter("div")] == ["noted", "my-note noted big"]
