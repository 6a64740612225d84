"""Separates the items of a Word file's citation fields, and reads each field's items by id.

Zotero numbers items by library and Mendeley anew in every citation ("ITEM-1"), so that two works can share an id, which
Pandoc would take for one. Here each work gets the digest of its address or of itself as its id.
See https://github.com/citation-style-language/schema/blob/master/schemas/input/csl-citation.json
"""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from lxml import etree

from bookbuilder.cache import fingerprint
from bookbuilder.desk.word_in.direct_headings import add_styles, direct_headings, read_styles
from bookbuilder.desk.word_in.made_lists import Lists, take_out_lists
from bookbuilder.desk.word_in.named_styles import mark_paragraphs, name_styles
from bookbuilder.desk.word_in.other_fields import CITATION, Field, as_csl_fields, bookmarks_as_fields, fields_of
from bookbuilder.desk.word_in.other_formats import marks_as_fields
from bookbuilder.desk.word_in.typed_code import typed_code
from bookbuilder.desk.word_in.unread import boxes_behind
from bookbuilder.desk.word_in.whole_titles import whole_titles
from bookbuilder.desk.word_in.word_forms import as_word_writes
from bookbuilder.desk.word_in.word_sources import sources_of
from bookbuilder.json_source import read_json
from bookbuilder.markdown.word_file import COMMENTS, STYLES, W, custom_properties, repacked, words_of, xml_bytes
from bookbuilder.unpacking import UNREADABLE, unfit
from bookbuilder.xml_source import parse_xml

PARTS = re.compile(r"word/(document|footnotes|endnotes)\d*\.xml")
"""The parts with text; Word on the web calls the first one document2.xml at times."""
OWN_SOURCES = re.compile(r"customXml/item\d+\.xml")
"""Where Word keeps the sources of its own citations."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OWN_SOURCE = "urn:book-source:"
"""Begins the address of a source in a field that `docx` wrote; its key follows."""
NOTHING: Mapping[str, str] = MappingProxyType({})
REPAIR = "Open it in a word processor, let that repair it, and save it again."


@dataclass(frozen=True)
class PreparedFile:
    """A Word file ready for Pandoc."""

    data: bytes
    items: dict[str, dict[str, Any]]
    """The CSL items of Zotero's, Mendeley's and EndNote's fields by their new ids."""
    lists: int
    """How many lists of references, made by such programs, were taken out: the book makes its own."""
    headings: tuple[str, ...] = ()
    """What stood right before them."""
    lines: tuple[tuple[str, str], ...] = ()
    """Kind and words of what was changed for it."""


def prepare_file(
    path: Path, meanings: Mapping[str, str] = NOTHING, marks: tuple[str, ...] = (), accepts: bool = True
) -> PreparedFile:
    """Read a Word file; what is none, or is damaged or locked, raises NotAWordFileError.

    `meanings` is what styles of the publisher's become, `marks` the citations for which signs stand in the text,
    `accepts` is whether what was inserted with changes tracked stays.
    """
    try:
        return _prepared(path, meanings, marks, accepts)
    except etree.XMLSyntaxError as error:
        raise NotAWordFileError(f"This Word file is damaged: {error.msg}.", REPAIR) from None
    except zipfile.BadZipFile:
        if path.read_bytes()[:8] == OLE:
            message = "This is a Word file of the old kind (.doc), or one that is locked by a password."
            raise NotAWordFileError(message, "Save it as .docx, without a password, and try again.") from None
        raise NotAWordFileError("This is not a Word file (.docx).", "Save it as .docx and try again.") from None
    except UNREADABLE as error:
        if isinstance(error, RuntimeError) and "password" in str(error):
            message = "This Word file is locked by a password."
            raise NotAWordFileError(message, "Save it without one and try again.") from None
        raise NotAWordFileError("This Word file is damaged.", REPAIR) from None


