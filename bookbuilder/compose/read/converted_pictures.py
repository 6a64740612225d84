"""Makes a PNG of a picture in a format that not every edition can show: GIF, WebP, TIFF, BMP, and a PDF's first page."""

from __future__ import annotations

import io
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
    """The first picture of a file, with its transparency and its resolution."""
    from bookbuilder.compose.read.pixels import open_picture

    try:
        with open_picture(data) as image:
            image.seek(0)
            kept = (
                image.mode if image.mode in ("1", "L", "LA", "RGB", "RGBA") else "RGBA" if _is_clear(image) else "RGB"
            )
            return _png(image if image.mode == kept else image.convert(kept))  # else it would be copied
    except (OSError, ValueError, SyntaxError, EOFError):
        return None


def _is_clear(image: object) -> bool:
    return "transparency" in getattr(image, "info", {}) or getattr(image, "mode", "") in ("PA", "La", "RGBa")


def _page(data: bytes) -> bytes | None:
    import pypdfium2

    try:
        page = pypdfium2.PdfDocument(data)[0]
        width, height = (side * DENSITY / 72 for side in page.get_size())
        if 4 * width * height > in_force().megapixels * 1_000_000:
            return None
        return _png(page.render(scale=DENSITY / 72).to_pil())
    except pypdfium2.PdfiumError:
        return None


def _png(image: object) -> bytes:
    written = io.BytesIO()
    image.save(written, "PNG", optimize=False)  # type: ignore[attr-defined]
    return written.getvalue()
