"""Reads a file of BibTeX, RIS, CSL JSON or EndNote XML as CSL items, and reports what was lost."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bookbuilder.desk.references.bibtex import read_bib
from bookbuilder.desk.references.endnote import items_of_endnote, records_of
from bookbuilder.desk.references.records import Records, read_each
from bookbuilder.desk.references.ris import name_of, names_key, read_ris
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, Severity
from bookbuilder.json_source import read_json
from bookbuilder.markdown.pandoc import UnreadableError, read_references
from bookbuilder.model.references import DATES, FIELDS, NAMES, TYPES

READERS = {".bib": "biblatex", ".bibtex": "bibtex", ".ris": "ris", ".json": "csljson", ".xml": "endnotexml"}
"""Pandoc's readers by the ending of the file; biblatex reads BibTeX's own names of fields too."""

OTHER_TYPES = {
    "journalarticle": "article-journal", "article": "article", "proceedingsarticle": "paper-conference",
    "conferencepaper": "paper-conference", "conferenceproceeding": "book", "proceedings": "book", "bookchapter": "chapter",
    "booksection": "chapter", "bookpart": "chapter", "booktrack": "chapter", "monograph": "book", "editedbook": "book",
    "referencebook": "book", "bookset": "book", "bookseries": "book", "referenceentry": "entry-encyclopedia",
    "dissertation": "thesis", "postedcontent": "article", "preprint": "article", "peerreview": "review", "journal": "periodical",
    "journalissue": "periodical", "journalvolume": "periodical", "reportcomponent": "report", "reportseries": "report",
    "audiovisual": "motion_picture", "image": "graphic", "collection": "collection", "text": "document", "other": "document",
}  # fmt: skip
"""CSL's types by those of Crossref and DataCite, in small letters alone."""
FEW, MANY = 5, 12
"""So many titles in sentence case have a note each; of more, so many words are named in one."""
_NO_KEY = re.compile(r"\s|://|^\d+$")
"""A number or an address that a program has given is no key that an author would cite by."""


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
    text, strange = _decoded(path.read_bytes())
    faults = [_strange_bytes(file, strange)] if strange else []
    try:
        read = _read(text, suffix)
    except UnreadableError as refused:
        place = Location(file, refused.line, refused.column)
        fault = Diagnostic(
            "DSK-003", place, f"Pandoc cannot read this file: {refused.message}.", "Nothing was imported."
        )
        return Outcome((), (*faults, fault))
    for line, reason in read.faults:
        remedy = "Correct it and import the file once more; what is there already is recognised."
        message = f"This record was left out: {reason.rstrip('.')}."
        faults.append(_warning("DSK-008", Location(file, line), message, remedy))
    items = [item for _, item in read.items]
    lines = [line for line, _ in read.items]
    outcome = entries_from(items, file, text, suffix, lines if any(lines) else None)
    return Outcome(outcome.value, (*faults, *outcome.diagnostics))


def _strange_bytes(file: str, lines: list[int]) -> Diagnostic:
    count = "" if len(lines) == 1 else f", and {len(lines) - 1} lines after it"
    message = f"This line is not UTF-8{count}, and was read as Windows-1252."
    return _warning("DSK-009", Location(file, lines[0]), message, "Look whether its letters are right.")


def entries_from(
    items: list[dict[str, Any]], file: str, text: str, suffix: str, lines: list[int] | None = None
) -> Outcome[tuple[Entry, ...]]:
    """Entries from CSL items that Pandoc or a word processor's fields gave; `lines` are theirs in the file, where known."""
    entries: list[Entry] = []
    diagnostics: list[Diagnostic] = []
    lowered: list[_Lowered] = []
    for item, line in zip(items, lines or [0] * len(items), strict=True):
        clean, faults = _cleaned(item, Location(file, line))
        key = str(item["id"]) if "id" in item else ""
        if suffix == ".ris" and not names_key(text, key) or suffix == ".xml" or _NO_KEY.search(key):
            key = ""
        if suffix in (".bib", ".bibtex"):
            lowered += _lowered(clean, _stretch(text, line), Location(file, line))
        entries.append(Entry(key, clean, line))
        diagnostics += faults
    return Outcome(tuple(entries), (*diagnostics, *_sentence_case(lowered)))


