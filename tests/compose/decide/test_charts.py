"""Vega-Lite specifications as pictures: drawn with the book's letters, colours and language, or a sentence why not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from bookbuilder.compose.decide.charts import Look, draw_chart
from bookbuilder.theme.palette import palette
from bookbuilder.theme.templates import Theme
from tests.small_book import body_of, check_reports, composed, make_book

SPEC: dict[str, Any] = {
    "title": "Trade",
    "description": "Two bars.",
    "data": {"url": "data/trade.csv"},
    "mark": "bar",
    "encoding": {
        "x": {"field": "year", "type": "ordinal"},
        "y": {"field": "sum", "type": "quantitative", "title": "Млрд €", "axis": {"format": ",.1f"}},
    },
}
DATA = "# Customs\nyear,sum\n2016,1234.5\n2017,800\n"
CHAPTER = '# One\n\n![Trade.](figures/trade.vl.json){#fig-trade alt="Two bars."}\n'


def files(spec: object = SPEC, data: str = DATA) -> dict[str, str | bytes]:
    text = spec if isinstance(spec, str) else json.dumps(spec)
    return {"manuscript/figures/trade.vl.json": text, "manuscript/data/trade.csv": data}


def look(folder: Path, lang: str = "en-GB") -> Look:
    return Look(palette(Theme(folder)), "Literata", lang)


def drawn(folder: Path, lang: str = "en-GB", spec: object = SPEC) -> etree._Element:
    make_book(folder, files(spec))
    outcome = draw_chart(folder / "manuscript/figures/trade.vl.json", folder, look(folder, lang))
    assert outcome.value is not None and not outcome.diagnostics, outcome.diagnostics
    return etree.fromstring(outcome.value.read_bytes())


def words(svg: etree._Element) -> list[str]:
    return ["".join(element.itertext()) for element in svg.iter("{http://www.w3.org/2000/svg}text")]


def test_words_stay_text_in_the_books_family_which_the_picture_carries(tmp_path: Path) -> None:
    svg = drawn(tmp_path)
    assert {"2016", "2017", "Млрд €", "1,200.0", "Trade"} <= set(words(svg))
    assert {element.get("font-family") for element in svg.iter("{http://www.w3.org/2000/svg}text")} == {"Literata"}
    style = svg.find("{http://www.w3.org/2000/svg}style")
    assert style is not None and "data:font/woff2;base64," in (style.text or "")


def test_title_and_description_are_read_to_those_who_do_not_see_it(tmp_path: Path) -> None:
    svg = drawn(tmp_path)
    reported = [svg.findtext(f"{{http://www.w3.org/2000/svg}}{name}") for name in ("title", "desc")]
    assert reported == ["Trade", "Two bars."] and svg.get("role") == "img"


@pytest.mark.slow
@pytest.mark.parametrize("lang, mark", [("ru", "1 200,0"), ("kk", "1 200,0"), ("en-GB", "1,200.0")])
def test_figures_are_written_in_the_chapters_language(tmp_path: Path, lang: str, mark: str) -> None:
    assert mark in [word.replace("\u00a0", " ") for word in words(drawn(tmp_path, lang))]


def test_only_the_palettes_colours_are_used_and_others_are_named(tmp_path: Path) -> None:
    drawn(tmp_path)
    spec = {**SPEC, "mark": {"type": "bar", "color": "#123456"}}
    make_book(tmp_path, files(spec))
    outcome = draw_chart(tmp_path / "manuscript/figures/trade.vl.json", tmp_path, look(tmp_path))
    assert [(fault.code, "#123456" in fault.message) for fault in outcome.diagnostics] == [("FIG-014", True)]


@pytest.mark.slow
def test_a_chart_is_a_picture_of_the_book(tmp_path: Path) -> None:
    publication = composed(CHAPTER, files())
    assert [(it.name, it.media_type) for it in publication.resources] == [("figures/trade.vl.svg", "image/svg+xml")]
    image = body_of(CHAPTER, files()).find(".//img")
    assert image is not None and image.get("src") == "figures/trade.vl.svg" and image.get("alt") == "Two bars."


@pytest.mark.slow
def test_a_chart_is_the_same_bytes_each_time_and_another_where_its_data_change(tmp_path: Path) -> None:
    one, two = etree.tostring(drawn(tmp_path / "a")), etree.tostring(drawn(tmp_path / "b"))
    assert one == two
    make_book(tmp_path / "a", files(data=DATA.replace("800", "900")))
    outcome = draw_chart(tmp_path / "a/manuscript/figures/trade.vl.json", tmp_path / "a", look(tmp_path))
    assert outcome.value is not None and outcome.value.read_bytes() != one


@pytest.mark.parametrize(
    "spec, fault",
    [
        ("{\n  oops", "FIG-010 manuscript/figures/trade.vl.json:2:3"),
        ({**SPEC, "data": {"url": "data/none.csv"}}, "FIG-011 manuscript/figures/trade.vl.json:1:1"),
        ({**SPEC, "data": {"url": "https://example.org/a.csv"}}, "FIG-011 manuscript/figures/trade.vl.json:1:1"),
        ({**SPEC, "mark": "barr"}, "FIG-016 manuscript/figures/trade.vl.json:1:91"),
        ("[]", "FIG-013 manuscript/figures/trade.vl.json:1:1"),
    ],
)
def test_a_mistake_is_reported_in_the_specification(spec: object, fault: str) -> None:
    check_reports(CHAPTER, fault, files=files(spec))


@pytest.mark.slow
def test_a_letter_that_the_books_font_lacks_is_a_fault_and_a_box_wherever_it_is_drawn(tmp_path: Path) -> None:
    spec = {**SPEC, "title": "საქართველო"}
    make_book(tmp_path, files(spec))
    for _ in "twice":
        outcome = draw_chart(tmp_path / "manuscript/figures/trade.vl.json", tmp_path, look(tmp_path))
        assert {fault.code for fault in outcome.diagnostics} == {"FNT-002"}
        assert "GEORGIAN LETTER AN" in " ".join(fault.message for fault in outcome.diagnostics)
        assert outcome.value is not None
        assert not [word for word in words(etree.fromstring(outcome.value.read_bytes())) if "\u10d0" in word]


@pytest.mark.slow
def test_a_chart_asks_the_machine_for_no_family(tmp_path: Path) -> None:
    spec = {**SPEC, "config": {"axis": {"labelFont": "Papyrus"}}}
    make_book(tmp_path, files(spec))
    outcome = draw_chart(tmp_path / "manuscript/figures/trade.vl.json", tmp_path, look(tmp_path))
    assert [(fault.code, "Papyrus" in fault.message) for fault in outcome.diagnostics] == [("FNT-001", True)]
    assert outcome.value is not None and b"Papyrus" not in outcome.value.read_bytes()
