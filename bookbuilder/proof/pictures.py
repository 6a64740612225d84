"""Draws each page of a PDF as a picture, and reads the number printed on it; PDFium's door for the proof."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2

from bookbuilder.cache import Step, Steps
from bookbuilder.cleaning.pixels import file_of

DOTS = 144
"""Dots an inch: fine enough to judge a line of type at twice the size of a screen's pixel."""
COLOURS = 32
"""Shades of a page's picture; a page of type has few."""


@dataclass(frozen=True)
class Picture:
    """One page as a picture."""

    label: str
    """The number that readers know it by: "xii", "87"."""
    png: bytes
    width: int
    height: int


def pictures(pdf: bytes, workers: int) -> list[Picture]:
    """Every page of the file, in order; drawn in so many processes, and not remembered, for they are large."""
    document = pypdfium2.PdfDocument(pdf)
    count = len(document)
    document.close()
    share = -(-count // max(1, workers))
    steps = [
        Step("draw pages", {}, _drawn, (pdf, first, min(first + share, count))) for first in range(0, count, share)
    ]
    return [picture for drawn in Steps(workers=workers).several(steps) for picture in drawn]


def _drawn(pdf: bytes, first: int, end: int) -> list[Picture]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_picture(document, number) for number in range(first, end)]
    finally:
        document.close()


def _picture(document: pypdfium2.PdfDocument, number: int) -> Picture:
    page = document[number]
    drawn = page.render(scale=DOTS / 72).to_pil().convert("RGB")
    page.close()
    data = file_of(drawn.quantize(COLOURS, method=2, dither=0), "PNG", compress_level=4)
    return Picture(document.get_page_label(number) or str(number + 1), data, drawn.width, drawn.height)
