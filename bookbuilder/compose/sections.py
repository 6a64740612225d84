"""A template under templates/content/ that makes a whole document, and its values, in; the document's tree and text out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lxml import etree

from bookbuilder.compose.markup import serialise
from bookbuilder.compose.templates import Theme, render
from bookbuilder.diagnostics import Diagnostic, Location, Outcome
from bookbuilder.model.publication import ContentDocument, Heading


def fill_section(
    outline: ContentDocument, theme: Theme, name: str, values: dict[str, Any], headings: Sequence[Heading] = ()
) -> Outcome[ContentDocument]:
    """The outline with its body, its ids, and the headings below its title; markup that is not well-formed is told."""
    rendered = render(theme, f"content/{name}", {"document_id": outline.id, "title": outline.title, **values})
    if not rendered.value.strip():
        return Outcome(outline, rendered.diagnostics)
    try:
        root = etree.fromstring(rendered.value.strip())
    except etree.XMLSyntaxError as error:
        place = Location(f"templates/content/{name}", error.lineno or 1, 1)
        fault = Diagnostic("TPL-004", place, f"What the template makes is not well-formed: {error.msg}.", "Close every tag.")
        return Outcome(outline, (*rendered.diagnostics, fault))
    etree.strip_tags(root, etree.Comment)
    ids = tuple(element.get("id") for element in root.iter() if element.get("id"))
    own = Heading(outline.id, 0 if outline.kind == "part" else 1, outline.number, outline.title, outline.title_xhtml, outline.listed)
    return Outcome(replace(outline, body=serialise(root), headings=(own, *headings), ids=ids), rendered.diagnostics)
