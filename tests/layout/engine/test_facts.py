"""What the engine tells of lines and pictures, as the rules of the proof read it, on pages that it has really laid out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from bookbuilder.cache import Steps
from bookbuilder.layout.engine import lay_out
from bookbuilder.layout.laid_out import LayoutOrder
from bookbuilder.model.pages import LineFact, PageFacts
from bookbuilder.proof.faults import KINDS
from bookbuilder.proof.figures import filled_lines
from bookbuilder.theme.fonts import plain_face
from tests.proof.pages import line, page
from tests.publication import prose

pytestmark = pytest.mark.pango

STYLE = "@page { size: 300px 400px; margin: 20px } body { margin: 0 } p { font: 12px/16px 'Literata Caption'; text-align: justify; margin: 0 } img { width: 144px }"


def laid_out(body: str, picture: Path | None = None) -> PageFacts:
    html = f"<!DOCTYPE html><html lang='en'><head><title>x</title></head><body>{body}</body></html>"
    pictures = (("view.png", picture),) if picture else ()
    return lay_out(LayoutOrder(html, (("x.css", STYLE),), (plain_face(Steps()),), pictures, tagged=False)).facts[0]


def lines(body: str) -> tuple[LineFact, ...]:
    return laid_out(body).lines


def test_spaces_of_justified_lines_are_measured_and_the_last_line_has_those_of_the_font():
    *filled, last = lines(f"<p id='a'>{prose(0, 3)}</p>")
    assert last.space == last.natural_space > 2
    assert all(line.natural_space == last.natural_space for line in filled)
    assert all(line.space >= 0.79 * line.natural_space for line in filled)
    assert any(line.space > 1.1 * line.natural_space for line in filled)
    assert all(abs(line.x + line.width - 280) < 0.6 for line in filled)


def test_tracking_and_word_spacing_count_as_what_they_do_to_spaces():
    (tracked,) = lines("<p id='a' style='letter-spacing:-0.9px'>two words</p>")
    (wide,) = lines("<p id='a' style='word-spacing:3px'>two words</p>")
    assert tracked.space == pytest.approx(tracked.natural_space - 0.9, abs=0.02)
    assert wide.space == pytest.approx(wide.natural_space + 3, abs=0.02)


def test_lines_are_distinguished_by_what_they_belong_to():
    found = lines(
        "<h2 id='h'>Head</h2><p id='p'>Text</p><table id='t'><caption>Caption</caption><tr><td>Cell</td></tr></table>"
    )
    assert {line.text.strip(): line.role for line in found} == {
        "Head": "heading",
        "Text": "text",
        "Caption": "caption",
        "Cell": "cell",
    }


def test_a_coarse_picture_is_known_by_its_pixels_and_its_printed_size(tmp_path: Path):
    picture = tmp_path / "view.png"
    Image.new("RGB", (300, 200)).save(picture)
    page = laid_out("<p id='p'><img src='view.png' alt='A view'/></p>", picture)
    found = next(box for box in page.boxes if box.kind == "picture")
    assert (found.name, found.pixels, found.width) == ("view.png", 300, 144)
    assert [mark.said for mark in KINDS["coarse"].find((page,))] == [
        "view.png has 200 dots an inch at its printed size."
    ]


def test_a_table_that_is_too_wide_is_seen_in_what_the_engine_gives():
    cells = "".join(f"<td style='white-space: pre'>Donaudampfschiff{number}</td>" for number in range(6))
    page = laid_out(f"<table id='t' style='font: 12px Literata Caption'><tr>{cells}</tr></table>")
    assert any("This table reaches" in mark.said for mark in KINDS["overfull"].find((page,)))
    assert list(KINDS["overfull"].find((laid_out("<table id='t'><tr><td>Year</td></tr></table>"),))) == []


def test_filled_lines_are_counted_by_their_word_spaces_and_hyphens():
    lines = [
        replace(line("word word-", at=at, space=space), size=13.0, chosen=at < 3)
        for at, space in enumerate((3.5, 5.5, 7.0, 3.0, 4.0))
    ]
    assert filled_lines([[page(1, *lines)]]) == {
        "chosen-rate": 100.0, "over-40": 66.67, "over-50": 33.33, "hyphened-rate": 100.0, "ladders": 1,
    }  # fmt: skip
