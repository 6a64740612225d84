"""Finds where a word may be broken with a hyphen: at its soft hyphens, or else by Pyphen's patterns.

Pyphen would read all patterns of a language first, 66,000 of German in a second; here each is read when a word has its letters.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyphen

SOFT_HYPHEN = "\u00ad"

WORD = re.compile(r"[^\W\d_](?:[\u00ad\u0300-\u036f'\u2019]?[^\W\d_])*")
"""A stretch of letters, with what may stand between them."""

_DIGITS = re.compile("[0-9]+")
_WEIGHT = re.compile("[1-9]")


class _Patterns(dict[str, Any]):
    """Patterns by their letters, each as it is written until it is asked for: where its weights begin, and the weights."""

    def get(self, letters: str, default: Any = None) -> Any:
        found = super().get(letters, default)
        if type(found) is str:
            weights = [int(digit or 0) for digit, _ in pyphen.parse(found)]
            used = [place for place, weight in enumerate(weights) if weight]
            found = self[letters] = used[0], tuple(weights[used[0] : used[-1] + 1])
        return found


class _Dictionary(pyphen.HyphDict):  # type: ignore[misc]
    """A language's patterns; one that changes letters at a break is read as Pyphen does."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            encoding = file.readline().decode().strip()
        text = path.read_text("cp1251" if encoding.lower() == "microsoft-cp1251" else encoding)
        if "^^" in text or ("/" in text and "=" in text):
            super().__init__(path)
            return
        lines = map(str.strip, text.split("\n")[1:])
        patterns = [line for line in lines if _WEIGHT.search(line) and not line.startswith(pyphen.ignored)]
        self.patterns = _Patterns(zip(_DIGITS.sub("", "\n".join(patterns)).split("\n"), patterns, strict=True))
        self.maxlen = max(map(len, self.patterns))
        self.cache: dict[str, Any] = {}


pyphen.HyphDict = _Dictionary  # the layout engine asks Pyphen, too


@lru_cache(maxsize=100_000)
def syllables(word: str, language: str, limits: tuple[int, int, int]) -> tuple[int, ...]:
    """Offsets into the word; none in an acronym, and none by patterns where its author has put soft hyphens."""
    if SOFT_HYPHEN in word:
        return tuple(place for place in range(2, len(word)) if word[place - 1] == SOFT_HYPHEN)
    shortest, left, right = limits
    if not language or len(word) < shortest or (word.isupper() and len(word) > 1) or not word.isalpha():
        return ()
    return tuple(_patterns(language, left, right).positions(word))


@lru_cache(maxsize=16)
def _patterns(language: str, left: int, right: int) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=language, left=left, right=right)
