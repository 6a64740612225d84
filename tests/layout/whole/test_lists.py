"""Lists in print: numbers that start elsewhere, in the text and in notes, and a note cut beside a space."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from weasyprint.formatting_structure import boxes

from bookbuilder.cache import Steps
from bookbuilder.layout import write_pdf
from bookbuilder.layout.engine.source_tree import cut
from bookbuilder.theme.templates import Theme
from tests.small_book import composed

LISTS = """\
# One

4. fourth
5. fifth

Between.

1. first

End.[^n]

[^n]: In a note:

    - a point
    - another point:
        a. alpha
        b. beta
"""


def test_a_list_goes_on_from_its_own_number() -> None:
    outcome = write_pdf(composed(LISTS), Theme(Path("no such book")), Steps(), workers=1)
    assert outcome.value is not None
    pages = pypdfium2.PdfDocument(io.BytesIO(outcome.value.data))
    words = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())
    assert "4. 5. 1. 1 In a note" in words
    assert "a. b." in words


def test_a_note_can_be_cut_where_a_space_begins_its_text() -> None:
    box = object.__new__(boxes.TextBox)
    box.text, box.style = " Kazaly and Nukus", {"hyphens": "manual"}
    head, rest = cut(box, {1: None})
    assert (head.text, rest.text) == (" ", "Kazaly and Nukus")
