"""Figures and tables that leave a hole before them -> how many paragraphs each lets pass, as a typesetter floats them.

The engine cannot float a figure to the head of the next page while the text runs on. So a chapter with such a hole is
laid out again with the figure behind the next paragraph, in bounded rounds, and the better of both is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from bookbuilder.model.pages import PageFacts
from bookbuilder.outputs.pdf.short_pages import short_pages

FARTHEST = 4
"""Paragraphs that a figure lets pass at most; as many rounds are laid out."""


def further(pages: Sequence[PageFacts], drifts: Mapping[str, int], floats: Sequence[str]) -> dict[str, int]:
    """Drifts with one paragraph more for each figure or table that begins the page after a short one."""
    more = dict(drifts)
    for short in short_pages(pages):
        first = _first(pages[short.number])
        if first in floats and (more[first] if first in more else 0) < FARTHEST:
            more[first] = (more[first] if first in more else 0) + 1
    return more


def missing_lines(pages: Sequence[PageFacts]) -> float:
    """How many lines are missing on all short pages of a document together."""
    return sum(page.lines for page in short_pages(pages))


def let_pass(root: etree._Element, drifts: Mapping[str, int]) -> None:
    """Move each drifting element behind so many paragraphs that follow it; nothing passes a heading or another figure."""
    for element in [it for it in root.iter() if isinstance(it.tag, str) and it.get("id") in drifts]:
        for _ in range(drifts[element.get("id")]):
            following = element.getnext()
            if following is None or following.tag != "p":
                break
            tail, element.tail = element.tail, None
            following.addnext(element)
            following.tail, element.tail = tail, following.tail


def floating(root: etree._Element) -> tuple[str, ...]:
    """The ids of figures and tables that stand between paragraphs."""
    return tuple(
        element.get("id") for element in root.iter() if element.tag in ("figure", "table") and element.get("id")
    )


def _first(page: PageFacts) -> str:
    """The id of what stands first on a page: its topmost figure, or the block of its first line."""
    figures = [box for box in page.boxes if box.kind == "figure" and box.id]
    foot = min([page.bottom] + [box.y for box in page.boxes if box.kind == "notes"])
    lines = [line for line in page.lines if line.y < foot]
    if figures and (not lines or min(box.y for box in figures) <= min(line.y for line in lines)):
        return min(figures, key=lambda box: box.y).id
    return lines[0].block if lines else ""
