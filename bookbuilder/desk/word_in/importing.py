"""Imports a Word file as a chapter, unless an editor's work stands there, and reports what was done.

What an import wrote is kept under manuscript/.imports/, so that the next version of the same file can be held against
it: where the editor has changed nothing since, it is taken in; else it is saved next to the chapter, and nothing is lost.
"""

from __future__ import annotations

import difflib
import json
import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import panflute as pf

from bookbuilder.compose.read.tracked_changes import as_queries
from bookbuilder.desk.references.importing import Imported, merge_entries
from bookbuilder.desk.references.reading import Entry, entries_from
from bookbuilder.desk.word_in.affixes import affix
from bookbuilder.desk.word_in.conserved import conserved, delivered
from bookbuilder.desk.word_in.cross_references import cross_references, give_writable_ids
from bookbuilder.desk.word_in.fields import NotAWordFileError, paragraphs, prepare_file
from bookbuilder.desk.word_in.front_matter import front_matter
from bookbuilder.desk.word_in.languages import language_of
from bookbuilder.desk.word_in.made_lists import without_headings
from bookbuilder.desk.word_in.other_fields import IN_TEXT
from bookbuilder.desk.word_in.other_formats import SUFFIXES, as_docx
from bookbuilder.desk.word_in.pictures import place_pictures
from bookbuilder.desk.word_in.tidying import tidy
from bookbuilder.desk.word_in.typed_code import FRAME
from bookbuilder.desk.word_in.unread import unread
from bookbuilder.diagnostics import Diagnostic, Location, errors
from bookbuilder.manuscript.book_yaml import BOOK_FILE
from bookbuilder.markdown.ast import dump, in_order, load, words
from bookbuilder.markdown.conversions import read_references_of, write_markdown
from bookbuilder.markdown.docx import read_docx
from bookbuilder.markdown.pandoc_process import UnreadableError
from bookbuilder.saving import temporary_folder, write_source
from bookbuilder.source import own_bytes
from bookbuilder.yaml_source import read_yaml_file

Changes = Literal["accept", "reject", "queries"]
KEPT = "manuscript/.imports"
LISTS = "list of references or contents taken out, since the book makes its own"


@dataclass(frozen=True)
class ImportedChapter:
    """What came of it."""

    written: Path | None
    """The file that was written; the chapter's own, or one beside it where an editor's work stands there."""
    beside: bool = False
    lines: tuple[tuple[str, str], ...] = ()
    """Kind and words of what was changed or is left for a person."""
    difference: tuple[str, ...] = ()
    """What the author has changed since the last import, as a unified difference."""
    references: Imported | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    counts: tuple[str, ...] = ()
    """How much of everything the file has, and the chapter: "3 notes, 3 in the chapter"."""


