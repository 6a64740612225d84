"""Turns EndNote's fields and Mendeley Cite's content controls into CSL fields like Zotero's.

EndNote keeps its records as XML in the field's instruction or, in newer versions, as Base64 in its data; Mendeley Cite
keeps a CSL citation as Base64 in a content control's tag.
"""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from lxml import etree

from bookbuilder.desk.references.endnote import items_of_endnote
from bookbuilder.json_source import read_json
from bookbuilder.markdown.word_file import W
from bookbuilder.xml_source import parse_xml

MENDELEY, MENDELEY_LIST = "MENDELEY_CITATION_", "MENDELEY_BIBLIOGRAPHY"
IN_TEXT = "\ue002"
"""Stands before the prefix of a citation whose author is named in the sentence, until it is in Pandoc's AST."""


def as_csl_fields(root: etree._Element) -> None:
    """Change the tree in place."""
    for control in list(root.iter(f"{W}sdt")):
        tag = control.find(f"{W}sdtPr/{W}tag")
        name = tag.get(f"{W}val") or "" if tag is not None else ""
        citation = _mendeley(name) if name.startswith(MENDELEY) else None
        if citation:
            _as_field(control, citation)
    for field in fields_of(root):
        if "EN.CITE" in field.instruction and not field.inner:
            citation = _endnote(field)
            if citation:
                _instruct(field, citation)


class Field:
    """One field: its marks and instructions, which Word may have split into many runs and paragraphs."""

    def __init__(self, begin: etree._Element, inner: bool) -> None:
        self.begin = begin
        self.end: etree._Element | None = None
        self.inner = inner
        self.instructions: list[etree._Element] = []
        self.within: list[Field] = []

    @property
    def instruction(self) -> str:
        return "".join(element.text or "" for element in self.instructions)

    def runs(self) -> list[etree._Element]:
        """Every run from its beginning to its end, over paragraphs too; none where it has no end."""
        begin, end = self.begin.getparent(), self.end.getparent() if self.end is not None else None
        if begin is None or end is None:
            return []
        runs = list(begin.getroottree().getroot().iter(f"{W}r"))
        places = {run: at for at, run in enumerate(runs)}
        return runs[places[begin] : places[end] + 1] if begin in places and end in places else []


def fields_of(root: etree._Element) -> list[Field]:
    done: list[Field] = []
    stack: list[Field] = []
    for element in root.iter(f"{W}fldChar", f"{W}instrText"):
        if element.tag == f"{W}instrText":
            if stack:
                stack[-1].instructions.append(element)
        elif element.get(f"{W}fldCharType") == "begin":
            field = Field(element, bool(stack) and "EN.CITE" in stack[-1].instruction)
            if stack:
                stack[-1].within.append(field)
            stack.append(field)
        elif element.get(f"{W}fldCharType") == "end" and stack:
            stack[-1].end = element
            done.append(stack.pop())
    return done


def _endnote(field: Field) -> dict[str, Any] | None:
    """The CSL citation of an EndNote field; None where it holds no records."""
    written = field.instruction.partition("EN.CITE")[2].strip()
    if not written.startswith("<"):
        data = field.begin.find(f"{W}fldData")
        inner = next((each.begin.find(f"{W}fldData") for each in field.within), None)
        written = _decoded(data if data is not None else inner)
    try:
        root = parse_xml(written.strip("\0 \n").encode())
    except etree.XMLSyntaxError:
        return None
    cites = [cite for cite in root.iter("Cite") if cite.find("record") is not None]
    items = items_of_endnote([cite.find("record") for cite in cites])  # type: ignore[misc]
    if not items or len(items) != len(cites):
        return None
    return {
        "citationItems": [_cited(cite, item) for cite, item in zip(cites, items, strict=True)],
        "properties": {"noteIndex": 0},
    }


def _cited(cite: etree._Element, item: dict[str, Any]) -> dict[str, Any]:
    in_text = cite.get("AuthorYear") == "1"
    given = {
        "prefix": (IN_TEXT if in_text else "") + (cite.findtext("Prefix") or ""),
        "suffix": cite.findtext("Suffix") or "",
        "locator": cite.findtext("Pages") or "",
    }
    cited: dict[str, Any] = {"id": item["id"], "itemData": item}
    cited |= {key: value for key, value in given.items() if value.strip()}
    if "locator" in cited:
        cited["label"] = "page"
    if cite.get("ExcludeAuth") == "1":
        cited["suppress-author"] = True
    return cited


def _decoded(data: etree._Element | None) -> str:
    try:
        return (
            base64.b64decode("".join((data.text or "").split())).decode("utf-8", "replace") if data is not None else ""
        )
    except binascii.Error:
        return ""


def _mendeley(tag: str) -> dict[str, Any] | None:
    encoded = tag.rpartition("_")[2]
    try:
        citation = read_json(base64.b64decode(encoded + "=" * (-len(encoded) % 4)))
    except (binascii.Error, ValueError):
        return None
    if not isinstance(citation, dict) or "citationItems" not in citation:
        return None
    for cited in citation["citationItems"]:
        for key in ("prefix", "suffix", "locator", "label", "suppress-author", "author-only"):
            if key in cited and not cited[key]:
                del cited[key]
        if cited.get("author-only") or citation.get("properties", {}).get("mode") == "composite":
            cited["prefix"] = IN_TEXT + (cited["prefix"] if "prefix" in cited else "")
    return {"citationItems": citation["citationItems"], "properties": {"noteIndex": 0}}


def _instruct(field: Field, citation: dict[str, Any]) -> None:
    for each in field.within:
        clear(each)
    data = field.begin.find(f"{W}fldData")
    if data is not None:
        field.begin.remove(data)
    field.instructions[0].text = _instruction(citation)
    for element in field.instructions[1:]:
        element.text = ""


def _instruction(citation: dict[str, Any]) -> str:
    return f" ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps(citation, ensure_ascii=False)} "


def _as_field(control: etree._Element, citation: dict[str, Any]) -> None:
    """A content control within a paragraph becomes a field with the same words."""
    content = control.find(f"{W}sdtContent")
    parent = control.getparent()
    if content is None or parent is None or parent.tag != f"{W}p":
        return
    runs = [
        _run(_mark("begin")),
        _run(_instr(_instruction(citation))),
        _run(_mark("separate")),
        *content,
        _run(_mark("end")),
    ]
    for run in runs:
        control.addprevious(run)
    drop(control)


def _run(child: etree._Element) -> etree._Element:
    run = etree.Element(f"{W}r")
    run.append(child)
    return run


def _mark(kind: str) -> etree._Element:
    return etree.Element(f"{W}fldChar", {f"{W}fldCharType": kind})


def _instr(text: str) -> etree._Element:
    element = etree.Element(f"{W}instrText")
    element.text = text
    return element


def clear(field: Field) -> None:
    """Take out everything from a field's beginning to its end."""
    for run in field.runs():
        drop(run)


def drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
