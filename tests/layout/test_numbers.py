"""Where documents stand in the bound book, and the numbers that their pages print."""

from __future__ import annotations

from bookbuilder.layout.laid_out import LaidOut
from bookbuilder.layout.numbers import page_map, places
from bookbuilder.model.pages import PageFacts
from tests.publication import made, publication


def laid(pages: int, left: bool = False, anchors: tuple[str, ...] = ()) -> LaidOut:
    facts = tuple(
        PageFacts(it, 590, 884, 80, 782, anchors=anchors if it == pages else ()) for it in range(1, pages + 1)
    )
    return LaidOut(b"", facts, ("",) * pages, left)


def test_a_recto_follows_an_odd_count_after_a_blank_page():
    documents = (made("title", "frontmatter", "Title"), made("imprint", "frontmatter", "Imprint"))
    chapters = tuple(publication().document(id) for id in ("introduction", "trade"))
    laid_out = {"title": laid(1), "imprint": laid(1, True), "introduction": laid(3), "trade": laid(2, False, ("t",))}
    placed = places((*documents, *chapters), laid_out)
    assert [(it.begins, it.blanks, it.number, it.roman) for it in placed] == [
        (0, 0, 1, True),
        (1, 0, 2, True),
        (2, 0, 1, False),
        (6, 1, 5, False),
    ]
    assert page_map(placed, laid_out).pages["t"] == "6"


def test_a_document_not_laid_out_yet_counts_as_one_page():
    documents = tuple(publication().document(id) for id in ("introduction", "trade"))
    assert [it.begins for it in places(documents, {})] == [0, 2]
