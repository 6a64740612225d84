"""Counts what a chapter's AST has against its finished tree, and the chapters that book.yaml lists against the documents.

The words are held by `printed_words`; a picture has none, and a table or note whose words stand elsewhere is lost all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.manuscript.folder import Manuscript
from bookbuilder.mathematics.mathml import MATH
from bookbuilder.model.interview import Quotation
from bookbuilder.model.publication import ContentDocument

_NAMES = {"Table": "table", "Image": "picture", "Note": "note", "CodeBlock": "block of code", "Math": "formula"}
_KINDS = {"table": "Table", "img": "Image", "pre": "CodeBlock", MATH: "Math"}


def counted(
    due: Mapping[str, int], quotations: Sequence[Quotation], section: etree._Element, place: Location
) -> Iterator[Diagnostic]:
    """CHP-048: for each kind of thing of which the finished chapter has fewer or more than its text; `due` by Pandoc's kinds."""
    found: Counter[str] = Counter(_kind(element) for element in section.iter(*_KINDS, "aside", "span"))
    for kind, name in _NAMES.items():
        if found[kind] != due[kind]:
            yield _fault(f"The text has {due[kind]} × {name}, and the finished chapter {found[kind]}.", place)
    ids: Counter[str] = Counter(section.xpath(".//@id", smart_strings=False)) if quotations else Counter()
    for quotation in quotations:
        if ids[quotation.id] != 1:
            message = f"An excerpt of {quotation.code} stands {ids[quotation.id]} times in the finished chapter."
            yield _fault(message, quotation.location)


def _kind(element: etree._Element) -> str:
    """What Pandoc calls the thing that an element of the finished chapter is, or stands for."""
    if element.tag in _KINDS:
        return _KINDS[element.tag]
    if element.tag == "aside":
        return "Note" if element.get("role") == "doc-footnote" else ""
    name = element.get("class") or ""
    return "Image" if name == "missing-picture" else "Math" if "unread-formula" in name.split() else ""


def listed(manuscript: Manuscript, documents: Sequence[ContentDocument]) -> Iterator[Diagnostic]:
    """CHP-048: for each chapter that was read and is not a document."""
    made = Counter(document.source for document in documents if document.source)
    for chapter in manuscript.chapters.values():
        if not made[chapter.source.file]:
            message = f"{chapter.source.file} was read, and is not in the book."
            yield _fault(message, Location(chapter.source.file))


def _fault(message: str, place: Location) -> Diagnostic:
    return Diagnostic(
        "CHP-048", place, message, "Look at the template if it is yours; else send it to the maintainers."
    )