def import_chapter(folder: Path, file: Path, name: str, changes: Changes = "accept") -> ImportedChapter:
    """Convert, merge the sources, place the pictures, write, and count; a file that cannot be read is one error."""
    target = folder / "manuscript" / name.removeprefix("manuscript/")
    book = _read_book_settings(folder)
    with temporary_folder() as work:
        word, media = Path(work) / "delivered.docx", Path(work) / "media"
        try:
            as_word = as_docx(file)
            word.write_bytes(as_word.data)
            apart = prepare_file(word, book.styles, as_word.marks, changes != "reject")
            copy = Path(work) / "chapter.docx"
            copy.write_bytes(apart.data)
            ast = read_docx(copy, media, "all" if changes == "queries" else changes)
        except (NotAWordFileError, UnreadableError) as error:
            return ImportedChapter(None, diagnostics=(_unread(file, error),))
        document = load(ast)
        references, keys = merge_sources(folder, ast, apart.items, file.name)
        if references is not None and errors(references.diagnostics):
            return ImportedChapter(None, references=references, diagnostics=references.diagnostics)
        queries = as_queries(document) if changes == "queries" else 0
        lang = language_of(document, book.lang)
        matter = {"lang": lang} if lang[:2] != book.lang[:2] else {}
        of_matter: list[tuple[str, str]] = []
        matter |= front_matter(document, book.authors, lambda kind, text: of_matter.append((kind, text)))
        done = tidy(document, lang)
        lines = [*unread(word, changes), *_doubled_spaces(word), *apart.lines, *of_matter, *done.lines]
        if as_word.by:
            lines.insert(0, (f"{file.suffix.lower()} read by {as_word.by}", file.name))
            lines += [(f"lost by {as_word.by}, put it in by hand", what) for what in as_word.lost]
        lines += [("language of the chapter", lang)] if "lang" in matter else []
        lines += (
            [(LISTS, f"{apart.lists} in the file"), *without_headings(document, apart.headings)] if apart.lists else []
        )
        lines += [("queries", f"{queries} tracked changes and comments")] if queries else []
        _rename(document, keys)
        lines += place_pictures(document, folder, target, media)
        _name_tables(document, target.stem)
        named = {anchor: it.identifier for it, anchors in done.named for anchor in anchors if it.identifier}
        lost = cross_references(document, {**named, **_named_headings(document)})
        lines += [("reference to what is not in the file, left as words", it) for it in lost]
        give_writable_ids(document)
    head = "".join(f"{key}: {value}\n" for key, value in matter.items())
    text = (f"---\n{head}---\n\n" if head else "") + _written(document)
    what = delivered(as_word.data, changes)
    frames = sum(kind == FRAME for kind, _ in lines)
    what = replace(what, counts=Counter(what.counts) - Counter(tables=frames))
    lines += [("running head or foot left out", words) for words in what.heads]
    held = conserved(what, text, [words for kind, words in lines if "left out" in kind])
    lines += held.missing
    written, beside, difference = _write(folder, target, text, file.name)
    return ImportedChapter(written, beside, tuple(lines), difference, references, counts=held.counts)


def _unread(file: Path, error: NotAWordFileError | UnreadableError) -> Diagnostic:
    if isinstance(error, NotAWordFileError):
        return Diagnostic("DSK-010", Location(file.name), error.message, error.remedy)
    reader = "This file cannot be read" if file.suffix.lower() in SUFFIXES else "Pandoc cannot read this file"
    return Diagnostic("DSK-011", Location(file.name), f"{reader}: {error.message}.")


_BRACE, _SIGN, _AT = "\ufdea", "\ufdeb", "\ufdec"

_LIKE_HEADING = re.compile(r"#+[^#]")
"""What begins as a heading without its space does: #1 of a list, ###Name### of a form."""


def _written(document: pf.Doc) -> str:
    for element in in_order(document):
        if isinstance(element, pf.Math):  # {{ is Jinja's, \$ a dollar: TeX needs no space there
            element.text = re.sub(r"\{(?=[{%])", "{ ", re.sub(r"(?<!\\)\\\s*$", "", element.text))
        if isinstance(element, pf.Str):  # what an author typed in Word is words: Pandoc leaves these braces as they are
            element.text = re.sub(r"\{(?=[.#=])", _BRACE, element.text)
            if element.text.count("@") > 1:  # Pandoc reads a source behind the second
                element.text = element.text.replace("@", _AT)
            begins = isinstance(element.parent, (pf.Para, pf.Plain)) and element.prev is None
            element.text = f"{_SIGN if begins and _LIKE_HEADING.match(element.text) else ''}{element.text}"
    text = write_markdown(dump(document)).replace(_BRACE, "\\{").replace(_SIGN, "\\").replace(_AT, "\\@")
    text = re.sub(r"^-{20,}$", "* * *", text, flags=re.MULTILINE)
    text = re.sub(r"^&nbsp;$", "<!-- -->", text, flags=re.MULTILINE)  # keeps two lists apart
    text = text.replace("{{", "{\\{").replace("{%", "{\\%")  # braces of the author's are no Jinja of ours
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def merge_sources(
    folder: Path, ast: str, items: dict[str, dict[str, object]], file: str, known: Collection[str] = ()
) -> tuple[Imported | None, dict[str, str]]:
    """Every item of a field into references.yaml; the key of each by the id that the document has, which is that of a known one."""
    meta = json.loads(ast)["meta"]
    brought = json.loads(read_references_of(ast)) if "references" in meta else []
    listed = {str(item["id"]): item for item in brought if "id" in item}
    listed |= {id: {**item} for id, item in items.items()}
    listed = {id: item for id, item in listed.items() if id not in known}
    if not listed:
        return None, {}
    entries = entries_from(list(listed.values()), file, "", ".docx").value
    keyless = [Entry("", entry.item, 0) for entry in entries]
    imported = merge_entries(folder, keyless)
    return imported, {id: each.id for id, each in zip(listed, imported.merged, strict=True)}


