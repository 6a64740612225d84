"""Opens a system library by its names, as WeasyPrint opens it."""

from __future__ import annotations

import ctypes
import os
from contextlib import suppress

LIBRARIES = {
    "GObject": ("libgobject-2.0-0", "gobject-2.0-0", "gobject-2.0", "libgobject-2.0.so.0", "libgobject-2.0.0.dylib"),
    "Pango": ("libpango-1.0-0", "pango-1.0-0", "pango-1.0", "libpango-1.0.so.0", "libpango-1.0.dylib"),
    "HarfBuzz": ("libharfbuzz-0", "harfbuzz", "harfbuzz-0.0", "libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    "Fontconfig": ("libfontconfig-1", "fontconfig-1", "fontconfig", "libfontconfig.so.1", "libfontconfig.1.dylib"),
    "PangoFT2": (
        "libpangoft2-1.0-0",
        "pangoft2-1.0-0",
        "pangoft2-1.0",
        "libpangoft2-1.0.so.0",
        "libpangoft2-1.0.dylib",
    ),
}
"""The system libraries that WeasyPrint 70 opens, by the names under which it tries them on the various systems."""


def opened(names: tuple[str, ...]) -> ctypes.CDLL | None:
    """The library that answers to one of these names; None where none does."""
    if os.name == "nt":
        _look_in_dll_folders()
        names = tuple(name if name.endswith(".dll") else f"{name}.dll" for name in names)
    for name in names:
        with suppress(OSError):
            return ctypes.CDLL(name)
    return None


def pango_version(library: ctypes.CDLL) -> tuple[int, int, int]:
    """What Pango says of itself: (1, 50, 12)."""
    number = int(library.pango_version())
    return number // 10000, number // 100 % 100, number % 100


def _look_in_dll_folders() -> None:
    """Where WeasyPrint looks on Windows."""
    usual = r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin;C:\Program Files\GTK3-Runtime Win64\bin"
    for folder in os.environ.get("WEASYPRINT_DLL_DIRECTORIES", usual).split(";"):
        with suppress(OSError):
            os.add_dll_directory(folder)  # type: ignore[attr-defined, unused-ignore]
