"""From this machine to findings: what a book needs, whether it is here, what its absence costs, how to get it."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bookbuilder import environment
from bookbuilder.system_packages import install_command


@dataclass(frozen=True)
class Finding:
    """One thing that the book builder uses, as this machine has it."""

    name: str
    """What it is called: Pango."""
    purpose: str
    """What it is for: "lays out the PDF"."""
    present: bool
    """Whether it can be used."""
    detail: str
    """Its version or place; what is wrong with it where it can't be used."""
    cost: str
    """What goes without it, and what doesn't."""
    remedy: str
    """What to do to have it: as a rule one command."""
    blocks: frozenset[str] = frozenset()
    """The editions that cannot be made without it."""

    @property
    def absence(self) -> str:
        """What is missing, what that costs and what to do, where it can't be used."""
        return f"{self.name} is missing ({self.detail}). {self.cost} To have it: {self.remedy}"

    def as_dict(self) -> dict[str, Any]:
        """The form of `doctor --format json`."""
        return {
            "name": self.name,
            "purpose": self.purpose,
            "present": self.present,
            "detail": self.detail,
            "cost": "" if self.present else self.cost,
            "remedy": "" if self.present else self.remedy,
            "blocks": [] if self.present else sorted(self.blocks),
        }


ALL = frozenset({"pdf", "epub", "html"})

