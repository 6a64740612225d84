"""Knows the language of a text in Latin letters by its articles and the words that join others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bookbuilder.languages.registry import language

LATIN = ("ca", "cs", "da", "de", "en", "es", "fr", "hu", "it", "nb", "nl", "pl", "pt", "ro", "sv", "tr", "uz")


def by_small_words(words: Iterable[str]) -> str:
    """The tag of the language in which most of the words would be small ones; empty where no language stands out."""
    counted = Counter(word.lower() for word in words)
    shares = sorted(((sum(counted[it] for it in _small(tag)), tag) for tag in LATIN), reverse=True)
    (most, tag), (next_, _) = shares[0], shares[1]
    return tag if most >= 5 and 25 * most > counted.total() and most > 1.5 * next_ else ""


def _small(tag: str) -> set[str]:
    known = language(tag)
    return {*known.articles, known.conjunction, *known.joining_words}
