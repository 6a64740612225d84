"""The door to WeasyPrint: lays out a document's HTML with styles and fonts, and gives its pages and their facts."""

from __future__ import annotations

import ctypes.util
import gc
import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from types import ModuleType
from typing import Any, cast

from bookbuilder import helper_processes
from bookbuilder.layout.laid_out import LaidOut, LayoutOrder
from bookbuilder.theme.fonts import Face

UNNEEDED = ("fontTools.subset", "fontTools.varLib.instancer")
"""What the engine imports for variable fonts and for machines without our own subsetting."""


def available() -> str | None:
    """Nothing where the engine can run; else one sentence that says what is missing."""
    return cast("str | None", helper_processes.ask(_available)) if helper_processes.is_free() else _available()


def _available() -> str | None:
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
    """Lay out and draw one document, in a process beside this one where there is any: it has the engine ready."""
    return cast(LaidOut, helper_processes.ask(_lay_out, order)) if helper_processes.is_free() else _lay_out(order)


_most_pages = 0
_faces: dict[str, Face] = {}
"""Faces that this process has been given once, by their digests."""


def send_faces(faces: tuple[Face, ...]) -> None:
    """Tell the processes beside this one of faces, so that no order need hold them: they are megabytes."""
    if any(face.digest not in _faces for face in faces):
        _remember(faces)
        helper_processes.ask_all(_remember, faces)


def lay_out_in(order: LayoutOrder, digests: tuple[str, ...]) -> LaidOut:
    """Lay out a document that holds no faces in those that this process has been given."""
    return _lay_out(replace(order, faces=tuple(_faces[digest] for digest in digests)))


def _remember(faces: tuple[Face, ...]) -> None:
    _faces.update((face.digest, face) for face in faces)


def _lay_out(order: LayoutOrder) -> LaidOut:
    with _quickly():
        from bookbuilder.layout.engine.drawing import draw

    return draw(order, _most_pages)


def keep_documents(pages: int) -> None:
    """Keep the last documents that this process laid out, up to a number of pages in all: it lays out the same again and again."""
    global _most_pages
    _most_pages = pages


def free() -> None:
    """Collect garbage now, while nobody waits, and not again until this is called again."""
    if "bookbuilder.layout.engine.drawing" in sys.modules:
        from bookbuilder.layout.engine import drawing

        drawing.free()
    else:
        gc.collect()
    gc.disable()


@cache
def engine_version() -> str:
    """The versions that decide about the pages: WeasyPrint's and Pango's."""
    return str(helper_processes.ask(_version)) if helper_processes.is_free() else _version()


def _version() -> str:
    with _quickly():
        from bookbuilder.layout.engine.drawing import VERSIONS

    return VERSIONS
