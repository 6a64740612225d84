"""A Word file in; the same file with the items of its citation fields told apart, and each field's items by id, out.

Zotero numbers items by library and Mendeley anew in every citation ("ITEM-1"), so that two works can share an id, which
Pandoc would take for one. Here each work gets the digest of its address or of itself as its id.
See https://github.com/citation-style-language/schema/blob/master/schemas/input/csl-citation.json
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

from bookbuilder.cache import fingerprint
from bookbuilder.desk.word_in.other_fields import as_csl_fields
from bookbuilder.desk.word_in.word_forms import as_word_writes

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
STYLES = "word/styles.xml"


@dataclass(frozen=True)
class ToldApart:
    """A Word file ready for Pandoc."""

    data: bytes
    items: dict[str, dict[str, Any]]
    """The CSL items of Zotero's, Mendeley's and EndNote's fields by their new ids."""
    lists: int
    """How many lists of references, made by such programs, were taken out: the book makes its own."""


def told_apart(path: Path) -> ToldApart:
    """Read a Word file; what is no ZIP or has no text raises BadZipFile or KeyError."""
    items: dict[str, dict[str, Any]] = {}
    lists = 0
    made = BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            data = source.read(info.filename)
            if info.filename in (*PARTS, STYLES):
                root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
                as_word_writes(info.filename, root)
                lists += as_csl_fields(root)
                for instructions in _fields(root):
                    _tell_apart(instructions, items)
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            target.writestr(info.filename, data)
    return ToldApart(made.getvalue(), items, lists)


def items_of_fields(path: Path) -> dict[str, dict[str, Any]]:
    """The CSL items alone."""
    return told_apart(path).items


def paragraphs(path: Path) -> list[str]:
    """The text of each paragraph as it was typed, for what Pandoc has tidied away by itself."""
    with zipfile.ZipFile(path) as source:
        root = etree.fromstring(source.read(PARTS[0]), etree.XMLParser(resolve_entities=False, no_network=True))
    return ["".join(text.text or "" for text in paragraph.iter(f"{W}t")) for paragraph in root.iter(f"{W}p")]


def _fields(root: etree._Element) -> Iterator[list[etree._Element]]:
    """The instructions of each field; Word parts a long one into several runs."""
    open_fields: list[list[etree._Element]] = []
    for element in root.iter(f"{W}fldChar", f"{W}instrText"):
        if element.tag == f"{W}instrText":
            if open_fields:
                open_fields[-1].append(element)
        elif element.get(f"{W}fldCharType") == "begin":
            open_fields.append([])
        elif element.get(f"{W}fldCharType") == "end" and open_fields:
            yield open_fields.pop()


def _tell_apart(instructions: list[etree._Element], items: dict[str, dict[str, Any]]) -> None:
    text = "".join(element.text or "" for element in instructions)
    head, mark, body = text.partition("CSL_CITATION")
    if not mark:
        return
    try:
        citation, end = json.JSONDecoder().raw_decode(body.lstrip())
    except json.JSONDecodeError:
        return
    for cited in citation["citationItems"] if "citationItems" in citation else []:
        if "itemData" not in cited:
            continue
        item = {key: value for key, value in cited["itemData"].items() if key != "id"}
        addresses = cited["uris"] if "uris" in cited else cited["uri"] if "uri" in cited else []
        id = "src" + fingerprint(addresses[0] if addresses else item)[:12]
        items.setdefault(id, {"id": id, **item})
        cited["id"], cited["itemData"]["id"] = id, id
    instructions[0].text = f"{head}{mark} {json.dumps(citation, ensure_ascii=False)}"
    for element in instructions[1:]:
        element.text = ""
