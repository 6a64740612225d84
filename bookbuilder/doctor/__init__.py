"""Says what a book needs of this machine, whether it is here, what its absence costs, and how to get it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bookbuilder import environment
from bookbuilder.doctor.libraries import LIBRARIES, opened, pango_version
from bookbuilder.programs import path_of
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


OLDEST_PANGO = (1, 44, 0)
OLDEST_NODE = 20
AGAIN = (
    "Run python build.py again: it installs them."
    if environment.IS_CHECKOUT
    else "Install bookbuilder again: its packages come with it."
)


def examine(engines: Mapping[str, Collection[str]]) -> tuple[Finding, ...]:
    """Everything that the book builder uses, the indispensable first; `engines` are those that each edition needs, by its name."""
    every = frozenset(engines)
    press = frozenset(name for name, needed in engines.items() if "Pango" in needed)
    tests = (test_packages(),) if environment.IS_CHECKOUT else ()
    return (
        python(every), packages(every), *tests, pango(press), fonts(every), java(), node(), chromium(), poppler(), qpdf()
    )  # fmt: skip


def python(blocks: frozenset[str] = frozenset()) -> Finding:
    """The interpreter; it is new enough, or build.py would have said so. `blocks`: the editions that need what is asked about."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    place = Path(sys.prefix)
    if place.is_relative_to(environment.ROOT):
        place = place.relative_to(environment.ROOT)
    return Finding("Python", "runs the book builder", True, f"{version} in {place}", "", "", blocks)


def packages(blocks: frozenset[str] = frozenset()) -> Finding:
    """The packages that requirements.lock names."""
    lacks = environment.missing(environment.RUNTIME, environment.LATER)
    total = len(environment.pins(environment.RUNTIME))
    later = [name for name, _ in environment.missing(environment.RUNTIME) if name in environment.LATER]
    rest = f", but for {', '.join(later)}: fetched when a book first needs them" if later else ""
    return Finding(
        "Packages",
        "read, cite and write the book",
        not lacks,
        f"missing: {', '.join(name for name, version in lacks)}"
        if lacks
        else f"all {total} of requirements.lock{rest}",
        "Nothing can be built.",
        AGAIN,
        blocks,
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


def pango(blocks: frozenset[str] = frozenset()) -> Finding:
    """Pango and the libraries around it, asked directly: importing WeasyPrint to know would take a second."""
    found = {library: opened(names) for library, names in LIBRARIES.items()}
    lacks = [library for library, handle in found.items() if handle is None]
    detail = f"not found: {', '.join(lacks)}"
    if found["Pango"] is not None and not lacks:
        version = pango_version(found["Pango"])
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
        blocks,
    )


def fonts(blocks: frozenset[str] = frozenset()) -> Finding:
    """The font packages that the lock names; the book takes no font from the machine."""
    lacks = [name for name, version in environment.missing(environment.RUNTIME) if name.startswith("fontpkg-")]
    named = [name for name, version in environment.pins(environment.RUNTIME) if name.startswith("fontpkg-")]
    listed = ", ".join(name.removeprefix("fontpkg-").replace("-", " ").title() for name in lacks or named)
    return Finding(
        "Fonts",
        "the letters of all editions",
        not lacks,
        f"missing: {listed}" if lacks else listed,
        "Nothing can be built.",
        AGAIN,
        blocks,
    )


def java() -> Finding:
    """Java, asked for its version: macOS has a `java` that only says that there is none."""
    answered = _output_of("java", "-version")
    return Finding(
        "Java",
        "runs EPUBCheck and the Nu checker",
        bool(answered),
        answered.splitlines()[0] if answered else "not found",
        "All editions are made, but a release is refused: EPUBCheck and the Nu checker don't run; their tests are skipped.",
        install_command("java") or "Install a Java runtime.",
    )


def node() -> Finding:
    """Node.js with npm, new enough for the checkers that are written for it."""
    version, npm = _output_of("node", "--version").lstrip("v"), path_of("npm")
    first = version.split(".")[0]
    fresh = first.isdecimal() and int(first) >= OLDEST_NODE
    return Finding(
        "Node.js",
        "installs and runs Ace, axe and the other checkers of a release",
        fresh and bool(npm),
        (version if npm else "npm not found")
        if fresh
        else f"{version or 'not found'}{' is too old' if version else ''}",
        "All editions are made, but a release is refused: what the checkers say of EPUB and web edition is not known.",
        install_command("node") or f"Install Node.js {OLDEST_NODE} or newer.",
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
    found = next((path for path in map(path_of, names) if path), "")
    for place in (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ):
        found = found or (place if os.path.exists(place) else "")
    return Finding(
        "Chromium",
        "shows EPUB and web edition to Ace, axe and the tests",
        bool(found),
        found or "not found",
        "All editions are made, but a release is refused: Ace and axe don't run; their tests are skipped.",
        install_command("chromium") or "Install Chromium.",
    )


def _programs(name: str, purpose: str, programs: tuple[str, ...], cost: str, thing: str) -> Finding:
    found = {program: path_of(program) for program in programs}
    lacks = [program for program, path in found.items() if not path]
    detail = f"not found: {', '.join(lacks)}" if lacks else str(found[programs[0]])
    return Finding(name, purpose, not lacks, detail, cost, install_command(thing) or f"Install {name}.")


def _output_of(name: str, *words: str) -> str:
    """What a program says of itself; empty where it is missing or fails."""
    program = path_of(name)
    if program is None:
        return ""
    try:
        result = subprocess.run([program, *words], capture_output=True, text=True, errors="replace", timeout=120)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (result.stdout + result.stderr).strip() if result.returncode == 0 else ""