class NotAWordFileError(Exception):
    """A file that cannot be read as a Word file: what is wrong with it, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def _prepared(path: Path, meanings: Mapping[str, str], marks: tuple[str, ...], accepts: bool) -> PreparedFile:
    items: dict[str, dict[str, Any]] = {}
    lists = Lists()
    lines: list[tuple[str, str]] = []
    with zipfile.ZipFile(path) as source:
        if unfit(source):
            raise NotAWordFileError(unfit(source), "Save its text into a new file, and the pictures beside it.")
        if not any(PARTS.fullmatch(name) for name in source.namelist()):
            raise NotAWordFileError("This file contains no Word text.", "Save it as .docx and try again.")
        trees = {
            name: parse_xml(source.read(name))
            for name in source.namelist()
            if name in (STYLES, COMMENTS) or PARTS.fullmatch(name)
        }
        sources = sources_of(
            parse_xml(it)
            for it in map(source.read, filter(OWN_SOURCES.fullmatch, source.namelist()))
            if b"Sources" in it
        )
        properties = custom_properties(source)
        by_id = name_styles(trees[STYLES], meanings) if STYLES in trees and meanings else {}
        styles = read_styles(trees[STYLES] if STYLES in trees else None)
        for name, root in trees.items():
            if name == STYLES:
                add_styles(root)
            marks_as_fields(root, marks)
            as_word_writes(name, root)
            lines += [
                *whole_titles(root, styles),
                *mark_paragraphs(root, by_id),
                *typed_code(root, styles),
                *direct_headings(root, styles),
            ]
            boxes_behind(root)
            bookmarks_as_fields(root, properties)
            as_csl_fields(root, sources, accepts)
            for field in filter(lambda it: _CITES.match(it.instruction), fields_of(root)):
                if not _separate_items(field, items):
                    said = " ".join(" ".join(map(words_of, field.runs())).split())
                    lines += [("citation whose source the file does not hold, left as words", said)] if said else []
                    for element in field.instructions:
                        element.text = ""
    for name, root in trees.items():
        if name not in (STYLES, COMMENTS):
            take_out_lists(root, items, lists)
    lines += [("list of references left, since no field cites all of its entries", entry) for entry in lists.kept]
    lines += _hold_notes(trees)
    data = repacked(path.read_bytes(), {name: xml_bytes(root) for name, root in trees.items()})
    return PreparedFile(data, items, lists.taken, tuple(lists.headings), tuple(lines))


def _hold_notes(trees: Mapping[str, etree._Element]) -> list[tuple[str, str]]:
    """Take calls of notes out of notes, where Word has none: Pandoc would print a note in itself without end.

    A note that is called beyond count would be printed as often, and is refused.
    """
    calls: Counter[str] = Counter()
    taken: list[tuple[str, str]] = []
    for name, root in trees.items():
        for call in list(root.iter(f"{W}footnoteReference", f"{W}endnoteReference")):
            around = call.getparent()
            if "document" not in name and around is not None:
                around.remove(call)
                taken.append(("a note is called within a note, which Word does not print", words_of(around)))
            else:
                calls[f"{etree.QName(call).localname} {call.get(f'{W}id')}"] += 1
    if calls and max(calls.values()) > MOST_CALLS:
        message = f"This Word file calls one note {max(calls.values()):,} times."
        raise NotAWordFileError(message, "Word itself makes a note for each call: save its text into a new file.")
    return taken


MOST_CALLS = 50
"""Of one note, which Word calls once."""


def items_of_fields(path: Path) -> dict[str, dict[str, Any]]:
    """The CSL items alone."""
    return prepare_file(path).items


def paragraphs(path: Path) -> list[str]:
    """The text of each paragraph as it was typed, for what Pandoc has tidied away by itself."""
    with zipfile.ZipFile(path) as source:
        parts = [source.read(name) for name in source.namelist() if PARTS.fullmatch(name)]
    roots = [parse_xml(part) for part in parts]
    return [words_of(paragraph) for root in roots for paragraph in root.iter(f"{W}p")]


_CITES = re.compile(rf"{CITATION.pattern}|\s*ADDIN\s+CitaviPlaceholder\b", re.IGNORECASE)


def _separate_items(field: Field, items: dict[str, dict[str, Any]]) -> bool:
    """Give each source of a field that cites an id of its own, among the `items`; whether the file holds them all."""
    head, mark, body = field.instruction.partition("CSL_CITATION")
    try:
        end = json.JSONDecoder().raw_decode(body.lstrip())[1]
        citation = read_json(body.lstrip()[:end])
    except (json.JSONDecodeError, RecursionError):
        return False
    listed = citation["citationItems"] if isinstance(citation, dict) and "citationItems" in citation else None
    if not isinstance(listed, list) or not all(isinstance(it, dict) and "itemData" in it for it in listed):
        return False
    if not all(isinstance(cited["itemData"], dict) for cited in listed):
        return False
    for cited in listed:
        if "locator" in cited and not cited.get("label"):
            cited["label"] = "page"
        item = {key: value for key, value in cited["itemData"].items() if key != "id"}
        addresses = cited["uris"] if "uris" in cited else cited["uri"] if "uri" in cited else []
        own = next((str(it) for it in addresses if str(it).startswith(OWN_SOURCE)), "") if addresses else ""
        id = own.removeprefix(OWN_SOURCE) or "src" + fingerprint(addresses[0] if addresses else item)[:12]
        items.setdefault(id, {"id": id, **item})
        cited["id"], cited["itemData"]["id"] = id, id
    field.instructions[0].text = f"{head}{mark} {json.dumps(citation, ensure_ascii=False)}"
    for element in field.instructions[1:]:
        element.text = ""
    return True
