"""Finds where a word may be broken with a hyphen: at its soft hyphens, or else by Pyphen's patterns."""

from __future__ import annotations

import re
from functools import lru_cache

import pyphen

SOFT_HYPHEN = "\u00ad"

WORD = re.compile(r"[^\W\d_](?:[\u00ad\u0300-\u036f'\u2019]?[^\W\d_])*")
"""A stretch of letters, with what may stand between them."""


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