def _decoded(data: bytes) -> tuple[str, list[int]]:
    """The text with \\n at its lines' ends, and the lines, from 1, that are in no UTF-8."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _unix(data.decode("utf-16", "replace")), []
    try:
        return _unix(data.decode("utf-8-sig")), []
    except UnicodeDecodeError:
        lines = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    texts, strange = [], []
    for number, line in enumerate(lines, start=1):
        try:
            texts.append(line.decode())
        except UnicodeDecodeError:
            texts.append(line.decode("cp1252", "replace"))
            strange.append(number)
    return "\n".join(texts), strange


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _read(text: str, suffix: str) -> Records:
    """Items of CSL, record by record; a file of which nothing can be read raises UnreadableError."""
    if suffix in (".bib", ".bibtex"):
        return read_bib(text, READERS[suffix])
    if suffix == ".ris":
        return read_ris(text)
    if suffix == ".xml":
        records = records_of(text)
        if records:
            return Records(tuple((0, item) for item in items_of_endnote(records)))
    if suffix == ".json":
        return _read_json(text)
    return Records(tuple((0, item) for item in json.loads(read_references(text, READERS[suffix]))))


def _read_json(text: str) -> Records:
    try:
        found = _without_gaps(read_json(text))
    except json.JSONDecodeError as error:
        raise UnreadableError(f"it is not valid JSON: {error.msg}", error.lineno, error.colno) from None
    listed = found if isinstance(found, list) else found["items"] if "items" in found else [found]
    asked = [{**item, "type": csl_type(item)} if isinstance(item, dict) else item for item in listed]
    return read_each(asked, [_line_of(text, item) for item in listed], json.dumps, READERS[".json"])


def csl_type(item: dict[str, Any]) -> str:
    """CSL's type for the types of Crossref and DataCite."""
    named = str(item["type"]) if "type" in item else ""
    return OTHER_TYPES.get(re.sub(r"[^a-z]", "", named.lower()), named)


def _line_of(text: str, item: Any) -> int:
    id = json.dumps(str(item["id"]), ensure_ascii=False) if isinstance(item, dict) and "id" in item else ""
    place = re.search(rf'"id"\s*:\s*{re.escape(id)}', text) if id else None
    return text.count("\n", 0, place.start()) + 1 if place else 0


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
            faults.append(_warning("DSK-005", place, f'“{title}”: "{key}" is not a CSL variable and was left out.', ""))
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


def _stretch(text: str, line: int) -> str:
    """An entry of BibTeX as it was written, from its line to the next entry's."""
    if not line:
        return ""
    rest = text.split("\n")[line - 1 :]
    end = next((index for index, each in enumerate(rest[1:], start=1) if re.match(r"\s*@\w+\s*[{(]", each)), len(rest))
    return "\n".join(rest[:end])


@dataclass(frozen=True)
class _Lowered:
    """A title that was set in sentence case, and the words in it that lost a capital."""

    title: str
    words: tuple[str, ...]
    place: Location


def _lowered(item: dict[str, Any], written: str, place: Location) -> list[_Lowered]:
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
    return [_Lowered(item["title"][:50], tuple(dict.fromkeys(lowered)), place)] if lowered else []


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
                Severity.NOTE,
            )
            for it in lowered
        ]
    often = Counter(word for it in lowered for word in it.words).most_common(MANY)
    words = ", ".join(f"{word} ({count})" if count > 1 else word for word, count in often)
    message = f"{len(lowered)} titles were {why}."
    return [Diagnostic("DSK-007", lowered[0].place, message, f"Is one of these a name: {words}?", Severity.NOTE)]


def _warning(code: str, place: Location, message: str, remedy: str) -> Diagnostic:
    return Diagnostic(code, place, message, remedy, Severity.WARNING)
