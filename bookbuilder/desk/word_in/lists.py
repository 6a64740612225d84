"""Turns lists that were typed as plain paragraphs into lists, reports each, and makes all lists plain."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import panflute as pf

from bookbuilder.markdown.ast import in_order, replace, words

Note = Callable[[str, str], None]
_NUMBER = re.compile(r"^\(?(\d{1,2}|[a-z])[.)]$")
_BULLETS = "•·●▪‣◦■□\uf0b7\uf0a7\uf0d8\uf076"
_BULLET = re.compile(rf"^(?:[{_BULLETS}–—*-]|o|§)$")


def plain_lists(document: pf.Doc) -> None:
    """No empty lines between items of one paragraph each; a list that goes on counting right below another is its end."""
    for found in list(in_order(document)):
        if not isinstance(found, (pf.BulletList, pf.OrderedList)):
            continue
        before = found.prev
        if (
            isinstance(found, pf.OrderedList)
            and isinstance(before, pf.OrderedList)
            and (found.style, found.start) == (before.style, before.start + len(before.content))
        ):
            before.content = [*before.content, *found.content]
            replace(found, [])
            found = before
        if all(
            isinstance(item.content[0], (pf.Para, pf.Plain))
            if index == 0
            else isinstance(block, (pf.BulletList, pf.OrderedList))
            for item in found.content
            for index, block in enumerate(item.content)
        ):
            for item in filter(lambda item: len(item.content), found.content):  # one may be empty
                item.content[0] = pf.Plain(*list(item.content[0].content))


def typed_lists(document: pf.Doc, note: Note) -> None:
    """Paragraphs one after the other that begin with 1., 2., 3., or with a bullet, become a list; a lone one is reported."""
    run: list[tuple[pf.Para, str]] = []
    for block in [*document.content, None]:
        mark = _mark_of(block)
        follows = mark and (not run or _follows(run[-1][1], mark))
        if not follows and run:
            _close(run, note)
            run = []
        if mark:
            run.append((block, mark))


def _mark_of(block: pf.Element | None) -> str:
    if not isinstance(block, pf.Para) or len(block.content) < 3:
        return ""
    first, second = block.content[0], block.content[1]
    if isinstance(first, pf.Str) and len(first.text) > 1 and first.text[0] in _BULLETS:
        block.content = [pf.Str(first.text[0]), pf.Space(), pf.Str(first.text[1:]), *list(block.content)[1:]]
        return _alike(first.text[0])
    if not isinstance(first, pf.Str) or not isinstance(second, (pf.Space, pf.SoftBreak, pf.LineBreak)):
        return ""
    return _alike(first.text) if _NUMBER.match(first.text) or _BULLET.match(first.text) else ""


def _alike(mark: str) -> str:
    """Round bullets are one and the same, of whatever font."""
    return "•" if mark in "·●\uf0b7" else mark


def _follows(before: str, mark: str) -> bool:
    one, other = _NUMBER.match(before), _NUMBER.match(mark)
    if not one or not other:
        return not one and not other
    return one[1].isdigit() is other[1].isdigit() and _count(other[1]) == _count(one[1]) + 1


def _count(mark: str) -> int:
    return int(mark) if mark.isdigit() else ord(mark)


def _close(run: Sequence[tuple[pf.Para, str]], note: Note) -> None:
    text, mark = words(run[0][0]), run[0][1]
    number = _NUMBER.match(mark)
    if len(run) == 1:
        if number and number[1].isdigit():
            note("number typed before a paragraph, left as it is", text)
        return
    note("typed numbers made a list" if number else "typed bullets made a list", text)
    items: list[pf.ListItem] = []
    for paragraph, own in run:
        item = pf.ListItem(pf.Plain(*list(paragraph.content)[2:]))
        if number or own == mark:
            items.append(item)
        elif isinstance(items[-1].content[-1], pf.BulletList):  # another bullet than the first one's: a list within it
            items[-1].content[-1].content.append(item)
        else:
            items[-1].content.append(pf.BulletList(item))
    if not number:
        made: pf.Block = pf.BulletList(*items)
    elif number[1].isdigit():
        made = pf.OrderedList(*items, start=int(number[1]))
    else:
        delimiter = "TwoParens" if mark.startswith("(") else "OneParen" if mark.endswith(")") else "Period"
        start = ord(number[1]) - ord("a") + 1
        made = pf.OrderedList(*items, start=start, style="LowerAlpha", delimiter=delimiter)
    for paragraph, _ in run[1:]:
        replace(paragraph, [])
    replace(run[0][0], [made])
