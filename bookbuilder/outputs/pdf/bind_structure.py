"""Elements of the documents -> the book's one structure tree."""

from __future__ import annotations

from typing import Any

from pikepdf import Pdf

from bookbuilder.model.publication import Publication


def write_structure(book: Pdf, publication: Publication, bound: Any) -> None:
    """Write the structure tree."""
