"""Makes sort keys as the language's readers expect them: Unicode collation without case and punctuation.

Words count one by one, numbers by their value. In languages written in Cyrillic, Cyrillic stands before Latin, as in their
dictionaries and in GOST lists; elsewhere Latin first. Items without a key stand last, ascending or descending.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias, TypeVar

T = TypeVar("T")

CYRILLIC = frozenset("ab av ba be bg ce cu cv kk ky kv mk mn os ru rue sah sr tg tt tyv udm uk".split())
TOKEN = re.compile(r"(\d+)|(\s+|\|)|([^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*)|(.)", re.DOTALL)
WORD_BREAK = (0,)
CollationKey: TypeAlias = "tuple[tuple[int, ...], ...]"
# Letters that close the alphabet or stand apart in it, as (language, letter): the letter after which they sort.
TAILORED = {
    "sv": {"å": "z\uffff1", "ä": "z\uffff2", "ö": "z\uffff3"},
    "fi": {"å": "z\uffff1", "ä": "z\uffff2", "ö": "z\uffff3"},
    "da": {"æ": "z\uffff1", "ø": "z\uffff2", "å": "z\uffff3"},
    "nb": {"æ": "z\uffff1", "ø": "z\uffff2", "å": "z\uffff3"},
}


class _Weights:
    """The collator's table, of whose 34,000 lines those of a letter are read when a word first has it."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines: dict[str, list[str]] = {}
        self._tries: dict[int, Any] = {}
        for line in lines:
            self._lines.setdefault(line[: line.find(" ")], []).append(line)

    def find_prefix(self, key: list[int]) -> Any:
        """The longest prefix of these code points that has weights, its weights, and the code points after it."""
        if key[0] not in self._tries:
            self._tries[key[0]] = self._trie(f"{key[0]:04X}")
        return self._tries[key[0]].find_prefix(key)

    def _trie(self, letter: str) -> Any:
        from pyuca.collator import COLL_ELEMENT_PATTERN
        from pyuca.trie import Trie

        trie = Trie()
        for line in self._lines[letter] if letter in self._lines else ():
            letters, _, weights = line.partition("#")[0].partition(";")
            found = [[int(it, 16) for it in element.groups()] for element in COLL_ELEMENT_PATTERN.finditer(weights)]
            trie.add([int(code, 16) for code in letters.split()], found)
        return trie


@lru_cache(maxsize=1)
def _collator() -> Any:
    """Pyuca's collator, which would read its whole table first: a fifth of a second in each process that sorts."""
    import pyuca

    class Collator(pyuca.Collator):
        def load(self, filename: str) -> None:
            with open(filename, encoding="utf-8") as file:
                lines = file.read().splitlines()
            for words in (line.split() for line in lines if line.startswith("@implicitweights")):
                first, last = words[1].rstrip(";").split("..")
                self.implicit_weights.append([int(first, 16), int(last, 16), int(words[2], 16)])
            self.table = _Weights(line for line in lines if line[:1] not in ("", "@", "#"))

    return Collator()


@lru_cache(maxsize=65536)
def _weights(word: str, cyrillic_first: bool) -> CollationKey:
    """The primary weights of a word."""
    elements = _collator().collation_elements(unicodedata.normalize("NFD", word.lower()))
    weights = []
    for element in elements:
        if element[0]:
            weights.append((_rank(element[0], cyrillic_first), element[0]))
    return tuple(weights)


@lru_cache(maxsize=1)
def _cyrillic_range() -> tuple[int, int]:
    elements = _collator().collation_elements
    return elements("а")[0][0], elements("ԯ")[0][0] + 400


def _rank(weight: int, cyrillic_first: bool) -> int:
    if not cyrillic_first:
        return 4
    low, high = _cyrillic_range()
    return 3 if low <= weight <= high else 4


@lru_cache(maxsize=65536)
def collation_key(text: str, language: str = "en") -> CollationKey:
    """A key to sort a text by, for readers of a language."""
    cyrillic_first = language.split("-")[0].lower() in CYRILLIC
    tailored = TAILORED.get(language.split("-")[0].lower())
    key: list[tuple[int, ...]] = []
    for match in TOKEN.finditer(text.rstrip()):
        digits, space, word, other = match.groups()
        if digits:
            key.append((2, int(digits) if digits.isascii() and len(digits) < 300 else 0))
        elif space:
            if not key or key[-1] != WORD_BREAK:  # a space that a style writes before a key brings it to the front
                key.append(WORD_BREAK)
        elif word:
            if tailored:
                low = word.lower()
                if any(letter in low for letter in tailored):
                    return _tailored_key(text, tailored, cyrillic_first)
            key.extend(_weights(word, cyrillic_first))
        elif unicodedata.category(other)[0] == "S":
            key.append((1, ord(other)))
    while key and key[-1] == WORD_BREAK:
        key.pop()
    return tuple(key)


def _tailored_key(text: str, tailored: Mapping[str, str], cyrillic_first: bool) -> CollationKey:
    key: list[tuple[int, ...]] = []
    for letter in unicodedata.normalize("NFC", text.lower()):
        if letter in tailored:
            key.append((5, int(tailored[letter][-1])))
        elif letter.isspace():
            key.append(WORD_BREAK)
        elif letter.isdigit():
            key.append((2, unicodedata.digit(letter, 0)))
        elif letter.isalpha():
            key.extend(_weights(letter, cyrillic_first))
    return tuple(key)


def sort_by_keys(
    entries: Sequence[T], keys: Sequence[Sequence[str | None]], descending: Sequence[bool], language: str
) -> list[T]:
    """Entries in the order of their keys (one list of texts or None for each entry); equal ones keep their order."""
    order = list(range(len(entries)))
    for place in range(len(descending) - 1, -1, -1):
        texts = {index: text for index in order if (text := keys[index][place]) is not None}
        weights = {index: collation_key(text, language) for index, text in texts.items()}
        without = [index for index in order if index not in texts]
        order = sorted(texts, key=weights.__getitem__, reverse=descending[place]) + without
    return [entries[index] for index in order]
