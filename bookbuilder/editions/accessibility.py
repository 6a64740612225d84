"""Says in schema.org's words what an EPUB and a web edition declare of their accessibility.

What the book itself shows is read from it; what only the publisher knows is declared in book.yaml.

See https://www.w3.org/TR/epub-a11y-11/ and https://www.w3.org/community/reports/a11y-discov-vocab/.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bookbuilder.model.publication import Publication


@dataclass(frozen=True)
class Accessibility:
    """The properties of one edition."""

    modes: tuple[str, ...]
    """textual, visual"""
    sufficient: tuple[str, ...]
    """Sets of modes of which each is enough: "textual", "textual,visual"."""
    features: tuple[str, ...]
    hazards: tuple[str, ...]
    summary: str
    conforms_to: str
    """As book.yaml declares it; empty where it claims nothing."""
    certifier: str
    credential: str = ""
    report: str = ""


def accessibility(publication: Publication, words: Mapping[str, str], *, has_pages: bool) -> Accessibility:
    """What is true of every book made here, and what follows from this one's pictures, formulas and pages."""
    pictures = bool(publication.resources)
    bodies = [document.body for document in publication.documents]
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability", "ARIA"]
    features += ["alternativeText"] if pictures else []
    features += ["longDescription"] if any(it.descriptions for it in publication.documents) else []
    features += ["MathML"] if any("<math" in body for body in bodies) else []
    features += ["index"] if any(document.kind == "index" for document in publication.documents) else []
    features += ["pageBreakMarkers", "pageNavigation"] if has_pages else []
    book = publication.book
    declared = book.accessibility
    return Accessibility(
        modes=("textual", "visual") if pictures else ("textual",),
        sufficient=("textual", "textual,visual") if pictures else ("textual",),
        features=tuple(features),
        hazards=declared.hazards,
        summary=declared.summary or words["summary"] + (f" {words['summary_pages']}" if has_pages else ""),
        conforms_to=book.conformance.epub,
        certifier=declared.certifier or book.publisher.name,
        credential=declared.credential,
        report=declared.report,
    )
