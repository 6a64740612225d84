"""The print edition as a value: its PDF, and the facts of its pages."""

from __future__ import annotations

from dataclasses import dataclass

from bookbuilder.layout.short_pages import ShortPage
from bookbuilder.model.pages import PageFacts, PageMap


@dataclass(frozen=True)
class PdfEdition:
    """The finished PDF and what stands where on its pages."""

    data: bytes
    facts: dict[str, tuple[PageFacts, ...]]
    """The pages of each document."""
    map: PageMap
    """The printed number of the page on which each id begins."""
    first_pages: dict[str, int]
    """The sheet on which each document begins, counted from 1 in the file."""
    pages: int
    """How many pages the file has."""
    short: dict[str, tuple[ShortPage, ...]]
    """The pages of each document that end more than two lines short, for the proof."""
    adjusted: dict[str, tuple[tuple[str, ...], ...]]
    """What was done for the sake of each page of each document, so that it ends well."""
