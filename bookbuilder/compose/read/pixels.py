"""Loads a picture made of pixels within its budget; a PictureError says why it cannot."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from pathlib import Path

from PIL import Image, ImageFile, UnidentifiedImageError

from bookbuilder.budgets import in_force


class PictureError(OSError):
    """A picture that cannot be read, or is larger than any page: a sentence without its full stop."""


def open_picture(source: Path | bytes) -> Image.Image:
    """The picture with all its pixels; whatever Pillow finds wrong with it is a PictureError."""
    most = in_force().megapixels
    data = source if isinstance(source, bytes) else source.read_bytes()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            Image.MAX_IMAGE_PIXELS, before = None, Image.MAX_IMAGE_PIXELS
            try:
                image = Image.open(io.BytesIO(data))
            finally:
                Image.MAX_IMAGE_PIXELS = before
        width, height = image.size
        if width * height > most * 1_000_000:
            raise PictureError(f"has {width} × {height} pixels, more than {most} million (budgets: megapixels)")
        # WeasyPrint asks Pillow to take pictures that are cut short; then a fault would depend on what was loaded before.
        ImageFile.LOAD_TRUNCATED_IMAGES, lenient = False, ImageFile.LOAD_TRUNCATED_IMAGES
        try:
            image.load()
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = lenient
    except PictureError:
        raise
    except UnidentifiedImageError:
        raise PictureError("is no picture") from None
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, struct.error, zlib.error, MemoryError) as error:
        raise PictureError("is damaged") from error
    return image
