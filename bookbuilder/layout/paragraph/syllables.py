"""Finds where a word may be broken with a hyphen: at its soft hyphens, or else by Pyphen's patterns.

Pyphen would read all patterns of a language first, 66,000 of German in a second; here each is read when a word has its letters.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import pyphen

SOFT_HYPHEN = "\u00ad"

WORD = re.compile(r"[^\W\d_](?:[\u00ad\u0300-\u036f'\u2019]?[^\W\d_])*")
"""A stretch of letters, with what may stand between them."""

_APOSTROPHE = re.compile("['\u2019]")
_DIGITS = re.compile("[0-9]+")
_WEIGHT = re.compile("[1-9]")
_IGNORED = (*pyphen.ignored, "NOHYPHEN")
_THEIRS: Any = pyphen.HyphDict
JOINT = 2
"""Letters between two breaks where the parts of a compound join."""
VOWELS = "aeiouyàáâäèéêëíîïòóôöùúûüаеёиоуөүыэюя"
"""What may be a syllable by itself: where another letter stands between two breaks, one of them is wrong."""


class _Patterns(dict[str, Any]):
    """Patterns by their letters, each as it is written until it is asked for: where its weights begin, and the weights."""

    def get(self, letters: str, default: Any = None) -> Any:
        found = super().get(letters, default)
        if type(found) is str:
            weights = [int(digit or 0) for digit, _ in pyphen.parse(found)]
            used = [place for place, weight in enumerate(weights) if weight]
            found = self[letters] = used[0], tuple(weights[used[0] : used[-1] + 1])
        return found


class _Dictionary(_THEIRS):  # type: ignore[misc]
    """A language's patterns; one that changes letters at a break is read as Pyphen does.

    Dictionaries of two levels say with the first where compounds join, and with the second how each part is broken: both at
    once, as Pyphen reads them, break "Mit-a-r-beit". See the README.compound of hyphen, the library of LibreOffice.
    """

    parts: _Patterns | None = None
    """The patterns of the second level."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            encoding = file.readline().decode().strip()
        text = path.read_text("cp1251" if encoding.lower() == "microsoft-cp1251" else encoding)
        if "^^" in text or ("/" in text and "=" in text):
            super().__init__(path)
            return
        levels = re.split(r"(?m)^NEXTLEVEL\s*$", text.split("\n", 1)[-1], maxsplit=1)
        self.patterns, *others = map(_patterns_of, levels)
        self.parts = others[0] if others else None
        self.maxlen = max((len(letters) for level in (self.patterns, *others) for letters in level), default=1)
        self.cache: dict[str, Any] = {}

    def positions(self, word: str) -> list[Any]:
        """Where a word may be broken; in a compound, where its parts join and within each of them."""
        if self.parts is None:
            return list(super().positions(word))
        word = word.lower()
        if word not in self.cache:
            joints = [
                at for at in _Level(self.patterns, self.maxlen).positions(word) if JOINT <= at <= len(word) - JOINT
            ]
            found = list(joints)
            for begins, ends in pairwise((0, *joints, len(word))):
                least, most = begins + (JOINT if begins else 0), ends - (JOINT if ends < len(word) else 0)
                within = _Level(self.parts, self.maxlen).positions(word[begins:ends])
                found += [pyphen.DataInt(begins + at) for at in within if least <= begins + at <= most]
            found.sort()
            wrong = {at for at, after in pairwise(found) if after == at + 1 and word[at] not in VOWELS}
            self.cache[word] = [at for at in found if at not in wrong and at - 1 not in wrong]
        return list(self.cache[word])


class _Level(_THEIRS):  # type: ignore[misc]
    """The patterns of one level."""

    def __init__(self, patterns: _Patterns, longest: int) -> None:
        self.patterns, self.maxlen = patterns, longest
        self.cache: dict[str, Any] = {}


def _patterns_of(text: str) -> _Patterns:
    lines = [
        line for line in map(str.strip, text.split("\n")) if _WEIGHT.search(line) and not line.startswith(_IGNORED)
    ]
    return _Patterns(zip(_DIGITS.sub("", "\n".join(lines)).split("\n"), lines, strict=True) if lines else ())


pyphen.HyphDict = _Dictionary  # the layout engine asks Pyphen, too


@lru_cache(maxsize=100_000)
def syllables(word: str, language: str, limits: tuple[int, int, int]) -> tuple[int, ...]:
    """Offsets into the word; none in an acronym, and none by patterns where its author has put soft hyphens."""
    if SOFT_HYPHEN in word:
        return tuple(place for place in range(2, len(word)) if word[place - 1] == SOFT_HYPHEN)
    if _APOSTROPHE.search(word):  # each part by itself: l’en-vi-ron-ne-ment
        begins = accumulate((len(part) + 1 for part in _APOSTROPHE.split(word)), initial=0)
        parts = zip(begins, _APOSTROPHE.split(word), strict=False)
        return tuple(at + place for at, part in parts for place in syllables(part, language, limits))
    shortest, left, right = limits
    if not language or len(word) < shortest or (word.isupper() and len(word) > 1) or not word.isalpha():
        return ()
    return tuple(_patterns(language, left, right).positions(word))


@lru_cache(maxsize=16)
def _patterns(language: str, left: int, right: int) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=language, left=left, right=right)
