"""Reads what is spelt out: a telephone number in words, and an address with "at" and "dot", as people write them to hide them from programs."""

from __future__ import annotations

import re
import unicodedata

_UNITS = (
    "zero oh null ноль нуль нөл", "one eins ein один одна бір", "two zwei zwo два две екі", "three drei три үш",
    "four vier четыре төрт", "five fünf пять бес", "six sechs шесть алты", "seven sieben семь жеті",
    "eight acht восемь сегіз", "nine neun девять тоғыз", "ten zehn десять он", "eleven elf одиннадцать",
    "twelve zwölf двенадцать", "thirteen dreizehn тринадцать", "fourteen vierzehn четырнадцать", "fifteen fünfzehn пятнадцать",
    "sixteen sechzehn шестнадцать", "seventeen siebzehn семнадцать", "eighteen achtzehn восемнадцать", "nineteen neunzehn девятнадцать",
)  # fmt: skip
_TENS = (
    "twenty zwanzig двадцать жиырма", "thirty dreißig тридцать отыз", "forty vierzig сорок қырық", "fifty fünfzig пятьдесят елу",
    "sixty sechzig шестьдесят алпыс", "seventy siebzig семьдесят жетпіс", "eighty achtzig восемьдесят сексен", "ninety neunzig девяносто тоқсан",
)  # fmt: skip
_HUNDREDS = "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот"
_TIMES_A_HUNDRED = frozenset(("hundred", "hundert", "жүз"))
_VALUES = {
    **{word: value for value, words in enumerate(_UNITS) for word in words.split()},
    **{word: 10 * value for value, words in enumerate(_TENS, 2) for word in words.split()},
    **{word: 100 * value for value, word in enumerate(_HUNDREDS.split(), 1)},
    **dict.fromkeys(_TIMES_A_HUNDRED, 100),
}
_WORD = "|".join(sorted(_VALUES, key=len, reverse=True))
_RUN = re.compile(
    rf"(?<![^\W\d_])(?:{_WORD})(?![^\W\d_])(?:[\s,.·–-]{{1,3}}(?:(?:and|и|und)\s)?(?:{_WORD})(?![^\W\d_]))*", re.I
)
_NUMBER = re.compile(_WORD)

_AT = "(?:at|ät|et|chez|arroba|собака|ад)?"
_DOT = "(?:dot|punkt|point|punto|точка|нүкте|dash|hyphen|underscore|minus|дефис|тире)?"


def in_digits(text: str) -> str:
    """The text with numbers in digits that stand in words: "seven oh one, 123" is "7 0 1, 123", "сто двадцать три" is 123."""
    plain = text if text.isascii() else re.sub(r"(?![0-9])\d", lambda it: str(unicodedata.decimal(it[0])), text)
    return _RUN.sub(lambda run: " ".join(map(str, _numbers(_NUMBER.findall(run[0].lower())))), plain)


def _numbers(words: list[str]) -> list[int]:
    """The numbers that a row of words says: a hundred takes tens and units behind it, and tens take units."""
    said: list[int] = []
    for word in words:
        value, last = _VALUES[word], said[-1] if said else 0
        if word in _TIMES_A_HUNDRED and 0 < last < 10:
            said[-1] = 100 * last
        elif 0 < value < 100 and last and (last % 100 == 0 or (value < 10 and last % 10 == 0 and last % 100 >= 20)):
            said[-1] = last + value
        else:
            said.append(value)
    return said


def spelt_address(address: str) -> re.Pattern[str] | None:
    """What finds an address of e-mail in letters and digits alone, whether or not its signs are words there; None of anything else."""
    parts = [re.findall(r"[^\W_]+", part) for part in address.lower().split("@")]
    if len(parts) != 2 or not all(parts):
        return None
    return re.compile(_AT.join(_DOT.join(map(re.escape, part)) for part in parts))
