"""Breaks a title into as few lines as it needs, of about equal length, and never behind a hyphen where another break will do."""

from __future__ import annotations

from collections.abc import Sequence

from bookbuilder.layout.paragraph.breaks import Break
from bookbuilder.layout.paragraph.lines import Line, Measure, shaped
from bookbuilder.layout.paragraph.runs import Paragraph

STEPS = 12
"""Halvings of the measure in the search for the narrowest that needs no line more."""


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
    narrow, wide = 0.0, 1.0
    for _ in range(STEPS):
        share = (narrow + wide) / 2
        found = _filled(whole, measure.first * share, (measure.others - hang) * share)
        if len(found) > len(lines) or any(_width(line) > measure.others - hang + 0.01 for line in found[1:]):
            narrow = share
        else:
            wide, lines = share, found
    return tuple(_line(*line) for line in lines), hang


def _filled(breaks: Sequence[Break], first: float, others: float) -> list[tuple[Break, Break]]:
    """Where each line begins and ends when as much as fits is put on it."""
    lines: list[tuple[Break, Break]] = []
    begins, last = Break(0, 0, 0.0, 0.0, 0, 0), None
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
