"""Finds the turn that comes closest to words that no transcript has, and how it differs word by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from bookbuilder.compose.read.excerpts.letters import fold, folded_blocks, plain
from bookbuilder.compose.read.excerpts.matching import BRACKETS, OMISSION, match
from bookbuilder.diagnostics import Location
from bookbuilder.model.interview import Interview, Speech, Turn

AROUND = 3
"""How many words that agree are shown on either side of a difference."""

MOST_JOINED = 400
"""Words of a quotation that is tried for two turns run together, which it could be behind each of them."""

MOST_PAIRS = 1_000_000
"""Words that a quotation and a turn have in common, each with each of its like: what says the same again and again is not compared."""


@dataclass(frozen=True)
class Spoken:
    """A turn in one of its languages."""

    interview: Interview
    turn: Turn
    speech: Speech

    @property
    def is_translation(self) -> bool:
        """Whether these are the words of the translation."""
        return self.speech is self.turn.translation

    @property
    def name(self) -> str:
        """How a message names it: `turn "q3a" of kz-01`."""
        return f'turn "{self.turn.id}" of {self.interview.code}'


def all_spoken(interviews: Iterable[Interview]) -> list[Spoken]:
    """Every turn of the interviews in each of its languages."""
    return [
        Spoken(interview, turn, speech)
        for interview in interviews
        for turn in interview.turns
        for speech in (turn.original, turn.translation)
        if speech is not None
    ]


def holding(text: str, spoken: Sequence[Spoken]) -> list[Spoken]:
    """The turns that have the printed words, edits allowed."""
    printed = fold(plain(text))
    return [one for one in spoken if match(printed, folded_blocks(one.speech.blocks))]


@dataclass(frozen=True)
class Difference:
    """How printed words differ from the turn that comes closest."""

    spoken: Spoken
    nearness: float
    """1 where all printed words are there, 0 where none is."""
    shown: str
    """“speaks to the region +now+ as −to− equals”: −left out−, +added+."""
    location: Location
    """The transcript's line where the first difference lies."""


def closest(text: str, spoken: Sequence[Spoken]) -> Difference | None:
    """The turn that shares most words with the printed ones; None where none shares a third of them."""
    printed = [word for word in BRACKETS.sub(_kept, text).split() if word]
    folded = [_alike(word) for word in printed]
    vocabulary, counts = set(folded), Counter(folded)
    best: tuple[float, Spoken, tuple[str, ...], tuple[str, ...]] | None = None
    for one in spoken:
        said, plain_said, known = _words_of(one.speech.text)
        if best is not None and len(vocabulary & known) < best[0] * len(vocabulary):
            continue
        if sum(map(counts.__getitem__, plain_said)) > MOST_PAIRS:
            continue
        blocks = SequenceMatcher(None, plain_said, folded, autojunk=False).get_matching_blocks()
        nearness = sum(block.size for block in blocks) / max(1, len(folded))
        if best is None or nearness > best[0]:
            best = (nearness, one, said, plain_said)
    if best is None or best[0] < 1 / 3:
        return None
    nearness, one, said, plain_said = best
    begin, end = _window(plain_said, folded)
    shown, first = _marked_passage(said[begin:end], plain_said[begin:end], printed, folded)
    return Difference(one, nearness, shown, line_of(one.speech, begin + first))


@lru_cache(maxsize=4_000)
def _words_of(text: str) -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    """The words of a turn as they are written and as they are compared, and each once."""
    said = tuple(text.split())
    plain_said = tuple(map(_alike, said))
    return said, plain_said, frozenset(plain_said)


def _kept(brackets: re.Match[str]) -> str:
    """Marked edits are left out of the comparison, changed first letters are put back."""
    inside, text = brackets[1], brackets.string
    if OMISSION.fullmatch(inside):
        return " "
    begins = not text[: brackets.start()][-1:].isalnum() and text[brackets.end() :][:1].isalpha()
    return inside if len(inside) == 1 and begins else ""


def _alike(word: str) -> str:
    return fold(plain(word)).text


def _window(said: Sequence[str], printed: Sequence[str]) -> tuple[int, int]:
    """The stretch of the turn that the printed words stand for: round the longest run that both have."""
    anchor = max(
        SequenceMatcher(None, said, printed, autojunk=False).get_matching_blocks(), key=lambda block: block.size
    )
    begin = max(0, anchor.a - 2 * anchor.b - 8)
    end = min(len(said), anchor.a + anchor.size + 2 * (len(printed) - anchor.b - anchor.size) + 8)
    blocks = [
        block
        for block in SequenceMatcher(None, said[begin:end], printed, autojunk=False).get_matching_blocks()
        if block.size
    ]
    # Words printed before the first that agrees stand for as many words of the turn.
    first = max(0, blocks[0].a - blocks[0].b)
    last = blocks[-1].a + blocks[-1].size
    return begin + first, min(end, begin + last + len(printed) - blocks[-1].b - blocks[-1].size)


def _marked_passage(
    said: Sequence[str], plain_said: Sequence[str], printed: Sequence[str], folded: Sequence[str]
) -> tuple[str, int]:
    pieces: list[str] = []
    first = -1
    steps = SequenceMatcher(None, plain_said, folded, autojunk=False).get_opcodes()
    for index, (step, a1, a2, b1, b2) in enumerate(steps):
        if step == "equal":
            words = said[a1:a2]
            if len(words) > 2 * AROUND:
                head = words[:AROUND] if index else []
                tail = words[-AROUND:] if index + 1 < len(steps) else []
                words = [*head, "…", *tail]
            pieces += words
            continue
        first = a1 if first < 0 else first
        if a2 > a1:
            pieces.append(f"−{' '.join(said[a1:a2])}−")
        if b2 > b1:
            pieces.append(f"+{' '.join(printed[b1:b2])}+")
    return " ".join(pieces), max(0, min(first, len(said) - 1))


def line_of(speech: Speech, word: int) -> Location:
    """The line of the transcript in which a turn's nth word stands."""
    count = 0
    place = speech.location
    for offset, line in enumerate(speech.source.split("\n"), start=1):
        own = len(line.split())
        if own and count + own > word:
            return Location(place.file, place.line + offset, 1)
        count += own
    return place


def joined(text: str, spoken: Sequence[Spoken]) -> tuple[Spoken, Spoken] | None:
    """Two turns, the first of which has the beginning of the printed words and the second all the rest, of a quotation that is not long."""
    words = text.split()
    if len(words) > MOST_JOINED:
        return None
    said = {one.speech: folded_blocks(one.speech.blocks) for one in spoken}
    for size in range(len(words) - 2, 1, -1):
        begun = fold(plain(" ".join(words[:size])))
        starts = [one for one in spoken if match(begun, said[one.speech])]
        if not starts:
            continue
        rest = fold(plain(" ".join(words[size:])))
        ends = [one for one in spoken if one.turn is not starts[0].turn and match(rest, said[one.speech])]
        return (starts[0], ends[0]) if ends else None
    return None
