"""Breaks a title into as few lines as it needs, of about equal length, and never behind a hyphen where another break will do."""

from __future__ import annotations

from collections.abc import Sequence

from bookbuilder.layout.paragraph.breaks import Break
from bookbuilder.layout.paragraph.lines import Line, shaped
from bookbuilder.layout.paragraph.runs import Paragraph
from bookbuilder.layout.paragraph.total_fit import Measure

START = Break(0, 0, 0.0, 0.0, 0, 0)
MOST_LINES = 20
"""Of a title that is balanced; the time that it takes grows with the third power of them."""


def balanced_lines(paragraph: Paragraph, measure: Measure, behind: int = 0) -> tuple[tuple[Line, ...], float]:
    """The lines of a title, and how far the later ones are set in: they hang where the text at the offset `behind` begins."""
    breaks = [it for it in shaped(paragraph).breaks if it.offset > behind]
    hang = next((it.after for it in shaped(paragraph).breaks if it.offset == behind), 0.0) if behind else 0.0
    whole, *others = (
        [it for it in breaks if ok(it)] for ok in (lambda it: not it.hyphened, lambda it: not it.word, bool)
    )
    lines = _filled(whole, measure.first, measure.others - hang)
    for more in others:
        if any(_width(line) > measure.others + 0.01 for line in lines):
            whole, lines = more, _filled(more, measure.first, measure.others - hang)
    even = _even(whole, len(lines), measure.first, measure.others - hang) if len(lines) <= MOST_LINES else []
    return tuple(_line(*line) for line in even or lines), hang


def _even(breaks: Sequence[Break], count: int, first: float, others: float) -> list[tuple[Break, Break]]:
    """So many lines of which the squares of their widths add up to the least; none where a word is too wide for any."""
    ways: dict[int, tuple[float, list[tuple[Break, Break]]]] = {0: (0.0, [])}
    for number in range(count):
        found: dict[int, tuple[float, list[tuple[Break, Break]]]] = {}
        for total, lines in ways.values():
            begins = lines[-1][1] if lines else START
            for place in breaks:
                width = _width((begins, place))
                if place.offset <= begins.offset or width > (others if number else first) + 0.01:
                    continue
                if place.offset not in found or total + width**2 < found[place.offset][0]:
                    found[place.offset] = total + width**2, [*lines, (begins, place)]
        ways = found
    return ways[breaks[-1].offset][1] if breaks and breaks[-1].offset in ways else []


def _filled(breaks: Sequence[Break], first: float, others: float) -> list[tuple[Break, Break]]:
    """Where each line begins and ends when as much as fits is put on it."""
    lines: list[tuple[Break, Break]] = []
    begins, last = START, None
    for place in breaks:
        if last is not None and place.before + place.hyphen - begins.after > (others if lines else first) + 0.01:
            lines.append((begins, last))
            begins = last
        last = place
    if last is not None:
        lines.append((begins, last))
    return lines


def _width(line: tuple[Break, Break]) -> float:
    return line[1].before + line[1].hyphen - line[0].after


def _line(begins: Break, ends: Break) -> Line:
    spaces = ends.spaces_before - begins.spaces_after
    return Line(begins.offset, ends.end, ends.offset, ends.word, _width((begins, ends)), spaces, 0.0)
