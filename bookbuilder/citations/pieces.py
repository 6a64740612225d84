"""Joins texts, tags, affixes and quotation marks in the order of print into HTML or plain text, with punctuation settled.

An affix that arrives looks back at the last character printed, past closing tags, so that punctuation collides (or moves
into a closing quotation mark) wherever in the tree it came from.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import punctuation

if TYPE_CHECKING:
    from .locales import LocaleTerms

TEXT, MARKUP, CLOSE_QUOTE, FIELD_END = range(4)  # FIELD_END: the end of an author's own markup within a field
SUPERSCRIPTS = {
    chr(code): unicodedata.decomposition(chr(code)).split()[1:]
    for code in range(0xAA, 0x3200)
    if unicodedata.decomposition(chr(code)).startswith("<super>")
}
RE_SPECIAL = re.compile(r"[&<>]|\s\s|[" + "".join(SUPERSCRIPTS) + "]")


def escape(text: str) -> str:
    """Text for HTML; superscript characters become elements, so that every font prints them."""
    return RE_SPECIAL.sub(_escape_one, text) if RE_SPECIAL.search(text) else text


def _escape_one(match: re.Match[str]) -> str:
    found = match.group()
    if found == "&":
        return "&#38;"
    if found == "<":
        return "&#60;"
    if found == ">":
        return "&#62;"
    if found in SUPERSCRIPTS:
        return "<sup>" + "".join(chr(int(code, 16)) for code in SUPERSCRIPTS[found]) + "</sup>"
    return "\u00a0 "


@dataclass
class Piece:
    """Text or markup in a row; punctuation that follows may still change it."""

    kind: int
    text: str


class Pieces:
    """What has been written of one citation or entry, in order."""

    def __init__(self, locale: LocaleTerms, markup: bool = True) -> None:
        self.pieces: list[Piece] = []
        self.last = -1  # index of the piece with the last printed character
        self.quotes = locale.quotes
        self.inside = locale.punctuation_in_quote
        self.markup = markup
        self.closed_quote = False
        self.flips = False  # brackets within brackets become square
        self.open_brackets: list[str] = []

    def text(self, text: str) -> None:
        if not text:
            return
        self.pieces.append(Piece(TEXT, text))
        self.last = len(self.pieces) - 1
        self.closed_quote = False

    def tag(self, markup: str, kind: int = MARKUP) -> None:
        if self.markup:
            self.pieces.append(Piece(kind, markup))

    def last_character(self) -> str:
        return self.pieces[self.last].text[-1:] if self.last >= 0 else ""

    def affix(self, text: str, merge: bool = True, enter: bool = True) -> None:
        """Write an affix or delimiter; its first marks collide with what was printed before.

        `merge` is False beside formatted text of its own element, where only a doubled mark goes; `enter` says
        whether the marks may move into a quotation that has just been closed.
        """
        if not text:
            return
        if self.flips and ("(" in text or ")" in text):
            text = self._flip_brackets(text)
        while text and self.last >= 0:
            first, before = text[0], self.last_character()
            if first in " \u00a0":
                if before == first and not self.closed_quote:
                    text = text[1:]
                    continue
                break
            if first not in punctuation.MARKS:
                break
            if self.closed_quote and self.inside and enter and first in punctuation.MOVES_INTO_QUOTES:
                self._put_inside(first)
                text = text[1:]
                continue
            if first == before:
                text = text[1:]
                continue
            if merge and before in punctuation.MARKS:
                merged = punctuation.merge(before, first)
                if merged is not None:
                    self.pieces[self.last].text = self.pieces[self.last].text[:-1] + merged
                    text = text[1:]
                    continue
            break
        if (
            text
            and text[0] in punctuation.MARKS
            and self.pieces
            and self.pieces[-1].text == "</div>"
            and self.last >= 0
        ):
            self.pieces[self.last].text += text[0]  # a mark belongs to the block before
            text = text[1:]
        if text:
            self.pieces.append(Piece(TEXT, text))
            self.last = len(self.pieces) - 1
            self.closed_quote = False

    def _flip_brackets(self, text: str) -> str:
        """Brackets within brackets become square; a bracket that no affix has opened stays round."""
        flipped = ""
        for letter in text:
            if letter == "(":
                letter = "[" if len(self.open_brackets) % 2 else "("
                self.open_brackets.append(letter)
            elif letter == ")" and self.open_brackets:
                letter = "]" if self.open_brackets.pop() == "[" else ")"
            flipped += letter
        return flipped

    def _put_inside(self, mark: str) -> None:
        """Put a mark before the closing quotation mark, but behind the markup that the author wrote in the field."""
        piece = self.pieces[self.last]
        before = piece.text[-1:]
        merged = punctuation.merge(before, mark) if before in punctuation.MARKS else None
        if merged is not None:
            piece.text = piece.text[:-1] + merged
        elif self.pieces[self.last + 1].kind == FIELD_END:
            while self.pieces[self.last + 1].kind == FIELD_END:
                self.last += 1
            self.pieces.insert(self.last + 1, Piece(TEXT, mark))
            self.last += 1
        else:
            piece.text += mark

    def open_quotes(self, level: str) -> None:
        self.pieces.append(Piece(TEXT, self.quotes[level][0]))
        self.last = len(self.pieces) - 1
        self.closed_quote = False

    def close_quotes(self, level: str, swap: bool) -> None:
        out = ""
        if swap and not self.inside:
            while self.last_character() in punctuation.MOVES_OUT_OF_QUOTES and len(self.pieces[self.last].text) > 1:
                out = self.last_character() + out
                self.pieces[self.last].text = self.pieces[self.last].text[:-1]
        self.pieces.append(Piece(CLOSE_QUOTE, self.quotes[level][1]))
        self.closed_quote = True
        if out:
            self.affix(out)

    def html(self) -> str:
        return "".join(it.text if it.kind in (MARKUP, FIELD_END) else escape(it.text) for it in self.pieces)

    def plain(self) -> str:
        return "".join(it.text for it in self.pieces if it.kind not in (MARKUP, FIELD_END))
