"""Counts what a chapter's AST has against its finished tree, and the chapters that book.yaml lists against the documents.

The words are held by `printed_words`; a picture has none, and a table or note whose words stand elsewhere is lost all the same.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from bookbuilder.compose.read.gathered import is_label
from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.manuscript.folder import Manuscript
from bookbuilder.mathematics.mathml import MATH
from bookbuilder.model.interview import Quotation
from bookbuilder.model.publication import ContentDocument

_KINDS = {"Table": "table", "Image": "picture", "Note": "note", "CodeBlock": "block of code", "Math": "formula"}
_COUNTED = {
    "table": "self::table",
    "picture": "self::img or self::span[@class='missing-picture']",
    "note": "self::aside[@role='doc-footnote']",
    "block of code": "self::pre",
    "formula": "self::m:math or self::span[contains(@class, 'unread-formula')]",
}


def counted(
    ast: str, note_style: bool, quotations: Sequence[Quotation], section: etree._Element, place: Location
) -> Iterator[Diagnostic]:
    """CHP-048: for each kind of thing of which the finished chapter has fewer or more than its text."""
    due: Counter[str] = Counter()
    _count(json.loads(ast)["blocks"], note_style, False, due)
    for kind, path in _COUNTED.items():
        found = len(section.xpath(f".//*[{path}]", namespaces={"m": etree.QName(MATH).namespace or ""}))
        if found != due[kind]:
            yield _fault(f"The text has {due[kind]} × {kind}, and the finished chapter {found}.", place)
    ids = Counter(element.get("id") for element in section.iter(etree.Element))
    for quotation in quotations:
        if ids[quotation.id] != 1:
            message = f"An excerpt of {quotation.code} stands {ids[quotation.id]} times in the finished chapter."
            yield _fault(message, quotation.location)


def listed(manuscript: Manuscript, documents: Sequence[ContentDocument]) -> Iterator[Diagnostic]:
    """CHP-048: for each chapter that was read and is no document."""
    made = Counter(document.source for document in documents if document.source)
    for chapter in manuscript.chapters.values():
        if not made[chapter.source.file]:
            message = f"{chapter.source.file} was read, and stands nowhere in the book."
            yield _fault(message, Location(chapter.source.file))


def _fault(message: str, place: Location) -> Diagnostic:
    return Diagnostic(
        "CHP-048", place, message, "Look at the template if it is yours; else send it to the maintainers."
    )


def _count(node: Any, note_style: bool, in_note: bool, due: Counter[str]) -> None:
    if isinstance(node, list):
        for child in node:
            _count(child, note_style, in_note, due)
        return
    if not isinstance(node, dict):
        return
    kind = node.get("t")
    if kind == "Cite":
        labels = all(is_label(it["citationId"]) for it in node["c"][0])
        due["note"] += not labels and note_style and not in_note
        return
    if kind in _KINDS:
        due[_KINDS[kind]] += 1
    if "c" in node and kind not in ("Str", "Image", "Code", "CodeBlock", "Math", "RawInline", "RawBlock"):
        _count(node["c"], note_style, in_note or kind == "Note", due)
