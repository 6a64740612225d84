"""Finds where the lines of a paragraph may end, with what stands before each place and what it costs to end there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain

from bookbuilder.layout.paragraph.runs import DRAWN, Paragraph, Run, Type
from bookbuilder.layout.paragraph.shaping import Shaper, shaper
from bookbuilder.layout.paragraph.syllables import WORD, syllables

HYPHEN, COMPOUND, HARD, NAME, FORMULA, CODE = 500.0, 650.0, 60.0, 60.0, 500.0, 1500.0
"""What breaks cost, in the measure of Knuth and Plass's penalties: of a word, of a word that is joined to another by a
hyphen, behind a hyphen that the author typed, more of a name, between two parts of a formula, and within a word of code."""

_TOKEN = re.compile(r"[ \u00a0]|[^ \u00a0]+")
_PIECE = re.compile("[^\u200b]*\u200b|[^\u200b]+")
LONGEST_TOKEN = 2_000
"""Letters of a word whose breaks are looked for all at once, which takes the second power of their number."""
_WORDS = re.compile("[^ \u00a0]+")
_HYPHENS = frozenset("-\u2010")
RIGHT = {
    **dict.fromkeys("-\u2010", 0.6),
    **dict.fromkeys(".,", 0.7),
    **dict.fromkeys(":;", 0.4),
    **dict.fromkeys("’”»“", 0.5),
    "–": 0.25,
    "—": 0.2,
}
LEFT = {**dict.fromkeys("“‘«„", 0.5), "(": 0.1}
"""How much of its width a mark stands beyond the edge, so that the edge looks straight."""


@dataclass(slots=True)  # frozen, each would take three times as long to make
class Break:
    """A place where a line may end; lengths and numbers of word spaces are counted from the paragraph's beginning."""

    offset: int
    """Where the next line begins."""
    end: int
    """Where the line ends, before its trailing spaces."""
    before: float
    """The length up to `end`."""
    after: float
    """The length up to `offset`."""
    spaces_before: int
    spaces_after: int
    hyphen: float = 0.0
    """The width of the hyphen that is printed; 0 where none is."""
    word: bool = False
    """Whether a word is broken and a hyphen printed."""
    hyphened: bool = False
    """Whether the line ends in a hyphen, printed or typed."""
    cost: float = 0.0
    beyond: float = 0.0
    """How far the last mark of the line may stand beyond its right edge."""
    before_edge: float = 0.0
    """How far the first mark of the next line may stand beyond its left edge."""
    drawn: float = 0.0
    """The width of all pictures and formulas up to here, whose glyphs cannot be drawn wider or narrower."""
    last: str = ""
    """The word with which the line ends, where the paragraph has it more than once."""
    first: str = ""
    """The one with which the next line begins."""


@dataclass(frozen=True)
class Measured:
    """A paragraph shaped: all that its lines depend on but their widths."""

    breaks: tuple[Break, ...]
    """In order, the last at the paragraph's end."""
    first: str
    """The word with which it begins, as in a break."""
    space: float
    """The mean width of a word space."""
    size: float
    """The size of its type."""
    letters: float = 0.0
    """How much further apart its letters stand already, in sizes of the type."""
    added: float = 0.0
    """How much wider its word spaces are than the font's own; below 0 where they are narrower."""


def measured(paragraph: Paragraph, within_words: bool = True) -> Measured:
    """Shape a paragraph and find its breaks, those within words as well or not."""
    reader = _Reader(paragraph, within_words)
    breaks = tuple(reader.breaks())
    if paragraph.hangs:
        breaks = tuple(_hanging(paragraph, breaks))
    last = breaks[-1]
    letters_of: Counter[Type] = Counter()
    for run in paragraph.runs:
        letters_of[run.type] += len(run.text)
    main = max(letters_of, key=letters_of.__getitem__)
    shape = shaper(main)
    assert last.offset == len(paragraph.text)
    letters = main.letter_spacing
    return Measured(breaks, reader.first(0), shape.space, main.size, letters / main.size, letters + main.word_spacing)


def _hanging(paragraph: Paragraph, breaks: Sequence[Break]) -> Iterator[Break]:
    """The breaks with what stands beyond the edge at each of them."""
    text = paragraph.text
    ends: list[int] = []
    for run in paragraph.runs:
        ends.append((ends[-1] if ends else 0) + len(run.text))

    def width(place: int, shares: Mapping[str, float]) -> float:
        if not 0 <= place < len(text) or text[place] not in shares:
            return 0.0
        run = paragraph.runs[bisect_right(ends, place)]
        return shares[text[place]] * shaper(run.type).width(text[place])

    for it in breaks:
        right = RIGHT["\u2010"] * it.hyphen if it.word else width(it.end - 1, RIGHT)
        left = width(it.offset, LEFT)
        yield replace(it, beyond=right, before_edge=left) if right or left else it


def _tokens(text: str) -> Iterator[tuple[int, str]]:
    """Words and spaces with their places; a word that is longer than any is parted behind each space of no width."""
    for token in _TOKEN.finditer(text):
        pieces = _PIECE.finditer(token[0]) if token.end() - token.start() > LONGEST_TOKEN else ()
        yield from ((token.start() + it.start(), it[0]) for it in pieces) if pieces else [(token.start(), token[0])]


