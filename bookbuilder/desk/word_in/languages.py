"""Marks the language of runs of Cyrillic words in a chapter in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import panflute as pf

from bookbuilder.markdown.ast import in_order, words

_CYRILLIC, _KAZAKH = re.compile(r"[\u0400-\u04ff]"), re.compile(r"[әғқңөұүһі]", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_HOLDERS = (pf.Emph, pf.Strong, pf.Quoted, pf.SmallCaps, pf.Strikeout, pf.Underline, pf.Link)
Note = Callable[[str, str], None]


def language_of(document: pf.Doc) -> str:
    """ru or kk where most of the letters are Cyrillic; empty where they are not."""
    letters = [
        c for element in in_order(document) if isinstance(element, pf.Str) for c in _LETTER.findall(element.text)
    ]
    cyrillic = [c for c in letters if _CYRILLIC.match(c)]
    if 2 * len(cyrillic) <= len(letters) or not letters:
        return ""
    return "kk" if 50 * len(_KAZAKH.findall("".join(cyrillic))) > len(cyrillic) else "ru"


def mark_languages(holder: pf.Element, note: Note) -> None:
    """Change a paragraph, a heading or what stands in one; a run goes on over numbers, points and spaces between its words."""
    made: list[Any] = []
    run: list[Any] = []

    def close() -> None:
        after: list[Any] = []
        while run and not _is_cyrillic(run[-1]):
            after.insert(0, run.pop())
        before: list[Any] = []
        if run:
            text = words(list(run))
            while text.count("(") > text.count(")") and any(")" in words(each) for each in after):
                run.append(after.pop(0))
                text = words(list(run))
            opening = run[0].text[0] if isinstance(run[0], pf.Str) else ""
            if opening == "(" and text.count("(") > text.count(")"):
                before, run[0] = [pf.Str(opening)], pf.Str(run[0].text[1:])
                text = words(list(run))
            last = run[-1].text.rstrip(",;:") if isinstance(run[-1], pf.Str) else ""
            if last and last != run[-1].text:
                after.insert(0, pf.Str(run[-1].text[len(last) :]))
                run[-1] = pf.Str(last)
            language = "kk" if _KAZAKH.search(text) else "ru"
            note(f"language {language}", text)
            made.extend([*before, pf.Span(*run, attributes={"lang": language})])
        made.extend(after)
        run.clear()

    for inline in list(holder.content):
        if _is_cyrillic(inline) or run and _is_between(inline):
            run.append(inline)
            continue
        close()
        if isinstance(inline, _HOLDERS) and _CYRILLIC.search(words(inline)):
            mark_languages(inline, note)
        made.append(inline)
    close()
    holder.content = made


def _is_cyrillic(inline: pf.Element) -> bool:
    if isinstance(inline, pf.Str):
        return bool(_CYRILLIC.search(inline.text))
    if not isinstance(inline, _HOLDERS):
        return False
    letters = _LETTER.findall(words(inline))
    return bool(letters) and all(map(_CYRILLIC.match, letters)) and not _has(inline, (pf.Note, pf.Cite))


def _is_between(inline: pf.Element) -> bool:
    return (
        isinstance(inline, (pf.Space, pf.SoftBreak)) or isinstance(inline, pf.Str) and not _LETTER.search(inline.text)
    )


def _has(element: pf.Element, kinds: tuple[type, ...]) -> bool:
    below: Iterable[pf.Element] = in_order(element)
    return any(isinstance(each, kinds) for each in below)
