"""A file of BibTeX, RIS, CSL JSON or EndNote XML in; its entries as CSL items, and what was lost on the way, out."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bookbuilder.desk.references.endnote import items_of_endnote, records_of
from bookbuilder.desk.references.ris import items_of_ris, name_of, names_key
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, Severity
from bookbuilder.markdown.pandoc import Refused, read_references
from bookbuilder.model.references import DATES, FIELDS, NAMES, TYPES

READERS = {".bib": "biblatex", ".bibtex": "bibtex", ".ris": "ris", ".json": "csljson", ".xml": "endnotexml"}
"""Pandoc's readers by the ending of the file; biblatex reads BibTeX's own names of fields too."""

_NO_KEY = re.compile(r"\s|://|^\d+$")
"""A number or an address that a program has given is no key that an author would cite by."""


@dataclass(frozen=True)
class Entry:
    """One entry: `item` is CSL JSON; `key` is empty where the file gives none, `line` 0 where it cannot be told."""

    key: str
    item: dict[str, Any]
    line: int = 0


def read_entries(path: Path) -> Outcome[tuple[Entry, ...]]:
    """Read a file; its ending says what it is. A file that Pandoc refuses gives no entry at all and one error."""
    file = path.name
    suffix = path.suffix.lower()
    if suffix not in READERS:
        fault = Diagnostic(
            "DSK-001",
            Location(file),
            f"{suffix or 'A file without an ending'} is no format of references that can be read.",
            f"Export the collection as one of {', '.join(READERS)}.",
        )
        return Outcome((), (fault,))
    text = _decoded(path.read_bytes())
    if text is None:
        return Outcome(
            (), (Diagnostic("DSK-002", Location(file), "This file is not UTF-8.", "Export it again as UTF-8."),)
        )
    try:
        items = _read(text, suffix)
    except Refused as refused:
        place = Location(file, refused.line, refused.column)
        fault = Diagnostic(
            "DSK-003", place, f"Pandoc cannot read this file: {refused.message}.", "Nothing was imported."
        )
        return Outcome((), (fault,))
    return entries_from(items, file, text, suffix)


def entries_from(items: list[dict[str, Any]], file: str, text: str, suffix: str) -> Outcome[tuple[Entry, ...]]:
    """Entries from CSL items that Pandoc or a word processor's fields gave."""
    entries: list[Entry] = []
    diagnostics: list[Diagnostic] = []
    lines = _lines(text, suffix, items)
    for item, line in zip(items, lines, strict=True):
        clean, faults = _cleaned(item, Location(file, line))
        key = str(item["id"]) if "id" in item else ""
        if suffix == ".ris" and not names_key(text, key) or suffix == ".xml" or _NO_KEY.search(key):
            key = ""
        if suffix in (".bib", ".bibtex"):
            faults += _lowered(clean, _stretch(text, line), Location(file, line))
        entries.append(Entry(key, clean, line))
        diagnostics += faults
    return Outcome(tuple(entries), tuple(diagnostics))


def _decoded(data: bytes) -> str | None:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",)
    for encoding in encodings:
        try:
            return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    return None


def _read(text: str, suffix: str) -> list[dict[str, Any]]:
    """Items of CSL; what cannot be read raises Refused."""
    if suffix == ".ris":
        return items_of_ris(text)
    if suffix == ".xml":
        records = records_of(text)
        if records:
            return items_of_endnote(records)
    if suffix == ".json":
        try:
            text = json.dumps(_without_gaps(json.loads(text)))
        except json.JSONDecodeError as error:
            raise Refused(f"it is no JSON: {error.msg}", error.lineno, error.colno) from None
    return list(json.loads(read_references(text, READERS[suffix])))


def _without_gaps(value: Any) -> Any:
    """Nothing that is null or empty, at which Pandoc stops; a variable that is a list of texts, as Crossref has it, is its first."""
    if isinstance(value, list):
        return [_without_gaps(each) for each in value if each not in (None, "", [], {})]
    if not isinstance(value, dict):
        return value
    kept = {
        key: _without_gaps(each)
        for key, each in value.items()
        if each not in (None, "", [], {}, [[]], [[None]], [[""]])
    }
    texts = {
        key: each[0]
        for key, each in kept.items()
        if isinstance(each, list) and each and all(isinstance(one, str) for one in each)
    }
    return {key: each for key, each in {**kept, **texts}.items() if each not in ({}, [])}


