"""Puts soft hyphens into Kazakh words, for which no free hyphenation patterns exist.

The rules of Kazakh orthography carry a word over by syllables, of which each has one vowel and begins with one consonant
at most, and leave no single letter behind. Where the consonants between two vowels could part in two ways, none is taken:
a line a little loose reads better than a wrong syllable.
"""

from __future__ import annotations

import re

SOFT_HYPHEN = "\u00ad"
VOWELS = frozenset("аәеёиоөуұүыіэюя")
GLIDING = frozenset("яюё")
"""Letters that begin a syllable behind a vowel, since they stand for й and a vowel."""

CODAS = frozenset(
    {"рт", "лт", "нт", "йт", "рқ", "лқ", "нқ", "рк", "лк", "нк", "ңк", "ңқ", "рп", "лп", "йқ", "йк", "рс"}
)
"""Pairs of consonants with which a syllable can end."""

SHORTEST, LEFT, RIGHT = 6, 2, 3
"""Letters of a word that is divided, and of what stays on either line."""

_WORD = re.compile(r"[а-яёәғқңөұүһі]+", re.IGNORECASE)


def with_soft_hyphens(text: str) -> str:
    """The text with a soft hyphen wherever one of its words may be divided."""
    return _WORD.sub(lambda match: SOFT_HYPHEN.join(syllables(match[0])), text)


def syllables(word: str) -> list[str]:
    """The pieces into which a word may be divided; the word itself where it is short or all capitals."""
    letters = word.casefold()
    if len(word) < SHORTEST or word.isupper() or len(letters) != len(word):
        return [word]
    breaks = [at for at in range(LEFT, len(word) - RIGHT + 1) if _may_part(letters, at)]
    return [word[start:end] for start, end in zip([0, *breaks], [*breaks, len(word)], strict=True)]


def _may_part(word: str, at: int) -> bool:
    """Whether a syllable begins at this letter."""
    before = next((place for place in range(at - 1, -1, -1) if _is_vowel(word, place)), -1)
    after = next((place for place in range(at, len(word)) if _is_vowel(word, place)), -1)
    if before < 0 or after < 0:
        return False
    between = re.sub("[ьъ]", "", word[before + 1 : after])
    if not between:
        return word[at] in GLIDING
    if len(between) <= 2:
        return after == at + 1 and word[at] not in "ьъ"
    if len(between) == 3:
        return at == (after - 1 if between[:2] in CODAS else after - 2) and (
            between[:2] in CODAS or between[1:] == "ст"
        )
    return False


def _is_vowel(word: str, at: int) -> bool:
    """у is a vowel behind a consonant and a consonant behind a vowel: су, but сау-да, дә-уір."""
    if word[at] == "у" and at and word[at - 1] in VOWELS:
        return False
    return word[at] in VOWELS
