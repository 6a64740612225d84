"""Loads a picture made of pixels within its budget, and writes it as PNG; a PictureError says why it cannot."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image, ImageFile, UnidentifiedImageError

from bookbuilder.budgets import in_force
from bookbuilder.source import found_bytes

warnings.filterwarnings("ignore", module="PIL")  # it says to the terminal what we report


class PictureError(OSError):
    """A picture that cannot be read, or is larger than any page: a sentence without its full stop, and what to do."""

    remedy = "Export it again."


class LargePictureError(PictureError):
    """One with more pixels than the budget allows."""

    remedy = "Export it with fewer pixels, or set another limit in book.yaml."


@contextmanager
def _as_picture_errors() -> Iterator[None]:
    """Whatever Pillow finds wrong with a picture is a PictureError; its own limits are not ours."""
    most, lenient = Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES
    # WeasyPrint asks Pillow to take pictures that are cut short; then a fault would depend on what was loaded before.
    Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = None, False
    try:
        yield
    except PictureError:
        raise
    except UnidentifiedImageError:
        raise PictureError("is not a picture") from None
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        IndexError,
        KeyError,
        TypeError,
        struct.error,
        zlib.error,
        MemoryError,
    ) as error:
        raise PictureError("is damaged") from error
    finally:
        Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = most, lenient


def picture_head(source: Path | bytes) -> Image.Image:
    """The picture without its pixels, where they are not too many."""
    with _as_picture_errors():
        image = Image.open(io.BytesIO(source if isinstance(source, bytes) else found_bytes(source)))
        # a byte for each value, once they are unpacked
        hold_pixels(*image.size, max(len(image.getbands()), 3 if image.mode == "P" else 1))
    return image


def hold_pixels(width: int, height: int, values: int) -> None:
    """Raise LargePictureError where so many pixels, of so many values each, are more than the budget allows."""
    most = in_force().megapixels
    if width * height * values > most * 1_000_000:
        of_each = f" of {values} values each" if width * height <= most * 1_000_000 else ""
        size = f"{width} × {height} pixels{of_each}"
        raise LargePictureError(f"has {size}, more than {most} million (budgets: megapixels)")


def open_picture(source: Path | bytes) -> Image.Image:
    """The picture with all its pixels."""
    image = picture_head(source)
    with _as_picture_errors():
        image.load()
    return image


def as_png(source: Path | bytes) -> bytes:
    """The first picture of a file as PNG, with its transparency and its resolution."""
    with open_picture(source) as image, _as_picture_errors():
        image.seek(0)
        if image.mode.startswith("I;16"):
            return file_of(image.point(lambda grey: grey * (1 / 257)).convert("L"), "PNG", optimize=False)
        kept = image.mode if image.mode in ("1", "L", "LA", "RGB", "RGBA") else "RGBA" if _is_clear(image) else "RGB"
        shown = image if image.mode == kept else image.convert(kept)  # else it would be copied
        return file_of(shown, "PNG", optimize=False)


def file_of(image: Image.Image, format: str, **settings: Any) -> bytes:
    """An open picture as a file; `settings` are those of Pillow for the format."""
    written = io.BytesIO()
    image.save(written, format, **settings)
    return written.getvalue()


def _is_clear(image: Image.Image) -> bool:
    return "transparency" in image.info or image.mode in ("PA", "La", "RGBa")