def _cleaned(item: dict[str, Any], place: Location) -> tuple[dict[str, Any], list[Diagnostic]]:
    """The item with CSL's own fields and types, without what is empty; what could not be kept is a warning."""
    title = str(item["title"])[:50] if "title" in item else "?"
    faults: list[Diagnostic] = []
    clean: dict[str, Any] = {"type": item["type"] if "type" in item and item["type"] in TYPES else "document"}
    if clean["type"] == "document" and ("type" not in item or item["type"] not in TYPES):
        faults.append(
            _warning("DSK-004", place, f"“{title}” has no type that CSL knows.", 'It became "document": choose one.')
        )
    for key, value in item.items():
        if key in ("id", "type") or value in (None, "", [], {}):
            continue
        if key not in FIELDS:
            faults.append(_warning("DSK-005", place, f'“{title}”: "{key}" is no CSL variable and was left out.', ""))
        elif key in DATES:
            date = _date(value)
            if date:
                clean[key] = date
            else:
                faults.append(
                    _warning("DSK-006", place, f"“{title}”: no date could be read for “{key}”.", "Add it by hand.")
                )
        elif key in NAMES:
            clean[key] = [name for name in map(_name, value) if name]
        else:
            clean[key] = value if isinstance(value, (int, list, dict)) else _text(str(value))
    if "DOI" in clean:
        clean["DOI"] = re.sub(r"^(https?://(dx\.)?doi\.org/|doi:\s*)", "", str(clean["DOI"]), flags=re.IGNORECASE)
    if (
        "ISSN" in clean
        and "ISBN" not in clean
        and re.fullmatch(r"(97[89])?\d{9}[\dX]", re.sub(r"[ -]", "", clean["ISSN"]))
    ):
        clean["ISBN"] = clean.pop("ISSN")
    return clean, faults


def _text(text: str) -> str:
    """Spaces folded, accents composed: \\"{\\i} of LaTeX is ï, and no ı with points above it."""
    return unicodedata.normalize("NFC", re.sub("\u0131(?=[\u0300-\u036f])", "i", " ".join(text.split())))


def _date(value: Any) -> dict[str, Any]:
    """Zotero writes the parts of dates as text, Pandoc leaves dates empty that it cannot read."""
    if not isinstance(value, dict):
        return {"literal": str(value)}
    if "date-parts" in value:
        parts = [[int(part) for part in date if str(part).lstrip("-").isdigit()] for date in value["date-parts"]]
        parts = [date for date in parts if date and date != [0]]
        rest = {key: each for key, each in value.items() if key in ("circa", "season")}
        return {"date-parts": parts, **rest} if parts else {}
    return {key: each for key, each in value.items() if key in ("literal", "raw", "circa", "season")}


def _name(name: dict[str, Any]) -> dict[str, Any]:
    organisation = name_of(name)
    if organisation is not None:
        return organisation
    return {
        part: _text(text) if isinstance(text, str) else text
        for part, text in name.items()
        if text not in ("", None) and part != "parse-names"
    }


def _lines(text: str, suffix: str, items: list[dict[str, Any]]) -> list[int]:
    """The line of each entry; Pandoc gives no places, but keeps their order."""
    pattern = {
        ".bib": r"^\s*@(?!comment|string|preamble)\w+\s*[{(]\s*([^,\s]+)",
        ".bibtex": r"^\s*@(?!comment|string|preamble)\w+\s*[{(]\s*([^,\s]+)",
        ".ris": r"^TY  ?-",
    }
    if suffix not in pattern:
        return [0] * len(items)
    found = [
        text.count("\n", 0, match.start() + len(match[0]) - len(match[0].lstrip())) + 1
        for match in re.finditer(pattern[suffix], text, re.MULTILINE | re.IGNORECASE)
    ]
    return found if len(found) == len(items) else [0] * len(items)


def _stretch(text: str, line: int) -> str:
    """An entry of BibTeX as it was written, from its line to the next entry's."""
    if not line:
        return ""
    rest = text.split("\n")[line - 1 :]
    end = next((index for index, each in enumerate(rest[1:], start=1) if re.match(r"\s*@\w+\s*[{(]", each)), len(rest))
    return "\n".join(rest[:end])


def _lowered(item: dict[str, Any], written: str, place: Location) -> list[Diagnostic]:
    """Pandoc sets English titles in sentence case, as CSL wants them; a name that was not protected by braces loses its capital."""
    if "title" not in item or not written:
        return []
    words = re.findall(r"[^\W\d_]{3,}|\w+&\w+", re.sub(r"<[^>]*>", "", item["title"]))
    plain = written.replace("\\&", "&")
    lowered = [
        word
        for word in words[1:]
        if word.islower() and word not in plain and (word.capitalize() in plain or word.upper() in plain)
    ]
    if not lowered:
        return []
    message = f"“{item['title'][:50]}”: the title was set in sentence case, as CSL wants it."
    return [
        Diagnostic(
            "DSK-007", place, message, f"Is one of these a name: {', '.join(dict.fromkeys(lowered))}?", Severity.NOTE
        )
    ]


def _warning(code: str, place: Location, message: str, remedy: str) -> Diagnostic:
    return Diagnostic(code, place, message, remedy, Severity.WARNING)
