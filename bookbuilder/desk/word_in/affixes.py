"""Turns what an author typed before and after a citation in Zotero's window into inlines of the book.

Zotero takes <i>, <b>, <sup>, <sub> and <span style="font-variant:small-caps;"> there, and Pandoc hands them on as letters.
See https://www.zotero.org/support/kb/rich_text_bibliography
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import panflute as pf

MARKS = {"i": pf.Emph, "b": pf.Strong, "sup": pf.Superscript, "sub": pf.Subscript, "span": pf.SmallCaps}
_TAG = re.compile(r"<(/?)(i|b|sup|sub|span)(?: [^<>]*)?>")


def affix(inlines: Sequence[pf.Element]) -> list[pf.Element]:
    """Marks that are opened and closed become markup; others stay as they were typed."""
    pieces = _pieces(inlines)
    tags = [piece for piece in pieces if isinstance(piece, re.Match)]
    if not tags or not _paired(tags):
        return list(inlines)
    open_: list[tuple[str, list[Any]]] = [("", [])]
    for piece in pieces:
        if not isinstance(piece, re.Match):
            open_[-1][1].append(piece)
        elif not piece[1]:
            open_.append((piece[2], []))
        else:
            name, content = open_.pop()
            open_[-1][1].append(MARKS[name](*content))
    return open_[0][1]


def _pieces(inlines: Sequence[pf.Element]) -> list[Any]:
    """Tags that a space parts (<span style="…">) are put together first; text between tags stays text."""
    pieces: list[Any] = []
    for inline in _joined(inlines):
        if not isinstance(inline, pf.Str):
            pieces.append(inline)
            continue
        done = 0
        for tag in _TAG.finditer(inline.text):
            pieces += [pf.Str(inline.text[done : tag.start()])] if tag.start() > done else []
            pieces.append(tag)
            done = tag.end()
        pieces += [pf.Str(inline.text[done:])] if done < len(inline.text) else []
    return pieces


def _joined(inlines: Sequence[pf.Element]) -> list[pf.Element]:
    joined: list[pf.Element] = []
    for inline in inlines:
        before = joined[-1] if joined else None
        if (
            isinstance(before, pf.Str)
            and before.text.rpartition(">")[2].find("<span") >= 0
            and isinstance(inline, (pf.Str, pf.Space))
        ):
            joined[-1] = pf.Str(before.text + (inline.text if isinstance(inline, pf.Str) else " "))
        else:
            joined.append(inline)
    return joined


def _paired(tags: Sequence[re.Match[str]]) -> bool:
    stack: list[str] = []
    for tag in tags:
        if not tag[1]:
            stack.append(tag[2])
        elif not stack or stack.pop() != tag[2]:
            return False
    return not stack
