"""Finds what two sequences have in common, beginning with the words that each has exactly once."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

SHINGLE = 3
"""So many words in a row, found once in each, are a place that both share."""
Op = tuple[int, int, int, int]
"""What stands in the first from i to j stands in the second from k to l, changed."""


def matches(one: Sequence[str], other: Sequence[str]) -> list[int]:
    """For each place of the first its place in the second; -1 where it has none. Places rise."""
    found = [-1] * len(one)
    last = (0, 0)
    for i, k in [*_anchors(one, other), (len(one), len(other))]:
        if i < last[0] or k < last[1]:
            continue
        matcher = SequenceMatcher(None, one[last[0] : i], other[last[1] : k], autojunk=False)
        for start, target, size in matcher.get_matching_blocks():
            for step in range(size):
                found[last[0] + start + step] = last[1] + target + step
        if i < len(one):
            found[i] = k
        last = (i + 1, k + 1)
    return found


def differences(one: Sequence[str], other: Sequence[str]) -> list[Op]:
    """Where the two differ, in order."""
    found, ops = matches(one, other), []
    i = k = 0
    for place, target in [*((at, to) for at, to in enumerate(found) if to >= 0), (len(one), len(other))]:
        if (i, k) != (place, target):
            ops.append((i, place, k, target))
        i, k = place + 1, target + 1
    return ops


def rising(values: Sequence[int]) -> set[int]:
    """The positions of a longest run of values that rise."""
    tails: list[int] = []
    before: list[int] = []
    for position, value in enumerate(values):
        at = bisect_left([values[each] for each in tails], value)
        before.append(tails[at - 1] if at else -1)
        tails[at : at + 1] = [position]
    kept: set[int] = set()
    position = tails[-1] if tails else -1
    while position >= 0:
        kept.add(position)
        position = before[position]
    return kept


def _anchors(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    places = [_once(words) for words in (one, other)]
    pairs = sorted((at, places[1][words]) for words, at in places[0].items() if words in places[1])
    kept = rising([target for _, target in pairs])
    return [pair for position, pair in enumerate(pairs) if position in kept]


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    shingles = [tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)]
    counts = Counter(shingles)
    return {shingle: at for at, shingle in enumerate(shingles) if counts[shingle] == 1}
