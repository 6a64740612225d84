"""Changes a field's case as text-case asks; <span class="nocase">, superscripts and small caps stay.

Title case follows the CSL specification: lower-case words get a capital, except stop words that stand neither first nor
last nor after a colon, question or exclamation mark; words with capitals of their own are never touched.
See https://docs.citationstyles.org/en/stable/specification.html#text-case
"""

from __future__ import annotations

import re
from functools import lru_cache

TAG = r'<span\s+style="font-variant:\s*small-caps;?"[^>]*>|<span\s+class="no(?:case|decor)"[^>]*>|</?(?:i|b|sup|sub|sc)>|</span>'
SPLIT = re.compile("(" + TAG + r'|[\u2018\u2019\u201c\u201d"\']|[-\u2013\u2014/.,;?!:]|[\[\]()])')
RE_ELEMENT = re.compile(r"<(\w+)")
SPACES = re.compile("([\u00a0\u0020\u2000-\u200b\u205f\u3000]+)")
PROTECTING = {"sc": "</sc>", "sub": "</sub>", "sup": "</sup>", "span": "</span>"}
# Words that keep lower case in an English title: the CSL specification's list with the prepositions that styles expect.
STOP_WORDS = frozenset(
    "a an the and as at but by down for from in into nor of on onto or over so till to up via with yet about above "
    "across afore after against al along alongside amid amidst among amongst anenst apropos apud around aside "
    "astride athwart atop barring before behind below beneath beside besides between beyond c ca circa d de despite "
    "during et except forenenst given inside lest like modulo near next notwithstanding off out outside per plus pro "
    "qua sans since than through throughout thru thruout toward towards under underneath until unto upon v van "
    "versus von vs within without".split()
)


@lru_cache(maxsize=8192)
def change_case(text: str, case: str, language: str = "en") -> str:
    """The text in a text-case of CSL; `language` is the item's, for the letters i and ı of Turkish and the like."""
    if case == "passthrough" or not text:
        return text
    return _Caser(case, language).run(text)


def lower(text: str, language: str) -> str:
    if language[:2] in ("tr", "az"):
        text = text.replace("I", "ı").replace("İ", "i")
    return text.lower()


def upper(text: str, language: str) -> str:
    if language[:2] in ("tr", "az"):
        text = text.replace("i", "İ")
    return text.upper()


def capitalise(word: str, language: str) -> str:
    """The word with its first letter as a capital; a lone Greek letter is a symbol and stays, and Georgian words begin with none."""
    if len(word) == 1 and "\u0370" <= word <= "\u03ff" or word[:1].title() == word[:1]:
        return word
    return upper(word[:1], language) + word[1:]


class _Caser:
    def __init__(self, case: str, language: str) -> None:
        self.case = case
        self.language = language
        self.first = True
        self.after_mark = False
        self.last_word: tuple[int, int] | None = None  # piece and word of the last word of a title

    def run(self, text: str) -> str:
        pieces = SPLIT.split(text)
        self.next_mark = pieces[1] if len(pieces) > 1 else ""
        protected: list[str] = []
        for index, piece in enumerate(pieces):
            if index % 2:
                if piece.startswith("<"):
                    self._track(piece, protected)
                elif piece in "!?:":
                    self.after_mark = True
                elif piece in "\u2019'" and index + 1 < len(pieces) and self._elision(pieces, index):
                    pieces[index + 1] = self._join_elision(pieces, index)
                continue
            if not piece.strip():
                continue
            if protected:
                self.first = self.after_mark = False
                self.last_word = None
                continue
            if index and pieces[index - 1] in ("\u2019", "'") and self._elision(pieces, index - 1):
                continue
            pieces[index] = self._words(piece, index)
        if self.case == "title" and self.last_word:
            self._capitalise_last(pieces, *self.last_word)
        return "".join(pieces)

    def _elision(self, pieces: list[str], index: int) -> bool:
        """An apostrophe within a word: what follows belongs to the same word."""
        return pieces[index - 1][-1:].isalnum() and pieces[index + 1][:1].isalnum()

    def _join_elision(self, pieces: list[str], index: int) -> str:
        rest = pieces[index + 1]
        word, space, tail = rest.partition(" ")
        if self.case in ("lowercase", "sentence"):
            word = lower(word, self.language)
        elif self.case == "uppercase":
            word = upper(word, self.language)
        return word + space + (self._words(tail, index + 1, offset=True) if tail else "")

    def _track(self, tag: str, protected: list[str]) -> None:
        if protected and tag == protected[-1]:
            protected.pop()
        elif not tag.startswith("</"):
            name = RE_ELEMENT.split(tag)[1]
            if name in PROTECTING:
                protected.append(PROTECTING[name])

    def _words(self, piece: str, index: int, offset: bool = False) -> str:
        words = SPACES.split(piece)
        for place, word in enumerate(words):
            if place % 2 == 0 and word:
                hyphen = place == len(words) - 1 and index == 0 and self.next_mark == "-"
                words[place] = self._word(word, hyphen)
                if not offset:
                    self.last_word = (index, place)
        if offset:
            self.last_word = None
        return "".join(words)

    def _word(self, word: str, before_hyphen: bool = False) -> str:
        low = lower(word, self.language)
        first, after_mark = self.first, self.after_mark
        self.first = self.after_mark = False
        if self.case == "lowercase":
            return low
        if self.case == "uppercase":
            return upper(word, self.language)
        if self.case == "sentence":
            return capitalise(word, self.language) if first else low
        if word != low:
            return word
        if self.case == "capitalize-first":
            return capitalise(word, self.language) if first else word
        if self.case == "capitalize-all":
            return capitalise(word, self.language)
        if self.case == "title" and (first or after_mark or before_hyphen or (len(word) > 1 and low not in STOP_WORDS)):
            return capitalise(word, self.language)
        return word

    def _capitalise_last(self, pieces: list[str], index: int, place: int) -> None:
        words = SPACES.split(pieces[index])
        if place < len(words) and len(words[place]) > 1 and words[place] in STOP_WORDS:
            words[place] = capitalise(words[place], self.language)
            pieces[index] = "".join(words)
