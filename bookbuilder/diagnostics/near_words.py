"""Finds the known words that somebody may have meant by one that is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

FEW = 200
"""So many words are all compared with one; of more, those first that have its rarest letters in common, since a book may
have thousands of sources and cite thousands by other keys."""
LONGEST = 300
"""Letters of a word that is compared with others at all."""


def did_you_mean(word: str, known: Iterable[str], limit: int = 3) -> str:
    """`Did you mean "council2019strategy"?`, or an empty string where nothing known comes near."""
    if len(word) > LONGEST:
        return ""
    import difflib

    lowered = _lowered(tuple(known))
    near = list(lowered) if len(lowered) <= FEW else _near(word.lower(), tuple(lowered))
    close = difflib.get_close_matches(word.lower(), near, n=limit, cutoff=0.6)
    if not close:
        return ""
    *first, last = [f'"{lowered[match]}"' for match in close]
    return f"Did you mean {', '.join(first)} or {last}?" if first else f"Did you mean {last}?"


@lru_cache(maxsize=4)
def _lowered(known: tuple[str, ...]) -> dict[str, str]:
    """Each word by its small letters, in the order of the alphabet backwards; thousands ask for the same."""
    return {word.lower(): word for word in sorted(set(known), reverse=True)}


def _near(word: str, known: tuple[str, ...]) -> list[str]:
    threes = _by_threes(known)
    own = sorted(_threes(word) & threes.keys(), key=lambda it: (len(threes[it]), it))[:8]
    return [name for name, _ in Counter(name for it in own for name in threes[it][:FEW]).most_common(FEW // 5)]


@lru_cache(maxsize=4)
def _by_threes(known: tuple[str, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in known:
        for three in _threes(name):
            found.setdefault(three, []).append(name)
    return found


def _threes(word: str) -> set[str]:
    """Each three letters of a word that follow one another, and its beginning and end."""
    whole = f" {word[:LONGEST]} "
    return {whole[start : start + 3] for start in range(len(whole) - 2)}
