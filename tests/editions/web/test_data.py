"""Charts and tables on a page, and the data behind them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree, html

from bookbuilder.cache import Steps
from bookbuilder.compose import compose
from bookbuilder.editions.drawings import plain_drawing
from bookbuilder.editions.web.drawings import turning_colours
from bookbuilder.editions.web.read_back import read_site
from bookbuilder.editions.web.writing import write_site
from bookbuilder.manuscript.folder import read_manuscript
from bookbuilder.theme.templates import Theme
from tests.small_book import make_book

CHART = {
    "title": "Trade", "data": {"url": "data/trade.csv"}, "mark": "bar",
    "encoding": {"x": {"field": "year", "type": "ordinal"}, "y": {"field": "exports", "type": "quantitative"}},
}  # fmt: skip
CHAPTER = """\
# One

{{ table("data/trade.csv", caption="Trade in goods.", id="tbl-trade") }}

![Exports from year to year.](figures/trade.vl.json){#fig-trade alt="Two bars"}
"""
FILES = {
    "manuscript/data/trade.csv": "year,exports\n2019,3\n2020,4\n",
    "manuscript/figures/trade.vl.json": json.dumps(CHART),
}
COLOURS = {"text": "#000000", "accent": "#7a1f2b"}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("book")
    make_book(folder, FILES, CHAPTER)
    steps = Steps()
    outcome = compose(read_manuscript(folder, steps).value, Theme(folder), steps)
    return write_site(outcome.value, Theme(folder), steps).value


def drawing(tmp_path: Path, inside: str) -> etree._Element | None:
    path = tmp_path / "drawing.svg"
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{inside}<text>A</text></svg>'
    )
    return plain_drawing(path, "p-", COLOURS)


@pytest.mark.slow
def test_a_chart_stands_in_the_page_with_its_words_and_the_books_colours(files) -> None:
    tree = html.document_fromstring(files["one.html"].decode())
    (chart,) = tree.xpath("//figure//*[local-name()='svg']")
    assert (chart.get("role"), chart.get("aria-label")) == ("graphics-document", "Two bars")
    assert {"2019", "2020", "Trade"} <= {text.text_content() for text in chart.iter("text")}
    assert [mark.get("aria-label") for mark in chart.xpath(".//*[@role]")] == [
        "year: 2019; exports: 3",
        "year: 2020; exports: 4",
    ]
    assert chart.get("class") == "drawing"
    assert "var(--colour-text)" in files["one.html"].decode()
    assert not tree.xpath("//*[@style] | //style")


@pytest.mark.slow
def test_the_data_behind_a_table_and_a_chart_can_be_had_and_captions_stay_whole(files) -> None:
    assert files["data/trade.csv"].startswith(b"year,exports")
    tree = html.document_fromstring(files["one.html"].decode())
    links = tree.xpath("//*[self::caption or self::figcaption]/a[@class='data-link']")
    assert [(link.get("href"), link.get("aria-label"), link.text_content()) for link in links] == [
        ("data/trade.csv", "Data (CSV)", "")
    ] * 2


def test_ids_within_a_drawing_are_its_own_and_still_found(tmp_path: Path) -> None:
    root = drawing(
        tmp_path,
        '<defs><clipPath id="c"><rect/></clipPath></defs><g clip-path="url(#c)" style="fill: #7a1f2b"/><use xlink:href="#c"/>',
    )
    assert root.xpath("//@id") == ["p-c"]
    assert root.xpath("//@clip-path") == ["url(#p-c)"]
    assert root.xpath("//*[local-name()='use']/@href") == ["#p-c"]
    assert root.xpath("//@fill") == ["var(--colour-accent)"]
    assert not root.xpath("//@style")


def test_a_drawing_with_colours_of_its_own_keeps_them_on_its_own_sheet(tmp_path: Path) -> None:
    root = drawing(tmp_path, '<rect fill="#123456"/><rect fill="#000000"/>')
    assert (root.get("class"), root.xpath("//@fill")) == ("drawing on-sheet", ["#123456", "#000000"])


def test_what_is_more_than_shapes_and_text_stays_a_picture(tmp_path: Path) -> None:
    for inside in (
        "<script>alert(1)</script>", '<rect onclick="alert(1)"/>', "<foreignObject/>", '<image xlink:href="a.png"/>',
        '<use xlink:href="other.svg#a"/>', "<style>rect { fill: red }</style>", '<a xlink:href="https://example.org/"/>',
        '<rect style="background: url(https://example.org/)"/>',
    ):  # fmt: skip
        assert drawing(tmp_path, inside) is None, inside
    assert drawing(tmp_path, '<style>@font-face { font-family: "A"; src: url(data:,) }</style>') is not None


def test_a_drawing_in_the_page_is_read_as_the_picture_that_it_was(files) -> None:
    passages = [passage.text for passage in read_site(files)]
    assert any("[Two bars]" in text for text in passages)
    assert not any("2019" in text and "Two bars" in text for text in passages)


def test_a_colour_without_a_dark_form_does_not_follow_the_page(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "tokens.css").write_text(":root { --colour-text: #000000; --colour-moss: #334411; }")
    (tmp_path / "styles" / "site.css").write_text(":root { --colour-text: light-dark(#111111, #eeeeee); }")
    assert turning_colours(Theme(tmp_path)) == {"text": "#000000"}
