"""The door to WeasyPrint: lays out a document's HTML with styles and fonts, and gives its pages and their facts."""

from __future__ import annotations

import ctypes.util
import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import ModuleType
from typing import Any

from bookbuilder.layout.laid_out import LaidOut, LayoutOrder
from bookbuilder.layout.pdf_bytes import slim

UNNEEDED = ("fontTools.subset", "fontTools.varLib.instancer")
"""What the engine imports for variable fonts and for machines without our own subsetting."""


def available() -> str | None:
    """Nothing where the engine can run; else one sentence that says what is missing."""
    try:
        with _quickly():
            import weasyprint  # noqa: F401
    except ImportError:
        return "The Python package WeasyPrint is not installed."
    except OSError as error:
        return f"WeasyPrint cannot load Pango, the system's library for setting type: {str(error).splitlines()[0]}."
    return None


class _Later(ModuleType):
    """Stands for a module until one of its functions or classes is called."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *words, **named: getattr(importlib.import_module(self.__name__), name)(*words, **named)


@contextmanager
def _quickly() -> Iterator[None]:
    """On Linux each library has a name that the loader knows: to ask ldconfig, gcc and ld for others takes 0.3 s.

    What changes fonts in ways in which the book's own faces never need it takes as long.
    """
    asked = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    later = {name: _Later(name) for name in UNNEEDED if name not in sys.modules}
    sys.modules.update(later)
    try:
        yield
    finally:
        ctypes.util.find_library = asked
        for name in later:
            del sys.modules[name]


def lay_out(order: LayoutOrder) -> LaidOut:
    """Lay out and draw one document; runs in a process of its own where several must run."""
    with _quickly():
        from bookbuilder.layout.engine.drawing import draw

    drawn = draw(order)
    return replace(drawn, pdf=slim(drawn.pdf))


def engine_version() -> str:
    """The versions that decide about the pages: WeasyPrint's and Pango's."""
    with _quickly():
        from bookbuilder.layout.engine.drawing import VERSIONS

    return VERSIONS
