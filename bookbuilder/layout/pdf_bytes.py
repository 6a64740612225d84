"""Writes a PDF to bytes that are the same for the same pages."""

from __future__ import annotations

import io
from typing import Any

from pikepdf import Array, ObjectStreamMode, Pdf, String


def saved(book: Pdf) -> bytes:
    """The bytes of a finished file to which something was added, its streams as they were."""
    return _bytes(book, object_stream_mode=ObjectStreamMode.preserve, min_version=book.pdf_version)


def compressed(book: Pdf, **version: str) -> bytes:
    """The bytes of a new file, as small as may be; `min_version` or `force_version` is that of PDF."""
    return _bytes(book, True, object_stream_mode=ObjectStreamMode.generate, recompress_flate=True, **version)


def packed(book: Pdf) -> bytes:
    """The bytes of a new file of pages that were compressed before."""
    return _bytes(book, object_stream_mode=ObjectStreamMode.generate, min_version="1.7")


def opened(drawn: bytes) -> Pdf:
    """A document as the engine has drawn it, whose pages name only what they show: the engine gives all of them one list."""
    book = Pdf.open(io.BytesIO(drawn))
    # the first half stays; to write it, the engine would make all bytes twice
    book.trailer.ID = Array([String("bookbuilder")] * 2)
    book.remove_unreferenced_resources()
    return book


def plain(part: Pdf) -> bytes:
    """The bytes of a part of a book, quick to write and to read."""
    return _bytes(part, False, object_stream_mode=ObjectStreamMode.disable)


def _bytes(book: Pdf, whole: bool = True, /, **settings: Any) -> bytes:
    out = io.BytesIO()
    if whole:
        book.remove_unreferenced_resources()
    book.save(out, compress_streams=True, deterministic_id=True, **settings)
    return out.getvalue()
