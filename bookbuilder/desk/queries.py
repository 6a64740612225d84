"""A book's folder in; the open queries with their numbers, a sheet for each person's answers, and what came of answers, out.

A sheet is YAML: under each query somebody writes `replace:` with the new words or `keep:` with the reason why the old
ones stay. Answers are put into the chapters, and the query's mark is taken away; without an answer it stays open.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bookbuilder.cache import Steps, whole_file
from bookbuilder.compose.ast import load
from bookbuilder.compose.places import Places
from bookbuilder.compose.queries import ATTRIBUTES, Numbered, Query, take_queries
from bookbuilder.diagnostics import Diagnostic, Location, Outcome
from bookbuilder.manuscript.folder import read_manuscript
from bookbuilder.manuscript.yaml_source import read_yaml
from bookbuilder.pandoc import read_markdown
from bookbuilder.source import Source, read_source


@dataclass(frozen=True)
class Answered:
    """What came of one answer."""

    id: str
    fate: Literal["applied", "refused", "open", "unknown"]
    words: str


def open_queries(folder: Path) -> list[Numbered]:
    """Every query of the book, numbered in each chapter in the order of the text."""
    manuscript = read_manuscript(folder, Steps()).value
    found: list[Numbered] = []
    for chapter in manuscript.chapters.values() if manuscript is not None else ():
        if ".query" not in chapter.text:
            continue
        ast, _ = read_markdown(chapter.text)
        queries = take_queries(load(ast), Places(chapter.source, chapter.text))
        ordered = sorted(queries, key=lambda query: query.place)
        found += [Numbered(f"{chapter.id}-{number}", query) for number, query in enumerate(ordered, start=1)]
    return found


def write_sheets(queries: list[Numbered], output: Path) -> list[Path]:
    """One sheet a person: OUTPUT/queries/author.yaml."""
    written = []
    for person in sorted({each.query.to for each in queries}):
        lines = ["# Write the new words behind replace:, or behind keep: why the old ones stay.\n"]
        for each in queries:
            if each.query.to == person:
                told = {"query": each.id, "place": str(each.query.place), "words": each.query.words, "asked": each.query.note}
                pairs = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in told.items()]
                lines.append("\n- " + "\n  ".join([*pairs, "replace:", "keep:"]) + "\n")
        path = output / "queries" / f"{''.join(c if c.isalnum() or c in '-_' else '-' for c in person)}.yaml"
        whole_file(path, "".join(lines).encode())
        written.append(path)
    return written


def take_answers(folder: Path, file: Path) -> Outcome[list[Answered]]:
    """Put the answers of a sheet into the chapters; a query whose words have changed since stays open."""
    source = read_source(file, file.parent)
    yaml = read_yaml(source.value) if source.value is not None else Outcome(None)
    lines = yaml.value.value if yaml.value is not None else None
    if not isinstance(lines, list):
        fault = Diagnostic("QRY-002", Location(file.name, 1), "This is no sheet of answers.", "Make one with: python build.py queries")
        return Outcome([], (*source.diagnostics, *yaml.diagnostics, fault))
    queries = {each.id: each.query for each in open_queries(folder)}
    answered: list[Answered] = []
    mended: list[tuple[Query, str | None]] = []
    for line in lines:
        id = str(line["query"]) if isinstance(line, dict) and "query" in line else "?"
        new, why = (str(line[key]) if isinstance(line, dict) and key in line and line[key] else "" for key in ("replace", "keep"))
        if id not in queries:
            answered.append(Answered(id, "unknown", "no such query stands in the book any more"))
        elif queries[id].words != (line["words"] if "words" in line else queries[id].words):
            answered.append(Answered(id, "open", f"its words are now “{queries[id].words}”"))
        elif new or why:
            answered.append(Answered(id, "applied" if new else "refused", new or why))
            mended.append((queries[id], new or None))
        else:
            answered.append(Answered(id, "open", queries[id].note or queries[id].words))
    _mend(folder, mended)
    return Outcome(answered)


def _mend(folder: Path, mended: list[tuple[Query, str | None]]) -> None:
    for name in Counter(query.place.file for query, _ in mended):
        text = (folder / name).read_bytes().decode("utf-8")
        source = Source(name, text.removeprefix("\ufeff").replace("\r\n", "\n"))
        plain = source.text
        here = sorted(((query, new) for query, new in mended if query.place.file == name), key=lambda pair: pair[0].place)
        for query, new in reversed(here):
            plain = _without(plain, _offset(source, query.place), new)
        whole_file(folder / name, (("\ufeff" if text.startswith("\ufeff") else "") + (plain.replace("\n", "\r\n") if "\r\n" in text else plain)).encode())


def _offset(source: Source, place: Location) -> int:
    return sum(len(line) + 1 for line in source.text.split("\n")[: place.line - 1]) + place.column - 1


def _without(text: str, offset: int, new: str | None) -> str:
    """The text without the mark whose attributes begin at the offset; a block goes with its question."""
    match = ATTRIBUTES.match(text, offset)
    assert match is not None
    line = text.rfind("\n", 0, offset) + 1
    if text[line:offset].lstrip().startswith(":::"):
        end = text.find("\n:::", match.end())
        end = text.find("\n", end + 1) if end >= 0 else -1
        return text[:line] + text[end + 1 if end >= 0 else len(text) :].lstrip("\n")
    depth, start = 0, offset - 1
    for start in range(offset - 1, -1, -1):
        depth += {"]": 1, "[": -1}.get(text[start], 0)
        if depth == 0:
            break
    old = text[start + 1 : offset - 1]
    words = old if new is None else new
    tail = text[match.end() :]
    return text[:start].rstrip(" ") + tail if not words and text[start - 1 : start] == " " else text[:start] + words + tail
