"""What an author's classes and styles become, so that none of them is taken for one of ours."""

from __future__ import annotations

from PIL import Image

from bookbuilder.cleaning.pixels import png_of
from tests.small_book import body_of, text_of


def test_a_block_called_note_is_none_of_the_books_notes() -> None:
    body = body_of("# One\n\n::: note\nWords.[^1]\n:::\n\n::: {.my-note .note .big}\nMore.\n:::\n\n[^1]: A note.\n")
    assert [it.get("class") for it in body.iter("aside")] == ["note"]
    assert [it.get("class") for it in body.iter("div")] == ["noted", "my-note noted big"]


def test_a_width_in_pixels_holds_in_print_which_reads_no_attribute() -> None:
    dot = png_of(Image.new("L", (900, 10)))
    pictures = ' <img src="a.png" alt="A" width="60" height="9"> ![B](a.png){width=300px} ![C](a.png){width=50%}'
    body = body_of(f"# One\n\nWords {pictures}.\n", {"manuscript/a.png": dot})
    assert [(it.get("class"), it.get("width")) for it in body.iter("img")] == [
        ("width-mm-16", None), ("width-70", None), ("width-50", None),
    ]  # fmt: skip


def test_two_asides_in_html_are_two_paragraphs() -> None:
    body = body_of("# One\n\n<aside>One <b>word</b>.</aside>\n\n<aside>\nTwo.\n</aside>\n")
    assert [text_of(it) for it in body.iter("p")] == ["One word.", "Two."]
