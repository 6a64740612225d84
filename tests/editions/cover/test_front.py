"""The front for EPUB and web: drawn, an author's own, or none where nothing can be drawn."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from PIL import Image

from bookbuilder.editions.cover import front
from bookbuilder.editions.epub.writing import write_epub
from bookbuilder.theme.templates import Theme
from tests.editions.shared import NOWHERE, kept_steps, publication

WORDS = {"cover_shows": "Cover of {title} by {authors}", "cover_shows_title": "Cover of {title}"}


@pytest.mark.pango
def test_a_front_is_drawn_in_the_ratio_of_the_page():
    made = front.make_cover(publication(), NOWHERE, kept_steps(), WORDS)
    assert made.diagnostics == ()
    assert (made.value.name, made.value.width, made.value.height) == ("cover.png", 1600, 2400)
    assert (
        made.value.alt
        == "Cover of Roads of the Steppe: The European Union and Central Asia by Anna Müller and Pjotr Ivanov"
    )


def test_a_picture_of_the_authors_is_taken_as_it_is(tmp_path):
    (tmp_path / "manuscript").mkdir()
    path = tmp_path / "manuscript" / "own.jpg"
    Image.new("RGB", (40, 60)).save(path)
    book = publication()
    made = front.make_cover(
        replace(book, book=replace(book.book, cover="own.jpg")), Theme(tmp_path), kept_steps(), WORDS
    )
    assert made.value.data == path.read_bytes()
    assert (made.value.media_type, made.value.width) == ("image/jpeg", 40)


def test_without_a_drawing_engine_the_epub_has_no_cover_and_says_so(monkeypatch):
    monkeypatch.setattr(front, "available", lambda: "Pango is missing.")
    outcome = write_epub(publication(), NOWHERE, kept_steps())
    reported = [fault for fault in outcome.diagnostics if fault.code == "CVR-003"]
    assert [fault.severity.value for fault in reported] == ["warning"]
    with zipfile.ZipFile(io.BytesIO(outcome.value)) as packed:
        assert not [name for name in packed.namelist() if "cover" in name]
        assert not [
            name
            for name in packed.namelist()
            if name.endswith((".opf", ".xhtml", ".ncx")) and b"cover." in packed.read(name)
        ]
