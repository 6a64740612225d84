"""Pictures of pixels without what a camera or a program has written about them: places, names, comments, whatever lies behind.

A colour profile keeps its colours, a name and a copyright.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

PNG = b"\x89PNG\r\n\x1a\n"
_KEPT_CHUNKS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs hIST acTL fcTL fdAT".split()
)
"""Pixels, colours, density and moving pictures. See https://www.w3.org/TR/png-3/#11Chunks"""
_PROFILE = b"ICC_PROFILE\0"
_MOST_IN_SEGMENT = 65_519
_NAMES_OF_PROFILES = frozenset((b"ICC Profile", b"ICC profile", b"icc", b"Photoshop ICC profile"))
_ORIENTATION = 0x0112
_LARGEST_PROFILE = 20_000_000


def clean_pixels(data: bytes) -> bytes:
    """A JPEG or PNG with the same pixels, colours and orientation and nothing else; any other file as it is."""
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    return _png(data) if data.startswith(PNG) else data


def _jpeg(data: bytes) -> bytes:
    """See https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.1.1: segments up to the first scan, then scans up to the end."""
    pieces = [data[:2]]
    profile = _profile_of(data)
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
            return b"".join(pieces) + _scans(data, at)
        if kind == 0xE1:
            turned = _orientation(segment[10:]) if segment[4:10] == b"Exif\0\0" else 1
            if turned > 1:
                exif = b"Exif\0\0" + _minimal_exif(turned)
                pieces.append(b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif)
        elif kind == 0xE0 and segment[4:9] == b"JFIF\0":  # without the small picture that may follow
            pieces.append(b"\xff\xe0\0\x10" + segment[4:16] + b"\0\0")
        elif kind == 0xE2 and segment[4:16] == _PROFILE:
            pieces.append(profile)
            profile = b""
        elif kind == 0xEE and segment[4:9] == b"Adobe":
            pieces.append(b"\xff\xee\0\x0e" + segment[4:16])
        elif not _is_note(kind):
            pieces.append(segment)
        at += 2 + length
    return data


def _is_note(kind: int) -> bool:
    """Whether a segment is a program's own, or a comment."""
    return 0xE0 <= kind <= 0xEF or kind == 0xFE


def _profile_of(data: bytes) -> bytes:
    """The segments of the colour profile, as they are where it is clean; see https://www.color.org/specification/ICC.1-2022-05.pdf, B.4."""
    parts: dict[int, bytes] = {}
    at, whole = 2, b""
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        if data[at + 1] == 0xFF:
            at += 1
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] == 0xE2 and data[at + 4 : at + 16] == _PROFILE:
            parts[data[at + 16]] = data[at + 18 : at + 2 + length]
            whole += data[at : at + 2 + length]
        at += 2 + length
    profile = b"".join(parts[number] for number in sorted(parts))
    cleaned = clean_profile(profile)
    if cleaned == profile:
        return whole
    cut = [cleaned[begin : begin + _MOST_IN_SEGMENT] for begin in range(0, len(cleaned), _MOST_IN_SEGMENT)]
    return b"".join(
        b"\xff\xe2" + struct.pack(">H", len(it) + 16) + _PROFILE + bytes((number, len(cut))) + it
        for number, it in enumerate(cut, start=1)
    )


def _scans(data: bytes, at: int) -> bytes:
    """The scans up to the picture's own end, past which other files may hide, without what is noted between them."""
    kept: list[bytes] = []
    begin = at
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        kind = data[at + 1]
        if kind == 0xD9:
            return b"".join((*kept, data[begin : at + 2]))
        if kind in (0x00, 0xFF) or 0xD0 <= kind <= 0xD7:
            at += 1 if kind == 0xFF else 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if _is_note(kind):
            kept.append(data[begin:at])
            begin = end
        at = end
    return b"".join((*kept, data[begin:]))


def _png(data: bytes) -> bytes:
    pieces = [PNG]
    for kind, chunk in _chunks(data):
        if kind == b"eXIf":
            turned = _orientation(chunk[8:-4])
            if turned > 1:
                body = _minimal_exif(turned)
                pieces.append(_chunk(kind, body))
        elif kind == b"iCCP":
            pieces.append(_profile_chunk(chunk))
        elif kind in _KEPT_CHUNKS:
            pieces.append(chunk)
        if kind == b"IEND":
            return b"".join(pieces)
    return data


def _profile_chunk(chunk: bytes) -> bytes:
    """A PNG's colour profile, under no name of its own; nothing where it cannot be read."""
    name, _, packed = chunk[8:-4].partition(b"\0")
    try:
        unpacker = zlib.decompressobj()
        profile = unpacker.decompress(packed[1:], _LARGEST_PROFILE)
    except zlib.error:
        return b""
    cleaned = clean_profile(profile)
    if cleaned == profile and not unpacker.unused_data:
        return chunk if name in _NAMES_OF_PROFILES else _chunk(b"iCCP", b"ICC profile\0" + packed)
    return _chunk(b"iCCP", b"ICC profile\0\0" + zlib.compress(cleaned)) if cleaned else b""


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


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


KEPT = frozenset(
    b"A2B0 A2B1 A2B2 B2A0 B2A1 B2A2 D2B0 D2B1 D2B2 D2B3 B2D0 B2D1 B2D2 B2D3 rXYZ gXYZ bXYZ rTRC gTRC bTRC kTRC wtpt bkpt "
    b"chad chrm cicp clro clrt gamt lumi meas ncl2 pre0 pre1 pre2 rig0 rig2 tech desc cprt".split()
)
"""Tags of colours. See https://www.color.org/specification/ICC.1-2022-05.pdf, 9.2"""
_HEAD, _TAG, _MOST_TAGS = 128, 12, 200
_ID = slice(84, 100)


def clean_profile(profile: bytes) -> bytes:
    """The profile with the tags of colours alone; the same bytes where it has no others, none where it is no profile."""
    if len(profile) < _HEAD + 4 or profile[36:40] != b"acsp":
        return b""
    (count,) = struct.unpack_from(">I", profile, _HEAD)
    if count > _MOST_TAGS or len(profile) < _HEAD + 4 + _TAG * count:
        return b""
    tags = [struct.unpack_from(">4sII", profile, _HEAD + 4 + _TAG * number) for number in range(count)]
    kept = [(name, at, size) for name, at, size in tags if name in KEPT and at + size <= len(profile)]
    end = max((at + size for _, at, size in tags), default=_HEAD)
    if kept == tags and len(profile) <= end + 3:
        return profile
    body, places = b"", dict[tuple[int, int], int]()
    begin = _HEAD + 4 + _TAG * len(kept)
    for _, at, size in kept:
        if (at, size) not in places:
            places[at, size] = begin + len(body)
            body += profile[at : at + size] + bytes(-size % 4)
    table = b"".join(struct.pack(">4sII", name, places[at, size], size) for name, at, size in kept)
    head = bytearray(profile[:_HEAD])
    head[_ID] = bytes(16)
    head[:4] = struct.pack(">I", begin + len(body))
    return bytes(head) + struct.pack(">I", len(kept)) + table + body
