"""A picture that would fill the memory is refused by what it says of itself, before a pixel is unpacked."""

from __future__ import annotations

import struct
import zlib

import pytest

from bookbuilder.cleaning.pixels import PictureError, open_picture, picture_head


def png(width: int, height: int, colour: int) -> bytes:
    """A PNG of a few bytes that says it has so many pixels: 0 is grey, 2 RGB, 3 a palette, 6 RGB with transparency."""
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)), (b"PLTE", bytes(6))]
    chunks = [*(chunks if colour == 3 else chunks[:1]), (b"IDAT", zlib.compress(bytes(99))), (b"IEND", b"")]
    made = (struct.pack(">I", len(d)) + kind + d + struct.pack(">I", zlib.crc32(kind + d)) for kind, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


@pytest.mark.parametrize("width, colour", [(21_000, 0), (12_000, 2), (12_000, 3), (8_700, 6), (60_000, 6)])
def test_what_unpacks_to_gigabytes_is_refused(width: int, colour: int) -> None:
    with pytest.raises(PictureError, match=rf"has {width} × {width} pixels.* more than 300 million \(budgets: megapix"):
        open_picture(png(width, width, colour))


@pytest.mark.parametrize("width, colour", [(17_300, 0), (9_900, 2), (8_600, 6)])
def test_a_large_map_in_print_quality_is_taken(width: int, colour: int) -> None:
    assert picture_head(png(width, width, colour)).size == (width, width)
