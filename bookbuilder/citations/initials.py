"""Shortens a given name to initials, as initialize-with and initialize-with-hyphen ask.

Particles and other lower-case words stay; "Jean-Luc" becomes "J.-L.", "Ph." stays "Ph."; with initialize="false" full
names stay and initials that are there already get the mark of the style.
"""

from __future__ import annotations

import re
from functools import lru_cache

SEPARATOR = re.compile(r"([-\s]+)")
CAPITAL = "A-Z\u0e01-\u0e5b\u00c0-\u017f\u0370\u0372\u0376\u0386\u0388-\u03ab\u03fd-\u03ff\u0400-\u042f\u0460-\u052f\u0531-\u0556\u0590-\u06ff\u10d0-\u10ff"
RE_LEADING = re.compile(r"^[^\W\d_a-z]*")
RE_NAME = re.compile(rf"^([{CAPITAL}])([^.\s]*)(\.)?")
RE_LETTER = re.compile(
    r"^[&a-zA-Z\u0e01-\u0e5b\u00c0-\u017f\u0370-\u03ff\u0400-\u0556\u0590-\u06ff\u10d0-\u10ff\u1f00-\u1fff]"
)


@lru_cache(maxsize=8192)
def initialise(given: str, mark: str, keep_full: bool = False, hyphen: bool = True) -> str:
    """Initials of a given name; `keep_full` only gives existing initials the style's mark."""
    if not given or given in ("Lord", "Lady") or not RE_LETTER.match(given):
        return given
    if not hyphen:
        given = given.replace("-", " ")
    given = re.sub(r"\s*-\s*", "-", re.sub(r"\s+", " ", given))
    given = re.sub(r"\.(?=[^ .\-])", ". ", given)
    pieces = SEPARATOR.split(re.sub(r"-(?=[a-z])", "\u2011", given))
    pieces = _kept(pieces, mark) if keep_full else _initials(pieces, mark)
    text = "".join(pieces).rstrip(" \u00a0\ufeff\t")
    text = re.sub(r"[ \u00a0]*- *", "-", re.sub(r"[ \t]+", " ", text))
    return text.replace("\u2011", "-").strip(" ")


def _initials(pieces: list[str], mark: str) -> list[str]:
    result = []
    for index in range(0, len(pieces), 2):
        word = pieces[index]
        after = pieces[index + 1] if index + 1 < len(pieces) else ""
        if not word:
            result.append(after if "-" in after else "")
            continue
        match = RE_NAME.match(word)
        is_small = (
            word[0].lower() == word[0] and word[0].upper() != word[0] and not "ა" <= word[0] <= "ჿ"
        )  # Georgian has one case
        if not match or is_small:
            result.append(" " + word + " ")
            continue
        first, rest, period = match.groups()
        if rest and period:
            initial = first + rest
        else:
            leading = RE_LEADING.findall(rest)[0]
            capitals = "".join(letter for letter in leading if letter.upper() == letter and letter.lower() != letter)
            initial = first + (capitals.lower() if capitals and len(capitals) < len(rest) else "")
        result.append(initial + mark + ("-" if "-" in after else ""))
    return result


def _kept(pieces: list[str], mark: str) -> list[str]:
    """Full names as they are, existing initials with the mark."""
    result = []
    words = pieces[0::2]
    short = [(len(word) > 1 and word.endswith(".")) or (len(word) == 1 and word.upper() == word) for word in words]
    for index, word in enumerate(words):
        after = pieces[2 * index + 1] if 2 * index + 1 < len(pieces) else ""
        if not short[index]:
            result.append(word + after)
            continue
        word = word.removesuffix(".")
        if index == len(words) - 1:
            result.append(word + mark)
        elif short[index + 1]:
            tail = mark.rstrip("\ufeff") if len(words[index + 1].rstrip(".")) > 1 else mark
            result.append(word + (tail.rstrip(" ") + "-" if "-" in after else tail))
        else:
            result.append(word + mark.rstrip(" ") + ("-" if "-" in after else " "))
    return result
