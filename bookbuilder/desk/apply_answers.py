"""Replaces queries in chapters by what is to stand in their place; everything else in the files stays as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bookbuilder.compose.read.queries import ATTRIBUTES, Query, bracket
from bookbuilder.diagnostics import Location
from bookbuilder.source import Source, own_bytes

BOM = "\ufeff"


@dataclass(frozen=True)
class Fix:
    """What is done with one query."""

    query: Query
    words: str | None = None
    """What stands in the place of its words; None where they stay and the mark goes."""
    answer: str = ""
    """What is written into its mark, which then stays."""


def fixed_texts(folder: Path, fixes: Sequence[Fix]) -> dict[str, bytes]:
    """Each file with new words in the place of its queries', without their marks, or with answers in these."""
    texts: dict[str, bytes] = {}
    for name in dict.fromkeys(each.query.place.file for each in fixes):
        data = own_bytes(folder / name, folder).decode("utf-8")
        source = _source(name, data)
        text = source.text
        here = sorted((each for each in fixes if each.query.place.file == name), key=lambda each: each.query.place)
        for each in reversed(here):
            offset = _offset(source, each.query.place)
            text = _answered(text, offset, each.answer) if each.answer else _without(text, offset, each.words)
        ends = text.replace("\n", "\r\n") if "\r\n" in data else text
        texts[name] = ((BOM if data.startswith(BOM) else "") + ends).encode()
    return texts


def _answered(text: str, offset: int, answer: str) -> str:
    """The text with an answer among the attributes that begin at the offset; an earlier one goes."""
    match = ATTRIBUTES.match(text, offset)
    assert match is not None, "stands() has said so"
    kept = re.sub(r'\s+answer="[^"]*"', "", match[0])[:-1].rstrip()
    plain = " ".join(answer.replace('"', "'").split())
    return f'{text[: match.start()]}{kept} answer="{plain}"}}{text[match.end() :]}'


def stands(folder: Path, query: Query) -> bool:
    """Whether the mark of a query stands at its place in the file."""
    source = _source(query.place.file, own_bytes(folder / query.place.file, folder).decode("utf-8"))
    return ATTRIBUTES.match(source.text, _offset(source, query.place)) is not None


def _source(name: str, data: str) -> Source:
    return Source(name, data.removeprefix(BOM).replace("\r\n", "\n"))


def _offset(source: Source, place: Location) -> int:
    return sum(len(line) + 1 for line in source.text.split("\n")[: place.line - 1]) + place.column - 1


def _without(text: str, offset: int, new: str | None) -> str:
    """The text without the mark whose attributes begin at the offset; a block goes with its question."""
    match = ATTRIBUTES.match(text, offset)
    assert match is not None, "stands() has said so"
    line = text.rfind("\n", 0, offset) + 1
    tail = text[match.end() :]
    if text[line:offset].lstrip(" >").startswith(":::"):
        rest = text[_end_of_block(text, match.end()) :]
        return text[:line] + (f"{new}\n\n" if new else "") + rest.lstrip("\n")
    start = bracket(text, offset)
    words = text[start + 1 : offset - 1] if new is None else new
    if not words and text[start - 1 : start] == " ":
        return text[:start].rstrip(" ") + tail
    return text[:start] + words + tail


def _end_of_block(text: str, offset: int) -> int:
    """Where the line ends that closes the fenced block which is open at an offset, blocks inside it passed over."""
    depth, start = 1, text.find("\n", offset) + 1
    while 0 < start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end + 1
        line = text[start:end].strip(" >\n")
        if line.startswith(":::"):
            depth += 1 if line.strip(":").strip() else -1
            if depth == 0:
                return end
        start = end
    return len(text)