class _Reader:
    def __init__(self, paragraph: Paragraph, within_words: bool) -> None:
        self._paragraph = paragraph
        self._within_words = within_words
        self._text = paragraph.text
        self._allowed = paragraph.opportunities - _forbidden(paragraph)
        self._calls = _calls(paragraph)
        self._length = 0.0
        self._spaces = 0
        self._drawn = 0.0
        self._seen = _repeated(paragraph.text)

    def first(self, offset: int) -> str:
        """The word that begins at an offset, where it may be seen below itself."""
        return self._seen.get(offset, "")

    def breaks(self) -> Iterator[Break]:
        offset = 0
        end, before, spaces = 0, 0.0, 0  # behind the last character that is not a space
        for run in self._paragraph.runs:
            shape = shaper(run.type)
            for at, text in _tokens(run.text):
                begins, ends = offset + at, offset + at + len(text)
                if text in " \u00a0":
                    self._length += shape.space
                    self._spaces += 1
                elif run.drawn:
                    self._length += run.drawn
                    self._drawn += run.drawn
                else:
                    yield from self._within(run, shape, text, begins)
                    self._length += shape.width(text)
                if text != " ":
                    end, before, spaces = ends, self._length, self._spaces
                if ends in self._allowed and end and self._text[ends : ends + 1] != " ":
                    hard = self._text[ends - 1] in _HYPHENS
                    cost = HARD if hard else FORMULA if self._parts_formula(ends) else 0.0
                    yield Break(ends, end, before, self._length, spaces, self._spaces, hyphened=hard, cost=cost,
                                drawn=self._drawn, last=self._last(end), first=self.first(ends))  # fmt: skip
            offset += len(run.text)
        yield Break(offset, end, before, self._length, spaces, self._spaces, drawn=self._drawn, last=self._last(end))

    def _parts_formula(self, offset: int) -> bool:
        """Whether a place lies between two parts of a formula, behind the space of no width there."""
        return self._text[offset - 2 : offset + 1] == f"{DRAWN}\u200b{DRAWN}"

    def _last(self, end: int) -> str:
        return self._seen.get(-end, "")

    def _within(self, run: Run, shape: Shaper, text: str, begins: int) -> Iterator[Break]:
        """The breaks inside a token."""
        ends = begins + len(text)
        found = dict.fromkeys(self._allowed.intersection(range(begins + 1, ends)), False)
        if (self._within_words or found) and not run.kept:
            for word in WORD.finditer(text):
                if not self._is_whole(begins + word.start(), begins + word.end()):
                    continue
                for place in syllables(word[0], run.hyphenation, run.limits):
                    found[begins + word.start() + place] = True
        compound = any(mark in text for mark in _HYPHENS)
        whole = shape.width(text) if found else 0.0
        for place, broken in sorted(found.items()):
            if (broken or run.code) and not self._within_words:
                continue
            first, rest = text[: place - begins], text[place - begins :]
            before = self._length + shape.width(first)
            hard = first[-1] in _HYPHENS
            cost = CODE if run.code else HARD * hard
            if broken:
                cost = COMPOUND if compound else HYPHEN + NAME * text[:1].isupper()
            yield Break(
                place, place, before, self._length + whole - shape.width(rest), self._spaces, self._spaces,
                shape.width(run.hyphen) if broken else 0.0, broken, broken or hard, cost, drawn=self._drawn,
            )  # fmt: skip

    def _is_whole(self, begins: int, ends: int) -> bool:
        """Whether no letter or figure stands beside a word, as in one that changes its type."""
        before, behind = self._text[begins - 1 : begins], self._text[ends : ends + 1]
        if behind.isdigit() and ends in self._calls:
            behind = ""
        return not (before.isalnum() or behind.isalnum())


def _calls(paragraph: Paragraph) -> frozenset[int]:
    """Where the letters of calls of notes stand."""
    ends = list(accumulate(len(run.text) for run in paragraph.runs))
    calls = [(end - len(run.text), end) for end, run in zip(ends, paragraph.runs, strict=True) if run.call]
    return frozenset(chain.from_iterable(range(*it) for it in calls))


def _repeated(text: str) -> dict[int, str]:
    """Words that stand in a text more than once, by where they begin and by minus where they end."""
    found: dict[int, str] = {}
    places: dict[str, list[int]] = {}
    for token in _WORDS.finditer(text):
        places.setdefault("".join(filter(str.isalnum, token[0])).casefold(), []).extend((token.start(), -token.end()))
    for word, begun in places.items():
        if len(begun) > 2 and word:
            found.update(dict.fromkeys(begun, word))
    return found


def _forbidden(paragraph: Paragraph) -> frozenset[int]:
    """Where no line may end: before a call, between calls, and in a run that is kept whole."""
    found: set[int] = set()
    offset = 0
    text = paragraph.text
    for run in paragraph.runs:
        if run.kept:
            found.update(range(offset + 1, offset + len(run.text)))
        if run.call:
            found.update(range(offset, offset + len(run.text)))
            behind = offset + len(run.text)
            while behind < len(text) and text[behind] in ",;/ \u2009\u202f" and text[behind] != " ":
                found.update((behind, behind + 1))
                behind += 1
        offset += len(run.text)
    return frozenset(found)
