"""Cuts a turn's blocks from one phrase to another, with marks where words are left out."""

from __future__ import annotations

import re
from typing import Any

import panflute as pf

from bookbuilder.compose.read.excerpts.letters import SPACES, Letter, fold, letters, plain
from bookbuilder.markdown.ast import in_order, replace, words

OMISSION = "[…]"


class NotSaidError(Exception):
    """The turn does not have these words, or not after the others."""

    def __init__(self, phrase: str) -> None:
        super().__init__(phrase)
        self.phrase = phrase


def cut(blocks: list[pf.Block], start: str, end: str) -> list[pf.Block]:
    """The blocks from the words `start` to the words `end`, both included; an empty phrase means the turn's own end."""
    found = letters(blocks)
    first, last = 0, len(found)
    if start:
        first, _ = _stretch(found, start, 0)
    if end:
        _, last = _stretch(found, end, first)
        last = _with_closing_marks(found, last)
    return _cut(blocks, found, first, last)


def _stretch(found: list[Letter], phrase: str, start: int) -> tuple[int, int]:
    place = _search(found, phrase, start)
    if place is None:
        raise NotSaidError(phrase)
    return place


def _search(found: list[Letter], phrase: str, start: int) -> tuple[int, int] | None:
    said, wanted = fold(found), fold(plain(phrase)).text
    opening = r"(?<!\w)" if wanted[:1].isalnum() else ""
    closing = r"(?!\w)" if wanted[-1:].isalnum() else ""
    for place in re.finditer(opening + re.escape(wanted) + closing, said.text):
        if said.origin[place.start()] >= start:
            return said.origin[place.start()], said.origin[place.end() - 1] + 1
    return None


def _with_closing_marks(found: list[Letter], last: int) -> int:
    while last < len(found) and found[last].character in ".,;:!?…”’»)":
        last += 1
    return last


def _cut(blocks: list[pf.Block], found: list[Letter], first: int, last: int) -> list[pf.Block]:
    kept: dict[int, list[int]] = {}
    for letter in found[first:last]:
        if letter.element is not None:
            kept.setdefault(id(letter.element), []).append(letter.offset)
    open_start = any(not letter.character.isspace() for letter in found[:first])
    open_end = any(not letter.character.isspace() for letter in found[last:])
    result: list[pf.Block] = []
    for block in blocks:
        for element in list(in_order(block)):
            if isinstance(element, pf.Str):
                offsets = kept[id(element)] if id(element) in kept else []
                element.text = "".join(element.text[offset] for offset in offsets)
            elif isinstance(element, SPACES) and id(element) not in kept:
                replace(element, [pf.Str("")])
        for quoted in [e for e in in_order(block) if isinstance(e, pf.Quoted) and not words(list(e.content))]:
            replace(quoted, [pf.Str("")])
        if words(block):
            result.append(block)
    if result and open_start:
        _first_inlines(result[0])[0:0] = [pf.Str(OMISSION), pf.Space()]
    if result and open_end:
        _last_inlines(result[-1]).extend([pf.Space(), pf.Str(OMISSION)])
    return result


def _first_inlines(block: pf.Block) -> Any:
    while not isinstance(block, (pf.Para, pf.Plain)) and block.content:
        block = block.content[0]
    return block.content


def _last_inlines(block: pf.Block) -> Any:
    while not isinstance(block, (pf.Para, pf.Plain)) and block.content:
        block = block.content[-1]
    return block.content
