"""Turns EndNote's fields, Mendeley Cite's content controls, Zotero's bookmarks and Word's own citations into CSL fields like Zotero's.

EndNote keeps its records as XML in the field's instruction or, in newer versions, as Base64 in its data; Mendeley Cite
keeps a CSL citation as Base64 in a content control's tag.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from bookbuilder.desk.references.endnote import items_of_endnote
from bookbuilder.desk.word_in.word_sources import word_citation
from bookbuilder.json_source import read_json
from bookbuilder.markdown.word_file import W
from bookbuilder.xml_source import parse_xml

LIST = re.compile(
    r"\s*(?:BIBLIOGRAPHY|ADDIN\s+(?:ZOTERO_BIBL|EN\.REFLIST|(?:[\w{}-]+\s+){0,3}CSL_BIBLIOGRAPHY))\b", re.IGNORECASE
)
"""What a field's instruction begins with where it makes a list of references."""
CITATION = re.compile(
    r"\s*(?:CITATION|ADDIN\s+(?:EN\.CITE|ZOTERO_ITEM|(?:[\w{}-]+\s+){0,3}CSL_CITATION))\b", re.IGNORECASE
)
"""What it begins with where it cites."""
MENDELEY, MENDELEY_LIST = "MENDELEY_CITATION_", "MENDELEY_BIBLIOGRAPHY"
IN_TEXT = "\ue002"
"""Stands before the prefix of a citation whose author is named in the sentence, until it is in Pandoc's AST."""


def as_csl_fields(root: etree._Element, sources: Mapping[str, Mapping[str, Any]] = {}, accepts: bool = True) -> None:
    """Change the tree in place; `sources` are those that Word itself keeps in the file, `accepts` whether insertions stay."""
    for simple in [it for it in root.iter(f"{W}fldSimple") if is_of_sources(it.get(f"{W}instr") or "")]:
        _as_field(simple, simple, simple.get(f"{W}instr") or "")
    for control in list(root.iter(f"{W}sdt")):
        tag = control.find(f"{W}sdtPr/{W}tag")
        name = tag.get(f"{W}val") or "" if tag is not None else ""
        citation = _mendeley(name) if name.startswith(MENDELEY) else None
        content = control.find(f"{W}sdtContent")
        if citation and content is not None:
            _as_field(control, content, _instruction(citation))
    if accepts:
        _out_of_insertions(root)
    for field in fields_of(root):
        if "EN.CITE" in field.instruction and not field.inner:
            citation = _endnote(field)
            if citation:
                _instruct(field, citation)
        elif sources and (citation := word_citation(field.instruction, sources)):
            _instruct(field, citation)


def is_of_sources(instruction: str) -> bool:
    """Whether a field cites or lists sources, by what its instruction begins with: the address of a link may have any word in it."""
    return bool(CITATION.match(instruction) or LIST.match(instruction))


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


def _out_of_insertions(root: etree._Element) -> None:
    """Marks and instructions of fields stand beside what was inserted with changes tracked: Pandoc reads none within."""
    for run in [
        it for it in root.iter(f"{W}r") if it.find(f"{W}fldChar") is not None or it.find(f"{W}instrText") is not None
    ]:
        insertion = run.getparent()
        if insertion is None or insertion.tag != f"{W}ins":
            continue
        before = etree.Element(f"{W}ins", dict(insertion.attrib))
        before.extend(list(insertion)[: insertion.index(run)])
        if len(before):
            insertion.addprevious(before)
        insertion.addprevious(run)
        if not len(insertion):
            drop(insertion)


def bookmarks_as_fields(root: etree._Element, properties: Mapping[str, str]) -> None:
    """Fields in the place of the bookmarks between which Zotero has citations in files for Word and LibreOffice alike.

    `properties` are those of the file by their names: Zotero keeps a field there in pieces, `ZOTERO_BREF_x_1`.
    """
    held: dict[str, list[tuple[int, str]]] = {}
    for name, value in properties.items():
        if found := re.fullmatch(r"(ZOTERO_BREF_\w+)_(\d+)", name):
            held.setdefault(found[1], []).append((int(found[2]), value))
    ends = {it.get(f"{W}id"): it for it in root.iter(f"{W}bookmarkEnd")}
    for start in [it for it in root.iter(f"{W}bookmarkStart") if it.get(f"{W}name") in held]:
        end, closing = ends.get(start.get(f"{W}id")), _run(_mark("end"))
        before = end.getprevious() if end is not None else None
        if end is None or not _is_paragraph(start.getparent()):
            continue
        if _is_paragraph(end.getparent()):
            end.addprevious(closing)
        elif before is not None and _is_paragraph(before):
            before.append(closing)
        else:
            continue
        instruction = "".join(value for _, value in sorted(held[start.get(f"{W}name") or ""]))
        for run in _opening(f" ADDIN {instruction} "):
            start.addprevious(run)
        drop(start)
        drop(end)


def _is_paragraph(element: etree._Element | None) -> bool:
    return element is not None and element.tag == f"{W}p"


def _opening(instruction: str) -> list[etree._Element]:
    return [_run(_mark("begin")), _run(_instr(instruction)), _run(_mark("separate"))]


def _as_field(wrapper: etree._Element, content: etree._Element, instruction: str) -> None:
    """What wraps words, or paragraphs, becomes a field with the same words."""
    paragraphs = content.findall(f"{W}p")
    if paragraphs:
        look = paragraphs[0].find(f"{W}pPr")
        place = 0 if look is None else 1
        paragraphs[0][place:place] = _opening(instruction)
        paragraphs[-1].append(_run(_mark("end")))
    for element in list(content) if paragraphs else [*_opening(instruction), *content, _run(_mark("end"))]:
        wrapper.addprevious(element)
    drop(wrapper)


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
