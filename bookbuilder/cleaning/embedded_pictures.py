"""Turns each picture of pixels that is written out within a drawing into a clean PNG or JPEG that every edition can show.

See https://www.rfc-editor.org/rfc/rfc2397: `data:image/png;base64,…`; the part behind the comma may be percent-encoded,
and base64 may have white space in it.
"""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import unquote_to_bytes

from lxml import etree

from bookbuilder.budgets import in_force
from bookbuilder.cleaning.pictures import PNG, clean_pixels

XLINK = "{http://www.w3.org/1999/xlink}"
_WRITTEN_OUT = re.compile(
    r"\s*data:\s*image/(?:png|jpe?g|pjpeg|gif|webp|bmp|x-ms-bmp|tiff?)\s*((?:;[^,]*)?),(.*)", re.I | re.S
)
_IN_STYLE = re.compile(r"""url\(\s*(["']?)(data:[^"')]*)\1\s*\)""", re.I)
INNER = "data:image/svg+xml;base64,"
"""How a drawing within a drawing begins, once it is clean."""
_INNER = re.compile(r"\s*data:\s*image/svg\+xml\s*((?:;[^,]*)?),(.*)", re.I | re.S)
_SPACE = re.compile(rb"[\x00-\x20]+")
_FORMATS = frozenset("PNG JPEG MPO GIF WEBP BMP TIFF".split())


def clean_embedded(root: etree._Element) -> bool:
    """Clean the pictures within a drawing and its styles in place; whether any has changed.

    A PictureError says what is wrong with the first that cannot be shown: damaged, or with too many pixels, where those
    of one drawing count together.
    """
    changed, left = False, in_force().megapixels * 1_000_000

    def cleaned(address: str) -> str:
        nonlocal changed, left
        written_out = _WRITTEN_OUT.fullmatch(address)
        if written_out is None:
            return address
        data, pixels = _clean(_decoded(written_out[1], written_out[2]))
        left -= pixels
        if left < 0:
            from bookbuilder.cleaning.pixels import PictureError

            raise PictureError(f"has more than {in_force().megapixels} million pixels in all (budgets: megapixels)")
        kind = "png" if data.startswith(PNG) else "jpeg"
        result = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
        changed = changed or result != address
        return result

    def in_style(style: str) -> str:
        return _IN_STYLE.sub(lambda found: f"url({found[1]}{cleaned(found[2])}{found[1]})", style)

    for element in root.iter(etree.Element):
        for key, value in element.attrib.items():
            if "data:" in value or "DATA:" in value:
                element.set(key, cleaned(value) if key in ("href", f"{XLINK}href") else in_style(value))
        if element.text and "data:" in element.text and etree.QName(element).localname == "style":
            element.text = in_style(element.text)
    return changed


def inner_drawing(address: str) -> bytes | None:
    """The SVG that a data address holds, as it was written; None where it is no address of one."""
    written_out = _INNER.fullmatch(address)
    return _decoded(written_out[1], written_out[2]) if written_out else None


def embedded_bytes(address: str) -> bytes:
    """The clean PNG or JPEG that a data address holds; a PictureError where it holds none."""
    written_out = _WRITTEN_OUT.fullmatch(address)
    return _clean(_decoded(written_out[1], written_out[2]) if written_out else b"")[0]


def decoded_address(address: str) -> bytes:
    """What a data address holds, of whatever kind, as it is."""
    head, _, written = address.partition(",")
    return _decoded(head, written)


def _decoded(parameters: str, written: str) -> bytes:
    """What is damaged comes out as bytes that are not a picture."""
    data = unquote_to_bytes(written)
    if not parameters.lower().replace(" ", "").endswith(";base64"):
        return data
    packed = _SPACE.sub(b"", data).rstrip(b"=")
    try:
        return base64.b64decode(packed + b"=" * (-len(packed) % 4), validate=True)
    except binascii.Error:
        return b""


def _clean(data: bytes) -> tuple[bytes, int]:
    """The picture as PNG or JPEG, with nothing said about it, and how many pixels it has."""
    from bookbuilder.cleaning.pixels import PictureError, as_png, open_picture

    with open_picture(data) as image:
        kind, pixels = image.format or "", image.width * image.height
    if kind not in _FORMATS:
        raise PictureError("is not a picture")
    if kind not in ("PNG", "JPEG", "MPO"):
        data = as_png(data)
    return clean_pixels(data), pixels
