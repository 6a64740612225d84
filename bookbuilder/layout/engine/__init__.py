"""The door to WeasyPrint: lays out a document's HTML with styles and fonts, and gives its pages and their facts."""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from bookbuilder.layout.laid_out import LaidOut, LayoutOrder
from bookbuilder.layout.pdf_bytes import slim


def available() -> str | None:
    """Nothing where the engine can run; else one sentence that says what is missing."""
    try:
        with _without_a_compiler():
            import weasyprint  # noqa: F401
    except ImportError:
        return "The Python package WeasyPrint is not installed."
    except OSError as error:
        return f"WeasyPrint cannot load Pango, the system's library for setting type: {str(error).splitlines()[0]}."
    return None


@contextmanager
def _without_a_compiler() -> Iterator[None]:
    """On Linux each library has a name that the loader knows: to ask ldconfig, gcc and ld for others takes 0.3 s."""
    asked = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = asked


def lay_out(order: LayoutOrder) -> LaidOut:
    """Lay out and draw one document; runs in a process of its own where several must run."""
    from bookbuilder.layout.engine.drawing import draw

    drawn = draw(order)
    return replace(drawn, pdf=slim(drawn.pdf))


def engine_version() -> str:
    """The versions that decide about the pages: WeasyPrint's and Pango's."""
    from bookbuilder.layout.engine.drawing import VERSIONS

    return VERSIONS
