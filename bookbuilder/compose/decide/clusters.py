"""Turns the chapters' citations into the clusters that the engine takes, in citeproc-js's form."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from html import escape
from typing import Any

from bookbuilder.compose.read.gathered import CitationUse, Cited, Gathered

_OPENING = "([{«“‘„"
"""What stands directly before a word; the empty end of no prefix too."""
_TAG = re.compile(r"(&lt;/?(?:i|b|sup|sub|span)(?: style=[^&]*)?&gt;)")
_NUMBERED_WITHIN = re.compile(r"\b(\d+)-(\d+)\b")


def clusters(chapters: Mapping[str, Gathered], items: Container[str], note_style: bool) -> list[dict[str, Any]]:
    """One cluster a citation that names a known item: its cites, the note's number, and the chapter as its section.

    `chapters` are those of the book by document id, in reading order; notes count on from one to the next.
    """
    made: list[dict[str, Any]] = []
    note_index = 0
    for id, chapter in chapters.items():
        index_of: dict[int, int] = {}
        for note in chapter.notes:
            if note.kind == "citation" and not note_style:
                continue
            note_index += 1
            for citation in note.citations:
                index_of[citation] = note_index
        for number, use in enumerate(chapter.citations):
            if is_known(use, items):
                cites = [_item(cited, note_style) for cited in use.cites if cited.id in items]
                index = index_of[number] if number in index_of else 0
                made.append({"citationItems": cites, "properties": {"noteIndex": index, "section": id}})
    return made


def names_alone(chapters: Mapping[str, Gathered], items: Container[str]) -> list[dict[str, Any]]:
    """One cluster for each `@key` whose author is a word of the sentence: that name, and nothing else."""
    return [
        {"citationItems": [{"id": use.cites[0].id, "author-only": True}], "properties": {"noteIndex": 0, "section": id}}
        for id, chapter in chapters.items()
        for use in chapter.citations
        if has_name(use, items)
    ]


def is_known(use: CitationUse, items: Container[str]) -> bool:
    """Whether the engine can print something for a citation."""
    return any(cited.id in items for cited in use.cites)


def has_name(use: CitationUse, items: Container[str]) -> bool:
    """Whether the author is named in the sentence."""
    return use.cites[0].author_in_text and use.cites[0].id in items


def with_missing(text: str, use: CitationUse, items: Container[str], note_style: bool) -> str:
    """The text of a citation, with a word for each source that does not exist, and what is said around it, as a draft prints it."""
    is_named = bool(missing_name(use, items)) and not note_style
    missing = [
        _in_its_words(cited, "" if is_named and not number else _missing(cited.id))
        for number, cited in enumerate(use.cites)
        if cited.id not in items
    ]
    between = " " if text.rstrip().endswith((".", "</span>")) else "; "
    return between.join(filter(None, (text, "; ".join(filter(None, dict.fromkeys(missing))))))


def _in_its_words(cited: Cited, missing: str) -> str:
    """What stands for a source with the author's prefix, locator and suffix."""
    label = "p. " if cited.label == "page" else f"{cited.label} "
    locator = f"{label}{cited.locator}" if cited.locator else ""
    before, locator, after = (_as_html(it) for it in (cited.prefix, locator, cited.suffix))
    opening = f"{before}{' ' * (before[-1:] not in _OPENING)}{missing}"
    return "".join((opening, ", " * bool(opening and locator), locator, after)).strip().removeprefix(", ")


def _as_html(rich_text: str) -> str:
    """CSL's rich text as HTML: its tags in pairs, small caps without theirs, and every other sign escaped."""
    pieces = _TAG.split(escape(rich_text, quote=False))
    names = [re.sub(r"&.t;| .*", "", it) for it in pieces[1::2]]
    open_: list[int] = []
    for at, name in enumerate(names):
        if not name.startswith("/"):
            open_.append(at)
        elif name[1:] in (names[it] for it in open_[-40:]):  # as deep as the engine reads them
            while names[begun := open_.pop()] != name[1:]:
                pass
            for tag in (begun, at):
                pieces[2 * tag + 1] = f"<{names[tag]}>" * (name != "/span")
    return "".join(pieces)


def missing_name(use: CitationUse, items: Container[str]) -> str:
    """What stands in the sentence for an author whose source does not exist; empty for every other citation."""
    first = use.cites[0]
    return _missing(first.id) if first.author_in_text and first.id not in items else ""


def _missing(key: str) -> str:
    return f'<span class="missing">no such source: {escape(key)}</span>'


def _kept_hyphen(numbers: re.Match[str]) -> str:
    """Article 12-1 is one article, and no range: the hyphen stays, as CSL escapes it."""
    return f"{numbers[1]}\\-{numbers[2]}" if int(numbers[2]) < int(numbers[1]) else numbers[0]


def _item(cited: Cited, note_style: bool) -> dict[str, Any]:
    given = {
        "locator": cited.locator if cited.label == "page" else _NUMBERED_WITHIN.sub(_kept_hyphen, cited.locator),
        "label": cited.label,
        "prefix": cited.prefix + " " * (cited.prefix[-1:] not in _OPENING),
        "suffix": cited.suffix,
    }
    item: dict[str, Any] = {"id": cited.id} | {name: value for name, value in given.items() if value}
    if cited.suppress_author or ((cited.author_in_text or cited.named_in_text) and not note_style):
        item["suppress-author"] = True
    return item
