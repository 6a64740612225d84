"""Pairs the units of a returned file with those of the file that was sent: moved, split, joined and deleted ones, too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bookbuilder.desk.round_trip.alignment import matches, rising
from bookbuilder.desk.round_trip.units import Unit

ALIKE, PART, WHOLE = 0.4, 0.6, 0.9
"""How much of two units' words is common where one was made of the other; how much of a part stands in the whole, and surely does."""
SHORT = 6
"""So many words are few."""
RUNNING = ("Para", "Plain", "Item", "Note", "Line")


@dataclass
class Pair:
    """Units that went out and the units that came back of them: one and one, but where a paragraph was split or joined."""

    sent: list[int]
    back: list[int]
    moved: bool = False


def pair_up(sent: Sequence[Unit], back: Sequence[Unit]) -> list[Pair]:
    """In the order of what came back; what was deleted has a pair with nothing in it that came back, at its old place."""
    texts = [[" ".join(unit.keys) for unit in units] for units in (sent, back)]
    found = matches(texts[0], texts[1])
    partner = {i: k for i, k in enumerate(found) if k >= 0}
    taken = set(partner.values())
    for i, text in enumerate(texts[0]):  # the same words at another place
        if i not in partner and len(sent[i].tokens) > 3:
            k = next((k for k, other in enumerate(texts[1]) if k not in taken and other == text), None)
            if k is not None:
                partner[i] = k
                taken.add(k)
    left = [i for i in range(len(sent)) if i not in partner]
    free = [k for k in range(len(back)) if k not in taken]
    wholes = {k: _whole(back[k], {i: sent[i] for i in left}) for k in free}
    parts = {i: _whole(sent[i], {k: back[k] for k in free}) for i in left}
    scored = sorted(
        (
            (_alike(sent[i], back[k], _near(i, k, partner)) + _short_between(sent[i], back[k], i, k, partner), i, k)
            for i in left
            for k in free
            if _fits(sent[i], back[k]) and wholes[k] in (None, i) and parts[i] in (None, k)
        ),
        reverse=True,
    )
    for score, i, k in scored:
        if score >= ALIKE and i not in partner and k not in taken:
            partner[i] = k
            taken.add(k)
    pairs = [Pair([i], [k]) for i, k in partner.items()]
    _split(pairs, sent, back, [k for k in range(len(back)) if k not in taken])
    gone = [i for i in range(len(sent)) if i not in partner]
    _join(pairs, sent, back, gone)
    placed = {i for pair in pairs for i in pair.sent}
    pairs.sort(key=lambda pair: pair.back[0])
    kept = rising([pair.sent[0] for pair in pairs])
    for position, pair in enumerate(pairs):
        pair.moved = position not in kept
    known = {k for pair in pairs for k in pair.back}
    pairs += [Pair([], [k]) for k in range(len(back)) if k not in known]
    pairs.sort(key=lambda pair: pair.back[0])
    return [*pairs, *(Pair([i], []) for i in range(len(sent)) if i not in placed)]


def _fits(one: Unit, other: Unit) -> bool:
    return (one.kind == "Cell") is (other.kind == "Cell") and (one.kind == "Header") <= (
        other.kind in ("Header", *RUNNING)
    )


def _near(i: int, k: int, partner: dict[int, int]) -> bool:
    """Whether both stand behind units that are the same."""
    return partner.get(i - 1, -2) == k - 1 or partner.get(i + 1, -2) == k + 1


def _short_between(one: Unit, other: Unit, i: int, k: int, partner: Mapping[int, int]) -> float:
    """A few words between two units that are the same were written anew, as an item of a list is."""
    between = partner.get(i - 1, -2) == k - 1 and partner.get(i + 1, -2) == k + 1
    return ALIKE if between and one.kind == other.kind and max(len(one.tokens), len(other.tokens)) <= SHORT else 0


def _alike(one: Unit, other: Unit, near: bool) -> float:
    """The share of common words; of what stands at the same place a little is enough."""
    mine, theirs = Counter(one.keys), Counter(other.keys)
    share = 2 * sum((mine & theirs).values()) / max(1, mine.total() + theirs.total())
    return share + (0.3 if near and (share > 0.2 or one.kind == "Cell") else 0)


def _whole(part: Unit, others: Mapping[int, Unit]) -> int | None:
    """Which of the others has nearly all words of a paragraph that was split or joined, so that it was made of no other."""
    words = Counter(part.keys)
    if words.total() <= 6:
        return None
    best = max(others, key=lambda number: _share(words, Counter(others[number].keys)), default=None)
    return best if best is not None and _share(words, Counter(others[best].keys)) >= WHOLE else None


def _share(part: Counter[str], whole: Counter[str]) -> float:
    return sum((part & whole).values()) / max(1, part.total())


def _split(pairs: list[Pair], sent: Sequence[Unit], back: Sequence[Unit], free: list[int]) -> None:
    """Two units that came back side by side, with the words of one that went out, are its two parts."""
    for k in free:
        for pair in sorted(pairs, key=lambda pair: pair.back[0] > k):
            if (
                k - 1 not in pair.back
                and k + 1 not in pair.back
                or sent[pair.sent[0]].kind not in RUNNING
                or len(back[k].tokens) < 2
            ):
                continue
            whole = sum((Counter(sent[i].keys) for i in pair.sent), Counter[str]())
            rest = whole - sum((Counter(back[it].keys) for it in pair.back), Counter[str]())
            if _share(Counter(back[k].keys), rest) >= PART:
                pair.back = sorted([*pair.back, k])
                break


def _join(pairs: list[Pair], sent: Sequence[Unit], back: Sequence[Unit], gone: list[int]) -> None:
    """What is gone, and whose words stand in what came back of its neighbour, was joined to it."""
    for i in gone:
        for pair in pairs:
            if (
                i - 1 not in pair.sent
                and i + 1 not in pair.sent
                or sent[i].kind not in RUNNING
                or len(sent[i].tokens) < 2
            ):
                continue
            whole = sum((Counter(back[k].keys) for k in pair.back), Counter[str]())
            rest = whole - sum((Counter(sent[it].keys) for it in pair.sent), Counter[str]())
            if _share(Counter(sent[i].keys), rest) >= PART:
                pair.sent = sorted([*pair.sent, i])
                break
