"""What the gate tells of pages, at the author's line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bookbuilder.layout.document_html import document_html
from bookbuilder.layout.gate import page_faults
from tests.publication import publication

pytestmark = pytest.mark.pango


def faults(pages):
    book = publication()
    trade = replace(book.document("trade"), lines=(("trade-note-2", 40), ("trade-1", 12)))
    found = page_faults(trade, document_html(trade, book, trade.body), pages)
    return {(fault.code, str(fault.location)) for fault in found}


def without(pages, block):
    return tuple(replace(page, lines=tuple(it for it in page.lines if it.block != block)) for page in pages)


def test_pages_as_printed_have_no_fault(printed):
    assert faults(printed.facts["trade"]) == set()


def test_a_lost_note_is_told_at_its_own_line(printed):
    assert ("PDF-021", "manuscript/trade.md:40") in faults(without(printed.facts["trade"], "trade-note-2"))


def test_text_in_another_order_is_told(printed):
    pages = printed.facts["trade"]
    moved = (replace(pages[0], lines=(*pages[1].lines, *pages[0].lines)), replace(pages[1], lines=()), *pages[2:])
    assert "PDF-027" in {code for code, _ in faults(moved)}


@pytest.mark.parametrize("kind", ["row", "figure", "paragraph"])
def test_whatever_has_a_box_must_lie_inside_its_page(printed, kind):
    pages = printed.facts["trade"]
    number, box = next((n, it) for n, page in enumerate(pages) for it in page.boxes if it.kind == kind)
    low = replace(box, y=pages[number].bottom)
    found = faults((*pages[:number], replace(pages[number], boxes=(*pages[number].boxes, low)), *pages[number + 1 :]))
    assert {code for code, _ in found} == {"PDF-023"}
