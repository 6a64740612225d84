"""Lists a book's open queries with their numbers, and makes a sheet for each person's answers.

A sheet is YAML and names the proof that it belongs to: under each query somebody writes `replace:` with the new words,
`keep:` with the reason why the old ones stay, or `answer:` with what an editor should make of it. `word_sheets.py` makes
the same as a Word file; `answers.py` puts both into the chapters.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from bookbuilder.cache import Steps
from bookbuilder.compose.read.queries import Numbered, take_queries
from bookbuilder.manuscript.folder import read_manuscript
from bookbuilder.markdown.ast import load
from bookbuilder.markdown.pandoc import read_markdown
from bookbuilder.markdown.places import Places
from bookbuilder.saving import whole_file
from bookbuilder.source import is_file

HEAD = """\
# Write the new words behind replace:, or behind keep: why the old ones stay, or behind answer: what the editor should
# know. What you leave empty stays open.
proof: "{number}"
answers:
"""
TAIL = """
# What else is to be corrected: the chapter, the number of the paragraph in the margin, the words as they stand and the
# new ones.
#
# corrections:
# - chapter: 02-trade
#   paragraph: 14
#   words: the old words
#   replace: the new words
"""


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
        found += [
            Numbered(f"{chapter.id}-{number}", query, len(found) + number)
            for number, query in enumerate(ordered, start=1)
        ]
    return found


def write_sheets(queries: list[Numbered], number: str, output: Path) -> list[Path]:
    """One sheet a person: OUTPUT/queries/author.yaml; `number` is that of the proof.

    A sheet in which somebody has written answers already stays as it is, and the new one is saved next to it.
    """
    written = []
    for person in sorted({each.query.to for each in queries}):
        lines = [HEAD.format(number=number)]
        for each in queries:
            if each.query.to == person:
                place = str(each.query.place)
                values = {
                    "query": each.id,
                    "mark": f"Q{each.number}",
                    "place": place,
                    "words": each.query.words,
                    "asked": each.query.note,
                }
                pairs = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
                fields = (*(["replace:"] if each.query.words else []), "keep:", "answer:")
                lines.append("\n- " + "\n  ".join([*pairs, *fields]) + "\n")
        lines.append(TAIL)
        name = sheet_name(person)
        path = output / "queries" / f"{name}.yaml"
        if _is_filled(path):
            path = path.with_name(f"{name}-{number}.yaml")
        if not _is_filled(path):
            whole_file(path, "".join(lines).encode())
        written.append(path)
    return written


def sheet_name(person: str) -> str:
    """The stem of the name of a person's sheet."""
    return "".join(c if c.isalnum() or c in "-_" else "-" for c in person)


def _is_filled(path: Path) -> bool:
    """Whether a sheet lies there with an answer or a correction in it, or a file that is not a sheet."""
    if not is_file(path):
        return False
    text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    return bool(
        re.search(r"^\s*-?\s*(?:replace|keep|answer):[ \t]*[^\s#]|^corrections:|\A(?!# Write)", text, re.MULTILINE)
    )
