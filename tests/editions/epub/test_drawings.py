"""Drawings in the text of the EPUB."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lxml import etree

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
