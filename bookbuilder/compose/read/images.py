"""Checks whether print can use a picture made of pixels: its resolution at the printed size, its colours, its licence."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import ImageCms

from bookbuilder.cleaning.pixels import picture_head
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, did_you_mean
from bookbuilder.source import is_file
from bookbuilder.yaml_source import read_yaml_file

WANTED, LEAST = 300, 200
"""Pixels an inch that printers ask for, and below which dots begin to show."""
MEASURE = 0.72
"""The width of the text as a part of the page's: 112 of 156 mm."""
SCREEN = 96
"""Pixels an inch at which a picture is shown that is narrower than the text."""
RECORD = "manuscript/figures/figures.yaml"
KEYS = ("license", "credit", "source")
_KEYS = f"Keys: {', '.join(KEYS)}."


def image_faults(
    path: Path, address: str, place: Location, folder: Path, page_width: float, share: float | None = None
) -> Iterator[Diagnostic]:
    """FIG-006 resolution, FIG-007 colour space, FIG-008 licence; `page_width` in millimetres, `share` of its text 0 to 1."""
    try:
        image = picture_head(path)
        on_its_side = image.getexif().get(0x0112, 1) in range(5, 9)
    except (OSError, ValueError, SyntaxError, KeyError, TypeError, struct.error):
        return  # what is wrong with it is reported when it is measured
    pixels, mode, profile = image.size[on_its_side], image.mode, image.info.get("icc_profile")
    full = page_width * MEASURE / 25.4
    inches = full * share if share else min(full, pixels / SCREEN)
    resolution = round(pixels / inches)
    if resolution < LEAST:
        wanted = round(full * (share or 1) * WANTED)
        message = f"{address} is {pixels} pixels wide and prints at {resolution} to the inch; print needs {WANTED}."
        yield Diagnostic(
            "FIG-006",
            place,
            message,
            f"Get it with {wanted} pixels for {'that width' if share else 'the full width of the text'}.",
        )
    if mode == "CMYK":
        message = f"{address} is in the colours of a printing press (CMYK), which screens show wrongly."
        yield Diagnostic("FIG-007", place, message, "Export it in sRGB; the printer's file is made from that.")
    elif mode in ("I", "I;16", "F", "LAB", "YCbCr") or mode.startswith("I;"):
        yield Diagnostic(
            "FIG-007", place, f"{address} has colours that not every screen shows ({mode}).", "Export it in sRGB."
        )
    elif profile and not _is_srgb(profile):
        yield Diagnostic("FIG-007", place, f"{address} has a colour profile other than sRGB.", "Export it in sRGB.")
    recorded = _record(path, folder)
    yield from recorded.diagnostics
    if not recorded.diagnostics and not recorded.value:
        remedy = f"Write it into {RECORD}: {path.name}: {{license: CC BY 4.0, credit: …, source: …}}"
        yield Diagnostic("FIG-008", place, f"Nothing says under which licence {address} is used.", remedy)


def _is_srgb(profile: bytes) -> bool:
    try:
        name = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    except (ImageCms.PyCMSError, OSError):
        return False
    return "srgb" in name.lower() or "gray" in name.lower()


def _record(path: Path, folder: Path) -> Outcome[str]:
    """The licence that the record gives a picture, by its path under manuscript/ or its name; FIG-018, a key it cannot have."""
    record = folder / RECORD
    if not is_file(record):
        return Outcome("")
    yaml = read_yaml_file(record, folder)
    if yaml.value is None or not isinstance(yaml.value.value, dict):
        return Outcome("", yaml.diagnostics)
    entries: dict[Any, Any] = yaml.value.value
    root = (folder / "manuscript").resolve()
    for name in (path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name, path.name):
        entry = entries[name] if name in entries else None
        if isinstance(entry, dict):
            wrong = [str(key) for key in entry if key not in KEYS]
            faults = [
                Diagnostic(
                    "FIG-018", yaml.value.key_at((name, key)), f"Unknown key “{key}”.", did_you_mean(key, KEYS) or _KEYS
                )
                for key in wrong
            ]
            return Outcome(str(entry["license"]) if "license" in entry else "", tuple(faults))
    return Outcome("", yaml.diagnostics)