def _rename(document: pf.Doc, keys: dict[str, str]) -> None:
    for element in in_order(document):
        if isinstance(element, pf.Cite):
            for citation in element.citations:
                citation.id = keys[citation.id] if citation.id in keys else citation.id
                citation.prefix, citation.suffix = affix(citation.prefix), affix(citation.suffix)
                before = citation.prefix[0] if citation.prefix else None
                if isinstance(before, pf.Str) and before.text.startswith(IN_TEXT):
                    before.text = before.text.removeprefix(IN_TEXT)
                    citation.prefix = [part for part in citation.prefix if not isinstance(part, pf.Str) or part.text]
                    citation.mode = "AuthorInText"


def _doubled_spaces(file: Path) -> list[tuple[str, str]]:
    found = []
    for text in paragraphs(file):
        match = re.search(r"(\S+)[ \u00a0]{2,}(\S+)", text)
        if match:
            found.append(("double space made one", f"{match[1]} {match[2]}"))
    return found


def _name_tables(document: pf.Doc, stem: str) -> None:
    tables = [
        element
        for element in in_order(document)
        if isinstance(element, pf.Table) and element.caption and words(element.caption)
    ]
    for number, table in enumerate(tables, start=1):
        table.identifier = f"tbl-{stem}-{number}"


def _named_headings(document: pf.Doc) -> dict[str, str]:
    """Headings that links lead to get ids as the book's own have them."""
    named = {}
    for element in in_order(document):
        if isinstance(element, pf.Header) and element.identifier:
            named[element.identifier] = element.identifier = f"sec-{element.identifier.removeprefix('sec-').strip('_')}"
    return named


def _write(folder: Path, target: Path, text: str, file: str) -> tuple[Path, bool, tuple[str, ...]]:
    kept = folder / KEPT / target.relative_to(folder / "manuscript")
    before = own_bytes(kept, folder).decode("utf-8") if kept.is_file() else ""
    difference = tuple(
        line.rstrip("\n")
        for line in difflib.unified_diff(before.splitlines(True), text.splitlines(True), "last import", file, n=1)
    )
    current = own_bytes(target, folder).decode("utf-8") if target.is_file() else None
    edited = current is not None and current not in (before, text)
    if edited:
        beside = target.with_suffix(".incoming.md")
        write_source(beside, text.encode())
        return beside, True, difference
    write_source(target, text.encode())
    write_source(kept, text.encode())
    return target, False, difference if before else ()


@dataclass(frozen=True)
class _BookSettings:
    """Its language, its authors, and what the publisher's own styles in Word mean, by their names in small letters."""

    lang: str = "en"
    authors: tuple[str, ...] = ()
    styles: Mapping[str, str] = field(default_factory=dict)


def _read_book_settings(folder: Path) -> _BookSettings:
    """A book.yaml with faults, or none, says as much as can be read."""
    yaml = read_yaml_file(folder / BOOK_FILE, folder).value
    book = yaml.value if yaml is not None and isinstance(yaml.value, dict) else {}
    people = [each["name"] if isinstance(each, dict) and "name" in each else each for each in _list(book, "creator")]
    styles = {
        str(each["style"]).lower(): str(each["becomes"])
        for each in _list(book, "word-styles")
        if isinstance(each, dict) and {"style", "becomes"} <= set(each)
    }
    lang = book["lang"] if "lang" in book else ""
    return _BookSettings(str(lang or "en"), tuple(each for each in people if isinstance(each, str)), styles)


def _list(book: Mapping[str, Any], key: str) -> list[Any]:
    value = book[key] if key in book else None
    return value if isinstance(value, list) else [] if value is None else [value]
