"""Fills a template and parses what it makes, or reports the fault that keeps it from being a tree."""

from __future__ import annotations

from typing import Any

from lxml import etree

from bookbuilder.diagnostics import Diagnostic, Location, Outcome
from bookbuilder.theme.templates import Theme, render


def filled_document(theme: Theme, name: str, values: dict[str, Any]) -> Outcome[etree._Element | None]:
    """The one element that `templates/NAME` makes, without comments; None where it makes nothing.

    Markup that is not well-formed, or more than one element, is TPL-004.
    """
    rendered = render(theme, name, values)
    return _tree(rendered, name, rendered.value.strip())


def filled_elements(theme: Theme, name: str, values: dict[str, Any]) -> Outcome[tuple[etree._Element, ...]]:
    """The elements that `templates/NAME` makes, in order; none where it makes nothing or TPL-004 is reported."""
    rendered = render(theme, name, values)
    made = _tree(rendered, name, f"<div>{rendered.value}</div>" if rendered.value.strip() else "")
    return Outcome(() if made.value is None else tuple(made.value), made.diagnostics)


def _tree(rendered: Outcome[str], name: str, text: str) -> Outcome[etree._Element | None]:
    if not text:
        return Outcome(None, rendered.diagnostics)
    try:
        root = etree.fromstring(text)
    except etree.XMLSyntaxError as error:
        message = f"What the template makes is not well-formed: {error.msg}."
        fault = Diagnostic("TPL-004", Location(f"templates/{name}"), message, "Close every tag.")
        return Outcome(None, (*rendered.diagnostics, fault))
    etree.strip_tags(root, etree.Comment)
    return Outcome(root, rendered.diagnostics)
