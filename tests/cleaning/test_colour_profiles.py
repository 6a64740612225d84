"""A colour profile says what colours are, and not whose screen it was made for."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import ImageCms

from bookbuilder.cleaning.colour_profiles import clean_profile


def with_tag(profile: bytes, name: bytes, data: bytes) -> bytes:
    """The profile with one more tag."""
    (count,) = struct.unpack_from(">I", profile, 128)
    begin = 132 + 12 * count
    tags = [struct.unpack_from(">4sII", profile, 132 + 12 * number) for number in range(count)]
    tags = [(tag, at + 12, size) for tag, at, size in tags] + [(name, len(profile) + 12, len(data))]
    table = b"".join(struct.pack(">4sII", *tag) for tag in tags)
    whole = profile[4:128] + struct.pack(">I", count + 1) + table + profile[begin:] + data
    return struct.pack(">I", len(whole) + 4) + whole


SRGB = clean_profile(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())


def of_a_screen() -> bytes:
    """The same with what a calibration has noted."""
    return with_tag(SRGB, b"mmod", b"text\0\0\0\0A Name\0\0")


def test_a_profile_keeps_its_colours_and_not_what_a_machine_has_noted() -> None:
    cleaned = clean_profile(of_a_screen())
    assert cleaned == SRGB and clean_profile(SRGB) == SRGB
    read = ImageCms.ImageCmsProfile(io.BytesIO(cleaned)).profile
    assert read.profile_description.startswith("sRGB") and read.red_colorant is not None


@pytest.mark.parametrize(
    "data",
    [b"", b"A Name", SRGB[:100], SRGB[:128] + b"\xff" * 40, SRGB[:140]],
    ids=[
        "empty",
        "words",
        "half a head",
        "wrong tags",
        "cut",
    ],  # its bytes tell the second in which the profile was made
)
def test_what_is_no_profile_goes(data: bytes) -> None:
    assert clean_profile(data) == b""
