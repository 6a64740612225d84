"""An item in, the item with its Cyrillic names and titles in Latin letters out, the original title kept in brackets.

The one module that imports iuliia. Schemes: ALA-LC and BGN/PCGN, see https://iuliia.ru/
"""

from __future__ import annotations

import dataclasses
import re
from functools import lru_cache

from .items import Item

CYRILLIC = re.compile('[\u0400-\u052f]')
SCHEMES = {'ala-lc': 'ALA_LC', 'bgn-pcgn': 'BGN_PCGN'}
TITLES = ('title', 'container-title', 'collection-title', 'title-short', 'container-title-short', 'event-title', 'event')
NAMED = ('publisher', 'publisher-place', 'archive', 'archive-place', 'event-place', 'authority')
BRACKETED = ('title', 'container-title')


def romanise(item: Item, options) -> Item:
    """Names, titles, publishers and places in Latin letters; "bracketed" keeps the original title after its romanisation."""
    fields = dict(item.fields)
    for variable in (*TITLES, *NAMED):
        text = fields.get(variable)
        if text and CYRILLIC.search(text):
            latin = transliterate(text, options.romanisation)
            keep = options.original == 'bracketed' and variable in BRACKETED
            fields[variable] = f'{latin} [<span class="nocase">{text}</span>]' if keep else latin
    names = {role: tuple(_name(name, options.romanisation) for name in people) for role, people in item.names.items()}
    return dataclasses.replace(item, fields=fields, names=names)


def _name(name, scheme: str):
    changed = {
        part: transliterate(getattr(name, part), scheme)
        for part in ('family', 'given', 'suffix', 'dropping_particle', 'non_dropping_particle', 'literal')
        if CYRILLIC.search(getattr(name, part))
    }
    return dataclasses.replace(name, **changed) if changed else name


@lru_cache(maxsize=8192)
def transliterate(text: str, scheme: str) -> str:
    import iuliia

    return getattr(iuliia, SCHEMES[scheme]).translate(text)
