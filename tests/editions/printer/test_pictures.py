"""A picture that comes in the inks of a press is printed in black alone where the inside is black, and its ink is counted elsewhere."""

from __future__ import annotations

import io
from typing import Any, cast

import pytest
from pikepdf import Array, Name, Pdf, Stream
from PIL import Image

from bookbuilder.editions.printer.pictures import ink_picture

BLACK, RED = {(0, 0, 0): (0.0, 0.0, 0.0, 1.0)}, {(0, 0, 0): (0.0, 0.9, 0.5, 0.6)}
INKS = (230, 210, 210, 240)
"""Of 255: a rich black of 349 percent."""


@pytest.mark.parametrize("as_jpeg", [True, False])
@pytest.mark.parametrize(("inks", "space", "most"), [(BLACK, "/DeviceGray", 0.0), (RED, "/DeviceCMYK", 349.0)])
def test_a_rich_black_picture_is_counted_or_becomes_grey(as_jpeg: bool, inks: Any, space: str, most: float) -> None:
    image, out = Image.new("CMYK", (16, 16), INKS), io.BytesIO()
    image.save(out, "JPEG", quality=100)
    pdf = Pdf.new()
    picture = Stream(pdf, out.getvalue() if as_jpeg else image.tobytes())
    picture.Subtype, picture.Width, picture.Height, picture.BitsPerComponent = Name.Image, 16, 16, 8
    picture.ColorSpace = Name.DeviceCMYK
    if as_jpeg:
        picture.Filter, picture.Decode = Name.DCTDecode, Array([1, 0] * 4)
    said, ink = ink_picture(picture, cast(Any, None), inks)
    assert (said, str(picture.ColorSpace)) == ("", space)
    assert ink == pytest.approx(most, abs=3)
    if space == "/DeviceGray" and not as_jpeg:
        assert picture.read_bytes()[0] < 20
