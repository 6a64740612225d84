"""Converts a picture of the PDF to the inks of the press; a picture without colour becomes one of black alone."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from pikepdf import Array, Name, Object, PdfImage, Stream, UnsupportedImageTypeError
from PIL import Image, ImageChops

from bookbuilder.cleaning.pixels import file_of
from bookbuilder.editions.printer.palette import Ink, Rgb
from bookbuilder.editions.printer.profile import Profile

QUALITY = 95
"""Of pictures that came as JPEG, and stay so: converted once, without a coarser grid for colour."""


def ink_picture(picture: Object, profile: Profile, inks: Mapping[Rgb, Ink]) -> tuple[str, float]:
    """Convert it in place, its mask kept: what it is, in words, where it cannot be converted; percents of ink at its darkest."""
    if picture.get("/ImageMask") or _space(picture) == "/DeviceGray":
        return "", 0.0
    if "/Mask" in picture and isinstance(picture.Mask, Array):
        return "a picture in which a colour stands for transparency", 0.0
    assert isinstance(picture, Stream), "a picture is a stream"
    wrapped = PdfImage(picture)
    try:
        image = wrapped.as_pil_image()
    except (ValueError, UnsupportedImageTypeError):
        return "a picture that cannot be read, such as one of 16 bits a channel", 0.0
    own = _own_profile(wrapped)
    if image.mode not in ("RGB", "CMYK", "L", "1"):
        image = image.convert("RGB")
    if image.mode == "1":
        image = image.convert("L")
    only_black = all(ink[:3] == (0, 0, 0) for ink in inks.values())
    if _space(picture) == "/DeviceCMYK":
        image = _in_inks(picture, image)
        if not only_black:
            return "", _most_ink(image)  # it is in the inks of a press: nothing is converted twice
        image = image.convert("L")
    if image.mode == "RGB":
        image = image.convert("L") if only_black or _is_grey(image) else profile.picture(image, own)
    was_jpeg = Name.DCTDecode in _filters(picture)
    _write(picture, image, was_jpeg)
    return "", _most_ink(image) if image.mode == "CMYK" else 0.0


def _in_inks(picture: Stream, image: Image.Image) -> Image.Image:
    """A picture in CMYK of which 255 is the full ink: Pillow takes every JPEG for an inverted one, as `/Decode` says whether it is."""
    decode = picture.get("/Decode")
    is_inverted = decode is not None and float(decode[0]) == 1
    was_jpeg = Name.DCTDecode in _filters(picture)
    return image if is_inverted == was_jpeg else ImageChops.invert(image)


def _most_ink(image: Image.Image) -> float:
    """Percents of ink where it is darkest, all inks together, to the next two."""
    cyan, magenta, yellow, black = image.split()
    halves = ImageChops.add(cyan, magenta, 2), ImageChops.add(yellow, black, 2)
    _, most = ImageChops.add(*halves, 2).getextrema()
    return float(round(400 * most / 255)) if isinstance(most, (int, float)) else 0.0


def _is_grey(image: Image.Image) -> bool:
    """Whether red, green and blue are the same everywhere, but for the noise of a JPEG."""
    red, green, blue = image.split()
    extremes = [ImageChops.difference(one, green).getextrema()[1] for one in (red, blue)]
    return all(isinstance(most, (int, float)) and most <= 3 for most in extremes)


def _own_profile(wrapped: PdfImage) -> bytes:
    icc = wrapped.icc
    return icc.tobytes() if icc is not None else b""


def _space(picture: Object) -> str:
    space = picture.get("/ColorSpace")
    return str(space) if isinstance(space, Name) else ""


def _filters(picture: Object) -> list[Object]:
    names = picture.get("/Filter")
    return [] if names is None else list(names) if isinstance(names, Array) else [names]


def _write(picture: Object, image: Image.Image, as_jpeg: bool) -> None:
    for key in ("/Decode", "/DecodeParms", "/Intent"):
        if key in picture:
            del picture[key]
    picture.ColorSpace = Name.DeviceGray if image.mode == "L" else Name.DeviceCMYK
    picture.BitsPerComponent = 8
    if as_jpeg:
        picture.write(file_of(image, "JPEG", quality=QUALITY, subsampling=0), filter=Name.DCTDecode)
        if image.mode == "CMYK":
            picture.Decode = Array([1, 0] * 4)  # a JPEG in CMYK is written inverted, as Photoshop began it
        return
    picture.write(zlib.compress(image.tobytes(), 9), filter=Name.FlateDecode)
