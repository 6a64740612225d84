"""Gives an id that several pages of a website, or chapters of Quarto, have another name in each but the first."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from bookbuilder.desk.adopt.plan import Piece
from bookbuilder.desk.adopt.sections import Section
from bookbuilder.desk.adopt.verbatim import outside_code

_DEFINED = re.compile(
    r"((?P<braces>(?<!\\)\{(?=[^{}\n]*\}))[^{}\n]*#(?!\d(?![\w-]))|<\w+\b[^<>]*?\b(?:id|name)=[\"']?)([^\s{}\"'<>]+)"
)
_ID = re.compile(r"(?<=[{ \t])#(?P<id>[A-Za-z][\w:.-]*)(?=[ \t}])")
_COUNTED = re.compile(r"(?:fig|tbl|eq|sec|lst|thm|lem|cor|prp|def|exm|exr)[-:]")
_LINK = re.compile(r"(\]\(<?)([^()\s<>#]*)#([^()\s<>]+)")
_REFERENCE = re.compile(r"(?<![\w\\`/])@((?:[a-z]{2,4})-[\w:.-]*\w)")
"""Quarto's reference, which leads to the chapter's own figure before another's of the same name."""


def distinct_ids(sections: Sequence[tuple[Piece, Section]]) -> list[tuple[Piece, Section]]:
    """The sections with each id once in the book; links to those that have another name now follow."""
    first: dict[str, Path] = {}
    others: dict[Path, dict[str, str]] = {}
    for piece, section in sections:
        for found in _DEFINED.finditer(f"{section.title}\n{section.text}"):
            id = found[3]
            if first.setdefault(id, piece.path) != piece.path and id not in others.get(piece.path, {}):
                others.setdefault(piece.path, {})[id] = _new_id(id, piece.path, first)
    if not others:
        return list(sections)
    return [(piece, _renamed(section, piece.path, others)) for piece, section in sections]


def _called_as_no_page(texts: Sequence[str], pages: Sequence[str]) -> list[str]:
    """The texts with `sec-` before the id of a title that links lead to, and that another chapter has by the name of its file."""
    lines = [re.search(r"^# .*", text, re.MULTILINE) for text in texts]
    titles = [
        (it["id"], page) for line, page in zip(lines, pages, strict=False) if line for it in _ID.finditer(line[0])
    ]
    whole = "\n".join(texts)
    names = "|".join(re.escape(id) for id, page in titles if id in pages and id != page and f"(#{id})" in whole)
    place = re.compile(rf"((?:\{{[^{{}}\n]*|\]\()#)({names})(?=[\s}})])")
    return [place.sub(r"\1sec-\2", text) for text in texts] if names else list(texts)


def without_idle_ids(texts: Sequence[str], taken: Collection[str] = ()) -> list[str]:
    """The texts with an id that several blocks or words have, and nothing leads to, at the first alone: `#column` looks like a class.

    At none where a chapter is called so by the name of its file, `taken`, but for its title.
    """
    braces = re.compile(r"\{[^{}\n]*\}")
    texts = _called_as_no_page(texts, list(taken))
    ids = Counter(it["id"] for text in texts for given in braces.findall(text) for it in _ID.finditer(given))
    whole = "\n".join(texts) if any(count > 1 or id in taken for id, count in ids.items()) else ""
    idle = {
        id
        for id, count in ids.items()
        if (count > 1 or id in taken)
        and not _COUNTED.match(id)
        and not re.search(rf"(?:\(#|\([^()\s]*#|@|\{{|=[\"']?#){re.escape(id)}(?![\w:-])", whole)
    }
    titles = [
        (it.group(), own)
        for text, own in zip(texts, taken, strict=False)
        if (it := re.search(r"^# .*", text, re.MULTILINE))
    ]
    seen = set(taken) - {it["id"] for title, own in titles for it in _ID.finditer(title) if it["id"] == own}

    def bare(found: re.Match[str]) -> str:
        if found["id"] not in idle or found["id"] not in seen:
            seen.add(found["id"])
            return found[0]
        return ""

    def tidied(given: re.Match[str]) -> str:
        made = _ID.sub(bare, given[0])
        return given[0] if made == given[0] else f"{{{' '.join(made[1:-1].split()) or '.block'}}}"

    return [outside_code(text, lambda part: braces.sub(tidied, part)) if idle else text for text in texts]


def _new_id(id: str, file: Path, first: dict[str, Path]) -> str:
    """The id with the name of its file behind it, and of as many folders as tell it from all others; it is taken then."""
    parts = [re.sub(r"[^\w-]+", "-", it) for it in file.with_suffix("").parts]
    names = [f"{id}-{'-'.join(parts[-count:])}" for count in range(1, len(parts) + 1)]
    new = next((it for it in names if it not in first), names[-1])
    first[new] = file
    return new


def _renamed(section: Section, file: Path, others: Mapping[Path, Mapping[str, str]]) -> Section:
    own = others.get(file, {})

    def link(found: re.Match[str]) -> str:
        there = file if not found[2] else Path(os.path.normpath(file.parent / unquote(found[2])))
        name = others.get(there, {}).get(found[3], found[3])
        return f"{found[1]}{found[2]}#{name}"

    def prose(part: str) -> str:
        if own:
            part = _DEFINED.sub(lambda it: f"{it[1]}{own.get(it[3], it[3])}", part)
            part = _REFERENCE.sub(lambda it: f"@{own.get(it[1], it[1])}", part)
        return _LINK.sub(link, part)

    return replace(section, title=prose(section.title), text=outside_code(section.text, prose))
