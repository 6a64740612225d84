"""Romanises an item's Cyrillic names and titles, and keeps the original title in brackets.

The one module that imports iuliia, which knows Russian; words of Kazakh and its neighbours go by `cyrillic_tables.py`.
Schemes: ALA-LC and BGN/PCGN, see https://iuliia.ru/
"""

from __future__ import annotations

import dataclasses
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .cyrillic_tables import has_own_table, in_latin_letters
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
        if has_own_table(word, language):
            return in_latin_letters(word, scheme, language)
        latin_word: str = russian.translate(word)
        return latin_word.replace("ё", "ë").replace("Ё", "Ë")  # iuliia's ё is still Cyrillic

    return WORD.sub(latin, text)
