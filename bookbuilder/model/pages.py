"""What laying out a chapter gives: which lines, notes, boxes and anchors stand where on which page."""

from __future__ import annotations

from dataclasses import dataclass

ROUNDING = 0.5
"""CSS pixels by which a box may pass an edge before it counts as being beyond it."""


@dataclass(frozen=True)
class LineFact:
    """One line of text on a page; lengths in CSS pixels from the page's top left corner."""

    block: str
    """The id of the nearest element with an id around the line's paragraph."""
    start: int
    """Offset of its first character in the text of that block."""
    text: str
    """What it prints, a hyphen at the line's end included."""
    x: float
    y: float
    width: float
    height: float
    role: str = "text"
    """text, note, heading, caption, cell; margin for what a draft says beside the text"""
    space: float = 0.0
    """The width of its word spaces as set; 0 where it has none."""
    natural_space: float = 0.0
    """The width that its font gives them."""
    cell: int = 0
    """The place of its table cell among the cells of the document, from 1; 0 for what no cell of `block` holds."""
    size: float = 0.0
    """The size of its type; of its first words where it has several."""
    chosen: bool = False
    """Whether the paragraph room chose it, not the engine by itself."""


@dataclass(frozen=True)
class BoxFact:
    """One box that must lie inside its page: a note, a note's call, a table row, a figure, a heading."""

    kind: str
    """note, call, row, figure, heading, paragraph, table, picture"""
    id: str
    x: float
    y: float
    width: float
    height: float
    name: str = ""
    """What the `src` of a picture says."""
    pixels: int = 0
    """How many pixels wide a picture's file is; 0 for drawings."""


@dataclass(frozen=True)
class PageFacts:
    """One page as laid out."""

    number: int
    """Its place in its document, from 1."""
    width: float
    height: float
    top: float
    """Top edge of the page's content area."""
    bottom: float
    """Bottom edge of the page's content area, above which notes end."""
    lines: tuple[LineFact, ...] = ()
    boxes: tuple[BoxFact, ...] = ()
    anchors: tuple[str, ...] = ()
    """Every id whose box begins on the page."""
    blank: bool = False
    """Whether it was left empty on purpose."""
    ends: bool = False
    """Whether it ends where it does on purpose: with its document, or before a forced break."""

    @property
    def area(self) -> BoxFact | None:
        """The box that the text is set in; None on a page without one."""
        return next((box for box in self.boxes if box.kind == "area"), None)


@dataclass(frozen=True)
class PageMap:
    """The page on which each id of the book begins, as printed: "87", "xii"."""

    pages: dict[str, str]

    def page(self, id: str) -> str:
        """The printed number of the page on which `id` begins; empty where the print edition doesn't know it."""
        return self.pages[id] if id in self.pages else ""
