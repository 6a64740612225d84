"""Finds the cheapest way through the breaks of a measured paragraph: Knuth and Plass's total fit."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, inf

from bookbuilder.layout.paragraph.breaks import Break, Measured

STRETCH, SHRINK = 0.12, 0.18
"""How much a word space may grow, in sizes of the type, and shrink, in its own width, before it counts as bad."""
TRACKING = ((0.22, 0.015), (0.14, 0.010), (0.07, 0.005))
"""Where each word space would grow by more than so much, in sizes of the type, letters stand so much further apart: less
than a reader sees, and as much as several word spaces."""
WIDER, NARROWER = 0.02, 0.015
"""The share by which the glyphs of a line may be drawn wider and narrower: what nobody sees, as pdfTeX's expansion of fonts."""
NARROW, NARROW_WIDER, NARROW_NARROWER, NARROW_TRACKING = 27.0, 0.03, 0.02, (0.28, 0.020)
"""Where a measure has fewer sizes of the type, few spaces stand in a line: its glyphs and letters give so much."""
TIGHT, CLOSER = 0.3, 0.005
"""Where each word space would shrink by more than this share of what it may, letters stand so much closer."""
FURTHEST = 0.0201
"""How far apart letters may stand at most, in sizes of the type, where a paragraph's stand further apart already."""
TWO_HYPHENS, UNEVEN, LAST_BROKEN, RUNT = 80_000.0, 4_000.0, 80_000.0, 400_000.0
"""What two hyphened lines in a row cost, a tight line beside a loose one, a hyphen before the last line, and a last line
of a syllable."""
LAST_WORD = 1.3e6
"""What a last line costs that has nothing but the rest of a word: as a line whose spaces are over half an em."""
LONG_WORD, STACK, SHORT_STACK = 4, 200_000.0, 20_000.0
"""Letters of a word that is seen when it stands below itself at either edge, and what that costs, of it and of a shorter one."""
THREE_HYPHENS, OVERFULL = 1e9, 1e12
SHORTEST = 0.10
"""The share of the measure that a last line fills at least."""


@dataclass(frozen=True)
class Measure:
    """The width of the first line and of the others."""

    first: float
    others: float


@dataclass(slots=True, eq=False)
class Node:
    """A way to a place: the lines before it, and what they cost."""

    place: Break
    number: int
    """Lines before it."""
    hyphens: int
    """Hyphened lines in a row that end here."""
    ratio: float
    tracking: float
    stretch: float
    total: float
    above: Node | None


