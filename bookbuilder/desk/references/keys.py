"""Makes a key for a source that has none, the same at every import: boonstra2018central."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Collection

from bookbuilder.desk.references.identity import Item, first_name, folded, year

_SMALL = frozenset("a an the on of for to in and or der die das le la les un une el los".split())


def key_for(item: Item, taken: Collection[str]) -> str:
    """Author, year and the title's first word that says something, in letters that need no braces in a citation."""
    words = [word for word in folded(str(item["title"]) if "title" in item else "").split() if word not in _SMALL]
    author = "".join(first_name(item).split()[:1])
    stem = _plain(author) + year(item) + _plain(words[0] if words else "")
    return free(stem if stem[:1].isalpha() else f"source{stem}", taken)


def free(key: str, taken: Collection[str]) -> str:
    """The key, with a letter after it where another source has it already; those that are taken are without case, which parts none."""
    lowered = key.casefold()
    if lowered not in taken:
        return key
    letters = itertools.chain("bcdefghijklmnopqrstuvwxyz", (f"-{number}" for number in itertools.count(27)))
    return key + next(letter for letter in letters if lowered + letter not in taken)


def _plain(word: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return re.sub(r"[^\w]", "", unicodedata.normalize("NFC", bare))
