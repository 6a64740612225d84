"""Fills a template under templates/content/ that makes a whole document, and gives its tree and text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bookbuilder.diagnostics import Outcome
from bookbuilder.markdown.xhtml_text import ids_of, serialise
from bookbuilder.model.publication import ContentDocument, Heading
from bookbuilder.theme.filled import filled_document
from bookbuilder.theme.templates import Theme


def fill_section(
    outline: ContentDocument, theme: Theme, name: str, values: dict[str, Any], headings: Sequence[Heading] = ()
) -> Outcome[ContentDocument]:
    """The outline with its body, its ids, and the headings below its title; markup that is not well-formed is reported."""
    filled = filled_document(theme, f"content/{name}", {"document_id": outline.id, "title": outline.title, **values})
    root = filled.value
    if root is None:
        return Outcome(outline, filled.diagnostics)
    own = Heading(
        outline.id,
        0 if outline.kind == "part" else 1,
        outline.number,
        outline.title,
        outline.title_xhtml,
        outline.listed,
    )
    return Outcome(
        replace(outline, body=serialise(root), headings=(own, *headings), ids=ids_of(root)), filled.diagnostics
    )
