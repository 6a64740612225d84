"""Drawings, tables of many columns and citations in notes, as reading systems can show them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from bookbuilder.editions.epub.passages import shorten_citation_links, stack_wide_tables
from bookbuilder.editions.epub.writing import write_epub
from bookbuilder.model.publication import Resource
from tests.editions.epub.conftest import Epub
from tests.editions.shared import NOWHERE, publication
from tests.publication import with_document

SVG = "{http://www.w3.org/2000/svg}"
PLAIN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect fill="#123456"/><text>Osh</text></svg>'
STYLED = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><style>rect { fill: red }</style><rect/><text>Osh</text></svg>'


def chapter_with(drawing: str, folder: Path, steps) -> tuple[etree._Element, Epub]:
    (folder / "map.svg").write_text(drawing, encoding="utf-8")
    book, name = publication(), "figures/map.svg"
    trade = book.document("trade")
    body = f'<section id="trade" role="doc-chapter"><h1 id="t">Trade</h1><figure id="f"><img src="{name}" alt="A map"/></figure></section>'
    drawn = with_document(
        book, replace(trade, body=body, ids=("trade", "t", "f"), headings=trade.headings[:1], resources=(name,))
    )
    resource = Resource(name, "image/svg+xml", folder / "map.svg", "0", 9, 9)
    epub = Epub(write_epub(replace(drawn, resources=(*drawn.resources, resource)), NOWHERE, steps).value)
    return epub.tree("text/trade.xhtml"), epub


def test_a_drawing_of_shapes_and_words_stands_in_the_text_and_has_no_file(steps, tmp_path: Path) -> None:
    tree, epub = chapter_with(PLAIN, tmp_path, steps)
    (drawing,) = tree.iter(f"{SVG}svg")
    assert (drawing.get("role"), drawing.get("aria-label"), drawing.get("class")) == (
        "img",
        "A map",
        "drawing on-sheet",
    )
    assert "EPUB/media/figures/map.svg" not in epub.zip.namelist()
    (item,) = epub.package.xpath("//*[local-name()='item' and contains(@href, 'trade.xhtml')]")
    assert item.get("properties") == "svg"


def test_a_drawing_with_a_style_sheet_of_its_own_stays_a_picture(steps, tmp_path: Path) -> None:
    tree, epub = chapter_with(STYLED, tmp_path, steps)
    assert not list(tree.iter(f"{SVG}svg"))
    assert "EPUB/media/figures/map.svg" in epub.zip.namelist()


def table(columns: int, head: str = "", cell: str = "<td>1</td>") -> etree._Element:
    heads = head or "".join(f"<th>H{n}</th>" for n in range(columns))
    rows = f"<tr><th>R</th>{cell * (columns - 1)}</tr>"
    section = etree.fromstring(
        f"<section><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></section>"
    )
    stack_wide_tables(section)
    return section[0]


def test_the_cells_of_a_wide_table_know_their_heads() -> None:
    wide = table(6)
    assert wide.get("class") == "stacks"
    assert [it.get("data-head") for it in wide.find("tbody/tr")] == [None, "H1", "H2", "H3", "H4", "H5"]


def test_a_narrow_table_and_one_with_spans_stay_tables() -> None:
    assert table(3).get("class") is None
    assert table(6, cell='<td rowspan="2">1</td>').get("class") is None


def test_the_call_of_a_note_is_no_part_of_a_head() -> None:
    head = '<th>A <a role="doc-noteref">3</a></th>' + "".join(f"<th>H{n}</th>" for n in range(1, 5))
    assert "A" not in {it.get("data-head") for it in table(5, head).iter("td")}
    assert table(5, "<th>R</th>" + head.replace("<th>H4</th>", "")).find("tbody/tr/td").get("data-head") == "A"


NOTES = '<section><section role="doc-endnotes"><p>See <a role="doc-biblioref" href="#r">{}</a>; and on.</p></section></section>'


@pytest.mark.parametrize(
    ("citation", "linked"),
    [
        ("Ann Lee, <i>Roads</i> (Oslo, 2019)", "Ann Lee"),
        ("‘Roads, Rails and Rivers’, <i>The Review</i>, 2019", "‘Roads, Rails and Rivers’"),
        ("<i>Roads</i>, 2nd edn (2019)", "Roads"),
        ("Review of <i>Roads</i>, <b>n.d.</b>", "Review of Roads"),
        ("(Lee 2019, p. 4)", "(Lee 2019"),
        ("[12]", "[12]"),
    ],
)
def test_the_author_or_the_title_is_the_link(citation: str, linked: str) -> None:
    section = etree.fromstring(NOTES.format(citation))
    words = "".join(section.itertext())
    shorten_citation_links(section)
    assert "".join(section.itertext()) == words
    assert ["".join(it.itertext()) for it in section.iter("a")] == [linked]


def test_citations_in_the_text_stay_whole() -> None:
    text = etree.fromstring('<section><p><a role="doc-biblioref" href="#r">Lee, <i>Roads</i></a></p></section>')
    before = etree.tostring(text)
    shorten_citation_links(text)
    assert etree.tostring(text) == before
