"""Adds what is new in a file of references to references.yaml, and says what became of every entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bookbuilder.desk.references.merging import Merged, Update, merge
from bookbuilder.desk.references.online import Ask, Identifier, look_up
from bookbuilder.desk.references.reading import Entry, entries_from, read_entries
from bookbuilder.desk.references.writing import items_of, spliced
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, errors
from bookbuilder.manuscript.references import REFERENCES_FILE
from bookbuilder.saving import write_source
from bookbuilder.source import Source, own_bytes
from bookbuilder.yaml_source import read_yaml


@dataclass(frozen=True)
class Imported:
    """What an import has done, or would do."""

    merged: tuple[Merged, ...]
    diagnostics: tuple[Diagnostic, ...]
    written: bool
    """Whether references.yaml was changed."""


def import_references(folder: Path, file: Path, update: Update = "none", dry: bool = False) -> Imported:
    """Merge the entries of a file into the book's references.yaml; an error leaves it as it is."""
    outcome = entries_of_fields(file) if file.suffix.lower() == ".docx" else read_entries(file)
    if errors(outcome.diagnostics):
        return Imported((), outcome.diagnostics, False)
    imported = merge_entries(folder, outcome.value, update, dry)
    settled = {each.entry.line for each in imported.merged if each.fate in ("same", "duplicate") and each.entry.line}
    news = [fault for fault in outcome.diagnostics if fault.location.line not in settled]
    return Imported(imported.merged, (*news, *imported.diagnostics), imported.written)


def import_work(
    folder: Path,
    wanted: Identifier,
    service: str = "",
    update: Update = "none",
    dry: bool = False,
    ask: Ask | None = None,
) -> Imported:
    """Merge the work that a service of the web has under a DOI or an ISBN."""
    outcome = look_up(wanted, service, ask)
    if errors(outcome.diagnostics):
        return Imported((), outcome.diagnostics, False)
    imported = merge_entries(folder, outcome.value, update, dry)
    return Imported(imported.merged, (*outcome.diagnostics, *imported.diagnostics), imported.written)


def entries_of_fields(file: Path) -> Outcome[tuple[Entry, ...]]:
    """The sources of a Word file's citation fields."""
    from bookbuilder.desk.word_in.fields import NotAWordFileError, items_of_fields

    try:
        items = items_of_fields(file)
    except NotAWordFileError as no_word:
        fault = Diagnostic("DSK-010", Location(file.name), no_word.message, no_word.remedy)
        return Outcome((), (fault,))
    entries = entries_from(list(items.values()), file.name, "", ".docx")
    return Outcome(tuple(Entry("", entry.item) for entry in entries.value), entries.diagnostics)


def merge_entries(folder: Path, entries: Sequence[Entry], update: Update = "none", dry: bool = False) -> Imported:
    """Merge entries from wherever; references.yaml must be readable, since its hand edits are to be kept."""
    path = folder / REFERENCES_FILE
    data = own_bytes(path, folder) if path.is_file() else b""
    text = data.decode("utf-8-sig")
    crlf = "\r\n" in text
    text = text.replace("\r\n", "\n")
    broken = read_yaml(Source(REFERENCES_FILE, text)).diagnostics
    if broken:
        return Imported((), tuple(broken), False)
    merged = merge(items_of(text), entries)
    added = [{"id": each.id, **each.entry.item} for each in merged if each.fate == "added"]
    changes = {
        (each.id, difference.field): difference.theirs
        for each in merged
        if each.fate == "differs" and update != "none"
        for difference in each.differences
        if difference.ours is None or update == "theirs"
    }
    changed = spliced(text, added, [(id, field, value) for (id, field), value in changes.items()])
    written = changed != text and not dry
    if written:
        bom = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
        write_source(path, bom + (changed.replace("\n", "\r\n") if crlf else changed).encode())
    return Imported(tuple(merged), (), written)
