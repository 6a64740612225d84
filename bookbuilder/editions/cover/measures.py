"""Measures the cover's wrap from pages, paper and binding, in millimetres from the trimmed sheet's upper left corner.

Block: leaves times the thickness of a leaf. Soft cover: the spine is the block and the card twice. Case: the spine's
board is the block and the boards twice; a side is the page, its square, and one thickness of board for the fold in the
joint. The formulas and where they come from stand in docs/printer.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bookbuilder.languages.tags import is_right_to_left
from bookbuilder.model.book import Book
from bookbuilder.model.lengths import millimetres
from bookbuilder.model.press import Binding, Press


@dataclass(frozen=True)
class Panel:
    """One upright part of the wrap."""

    left: float
    width: float
    top: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def middle(self) -> float:
        return self.left + self.width / 2


@dataclass(frozen=True)
class Wrap:
    """The whole cover, flat, its outside up: back at the left, front at the right; the other way round where it is mirrored."""

    width: float
    """Trimmed, with flaps or turn-ins."""
    height: float
    bleed: float
    back: Panel
    spine: Panel
    front: Panel
    hinge: float = 0
    """How much of back and front, beside the spine, is the joint of a case."""
    front_flap: Panel | None = None
    is_mirrored: bool = False
    """Whether the book is read from right to left, and so bound on the right."""


def block(pages: int, press: Press) -> float:
    """How thick the pages are, pressed together."""
    return (pages + 1) // 2 * press.paper.thickness


def spine(pages: int, press: Press, binding: Binding) -> float:
    """How wide the spine is on the wrap."""
    return block(pages, press) + 2 * (binding.board if binding.cover == "case" else binding.card)


def measure(book: Book, pages: int) -> Wrap:
    """The wrap of a book of so many pages, blank ones included."""
    page = millimetres(book.page.width), millimetres(book.page.height)
    wide = spine(pages, book.press, book.binding)
    wrap = (_case if book.binding.cover == "case" else _soft)(*page, wide, book.press.bleed, book.binding)
    return _mirrored(wrap) if is_right_to_left(book.lang) else wrap


def _mirrored(wrap: Wrap) -> Wrap:
    back, spine, front = (replace(it, left=wrap.width - it.right) for it in (wrap.back, wrap.spine, wrap.front))
    flap = replace(wrap.front_flap, left=wrap.width - wrap.front_flap.right) if wrap.front_flap else None
    return replace(wrap, back=back, spine=spine, front=front, front_flap=flap, is_mirrored=True)


def _soft(width: float, height: float, spine: float, bleed: float, binding: Binding) -> Wrap:
    flap = binding.flaps
    back = Panel(flap, width, 0, height)
    middle = Panel(back.right, spine, 0, height)
    front = Panel(middle.right, width, 0, height)
    return Wrap(
        2 * (flap + width) + spine,
        height,
        bleed,
        back,
        middle,
        front,
        front_flap=Panel(front.right, flap, 0, height) if flap else None,
    )


def _case(width: float, height: float, spine: float, bleed: float, binding: Binding) -> Wrap:
    side = width + binding.square + binding.board
    board = height + 2 * binding.square
    fold = binding.turn_in
    back = Panel(fold, side, fold, board)
    middle = Panel(back.right, spine, fold, board)
    front = Panel(middle.right, side, fold, board)
    return Wrap(2 * (fold + side) + spine, board + 2 * fold, bleed, back, middle, front, hinge=binding.hinge)