LIBRARIES = {
    "GObject": ("libgobject-2.0-0", "gobject-2.0-0", "gobject-2.0", "libgobject-2.0.so.0", "libgobject-2.0.0.dylib"),
    "Pango": ("libpango-1.0-0", "pango-1.0-0", "pango-1.0", "libpango-1.0.so.0", "libpango-1.0.dylib"),
    "HarfBuzz": ("libharfbuzz-0", "harfbuzz", "harfbuzz-0.0", "libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    "Fontconfig": ("libfontconfig-1", "fontconfig-1", "fontconfig", "libfontconfig.so.1", "libfontconfig.1.dylib"),
    "PangoFT2": ("libpangoft2-1.0-0", "pangoft2-1.0-0", "pangoft2-1.0", "libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
}
"""The system libraries that WeasyPrint 70 opens, by the names under which it tries them on the various systems."""

OLDEST_PANGO = (1, 44, 0)


def examine() -> tuple[Finding, ...]:
    """Everything that the book builder uses, the indispensable first."""
    return (python(), packages(), test_packages(), pango(), fonts(), java(), poppler(), qpdf(), chromium())


def python() -> Finding:
    """The interpreter; it is new enough, or build.py would have said so."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    place = Path(sys.prefix)
    if place.is_relative_to(environment.ROOT):
        place = place.relative_to(environment.ROOT)
    return Finding("Python", "runs the book builder", True, f"{version} in {place}", "", "", ALL)


def packages() -> Finding:
    """The packages that requirements.lock names."""
    lacks = environment.missing(environment.RUNTIME)
    total = len(environment.pins(environment.RUNTIME))
    return Finding(
        "Packages",
        "read, cite and write the book",
        not lacks,
        f"missing: {', '.join(name for name, version in lacks)}" if lacks else f"all {total} of requirements.lock",
        "Nothing can be built.",
        "Run python build.py again: it installs them.",
        ALL,
    )


def test_packages() -> Finding:
    """The packages that only the tests need."""
    lacks = environment.missing(environment.TEST)
    return Finding(
        "Test packages",
        "run the book builder's own tests",
        not lacks,
        f"{len(lacks)} not installed" if lacks else f"all {len(environment.pins(environment.TEST))}",
        "No book lacks anything.",
        "python build.py test installs them.",
    )


def pango() -> Finding:
    """Pango and the libraries around it, asked directly: importing WeasyPrint to know would take a second."""
    opened = {library: _library(names) for library, names in LIBRARIES.items()}
    lacks = [library for library, handle in opened.items() if handle is None]
    detail = f"not found: {', '.join(lacks)}"
    if not lacks:
        version = _pango_version(opened["Pango"])
        detail = ".".join(str(part) for part in version)
        if version < OLDEST_PANGO:
            lacks = ["Pango"]
            detail = f"{detail} is too old: 1.44 or newer is needed"
    return Finding(
        "Pango",
        "lays out the pages of the PDF",
        not lacks,
        detail,
        "No PDF and no drawn cover. EPUB and web edition are made, without the page numbers of the print edition.",
        install_command("pango") or "Install Pango with your system's package manager.",
        frozenset({"pdf", "printer", "cover"}),
    )


def fonts() -> Finding:
    """The font packages that the lock names; the book takes no font from the machine."""
    lacks = [name for name, version in environment.missing(environment.RUNTIME) if name.startswith("fontpkg-")]
    named = [name for name, version in environment.pins(environment.RUNTIME) if name.startswith("fontpkg-")]
    listed = ", ".join(name.removeprefix("fontpkg-").replace("-", " ").title() for name in lacks or named)
    return Finding(
        "Fonts",
        "the letters of all three editions",
        not lacks,
        f"missing: {listed}" if lacks else listed,
        "Nothing can be built.",
        "Run python build.py again: it installs them.",
        ALL,
    )


def java() -> Finding:
    """Java, asked for its version: macOS has a `java` that only says that there is none."""
    told = _told("java", "-version")
    return Finding(
        "Java",
        "runs EPUBCheck",
        bool(told),
        told.splitlines()[0] if told else "not found",
        "The EPUB is made, but not checked by EPUBCheck; the tests that need it are skipped.",
        install_command("java") or "Install a Java runtime.",
    )


def poppler() -> Finding:
    """Poppler's programs, which read the finished PDF."""
    programs = ("pdffonts", "pdftotext", "pdftoppm")
    return _programs(
        "Poppler",
        "reads the finished PDF for the checks",
        programs,
        "The PDF is made; the tests that read and draw it by Poppler are skipped.",
        "poppler",
    )


def qpdf() -> Finding:
    """qpdf, a second opinion on the PDF's structure."""
    return _programs(
        "qpdf",
        "checks how the PDF is built",
        ("qpdf",),
        "The PDF is made; the test that has it checked by qpdf is skipped.",
        "qpdf",
    )


def chromium() -> Finding:
    """A browser that can be driven without a window."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
    found = next((path for path in map(shutil.which, names) if path), "")
    for place in (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ):
        found = found or (place if os.path.exists(place) else "")
    return Finding(
        "Chromium",
        "shows EPUB and web edition to the tests",
        bool(found),
        found or "not found",
        "All editions are made; the tests that look at them in a browser are skipped.",
        install_command("chromium") or "Install Chromium.",
    )


def _programs(name: str, purpose: str, programs: tuple[str, ...], cost: str, thing: str) -> Finding:
    found = {program: shutil.which(program) for program in programs}
    lacks = [program for program, path in found.items() if not path]
    detail = f"not found: {', '.join(lacks)}" if lacks else str(found[programs[0]])
    return Finding(name, purpose, not lacks, detail, cost, install_command(thing) or f"Install {name}.")


def _library(names: tuple[str, ...]) -> ctypes.CDLL | None:
    if os.name == "nt":
        _look_in_dll_folders()
        names = tuple(name if name.endswith(".dll") else f"{name}.dll" for name in names)
    for name in names:
        with suppress(OSError):
            return ctypes.CDLL(name)
    return None


def _look_in_dll_folders() -> None:
    """Where WeasyPrint looks on Windows."""
    usual = r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin;C:\Program Files\GTK3-Runtime Win64\bin"
    for folder in os.environ.get("WEASYPRINT_DLL_DIRECTORIES", usual).split(";"):
        with suppress(OSError):
            os.add_dll_directory(folder)  # type: ignore[attr-defined, unused-ignore]


def _pango_version(library: ctypes.CDLL | None) -> tuple[int, int, int]:
    assert library is not None
    number = int(library.pango_version())
    return number // 10000, number // 100 % 100, number % 100


def _told(*command: str) -> str:
    """What a program says of itself; empty where it is missing or fails."""
    try:
        result = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (result.stdout + result.stderr).strip() if result.returncode == 0 else ""
