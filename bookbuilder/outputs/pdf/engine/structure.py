"""Drawn boxes of the engine -> Elements of the PDF's structure tree; a paragraph over two pages is one element."""

from __future__ import annotations

from typing import Any

from bookbuilder.outputs.pdf.laid_out import Element


def elements_of(document: Any, page_streams: list[Any]) -> tuple[Element, ...]:
    """The structure of one drawn document, its roots in order."""
    return ()
