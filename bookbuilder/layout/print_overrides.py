"""Applies print overrides to the paragraphs that they name, and reports those that fit none.

An override names its paragraph by id or by its first words, so that the text stays clean; when the words have changed, the
override is reported at its own line, since it stood for a page that looked different then.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from bookbuilder.diagnostics import Diagnostic, Outcome
from bookbuilder.layout.gate import PDF_ONLY
from bookbuilder.model.print_overrides import PrintOverride
from bookbuilder.model.publication import ContentDocument

Placed = dict[str, dict[str, str]]
"""For each document the ids that have an override, each with the declarations that stand for it."""

FEWEST = 3
"""So many words identify a paragraph."""

_BLOCKS = ("p", "li", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figcaption", "caption", "div")
"""Elements that book.yaml may name by their first words."""


def place_overrides(overrides: Sequence[PrintOverride], documents: Sequence[ContentDocument]) -> Outcome[Placed]:
    """Find the place of each override."""
    placed: Placed = {}
    faults: list[Diagnostic] = []
    trees = {it.id: etree.fromstring(it.body) for it in documents if it.body and overrides}
    for override in overrides:
        own = [it for it in documents if it.id in trees and (not override.chapter or _is_chapter(it, override.chapter))]
        found = [(it.id, id) for it in own for id in _places(trees[it.id], override.at)]
        if len(found) == 1:
            ((document, id),) = found
            declarations = _declarations(override)
            others = placed.setdefault(document, {})
            others[id] = f"{others[id]}; {declarations}" if id in others else declarations
        else:
            faults.append(_unplaced(override, len(found)))
    return Outcome(placed, tuple(faults))


def apply_overrides(root: etree._Element, own: dict[str, str]) -> None:
    """Write the declarations into the elements of one document."""
    for element in root.iter(etree.Element):
        if element.get("id") in own:
            before = element.get("style")
            element.set("style", "; ".join(filter(None, (before, own[element.get("id") or ""]))))


def _is_chapter(document: ContentDocument, name: str) -> bool:
    return (
        name == document.id
        or bool(document.source)
        and (document.source == name or document.source.endswith(f"/{name}"))
    )


def _places(root: etree._Element, at: str) -> list[str]:
    named = [element.get("id") or "" for element in root.iter(etree.Element) if element.get("id") == at]
    wanted = _words(at)
    if named or len(wanted) < FEWEST:
        return named
    found = []
    for element in root.iter(*_BLOCKS):
        inner = element.find(".//p") if element.tag != "p" else None
        if element.get("id") and inner is None and _words(_text(element))[: len(wanted)] == wanted:
            found.append(element.get("id") or "")
    return found


def _text(element: etree._Element) -> str:
    """The element's text without the calls of its notes."""
    pieces = [element.text or ""]
    for child in element:
        silent = child.get("role") in ("doc-noteref", "doc-backlink") or child.get("class") in ("number", "label")
        pieces += ["" if silent else _text(child), child.tail or ""]
    return "".join(pieces)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _declarations(override: PrintOverride) -> str:
    said = {
        "break-before": "page" if override.break_before else "",
        "break-inside": "avoid" if "together" in override.keep else "",
        "break-after": "avoid" if "with-next" in override.keep else "",
        "letter-spacing": f"{override.tracking / 1000:g}em" if override.tracking else "",
        "hyphens": "manual" if override.hyphens else "",
    }
    return "; ".join(f"{name}: {value}" for name, value in said.items() if value)


def _unplaced(override: PrintOverride, count: int) -> Diagnostic:
    if count:
        message, advice = f"{count} paragraphs begin “{override.at}”.", "Add more words, or a line: chapter: its file."
    elif len(_words(override.at)) < FEWEST and " " in override.at:
        message, advice = (
            f"“{override.at}” is too short to identify a paragraph.",
            f"Write {FEWEST} words at least, or an id.",
        )
    else:
        message = f"No paragraph begins “{override.at}” any more: this override changes nothing."
        advice = "Look at the page: delete the override, or write the paragraph's first words as they are now."
    return Diagnostic("PDF-040", override.location, message, advice, blocks=PDF_ONLY)
