"""Pictures keep their pixels, and nothing that was written about them."""

from __future__ import annotations

import io

import pytest
from PIL import Image, PngImagePlugin

from bookbuilder.cleaning import clean_pixels


def _jpeg(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = orientation, "A Name"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.effect_noise((40, 30), 50).save(out, "JPEG", exif=exif, comment=b"A Name", dpi=(300, 300), icc_profile=b"icc")
    return out.getvalue() + b"A Name behind"


def _png(info: bool) -> bytes:
    out, texts = io.BytesIO(), PngImagePlugin.PngInfo()
    if info:
        texts.add_text("Author", "A Name")
        texts.add_itxt("XML:com.adobe.xmp", "<x>A Name</x>")
    Image.effect_noise((40, 30), 50).save(out, "PNG", pnginfo=texts, dpi=(300, 300), icc_profile=b"icc")
    return out.getvalue() + (b"A Name behind" if info else b"")


@pytest.mark.parametrize("data", [_jpeg(6), _jpeg(1), _png(True)])
def test_a_picture_keeps_its_pixels_orientation_and_colours_and_nothing_else(data: bytes) -> None:
    cleaned = clean_pixels(data)
    assert b"A Name" in data and b"A Name" not in cleaned and clean_pixels(cleaned) == cleaned
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(cleaned)) as after:
        assert before.tobytes() == after.tobytes() and after.info["icc_profile"] == b"icc"
        assert before.getexif().get(0x0112, 1) == after.getexif().get(0x0112, 1) and 0x8825 not in after.getexif()
        assert round(after.info["dpi"][0]) == 300


@pytest.mark.parametrize("data", [_png(False), b"GIF89a", b"\xff\xd8\xff", b"\xff\xd8\xff\xe1\x00", b""])
def test_a_clean_or_a_damaged_picture_is_left_as_it_is(data: bytes) -> None:
    assert clean_pixels(data) == data
