"""An item in, the item with its Cyrillic names and titles in Latin letters out, the original title kept in brackets.

The one module that imports iuliia, which knows Russian; words of Kazakh and its neighbours go by `steppe_letters.py`.
Schemes: ALA-LC and BGN/PCGN, see https://iuliia.ru/
"""

from __future__ import annotations

import dataclasses
import re
from functools import lru_cache

from .items import Item
from .steppe_letters import in_latin_letters, is_of_the_steppe

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


def romanise(item: Item, options) -> Item:
    """Names, titles, publishers and places in Latin letters; "bracketed" keeps the original title after its romanisation."""
    fields = dict(item.fields)
    for variable in (*TITLES, *NAMED):
        text = fields.get(variable)
        if text and CYRILLIC.search(text):
            latin = transliterate(text, options.romanisation, item.language)
            keep = options.original == "bracketed" and variable in BRACKETED
            fields[variable] = f'{latin} [<span class="nocase">{text}</span>]' if keep else latin
    names = {
        role: tuple(_name(name, options.romanisation, item.language) for name in people)
        for role, people in item.names.items()
    }
    return dataclasses.replace(item, fields=fields, names=names)


def _name(name, scheme: str, language: str):
    changed = {
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

    def latin(match) -> str:
        word = match.group()
        if is_of_the_steppe(word, language):
            return in_latin_letters(word, scheme, language)
        return russian.translate(word).replace("ё", "ë").replace("Ё", "Ë")  # iuliia's ё is still Cyrillic

    return WORD.sub(latin, text)
