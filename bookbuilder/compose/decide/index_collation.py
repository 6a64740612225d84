"""Finds a heading's place in the alphabet of the book's language, and the letter that it stands under.

Word by word, without regard to capitals and punctuation; Cyrillic before Latin in languages that are written in it.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from bookbuilder.languages import language


def sort_key(heading: str, lang: str, below: bool = False) -> tuple[Any, ...]:
    """What headings are sorted by; a sub-heading (`below`) without the small words before it."""
    from bookbuilder.citations import collation_key

    known = language(lang)
    words = heading.split()
    while below and len(words) > 1 and words[0].lower() in known.small_words:
        words = words[1:]
    moved = {_weight(letter, lang): _weight(before, lang) for letter, before in known.letters_after.items()}
    key = collation_key(" ".join(words).replace("\u2013", " "), lang)
    if moved:
        key = tuple((part[0], moved[part][1] + 0.5) if part in moved else part for part in key)
    return (key, heading)


def _weight(letter: str, lang: str) -> tuple[Any, ...]:
    from bookbuilder.citations import collation_key

    return tuple(collation_key(letter, lang)[0])


def letter_of(heading: str) -> str:
    """The letter under which a heading stands: "E" of "élite", "Е" of "Ёлкин", "0–9" of figures, "" of signs."""
    first = next((character for character in heading if character.isalnum()), "")
    if first.isdigit():
        return "0–9"
    capital = unicodedata.normalize("NFC", first).upper()[:1]
    if capital == "Ё":
        return "Е"
    if capital and "LATIN" in unicodedata.name(capital, ""):
        plain = unicodedata.normalize("NFD", capital)[0]
        return {"Ł": "L", "Ø": "O", "Đ": "D", "Æ": "A", "Œ": "O", "Þ": "T", "İ": "I"}.get(plain, plain)
    return capital
