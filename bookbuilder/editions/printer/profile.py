"""Reads the press's ICC profile, and converts colours and pictures through it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from PIL import Image, ImageCms

from bookbuilder.diagnostics import Diagnostic, Outcome
from bookbuilder.editions.printer.palette import BLOCKS, Ink, Rgb
from bookbuilder.model.book import Book
from bookbuilder.model.press import CONDITION, PROFILE
from bookbuilder.source import own_bytes
from bookbuilder.theme.templates import Theme

REGISTRY = "http://www.color.org"
"""The registry of printing conditions; its names stand in an output intent only beside this. See ISO 15930-7, 6.2.2."""


@dataclass(frozen=True)
class Profile:
    """A profile of a printing condition in CMYK."""

    data: bytes
    description: str
    """What the profile calls itself."""
    condition: str
    """The condition's name in the ICC's registry; empty where nobody has named it."""

    def ink(self, colour: Rgb) -> Ink:
        """An sRGB colour in whole percents of ink; traces below three percent are left out."""
        pixel = self.picture(Image.new("RGB", (1, 1), colour)).getpixel((0, 0))
        assert isinstance(pixel, tuple)
        shares = [round(value / 255, 2) for value in pixel]
        cyan, magenta, yellow, black = (share if share >= 0.03 else 0.0 for share in shares)
        return cyan, magenta, yellow, black

    def picture(self, image: Image.Image, own: bytes = b"") -> Image.Image:
        """A picture in RGB, with its own profile or as sRGB, in the press's CMYK: relative colorimetric, black to black."""
        if not own:
            transform = self._from_srgb
        else:
            transform = _transform(ImageCms.getOpenProfile(io.BytesIO(own)), self._opened, image.mode)
        made = ImageCms.applyTransform(image, transform)
        assert made is not None
        return made

    @cached_property
    def _opened(self) -> ImageCms.ImageCmsProfile:
        return ImageCms.getOpenProfile(io.BytesIO(self.data))

    @cached_property
    def _from_srgb(self) -> ImageCms.ImageCmsTransform:
        return _transform(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")), self._opened, "RGB")


def _transform(
    source: ImageCms.ImageCmsProfile, target: ImageCms.ImageCmsProfile, mode: str
) -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(
        source,
        target,
        mode,
        "CMYK",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


def read_profile(book: Book, theme: Theme) -> Outcome[Profile | None]:
    """The profile that book.yaml names, looked up in the book's folder and then among the shipped ones."""
    name = book.press.profile
    place = book.place("press.profile", "press")
    path = theme.path(name)
    if path is None:
        remedy = f"Put the profile that your printer sent there, or leave the line out to have {PROFILE}."
        return Outcome(None, (Diagnostic("PRN-001", place, f'There is no profile "{name}".', remedy, blocks=BLOCKS),))
    data = own_bytes(path, theme.root(path))
    try:
        core = ImageCms.getOpenProfile(io.BytesIO(data)).profile
        problem = (
            "" if _prints_cmyk(core) else f"is a profile for {core.xcolor_space.strip()} ({core.device_class.strip()})"
        )
    except (OSError, ImageCms.PyCMSError):
        problem = "is not an ICC profile"
    if problem:
        remedy = "A press needs an output profile (prtr) for CMYK, of version 2 or 4."
        return Outcome(None, (Diagnostic("PRN-001", place, f'"{name}" {problem}.', remedy, blocks=BLOCKS),))
    condition = book.press.condition or (
        CONDITION if name == PROFILE and data == (theme.shipped / name).read_bytes() else ""
    )
    return Outcome(Profile(data, (core.profile_description or path.stem).strip(), condition))


def _prints_cmyk(core: Any) -> bool:
    """`core` is LittleCMS's own profile, which has no type that can be named."""
    return bool(core.device_class.strip() == "prtr" and core.xcolor_space.strip() == "CMYK" and core.version < 5)
