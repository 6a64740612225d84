"""Draws a laid-out page with its running heads as a PNG picture as large as asked for."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any

import pypdfium2
from PIL import Image

from bookbuilder.cleaning.pixels import file_of

KEPT = 48
"""So many pictures are kept, since a reader leafs back and forth."""
PIXELS_PER_POINT = 96 / 72


class Pictures:
    """Draws pages, one at a time, since PDFium can do no more, and remembers the last."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[tuple[str, int, float], bytes] = OrderedDict()

    def clear(self) -> None:
        """Forget every picture."""
        with self._lock:
            self._kept.clear()

    def draw(self, version: str, pdf: bytes, heads: bytes, page: int, scale: float) -> bytes:
        """One page, counted from 0; `scale` is pixels for one CSS pixel."""
        key = (version, page, scale)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            picture = _drawn(pdf, page, scale, (255, 255, 255, 255))
            if heads:
                above = _drawn(heads, page, scale, (255, 255, 255, 0))
                if above.size == picture.size:
                    picture = Image.alpha_composite(picture, above)
            self._kept[key] = file_of(picture.convert("RGB"), "PNG", compress_level=1)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]


def _drawn(pdf: bytes, number: int, scale: float, ground: tuple[int, int, int, int]) -> Any:
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[min(number, len(document) - 1)]
        page.set_cropbox(*page.get_trimbox())  # what is drawn beyond the trim is for the printer
        bitmap = page.render(scale=scale * PIXELS_PER_POINT, fill_color=ground, maybe_alpha=True, rev_byteorder=True)
        return bitmap.to_pil().convert("RGBA")
    finally:
        document.close()
