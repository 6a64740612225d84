"""Reads bytes of any kind, and a picture's metadata, as the texts that they may be."""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import ExifTags, Image

from bookbuilder.consent.withheld.search import Text


def picture(name: str, data: bytes) -> Iterator[Text]:
    """A picture's metadata, wherever its format keeps them."""
    yield from raw(name, data)
    try:
        image = Image.open(io.BytesIO(data))
        texts = [f"{key}: {_as_text(value)}" for key, value in image.info.items() if key != "icc_profile"]
        profile = image.info["icc_profile"] if "icc_profile" in image.info else b""
        exif = image.getexif()
        groups = [dict(exif), *(_group(exif, group) for group in ExifTags.IFD)]
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return
    if isinstance(profile, bytes) and profile:
        yield from raw(f"{name}, its colour profile", profile)
    for group in groups:
        texts += [_as_text(value) for value in group.values()]
    yield Text(f"{name}, its metadata", "\n".join(texts))


def _group(exif: Image.Exif, group: ExifTags.IFD) -> dict[int, object]:
    try:
        return dict(exif.get_ifd(group))
    except KeyError:  # Pillow 12 looks for a maker's note where the picture has no group that could hold one
        return {}


def _as_text(value: object) -> str:
    if isinstance(value, bytes):
        encodings = ("utf-8", "utf-16-le", "utf-16-be", "cp1251")
        return "\n".join(value.decode(encoding, "ignore") for encoding in encodings)
    if isinstance(value, (tuple, list)):
        return " ".join(_as_text(inner) for inner in value)
    return str(value)


def raw(name: str, data: bytes) -> Iterator[Text]:
    """Bytes of any kind."""
    yield Text(name, data.decode("utf-8", "ignore"), is_binary=True)
    if not data.isascii():
        yield Text(name, data.decode("cp1251", "ignore"), is_binary=True)
    if b"\0" in data or b"\4" in data:  # as UTF-16 has them in Latin and in Cyrillic letters
        for start, encoding in ((0, "utf-16-le"), (0, "utf-16-be"), (1, "utf-16-le"), (1, "utf-16-be")):
            yield Text(name, data[start:].decode(encoding, "ignore"), is_binary=True)
