"""Chooses the lines of a measured paragraph by Knuth and Plass's total fit.

See Donald E. Knuth and Michael F. Plass, "Breaking Paragraphs into Lines", Software: Practice and Experience 11 (1981).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import floor

from bookbuilder.layout.paragraph.breaks import Break, Measured, measured
from bookbuilder.layout.paragraph.runs import Paragraph
from bookbuilder.layout.paragraph.total_fit import OVERFULL, STRETCH, Measure, Node, cheapest_way

EASY = 1.0
"""The stretch up to which lines need no hyphens."""
TOO_LOOSE = 0.40
"""Word spaces above this, in sizes of the type, are seen at once."""


@dataclass(frozen=True)
class Line:
    """A line: offsets into the paragraph's text, and whether a hyphen is printed at its end."""

    begins: int
    ends: int
    """Before its trailing spaces."""
    follows: int
    """Where the next line begins."""
    hyphen: bool
    width: float
    """Its width before its word spaces are changed, its tracking left out."""
    spaces: int
    tracking: float
    """How much further apart its letters stand, in sizes of the type."""
    left: float = 0.0
    """How far it begins beyond its edge, and ends beyond the other one."""
    right: float = 0.0
    stretch: float = 1.0
    """How wide its glyphs are drawn, in their own widths."""
    drawn: float = 0.0
    """The width of its pictures and formulas, which have no glyphs."""
    fills: bool = True
    """Whether its word spaces make it as wide as its measure."""


@lru_cache(maxsize=4096)
def shaped(paragraph: Paragraph, within_words: bool = True) -> Measured:
    """The paragraph's breaks, found once whatever its measures are; most paragraphs do without those within words."""
    return measured(paragraph, within_words)


def choose_lines(paragraph: Paragraph, measure: Measure, begins: int = 0) -> tuple[Line, ...]:
    """The lines of a paragraph from an offset on."""
    found = best_way(paragraph, measure, begins)
    if paragraph.longer:
        known = shaped(paragraph)
        breaks = [place for place in known.breaks if place.offset > begins]
        wanted = found.number + paragraph.longer
        found = cheapest_way(known, start_of(known, begins), breaks, measure, paragraph.filled, wanted) or found
    return _lines(found)


@lru_cache(maxsize=512)
def best_way(paragraph: Paragraph, measure: Measure, begins: int) -> Node:
    """The best way through a paragraph, whatever number of lines it is to have."""
    begun = [it for it in shaped(paragraph, False).breaks if it.offset == begins]
    start = begun[0] if begun else start_of(shaped(paragraph, begins > 0), begins)
    for within_words in (False, True):
        known = shaped(paragraph, within_words)
        breaks = [place for place in known.breaks if place.offset > begins]
        found = cheapest_way(known, start, breaks, measure, paragraph.filled)
        if found is not None and _is_easy(found, known):
            break
    assert found is not None
    return found


def widest_space(paragraph: Paragraph, measure: Measure, lines: Iterable[Line]) -> float:
    """The widest word space of a paragraph's lines, its last one left out, in sizes of the type."""
    known = shaped(paragraph, False)
    widest = 0.0
    for line in lines:
        if line.spaces and line.follows < len(paragraph.text):
            width = measure.others if line.begins else measure.first
            natural = line.width + line.tracking * known.size * (line.ends - line.begins)
            gap = (width + line.left + line.right - line.drawn) / line.stretch + line.drawn - natural
            widest = max(widest, ((known.space + gap / line.spaces) / known.size + line.tracking) * line.stretch)
    return widest


def start_of(known: Measured, begins: int) -> Break:
    """The break at an offset, where lines begin that are chosen from there on."""
    if begins == 0:
        return Break(0, 0, 0.0, 0.0, 0, 0, first=known.first)
    return next((it for it in known.breaks if it.offset == begins), None) or _near(known, begins)


def _near(known: Measured, begins: int) -> Break:
    """A place that is not a break, as where the engine has broken a line: its length is that of the break before it."""
    before = [it for it in known.breaks if it.offset < begins]
    if not before:
        return Break(begins, begins, 0.0, 0.0, 0, 0)
    last = before[-1]
    return Break(begins, begins, last.after, last.after, last.spaces_after, last.spaces_after)


def _is_easy(node: Node, known: Measured) -> bool:
    """Whether no line asks for a hyphen."""
    limit = (TOO_LOOSE * known.size - known.space) / (STRETCH * known.size)
    step: Node | None = node
    while step is not None and step.above is not None:
        if step.ratio > min(EASY, limit) or step.total - step.above.total >= OVERFULL:
            return False
        step = step.above
    return True


def _lines(node: Node) -> tuple[Line, ...]:
    found = []
    step = node
    while step.above is not None:
        above, place = step.above, step.place
        width = place.before + place.hyphen - above.place.after
        drawn = place.drawn - above.place.drawn
        glyphs = width - drawn
        found.append(
            Line(
                above.place.offset,
                place.end,
                place.offset,
                place.word,
                width,
                place.spaces_before - above.place.spaces_after,
                step.tracking,
                above.place.before_edge,
                place.beyond,
                1.0 + floor(1e4 * step.stretch / glyphs) / 1e4 if glyphs > 1e-6 else 1.0,
                drawn,
            )
        )
        step = above
    return tuple(reversed(found))
