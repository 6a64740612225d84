"""The print edition as a value: its PDF, and the facts of its pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from bookbuilder.layout.short_pages import ShortPage
from bookbuilder.model.pages import PageFacts, PageMap


@dataclass(frozen=True)
class PdfEdition:
    """The pages of the print edition and what stands where on them."""

    bind: Callable[[], bytes] = field(compare=False, repr=False)
    facts: dict[str, tuple[PageFacts, ...]]
    """The pages of each document."""
    map: PageMap
    """The printed number of the page on which each id begins."""
    first_pages: dict[str, int]
    """The sheet on which each document begins, counted from 1 in the file."""
    pages: int
    short: dict[str, tuple[ShortPage, ...]]
    """The pages of each document that end more than two lines short, for the proof."""
    adjusted: dict[str, tuple[tuple[str, ...], ...]]
    """What was done for the sake of each page of each document, so that it ends well."""

    @cached_property
    def data(self) -> bytes:
        """The finished PDF, which is bound when it is first asked for."""
        return self.bind()