def cheapest_way(
    known: Measured, start: Break, breaks: list[Break], measure: Measure, filled: bool, wanted: int = 0
) -> Node | None:  # fmt: skip
    """The best way through the breaks; the best with so many lines, if any, where a number is `wanted`.

    One loop, written out, and numbers in its own names: it is the innermost of the layout, run for each pair of a break and a
    way that comes to it.
    """
    size = known.size
    stretch, shrink = STRETCH * size, max(0.005 * size, known.space - (1 - SHRINK) * (known.space - known.added))
    is_narrow = measure.others < NARROW * size
    widest, narrowest = (NARROW_WIDER, NARROW_NARROWER) if is_narrow else (WIDER, NARROWER)
    steps = (NARROW_TRACKING, *TRACKING) if is_narrow else TRACKING
    further = [(loose, wider) for loose, wider in steps if known.letters + wider < FURTHEST]
    narrower = CLOSER * size if known.letters >= 0.0 else 0.0
    behind = _lines_behind(breaks, measure, shrink - narrower, narrower, narrowest) if wanted else ()
    active = [Node(start, 0, 0, 0.0, 0.0, 0.0, 0.0, None)]
    for number, place in enumerate(breaks):
        last = place is breaks[-1]
        ends, beyond, hyphened, cost = place.end, place.beyond, place.hyphened, place.cost
        first, word, drawn = place.first, place.last, place.drawn
        before, spaces_before = place.before + place.hyphen, place.spaces_before
        least = (1.0 + cost) ** 2
        most = wanted - behind[number] if wanted else 0
        lowest = [inf] * (3 + 3 * wanted)
        best: list[tuple[Node, int, float, float, float] | None] = [None] * (3 + 3 * wanted)
        kept: list[Node] = []
        tightest: Node | None = None
        for node in active:
            begins = node.place
            width = measure.others if node.number else measure.first
            gap = width - before + begins.after + beyond + begins.before_edge
            if gap < 0.0:
                spaces = spaces_before - begins.spaces_after
                closer = narrower * (ends - begins.offset)
                glyphs = width - gap - drawn + begins.drawn
                glyphs = narrowest * (glyphs if glyphs > 1e-9 else 1e-9)
                if gap < -spaces * (shrink - narrower) - closer - glyphs - 0.01:
                    tightest = node
                    continue
            kept.append(node)
            hyphens = node.hyphens + 1 if hyphened else 0
            row = hyphens if hyphens < 2 else 2
            if wanted:
                row += 3 * node.number + 3
                if node.number >= most:
                    continue
            if node.total + least >= lowest[row]:
                continue  # whatever the line costs, there is a better way
            tracking = stretched = 0.0
            if gap < 0.0:
                stretched = max(-glyphs, gap * glyphs / (spaces * shrink + glyphs))
                gap -= stretched
                if closer and gap < -TIGHT * spaces * shrink:
                    tracking = -CLOSER
                    gap = min(0.0, gap + closer)
                ratio = gap / (spaces * shrink) if spaces else 0.0
                bad = (1.0 - 100.0 * ratio**3 + cost) ** 2
            elif last and not filled:
                ratio = 0.0
                bad = RUNT if node.above is not None and width - gap < SHORTEST * width else 1.0
                if begins.word:
                    bad += LAST_BROKEN if spaces_before > begins.spaces_after else LAST_WORD
            else:
                spaces, glyphs = spaces_before - begins.spaces_after, width - gap - drawn + begins.drawn
                glyphs = widest * (glyphs if glyphs > 1e-9 else 1e-9)
                stretched = gap * glyphs / (spaces * stretch + glyphs)
                if stretched > glyphs:
                    stretched = glyphs
                gap -= stretched
                for loose, wider in further:
                    more = wider * size * (ends - begins.offset)
                    if gap > loose * size * spaces and more <= gap + spaces * shrink:
                        tracking = wider
                        gap -= more
                        break
                ratio = max(0.0, gap) / (spaces * stretch) if spaces else 20.0 + gap / stretch
                bad = (1.0 + 100.0 * ratio**3 + cost) ** 2
            if hyphens > 1:
                bad += TWO_HYPHENS if hyphens == 2 else THREE_HYPHENS
            if first and first == begins.first:
                bad += STACK if len(first) >= LONG_WORD else SHORT_STACK
            if word and word == begins.last:
                bad += STACK if len(word) >= LONG_WORD else SHORT_STACK
            if abs(ratio - node.ratio) > 1.2 and node.above is not None:
                bad += UNEVEN
            total = node.total + bad
            if total < lowest[row]:
                lowest[row] = total
                best[row] = node, hyphens, ratio, tracking, stretched
        found = [
            Node(place, way[0].number + 1, way[1], way[2], way[3], way[4], total, way[0])
            for way, total in zip(best, lowest, strict=True)
            if way is not None
        ]
        if not found and tightest is not None and not wanted:
            found = [Node(place, tightest.number + 1, 0, -1.0, 0.0, 0.0, tightest.total + OVERFULL, tightest)]
        if last:
            found = [it for it in found if it.number == wanted] if wanted else found
            return min(found, key=lambda it: it.total) if found else None
        active = kept + found
    return None


def _lines_behind(breaks: list[Break], measure: Measure, shrink: float, narrower: float, narrowest: float) -> list[int]:
    """How many lines what stands behind each break takes at least, with all of them as tight as may be."""
    end = breaks[-1]
    dropped = max(it.after - it.before for it in breaks)
    room = measure.others + dropped + 0.01 + sum(
        max(getattr(it, name) for it in breaks) for name in ("beyond", "before_edge", "hyphen")
    )  # fmt: skip
    return [
        ceil(
            (
                (end.before - it.after) * (1 - narrowest) - (end.spaces_before - it.spaces_after) * shrink
                - (end.end - it.offset) * narrower + dropped
            ) / room - 1e-9
        )
        for it in breaks[:-1]
    ] + [0]  # fmt: skip
