"""Compares two engines' words for one citation, and says where they differ and on which CSL construct."""

from __future__ import annotations

import html
import re
import unicodedata

_MARKS = {
    "position: ibid, subsequent": {"ibid", "ibidem", "supra", "там", "же", "idem", "op", "cit"},
    "name: et-al": {"al", "others", "др", "et"},
    "name: and": {"and", "и", "und"},
    "label": {"p", "pp", "para", "paras", "art", "ch", "chap", "sec", "vol", "no", "с", "ed", "eds", "n"},
    "date": {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
             "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "oct", "nov", "dec"},
}  # fmt: skip
_FOLDED = {
    **{ord(mark): "'" for mark in '‘’‚‹›“”„«»"'},
    **{ord(mark): "-" for mark in "‐‑–"},
    ord("،"): ",",
    ord("؛"): ";",
    0xA0: " ",
    0x202F: " ",
    0x2009: " ",
}


def plain(text: str) -> str:
    """Words as both engines would have them if markup, kinds of spaces and of quotation marks did not count."""
    words = unicodedata.normalize("NFC", plain_html(text)).translate(_FOLDED)
    return " ".join(words.split()).strip(" .,;")


def plain_html(text: str) -> str:
    """CSL rich text without its tags."""
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def construct(ours: str, theirs: str) -> str:
    """The CSL construct at which two texts begin to differ, as far as the texts show it."""
    if ours.casefold() == theirs.casefold():
        return "text-case"
    bare = [re.sub(r"[^\w\s]", "", text.casefold()) for text in (ours, theirs)]
    if bare[0].split() == bare[1].split():
        return "punctuation"
    if "".join(bare[0].split()) == "".join(bare[1].split()):
        return "affixes and delimiters"
    words = set(bare[0].split()) ^ set(bare[1].split())
    for name, marks in _MARKS.items():
        if words & marks:
            return name
    if any(re.fullmatch(r"(\d{4}|nd)[a-z]", word) for word in words):
        return "disambiguate-add-year-suffix"
    if all(re.search(r"\d", word) for word in words):
        return "numbers, dates and locators"
    if all(len(word) <= 2 for word in words):
        return "name: initials and given names"
    first, second = (set(text.split()) for text in bare)
    return "variables printed by one only" if first < second or second < first else "text"


def same_but_for_the_first_letter(ours: str, theirs: str) -> bool:
    """A note's first letter becomes a capital later, in the book; Pandoc prints it at once."""
    return ours[:1].casefold() == theirs[:1].casefold() and ours[1:] == theirs[1:]


def parting(ours: str, theirs: str) -> tuple[str, str]:
    """The words on which two texts part, with a few on either side."""
    mine, other = ours.split(), theirs.split()
    both = zip(mine, other, strict=False)  # as far as the shorter of them goes
    start = next((index for index, (a, b) in enumerate(both) if a != b), min(len(mine), len(other)))
    end = 0
    while end < min(len(mine), len(other)) - start and mine[-1 - end] == other[-1 - end]:
        end += 1
    around = slice(max(0, start - 3), None)
    return tuple(" ".join(words[around][: len(words) - end - max(0, start - 3) + 2]) for words in (mine, other))  # type: ignore[return-value]
