"""Lays drawn pages on larger ones: a booklet's on A4 for an office printer, a slide above what is said to it."""

from __future__ import annotations

import io
from collections.abc import Sequence

from pikepdf import Name, Page, Pdf, Rectangle

from bookbuilder.layout.pdf_bytes import packed

MM = 72 / 25.4
A4 = (297 * MM, 210 * MM)


def booklet(data: bytes) -> bytes:
    """Four or eight A5 pages on A4 sheets, in the order in which they are folded; printed on both sides, short edge."""
    source = Pdf.open(io.BytesIO(data))
    count = len(source.pages)
    order: list[tuple[int, int]] = []
    for sheet in range(count // 4):
        order += [(count - 2 * sheet, 2 * sheet + 1), (2 * sheet + 2, count - 2 * sheet - 1)]
    made = Pdf.new()
    for pair in order:
        page = made.add_blank_page(page_size=A4)
        for side, number in enumerate(pair):
            left = side * A4[0] / 2
            _lay(made, page, source.pages[number - 1], Rectangle(left, 0, left + A4[0] / 2, A4[1]), f"/Page{number}")
    return packed(made)


def above(pages: bytes, pictures: bytes, numbers: Sequence[int], box: tuple[float, float, float, float]) -> bytes:
    """Lay page N of `pictures` on each page for which `numbers` says N, 0 for none; `box` in points from below left."""
    made, source = Pdf.open(io.BytesIO(pages)), Pdf.open(io.BytesIO(pictures))
    for page, number in zip(made.pages, numbers, strict=True):
        if number:
            _lay(made, page, source.pages[number - 1], Rectangle(*box), f"/Slide{number}")
    return packed(made)


def _lay(made: Pdf, page: Page, other: Page, place: Rectangle, name: str) -> None:
    """Draw one page on another under a name of its own; pikepdf's overlay would take a random one."""
    form = made.copy_foreign(other.as_form_xobject())
    page.add_resource(form, Name.XObject, Name(name))
    drawn = page.calc_form_xobject_placement(
        form, Name(name), place, invert_transformations=True, allow_shrink=True, allow_expand=True
    )
    page.contents_add(drawn)
