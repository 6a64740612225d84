"""Fills a template and parses what it makes."""

from __future__ import annotations

from typing import Any

from lxml import etree
from lxml.builder import E

from bookbuilder.diagnostics import Outcome
from bookbuilder.markdown.xhtml_text import alone
from bookbuilder.theme.repaired import WHOLE, whole
from bookbuilder.theme.templates import Theme, render


def filled_document(theme: Theme, name: str, values: dict[str, Any]) -> Outcome[etree._Element | None]:
    """The one element that `templates/NAME` makes, without comments, or a div around several; None where it makes nothing."""
    rendered = render(theme, name, values)
    return Outcome(document_of(rendered.value), rendered.diagnostics)


def filled_elements(theme: Theme, name: str, values: dict[str, Any]) -> Outcome[tuple[etree._Element, ...]]:
    """The elements that `templates/NAME` makes, in order, words beside them in spans; none where it makes nothing."""
    rendered = render(theme, name, values)
    root = _tree(rendered.value)
    if root is None:
        return Outcome((), rendered.diagnostics)
    found: list[etree._Element] = []
    for words, element in ((root.text, None), *((it.tail, it) for it in root)):
        found += [element] if element is not None else []
        found += [E.span(words)] if words and words.strip() else []
    return Outcome(tuple(found), rendered.diagnostics)


def document_of(made: str) -> etree._Element | None:
    """The one element that a template has made, without comments, or a div around several; None where it has made nothing."""
    root = _tree(made)
    if root is None or root.tag != WHOLE:
        return root
    root.tag = "div"
    is_one = len(root) == 1 and not (root.text or root[0].tail or "").strip()
    return alone(root[0]) if is_one else root


def _tree(made: str) -> etree._Element | None:
    if not made.strip():
        return None
    root = etree.fromstring(whole(made))
    etree.strip_tags(root, etree.Comment)
    return root
