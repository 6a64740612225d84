"""Makes a PNG of a picture in a format that not every edition can show: GIF, WebP, TIFF, BMP, and a PDF's first page."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from bookbuilder.budgets import in_force
from bookbuilder.environment import cache_of
from bookbuilder.own_key import signature
from bookbuilder.saving import whole_file

CONVERTED = frozenset((".gif", ".webp", ".bmp", ".tif", ".tiff", ".pdf"))
DENSITY = 300
"""Dots an inch at which a page of a PDF is drawn."""


def converted_picture(path: Path, folder: Path) -> Path | None:
    """The PNG in the book's cache, under a name that only this user can know, made anew only when the picture has changed; None where it cannot be read."""
    data = path.read_bytes()
    target = Path(cache_of(str(folder)), "pictures", f"{signature(sha256(data).digest()).decode()[:32]}.png")
    if target.is_file():
        return target
    png = _page(data) if path.suffix.lower() == ".pdf" else _frame(data)
    if png is None:
        return None
    whole_file(target, png)
    return target


def _frame(data: bytes) -> bytes | None:
    from bookbuilder.cleaning.pixels import PictureError, as_png

    try:
        return as_png(data)
    except PictureError:
        return None


def _page(data: bytes) -> bytes | None:
    import pypdfium2

    from bookbuilder.cleaning.pixels import png_of

    try:
        page = pypdfium2.PdfDocument(data)[0]
        width, height = (side * DENSITY / 72 for side in page.get_size())
        if 4 * width * height > in_force().megapixels * 1_000_000:
            return None
        return png_of(page.render(scale=DENSITY / 72).to_pil())
    except pypdfium2.PdfiumError:
        return None
