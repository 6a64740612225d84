"""Reads a file of BibTeX, RIS, CSL JSON or EndNote XML as CSL items, and reports what was lost."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bookbuilder.budgets import in_force
from bookbuilder.desk.references.bibtex import read_bib
from bookbuilder.desk.references.csl_json import read_csl_json
from bookbuilder.desk.references.endnote import read_endnote
from bookbuilder.desk.references.fields import cleaned
from bookbuilder.desk.references.records import Records
from bookbuilder.desk.references.ris import read_ris
from bookbuilder.diagnostics import Diagnostic, Location, Outcome
from bookbuilder.encodings import Decoded, decoded
from bookbuilder.markdown.conversions import read_references
from bookbuilder.markdown.pandoc_process import UnreadableError
from bookbuilder.signing_key import plain_bytes
from bookbuilder.source import CONTROL

READERS = {".bib": "biblatex", ".bibtex": "bibtex", ".ris": "ris", ".json": "csljson", ".xml": "endnotexml"}
"""Pandoc's readers by the ending of the file; biblatex reads BibTeX's own names of fields too."""

FEW, MANY = 5, 12
"""The most titles in sentence case that get a note each; of more, one note names as many words."""
_NO_KEY = re.compile(r"\s|://|^\d+$")
"""A number or an address that a program has given is not a key that an author would cite by."""


@dataclass(frozen=True)
class Entry:
    """One entry: `item` is CSL JSON; `key` is empty where the file gives none, `line` 0 where it is not known."""

    key: str
    item: dict[str, Any]
    line: int = 0


def read_entries(path: Path) -> Outcome[tuple[Entry, ...]]:
    """Read a file; its ending says what it is. A broken record costs itself, and a file that is none gives one error."""
    file = path.name
    suffix = path.suffix.lower()
    if suffix not in READERS:
        fault = Diagnostic(
            "DSK-001",
            Location(file),
            f"{suffix or 'A file without an ending'} is not a format of references that can be read.",
            f"Export the collection as one of {', '.join(READERS)}.",
        )
        return Outcome((), (fault,))
    most = in_force().file_megabytes
    data = plain_bytes(path, most * 1_000_000 + 1)
    if len(data) > most * 1_000_000:
        fault = Diagnostic(
            "BUD-002", Location(file), f"This file is larger than {most} MB.", "Export fewer sources at once."
        )
        return Outcome((), (fault,))
    source = decoded(data)
    text = CONTROL.sub("", source.text.replace("\r\n", "\n").replace("\r", "\n"))
    faults = [_strange_bytes(file, source)] if source.lines else []
    try:
        read = _read(text, suffix)
    except UnreadableError as refused:
        place = Location(file, refused.line, refused.column)
        fault = Diagnostic(
            "DSK-003", place, f"Pandoc cannot read this file: {refused.message}.", "Nothing was imported."
        )
        return Outcome((), (*faults, fault))
    for line, reason in read.faults:
        remedy = "Correct it and import the file again; sources that are there already are not added twice."
        message = f"Of this record not everything could be taken: {reason.rstrip('.')}."
        faults.append(Diagnostic("DSK-008", Location(file, line), message, remedy))
    if not read.items and not faults:
        remedy = f"Look whether it is a file of {suffix[1:]}, and export the collection again."
        faults.append(Diagnostic("DSK-003", Location(file), "No source was found in this file.", remedy))
    items = [item for _, item in read.items]
    lines = [line for line, _ in read.items]
    outcome = entries_from(items, file, text, suffix, lines if any(lines) else None)
    return Outcome(outcome.value, (*faults, *outcome.diagnostics))


def _strange_bytes(file: str, source: Decoded) -> Diagnostic:
    count = "" if len(source.lines) == 1 else f", and {len(source.lines) - 1} lines after it"
    message = f"This line is not UTF-8{count}, and was read as {source.encoding}."
    return Diagnostic("DSK-009", Location(file, source.lines[0]), message, "Look whether its letters are right.")


def entries_from(
    items: list[dict[str, Any]], file: str, text: str, suffix: str, lines: list[int] | None = None
) -> Outcome[tuple[Entry, ...]]:
    """Entries from CSL items that Pandoc or a word processor's fields gave; `lines` are theirs in the file, where known."""
    entries: list[Entry] = []
    diagnostics: list[Diagnostic] = []
    lowered: list[_Lowered] = []
    written = text.split("\n")
    for item, line in zip(items, lines or [0] * len(items), strict=True):
        clean, faults = cleaned(item, Location(file, line))
        key = str(item["id"]) if "id" in item else ""
        key = "".join(it for it in key if unicodedata.category(it)[0] != "C")  # which nobody sees or types
        if suffix == ".xml" or suffix not in (".bib", ".bibtex") and _NO_KEY.search(key):
            key = ""
        if suffix in (".bib", ".bibtex"):
            lowered += _lowered(clean, _stretch(written, line), Location(file, line))
        entries.append(Entry(key, clean, line))
        diagnostics += faults
    return Outcome(tuple(entries), (*diagnostics, *_sentence_case(lowered)))


def _read(text: str, suffix: str) -> Records:
    """Items of CSL, record by record; a file of which nothing can be read raises UnreadableError."""
    if suffix in (".bib", ".bibtex"):
        return read_bib(text, READERS[suffix])
    if suffix == ".ris":
        return read_ris(text)
    if suffix == ".xml":
        records = read_endnote(text)
        if records.items or records.faults:
            return records
    if suffix == ".json":
        return read_csl_json(text)
    return Records(tuple((0, item) for item in json.loads(read_references(text, READERS[suffix]))))


def _stretch(written: Sequence[str], line: int) -> str:
    """An entry of BibTeX as it was written, from its line to the next entry's."""
    if not line:
        return ""
    following = range(line, len(written))
    end = next((at for at in following if re.match(r"\s*@\w+\s*[{(]", written[at])), len(written))
    return "\n".join(written[line - 1 : end])


@dataclass(frozen=True)
class _Lowered:
    """A title that was set in sentence case, and the words in it that lost a capital."""

    title: str
    words: tuple[str, ...]
    place: Location


def _lowered(item: dict[str, Any], written: str, place: Location) -> list[_Lowered]:
    """Pandoc sets English titles in sentence case, as CSL asks for them; a name that was not protected by braces loses its capital."""
    if "title" not in item or not written:
        return []
    words = re.findall(r"[^\W\d_]{3,}|\w+&\w+", re.sub(r"<[^>]*>", "", item["title"]))
    plain = written.replace("\\&", "&")
    lowered = [
        word
        for word in dict.fromkeys(words[1:])
        if word.islower() and word not in plain and (word.capitalize() in plain or word.upper() in plain)
    ]
    return [_Lowered(item["title"][:50], tuple(lowered), place)] if lowered else []


def _sentence_case(lowered: list[_Lowered]) -> list[Diagnostic]:
    """A note on each title; on many of them one note, since the reason is the same."""
    why = "set in sentence case, as CSL requires"
    if len(lowered) <= FEW:
        return [
            Diagnostic(
                "DSK-007",
                it.place,
                f"“{it.title}”: the title was {why}.",
                f"Is one of these a name: {', '.join(it.words)}?",
            )
            for it in lowered
        ]
    often = Counter(word for it in lowered for word in it.words).most_common(MANY)
    words = ", ".join(f"{word} ({count})" if count > 1 else word for word, count in often)
    message = f"{len(lowered)} titles were {why}."
    return [Diagnostic("DSK-007", lowered[0].place, message, f"Is one of these a name: {words}?")]
