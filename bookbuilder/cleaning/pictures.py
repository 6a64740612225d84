"""Pictures of pixels without what a camera or a program has written about them: places, names, comments, whatever lies behind."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

PNG = b"\x89PNG\r\n\x1a\n"
_KEPT_CHUNKS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs hIST acTL fcTL fdAT".split()
)
"""Pixels, colours, density and moving pictures. See https://www.w3.org/TR/png-3/#11Chunks"""
_KEPT_SEGMENTS = frozenset((0xE0, 0xE2, 0xEE))
"""JFIF, the colour profile, and Adobe's word on what the colours are."""
_ORIENTATION = 0x0112


def clean_pixels(data: bytes) -> bytes:
    """A JPEG or PNG with the same pixels, colours and orientation and nothing else; any other file as it is."""
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    return _png(data) if data.startswith(PNG) else data


def _jpeg(data: bytes) -> bytes:
    """See https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.1.1: segments up to the first scan, then scans up to the end."""
    pieces = [data[:2]]
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return data
        kind, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if kind == 0xFF:
            at += 1
            continue
        segment = data[at : at + 2 + length]
        if kind == 0xDA:
            end = data.rfind(b"\xff\xd9")
            first = _end_of_picture(data, at)
            end = first if first > 0 else end
            return b"".join(pieces) + data[at : end + 2 if end > at else len(data)]
        if kind == 0xE1:
            turned = _orientation(segment[10:]) if segment[4:10] == b"Exif\0\0" else 1
            if turned > 1:
                exif = b"Exif\0\0" + _minimal_exif(turned)
                pieces.append(b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif)
        elif not (0xE0 <= kind <= 0xEF or kind == 0xFE) or (
            kind in _KEPT_SEGMENTS and not segment[4:].startswith((b"MPF\0", b"FPXR\0"))
        ):
            pieces.append(segment)
        at += 2 + length
    return data


def _end_of_picture(data: bytes, at: int) -> int:
    """Where the picture's own end stands, past whose marker other files may hide; 0 where it is not found."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        kind = data[at + 1]
        if kind == 0xD9:
            return at
        if kind in (0x00, 0xFF) or 0xD0 <= kind <= 0xD7:
            at += 1 if kind == 0xFF else 2
        else:
            at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return 0


def _png(data: bytes) -> bytes:
    pieces = [PNG]
    for kind, chunk in _chunks(data):
        if kind == b"eXIf":
            turned = _orientation(chunk[8:-4])
            if turned > 1:
                body = _minimal_exif(turned)
                pieces.append(struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)))
        elif kind in _KEPT_CHUNKS:
            pieces.append(chunk)
        if kind == b"IEND":
            return b"".join(pieces)
    return data


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(PNG)
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 8], data[at : at + 12 + length]
        at += 12 + length


def _orientation(exif: bytes) -> int:
    """How a camera was held, 1 where it does not say: one entry of a TIFF's first directory."""
    order = ">" if exif[:2] == b"MM" else "<"
    try:
        (first,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, first)
        for number in range(count):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", exif, first + 2 + 12 * number)
            if tag == _ORIENTATION:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


def _minimal_exif(orientation: int) -> bytes:
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, orientation, 0)
    return b"MM\0*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
