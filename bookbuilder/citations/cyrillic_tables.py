"""Romanises Kazakh, Kyrgyz and Ukrainian words, which iuliia, made for Russian, leaves.

BGN/PCGN's system for Kazakh is that of 1979 (https://www.eki.ee/wgrs/rom2_kk.htm), ALA-LC's the table for languages in
non-Slavic Cyrillic. A word with a letter that Russian has not is read by these tables whatever its title's language is, so
that a Kazakh name in a Russian title does not come out half in Cyrillic.
"""

from __future__ import annotations

BGN_PCGN = dict(zip(
    ['а', 'ә', 'б', 'в', 'г', 'ғ', 'д', 'е', 'ё', 'ж', 'з', 'и', 'й', 'к', 'қ', 'л', 'м', 'н', 'ң', 'о', 'ө', 'п', 'р', 'с', 'т', 'у', 'ұ', 'ү', 'ф', 'х', 'һ', 'ц', 'ч', 'ш', 'щ', 'ъ', 'ы', 'і', 'ь', 'э', 'ю', 'я', 'ї', 'є', 'ґ'],
    ['a', 'ä', 'b', 'v', 'g', 'gh', 'd', 'e', 'yo', 'zh', 'z', 'ī', 'y', 'k', 'q', 'l', 'm', 'n', 'ng', 'o', 'ö', 'p', 'r', 's', 't', 'ū', 'u', 'ü', 'f', 'kh', 'h', 'ts', 'ch', 'sh', 'shch', '”', 'y', 'i', '’', 'ė', 'yu', 'ya', 'yi', 'ye', 'g'], strict=True
))  # fmt: skip
ALA_LC = dict(zip(
    ['а', 'ә', 'б', 'в', 'г', 'ғ', 'д', 'е', 'ё', 'ж', 'з', 'и', 'й', 'к', 'қ', 'л', 'м', 'н', 'ң', 'о', 'ө', 'п', 'р', 'с', 'т', 'у', 'ұ', 'ү', 'ф', 'х', 'һ', 'ц', 'ч', 'ш', 'щ', 'ъ', 'ы', 'і', 'ь', 'э', 'ю', 'я', 'ї', 'є', 'ґ'],
    ['a', 'ă', 'b', 'v', 'g', 'gh', 'd', 'e', 'ë', 'zh', 'z', 'i', 'ĭ', 'k', 'q', 'l', 'm', 'n', 'n͡g', 'o', 'ȯ', 'p', 'r', 's', 't', 'u', 'ū', 'u̇', 'f', 'kh', 'ḣ', 't͡s', 'ch', 'sh', 'shch', 'ʺ', 'y', 'i', 'ʹ', 'ė', 'i͡u', 'i͡a', 'ï', 'i͡e', 'g'], strict=True
))  # fmt: skip
KYRGYZ = {"ж": "j", "и": "i", "у": "u", "э": "e"}
TABLES = {"bgn-pcgn": BGN_PCGN, "ala-lc": ALA_LC}
LETTERS = frozenset("әғқңөұүһіїєґ")
LANGUAGES = ("kk", "ky")


def has_own_table(word: str, language: str) -> bool:
    """Whether a word is to be read by these tables."""
    return language[:2].lower() in LANGUAGES or not LETTERS.isdisjoint(word.lower())


def in_latin_letters(word: str, scheme: str, language: str = "") -> str:
    """Letter by letter; a capital that becomes two letters keeps one capital unless the whole word is in capitals."""
    table = TABLES[scheme]
    if scheme == "bgn-pcgn" and language[:2].lower() == "ky":
        table = {**table, **KYRGYZ}
    shouts = len(word) > 1 and word.isupper()
    return "".join(_letter(table, letter, shouts) for letter in word)


def _letter(table: dict[str, str], letter: str, shouts: bool) -> str:
    latin = table.get(letter.lower(), letter)
    if letter == letter.lower():
        return latin
    return latin.upper() if shouts else latin[:1].upper() + latin[1:]
