"""Puts fields and locks into a Word file that Pandoc wrote: citations as Zotero has them, references, what no author may change.

A citation carries its sources, so that Zotero can format it anew and `import` knows it again. A reference is a locked REF field: Word
never writes the words of its target over it. Excerpts and tables from data stand in locked content controls.
See ISO/IEC 29500-1, 17.16 (fields) and 17.5.2 (content controls), and https://github.com/citation-style-language/schema.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from lxml import etree

from bookbuilder.compose.read.gathered import Cited, Gathered
from bookbuilder.desk.references.fields import cleaned
from bookbuilder.desk.word_in.fields import OWN_SOURCE
from bookbuilder.diagnostics import Location
from bookbuilder.editions.docx.fitting import Marks
from bookbuilder.markdown.word_file import DOCUMENT, W, repacked, xml_bytes
from bookbuilder.model.references import Reference

PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr"
"""What a picture is called within its drawing; its alternative text stands in the drawing's own properties."""
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
SCHEMA = "https://github.com/citation-style-language/schema/raw/master/csl-citation.json"
UNPRINTED = ("abstract", "annote", "keyword", "categories", "custom", "note")
LOCKED = ("Excerpt", "ExcerptAttribution")
"""Styles of paragraphs that are made from a transcript."""
Citation = Mapping[str, Any]


def zotero_citations(chapters: Mapping[str, Gathered], references: Sequence[Reference]) -> dict[str, Citation]:
    """A CSL citation with its items for each citation whose sources all stand in references.yaml, by its id in the XHTML.

    One whose author is a word of the sentence stays text, since Zotero knows no such citation.
    """
    items = {it.id: it.item for it in references}
    made: dict[str, Citation] = {}
    for document, chapter in chapters.items():
        for number, use in enumerate(chapter.citations):
            if all(cited.id in items and not cited.author_in_text for cited in use.cites):
                id = f"{document}-cite{number + 1}"
                cites = [_cite(cited, items[cited.id]) for cited in use.cites]
                made[id] = {"citationID": id, "citationItems": cites, "schema": SCHEMA}
    return made


def _cite(cited: Cited, item: Mapping[str, Any]) -> dict[str, Any]:
    bare, _ = cleaned({key: value for key, value in item.items() if key not in UNPRINTED}, Location(""))
    made: dict[str, Any] = {"id": cited.id, "uris": [OWN_SOURCE + cited.id], "itemData": {"id": cited.id, **bare}}
    said = {"locator": cited.locator, "label": cited.label, "prefix": cited.prefix, "suffix": cited.suffix}
    made |= {key: value for key, value in said.items() if value}
    return made | ({"suppress-author": True} if cited.suppress_author else {})


def with_fields(data: bytes, marks: Marks, citations: Mapping[str, Citation]) -> bytes:
    """The file with what `marks` names by bookmarks and by the tables' order."""
    with zipfile.ZipFile(BytesIO(data)) as word:
        parts = {name: word.read(name) for name in (DOCUMENT, "word/footnotes.xml") if name in word.namelist()}
    trees = {name: etree.fromstring(part) for name, part in parts.items()}
    there = {mark.get(f"{W}name") for root in trees.values() for mark in root.iter(f"{W}bookmarkStart")}
    for root in trees.values():
        for begin, end in _bookmarks(root):
            name = begin.get(f"{W}name") or ""
            if name in marks.citations:
                _cited(begin, end, citations.get(marks.citations[name]))
            elif name in marks.references:
                target = marks.references[name]
                _framed(begin, end, f" REF {target} \\h " if target in there else "", locked=True)
        _lock_excerpts(root)
        for picture in root.iter(PICTURE):  # Pandoc writes there from which file of this machine it was read
            picture.attrib.pop("descr", None)
        tables = list(root.iter(f"{W}tbl"))
        if len(tables) == len(marks.tables):
            for table, source in zip(tables, marks.tables, strict=True):
                if source:
                    _lock([table], f"From {source}")
    return repacked(data, {name: xml_bytes(root) for name, root in trees.items()})


def _bookmarks(root: etree._Element) -> list[tuple[etree._Element, etree._Element]]:
    """Beginnings and ends that stand in one paragraph."""
    ends = {end.get(f"{W}id"): end for end in root.iter(f"{W}bookmarkEnd")}
    begins = [(begin, ends.get(begin.get(f"{W}id"))) for begin in root.iter(f"{W}bookmarkStart")]
    return [(begin, end) for begin, end in begins if end is not None and begin.getparent() is end.getparent()]


def _cited(begin: etree._Element, end: etree._Element, citation: Citation | None) -> None:
    if citation is None:
        _framed(begin, end, "")
        return
    printed = "".join(text.text or "" for run in _between(begin, end) for text in run.iter(f"{W}t"))
    properties = {"formattedCitation": printed, "plainCitation": printed, "noteIndex": 0}
    written = json.dumps({**citation, "properties": properties}, ensure_ascii=False)
    _framed(begin, end, f" ADDIN ZOTERO_ITEM CSL_CITATION {written} ")


def _between(begin: etree._Element, end: etree._Element) -> Iterator[etree._Element]:
    for sibling in begin.itersiblings():
        if sibling is end:
            return
        yield sibling


def _framed(begin: etree._Element, end: etree._Element, instruction: str, locked: bool = False) -> None:
    """A field in the place of a bookmark; where there is no instruction, its words alone."""
    parent = begin.getparent()
    assert parent is not None
    for kind in ("begin", "", "separate", "end") if instruction else ():
        run = etree.Element(f"{W}r")
        child = etree.SubElement(run, f"{W}fldChar" if kind else f"{W}instrText")
        if kind:
            child.set(f"{W}fldCharType", kind)
            if locked and kind == "begin":
                child.set(f"{W}fldLock", "1")
        else:
            child.text = instruction
            child.set(SPACE, "preserve")
        (end if kind == "end" else begin).addprevious(run)
    for mark in (begin, end):
        parent.remove(mark)


def _lock_excerpts(root: etree._Element) -> None:
    held: list[etree._Element] = []
    for paragraph in [*root.iter(f"{W}p"), None]:
        style = paragraph.find(f"{W}pPr/{W}pStyle") if paragraph is not None else None
        is_excerpt = style is not None and style.get(f"{W}val") in LOCKED
        if held and not (is_excerpt and paragraph is held[-1].getnext()):
            _lock(held, "Excerpt")
            held = []
        if is_excerpt and paragraph is not None:
            held.append(paragraph)


def _lock(blocks: Sequence[etree._Element], title: str) -> None:
    """Blocks that stand behind one another into a content control that can be neither changed nor deleted."""
    control = etree.Element(f"{W}sdt")
    properties = etree.SubElement(control, f"{W}sdtPr")
    for name, value in (("alias", title[:60]), ("tag", "bookbuilder"), ("lock", "sdtContentLocked")):
        etree.SubElement(properties, f"{W}{name}").set(f"{W}val", value)
    content = etree.SubElement(control, f"{W}sdtContent")
    blocks[0].addprevious(control)
    for block in blocks:
        content.append(block)
