"""Pages made by hand for the rules of the proof: lines one below the other, as an engine would tell them."""

from __future__ import annotations

from bookbuilder.model.pages import BoxFact, LineFact, PageFacts
from bookbuilder.proof.faults import KINDS

HEIGHT = 18.0
TOP, BOTTOM = 80.0, 80.0 + 20 * HEIGHT
LEFT, WIDTH = 70.0, 435.0


def line(
    text: str, block: str = "p1", at: int = 0, *, role: str = "text", space: float = 3.0, width: float = WIDTH
) -> LineFact:
    """A line of a paragraph on the page's line number `at`."""
    return LineFact(block, 0, text, LEFT, TOP + at * HEIGHT, width, HEIGHT, role, space if " " in text else 0.0, 3.0)


def lines(*texts: str, block: str = "p1", at: int = 0, role: str = "text") -> tuple[LineFact, ...]:
    """Lines of one paragraph below each other."""
    return tuple(line(text, block, at + number, role=role) for number, text in enumerate(texts))


def page(number: int, *parts: LineFact, boxes: tuple[BoxFact, ...] = ()) -> PageFacts:
    """A page of twenty lines."""
    area = BoxFact("area", "", LEFT, TOP, WIDTH, BOTTOM - TOP)
    return PageFacts(number, 590.0, 885.0, TOP, BOTTOM, parts, (area, *boxes))


def box(
    kind: str, y: float, height: float, *, width: float = WIDTH, id: str = "b", name: str = "", pixels: int = 0
) -> BoxFact:
    """A box at the left edge of the text block."""
    return BoxFact(kind, id, LEFT, y, width, height, name, pixels)


def said(kind: str, *pages: PageFacts) -> list[str]:
    """What one rule says about the pages."""
    return [f"{mark.page}: {mark.said}" for mark in KINDS[kind].find(pages)]
