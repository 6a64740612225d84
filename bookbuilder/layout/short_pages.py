"""Finds the pages that end well above their foot, though the text goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from bookbuilder.model.pages import PageFacts


@dataclass(frozen=True)
class ShortPage:
    """A page whose text ends well above its foot or its notes, though the text goes on."""

    number: int
    """Its place in its document, from 1."""
    lines: float
    """How many lines are missing."""


ALLOWED = 2.0
"""Lines by which a page may end short."""


def short_pages(pages: Sequence[PageFacts]) -> list[ShortPage]:
    """The pages of one document that end short, though no break is forced there."""
    found = []
    for page in pages[:-1]:
        foot = min([page.bottom] + [box.y for box in page.boxes if box.kind == "notes"])
        text = [line for line in page.lines if line.y < foot]
        if not text or page.blank or page.ends:
            continue
        leading = median(line.height for line in text)
        lowest = max(
            [line.y + line.height for line in text]
            + [box.y + box.height for box in page.boxes if box.kind in ("figure", "row")]
        )
        missing = round((foot - lowest) / leading, 1)
        if missing > ALLOWED:
            found.append(ShortPage(page.number, missing))
    return found
