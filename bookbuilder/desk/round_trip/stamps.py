"""Remembers from what each Word file was made, and recognises it when it is returned.

The file itself carries the chapter's name and a revision, in its custom properties, which every word processor keeps; the
text that it was made of lies in manuscript/.word/, by chapter and revision, so that no file shows an editor's remarks.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from bookbuilder.cache import fingerprint
from bookbuilder.desk.round_trip.units import Text, Token, Unit, read_units
from bookbuilder.saving import write_source
from bookbuilder.unpacking import UNREADABLE, unfit
from bookbuilder.xml_source import parse_xml

KEPT = "manuscript/.word"
FORM = "citations as fields"
SOURCE, REVISION = "bookbuilder-chapter", "bookbuilder-revision"
"""Names of custom properties."""


@dataclass(frozen=True)
class Stamp:
    """What a Word file says of itself."""

    chapter: str
    """The author's file: manuscript/chapters/03-trade.md."""
    revision: str


@dataclass(frozen=True)
class Sent:
    """What went out."""

    source: str
    """The chapter's Markdown."""
    text: Text
    taken: frozenset[str] = frozenset()
    """The digests of the changes that have come back before and were put in: none is put in twice."""


def revision(body: str) -> str:
    """Of the XHTML that a Word file is made from, and the form in which it is read again."""
    return fingerprint([FORM, body])[:12]


def properties(chapter: str, body: str) -> dict[str, str]:
    """What is written into a file."""
    return {SOURCE: chapter, REVISION: revision(body)}


def read_stamp(file: Path) -> Stamp | None:
    """None where a file carries none, or is not a Word file."""
    try:
        with zipfile.ZipFile(file) as word:
            if unfit(word):
                return None
            data = word.read("docProps/custom.xml")
        root = parse_xml(data)
    except (*UNREADABLE, etree.XMLSyntaxError):
        return None
    said = {each.get("name") or "": "".join(str(text) for text in each.itertext()) for each in root}
    return Stamp(said[SOURCE], said[REVISION]) if said.keys() >= {SOURCE, REVISION} else None


def keep(folder: Path, file: Path, sources: Mapping[str, str]) -> None:
    """Remember a file that was written; `sources` are the chapters' texts by their files."""
    stamp = read_stamp(file)
    if stamp is None or stamp.chapter not in sources:
        return
    place = _place(folder, stamp)
    if place.is_file():
        return
    text = read_units(file)
    units = [_stored(unit) for unit in text.units]
    notes = [[_stored(unit) for unit in note] for note in text.notes]
    kept = {"source": sources[stamp.chapter], "units": units, "notes": notes}
    write_source(place, (json.dumps(kept, ensure_ascii=False) + "\n").encode())


def sent(folder: Path, stamp: Stamp) -> Sent | None:
    """What a file was made of; None where this book does not remember it."""
    try:
        kept = json.loads(_place(folder, stamp).read_bytes())
        units = tuple(_unit(each) for each in kept["units"])
        notes = tuple(tuple(_unit(each) for each in note) for note in kept["notes"])
        taken = frozenset(map(str, kept["taken"] if "taken" in kept else ()))
        return Sent(kept["source"], Text(units, notes), taken)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(folder: Path, stamp: Stamp, digests: Iterable[str]) -> None:
    """Keep what was put in, so that the same file, or the author's next one, does not put it in again."""
    place = _place(folder, stamp)
    kept = json.loads(place.read_bytes())
    kept["taken"] = sorted({*(kept["taken"] if "taken" in kept else ()), *digests})
    write_source(place, (json.dumps(kept, ensure_ascii=False) + "\n").encode())


def _place(folder: Path, stamp: Stamp) -> Path:
    stem = "".join(c if c.isalnum() or c in "-_" else "-" for c in Path(stamp.chapter).stem)
    number = "".join(filter(str.isalnum, stamp.revision))
    return folder / KEPT / f"{stem}-{number}.json"


def _stored(unit: Unit) -> list[object]:
    cell = [list(unit.cell)] if unit.cell[0] else []
    tokens = [[it.text, int(it.space), it.marks, *filter(None, [it.note])] for it in unit.tokens]
    return [unit.kind, unit.level, *cell, tokens]


def _unit(stored: list[Any]) -> Unit:
    kind, level, *cell, tokens = stored
    made = tuple(Token(text, bool(space), marks, note="".join(note)) for text, space, marks, *note in tokens)
    row, column, table = cell[0] if cell else (0, 0, 0)
    return Unit(str(kind), made, int(level), (), (row, column, table))
