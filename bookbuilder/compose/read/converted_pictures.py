"""Makes a PNG of a picture in a format that not every edition can show: GIF, WebP, TIFF, BMP, and a PDF's first page."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from bookbuilder.budgets import in_force
from bookbuilder.environment import cache_of
from bookbuilder.saving import whole_file
from bookbuilder.signing_key import signature
from bookbuilder.source import found_bytes

CONVERTED = frozenset((".gif", ".webp", ".bmp", ".tif", ".tiff", ".pdf"))
_DEEP_PNG = re.compile(rb"\x89PNG\r\n\x1a\n.{4}IHDR.{8}\x10[\x00\x04]", re.DOTALL)
"""The head of a PNG of greys in 16 bits, which no layout engine can embed."""
DENSITY = 300
"""Dots an inch at which a page of a PDF is drawn."""
LEAST = 30
"""Dots an inch of a plan or a poster: of what is larger a page of a book shows nothing."""


def must_be_converted(path: Path) -> bool:
    """Whether an edition that shows PNG, JPEG and SVG alone cannot show a picture as it is."""
    return path.suffix.lower() in CONVERTED or bool(_DEEP_PNG.match(found_bytes(path, 26)))


def converted_picture(path: Path, folder: Path) -> Path:
    """The PNG in the book's cache, under a name that only this user can know, made anew only when the picture has changed; else a PictureError."""
    data = found_bytes(path)
    target = Path(cache_of(str(folder)), "pictures", f"{signature(sha256(data).digest()).decode()[:32]}.png")
    if target.is_file():
        return target
    whole_file(target, _page(data) if path.suffix.lower() == ".pdf" else _frame(data))
    return target


def _frame(data: bytes) -> bytes:
    from bookbuilder.cleaning.pixels import as_png

    return as_png(data)


def _page(data: bytes) -> bytes:
    from bookbuilder.cleaning.pixels import PictureError, hold_pixels
    from bookbuilder.drawing import CostlyDrawingError, DrawingError, LargePageError, draw_page

    scale, most = DENSITY / 72, in_force().megapixels * 1_000_000 // 4
    try:
        try:
            return draw_page(data, scale, most)
        except LargePageError as error:  # a plan or a poster has fewer dots an inch, and is printed smaller
            scale *= (most / (error.width * error.height)) ** 0.5 * 0.99
            if scale < LEAST / 72:
                hold_pixels(error.width, error.height, 4)
            return draw_page(data, scale, most)
    except CostlyDrawingError as error:
        raise PictureError(str(error)) from None
    except DrawingError:
        raise PictureError("is damaged") from None
