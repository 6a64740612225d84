"""Romanises an item's Cyrillic names and titles, and keeps the original title in brackets.

The one module that imports iuliia, which knows Russian; words of Kazakh and its neighbours go by tables of their own.
Schemes: ALA-LC and BGN/PCGN, see https://iuliia.ru/
"""

from __future__ import annotations

import dataclasses
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .items import Item

if TYPE_CHECKING:
    from .items import PersonalName
    from .rendered import Options

WORD = re.compile("[\u0400-\u052f]+")
CYRILLIC = re.compile("[\u0400-\u052f]")
SCHEMES = {"ala-lc": "ALA_LC", "bgn-pcgn": "BGN_PCGN"}
TITLES = (
    "title",
    "container-title",
    "collection-title",
    "title-short",
    "container-title-short",
    "event-title",
    "event",
)
NAMED = ("publisher", "publisher-place", "archive", "archive-place", "event-place", "authority")
BRACKETED = ("title", "container-title")


def romanise(item: Item, options: Options) -> Item:
    """Names, titles, publishers and places in Latin letters; "bracketed" keeps the original title after its romanisation."""
    scheme = options.romanisation or ""
    fields = dict(item.fields)
    for variable in (*TITLES, *NAMED):
        text = fields.get(variable)
        if text and CYRILLIC.search(text):
            latin = transliterate(text, scheme, item.language)
            keep = options.original == "bracketed" and variable in BRACKETED
            fields[variable] = f'{latin} [<span class="nocase">{text}</span>]' if keep else latin
    names = {role: tuple(_name(name, scheme, item.language) for name in people) for role, people in item.names.items()}
    return dataclasses.replace(item, fields=fields, names=names)


def _name(name: PersonalName, scheme: str, language: str) -> PersonalName:
    changed: dict[str, Any] = {
        part: transliterate(getattr(name, part), scheme, language)
        for part in ("family", "given", "suffix", "dropping_particle", "non_dropping_particle", "literal")
        if CYRILLIC.search(getattr(name, part))
    }
    return dataclasses.replace(name, **changed) if changed else name


@lru_cache(maxsize=8192)
def transliterate(text: str, scheme: str, language: str = "") -> str:
    """A text in Latin letters, word by word; what is not Cyrillic stays."""
    import iuliia

    russian = getattr(iuliia, SCHEMES[scheme])

    def latin(match: re.Match[str]) -> str:
        word = match.group()
        if _has_own_table(word, language):
            return _in_latin_letters(word, scheme, language)
        latin_word: str = russian.translate(word)
        return latin_word.replace("ё", "ë").replace("Ё", "Ë")  # iuliia's ё is still Cyrillic

    return WORD.sub(latin, text)


_BGN_PCGN = dict(zip(
    ['а', 'ә', 'б', 'в', 'г', 'ғ', 'д', 'е', 'ё', 'ж', 'з', 'и', 'й', 'к', 'қ', 'л', 'м', 'н', 'ң', 'о', 'ө', 'п', 'р', 'с', 'т', 'у', 'ұ', 'ү', 'ф', 'х', 'һ', 'ц', 'ч', 'ш', 'щ', 'ъ', 'ы', 'і', 'ь', 'э', 'ю', 'я', 'ї', 'є', 'ґ'],
    ['a', 'ä', 'b', 'v', 'g', 'gh', 'd', 'e', 'yo', 'zh', 'z', 'ī', 'y', 'k', 'q', 'l', 'm', 'n', 'ng', 'o', 'ö', 'p', 'r', 's', 't', 'ū', 'u', 'ü', 'f', 'kh', 'h', 'ts', 'ch', 'sh', 'shch', '”', 'y', 'i', '’', 'ė', 'yu', 'ya', 'yi', 'ye', 'g'], strict=True
))  # fmt: skip
_ALA_LC = dict(zip(
    ['а', 'ә', 'б', 'в', 'г', 'ғ', 'д', 'е', 'ё', 'ж', 'з', 'и', 'й', 'к', 'қ', 'л', 'м', 'н', 'ң', 'о', 'ө', 'п', 'р', 'с', 'т', 'у', 'ұ', 'ү', 'ф', 'х', 'һ', 'ц', 'ч', 'ш', 'щ', 'ъ', 'ы', 'і', 'ь', 'э', 'ю', 'я', 'ї', 'є', 'ґ'],
    ['a', 'ă', 'b', 'v', 'g', 'gh', 'd', 'e', 'ë', 'zh', 'z', 'i', 'ĭ', 'k', 'q', 'l', 'm', 'n', 'n͡g', 'o', 'ȯ', 'p', 'r', 's', 't', 'u', 'ū', 'u̇', 'f', 'kh', 'ḣ', 't͡s', 'ch', 'sh', 'shch', 'ʺ', 'y', 'i', 'ʹ', 'ė', 'i͡u', 'i͡a', 'ï', 'i͡e', 'g'], strict=True
))  # fmt: skip
_KYRGYZ = {"ж": "j", "и": "i", "у": "u", "э": "e"}
_TABLES = {"bgn-pcgn": _BGN_PCGN, "ala-lc": _ALA_LC}
_LETTERS = frozenset("әғқңөұүһіїєґ")
_LANGUAGES = ("kk", "ky")


def _has_own_table(word: str, language: str) -> bool:
    """Whether these tables romanise a word: one with a letter that Russian lacks, whatever the language of its title.

    So a Kazakh name in a Russian title does not come out half in Cyrillic. BGN/PCGN's system for Kazakh is that of 1979
    (https://www.eki.ee/wgrs/rom2_kk.htm), ALA-LC's the table for languages in non-Slavic Cyrillic.
    """
    return language[:2].lower() in _LANGUAGES or not _LETTERS.isdisjoint(word.lower())


def _in_latin_letters(word: str, scheme: str, language: str = "") -> str:
    """Letter by letter; a capital that becomes two letters keeps one capital unless the whole word is in capitals."""
    table = _TABLES[scheme]
    if scheme == "bgn-pcgn" and language[:2].lower() == "ky":
        table = {**table, **_KYRGYZ}
    shouts = len(word) > 1 and word.isupper()
    return "".join(_letter(table, letter, shouts) for letter in word)


def _letter(table: dict[str, str], letter: str, shouts: bool) -> str:
    latin = table.get(letter.lower(), letter)
    if letter == letter.lower():
        return latin
    return latin.upper() if shouts else latin[:1].upper() + latin[1:]
