"""Chooses the lines of a paragraph that is not justified: as few as fit, about equally long, with hardly a hyphen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from bookbuilder.layout.paragraph.breaks import Break
from bookbuilder.layout.paragraph.lines import Line, shaped, start_of
from bookbuilder.layout.paragraph.runs import Paragraph
from bookbuilder.layout.paragraph.total_fit import LONG_WORD, SHORTEST, Measure

HYPHEN, TWO_HYPHENS, HARD, WITHIN = 60.0, 600.0, 4.0, 12.0
"""What a hyphen costs, a second one below it, an end behind a typed hyphen, and one within an address: as a line that is
short by the square root of it, in sizes of the type."""
STACK, RUNT, LAST_BROKEN = 150.0, 150.0, 300.0
"""A word below itself at either edge, a last line of a syllable, and a hyphen before the last line."""
EASY = 0.16
"""The share of the measure that lines may lack before words are broken."""
OVERFULL = 1e9
SPARE = 0.4
"""How much shorter lines are than their measure at least: the engine measures them a little differently."""

_Ways = dict[int, tuple[float, int]]
"""Of a break: by the number of lines before it, what they cost, and the break before the last of them."""


def ragged_lines(paragraph: Paragraph, measure: Measure, begins: int = 0) -> tuple[Line, ...]:
    """The lines of a paragraph from an offset on; words are broken only where lines are too uneven without."""
    measure = Measure(measure.first - SPARE, measure.others - SPARE)
    for within_words in (False, True):
        known = shaped(paragraph, within_words)
        breaks = [start_of(known, begins), *(it for it in known.breaks if it.offset > begins)]
        found = _Fit(breaks, known.size, measure).lines()
        fits = found[0].width <= measure.first and all(it.width <= measure.others for it in found[1:])
        if fits and all(it.width > (1 - EASY) * measure.others for it in found[1:-1]):
            break
    return tuple(found)


class _Fit:
    def __init__(self, breaks: Sequence[Break], size: float, measure: Measure) -> None:
        self._breaks = breaks
        self._size = size
        self._measure = measure
        self._before = [it.before + it.hyphen for it in breaks]
        self._after = [it.after for it in breaks]

    def lines(self) -> list[Line]:
        """As few lines as fit, and of those the best."""
        behind = self._lines_behind()
        for more in range(len(self._breaks)):
            ways = self._ways(behind, behind[0] + more)
            if ways[-1]:
                break
        places, last = [len(self._breaks) - 1], ways[-1]
        count = min(last, key=lambda it: (last[it][0] >= OVERFULL, it))
        while places[-1]:
            places.append(ways[places[-1]][count][1])
            count -= 1
        pairs = zip(places[:0:-1], places[-2::-1], strict=True)
        return [self._line(self._breaks[begins], self._breaks[ends]) for begins, ends in pairs]

    def _room(self, place: int) -> float:
        return self._measure.others if place else self._measure.first

    def _lines_behind(self) -> list[int]:
        """How many lines what stands behind each break takes at least."""
        last = len(self._breaks) - 1
        found = [0] * (last + 1)
        for place in range(last - 1, -1, -1):
            furthest = bisect_right(self._before, self._after[place] + self._room(place), place + 1) - 1
            found[place] = 1 + found[max(place + 1, furthest)]
        return found

    def _ways(self, behind: list[int], most: int) -> list[_Ways]:
        """The best ways to each break, by their lines, from which no more than so many lines lead to the end."""
        ways: list[_Ways] = [{0: (0.0, 0)}, *({} for _ in self._breaks[1:])]
        for place in range(1, len(self._breaks)):
            here, left = ways[place], most - behind[place]
            for before in self._may_begin(place):
                for count, (total, _) in ways[before].items():
                    if count >= left:
                        continue
                    total += self._cost(before, place)
                    if count + 1 not in here or total < here[count + 1][0]:
                        here[count + 1] = total, before
        return ways

    def _may_begin(self, place: int) -> Iterable[int]:
        """The breaks behind which a line may begin that ends here."""
        first = bisect_left(self._after, self._before[place] - self._measure.others)
        if first and self._before[place] - self._after[0] <= self._measure.first:
            first = 0
        return range(min(first, place - 1), place)

    def _cost(self, before: int, place: int) -> float:
        begins, ends = self._breaks[before], self._breaks[place]
        width, room = self._before[place] - self._after[before], self._room(before)
        cost = OVERFULL if width > room else 0.0
        if place == len(self._breaks) - 1:
            return cost + LAST_BROKEN * begins.word + RUNT * (before > 0 and width < SHORTEST * room)
        cost += ((room - width) / self._size) ** 2
        if ends.word:
            cost += TWO_HYPHENS if begins.word else HYPHEN
        elif ends.hyphened:
            cost += HARD
        elif ends.offset == ends.end:
            cost += WITHIN
        for one, other in ((begins.first, ends.first), (begins.last, ends.last)):
            if one and one == other and len(one) >= LONG_WORD:
                cost += STACK
        return cost

    def _line(self, begins: Break, ends: Break) -> Line:
        spaces = ends.spaces_before - begins.spaces_after
        width = ends.before + ends.hyphen - begins.after
        return Line(begins.offset, ends.end, ends.offset, ends.word, width, spaces, 0.0)
