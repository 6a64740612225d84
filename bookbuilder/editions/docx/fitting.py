"""Brings a document's XHTML into the form from which Pandoc makes Word's own notes, styles and pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from bookbuilder.markdown.xhtml_text import class_names, parent_of, take_out

EPUB = "http://www.idpf.org/2007/ops"
STYLES = {"attribution": "Excerpt Attribution", "excerpt-words": "Excerpt", "excerpt-translation": "Excerpt", "epigraph": "Epigraph",
          "csl-entry": "Bibliography Entry"}  # fmt: skip
"""Word's styles by the class of an element; see reference_document.py."""
NO_PAGE = "00"
"""Stands for the number of a page, which a chapter in Word does not know."""


@dataclass
class Marks:
    """What becomes a field or is locked, in a body in the order of its elements."""

    citations: dict[str, str] = field(default_factory=dict)
    """Ids in the book by the bookmarks in the Word file."""
    references: dict[str, str] = field(default_factory=dict)
    """The bookmark of the number that is referred to, by that of the number in the reference."""
    tables: list[str] = field(default_factory=list)
    """The file from which each table is made; empty for one that an author wrote."""


def marks_of(body: str) -> Marks:
    """The marks that `fit` puts into a body."""
    return _mark(etree.fromstring(f'<html xmlns:epub="{EPUB}"><body>{body}</body></html>'))


def _mark(root: etree._Element) -> Marks:
    marks = Marks()
    labels = _labels(root)
    for element in list(root.iter()):
        classes, href = class_names(element), element.get("href") or ""
        if element.tag == "span" and "citation" in classes and element.get("id"):
            name = f"cite{len(marks.citations) + 1}x"
            marks.citations[name] = element.get("id") or ""
            element.set("id", name)
        elif element.tag == "a" and "xref" in classes and href[1:] in labels and _number(element):
            label = labels[href[1:]]
            if _number(label) == _number(element):
                name = f"xref{len(marks.references) + 1}x"
                marks.references[name] = _as_bookmark(label, f"num{len(marks.references) + 1}x")
                _as_bookmark(element, name)
        elif element.tag == "table":
            marks.tables.append(element.get("data-source") or "")
    return marks


def _labels(root: etree._Element) -> dict[str, etree._Element]:
    """What carries the number of a heading, table or figure, by that one's id."""
    labels: dict[str, etree._Element] = {}
    for element in root.iter("span"):
        if {"label", "number"} & set(class_names(element)) and not len(element):
            holder = next((it for it in element.iterancestors() if it.get("id")), None)
            if holder is not None:
                labels.setdefault(holder.get("id") or "", element)
    return labels


def _number(element: etree._Element) -> str:
    """The last word of a label or a reference."""
    if len(element):
        return "".join(element[-1].itertext()) if (element[-1].get("id") or "").endswith("x") else ""
    return (element.text or "").split()[-1] if (element.text or "").split() else ""


def _as_bookmark(element: etree._Element, name: str) -> str:
    """The number of a label or a reference in an element of its own; its name, which is the one that it has where it has one."""
    if len(element):
        return element[-1].get("id") or ""
    text, number = element.text or "", _number(element)
    at = text.rindex(number)
    element.text = text[:at]
    child = etree.SubElement(element, "span", {"id": name})
    child.text, child.tail = number, text[at + len(number) :]
    return name


def fit_for_word(body: str, pictures: Mapping[str, Path]) -> str:
    """Notes get EPUB's types, blocks their styles, pictures the paths of their files; words stay as they are."""
    root = etree.fromstring(f'<html xmlns:epub="{EPUB}"><body>{body}</body></html>')
    _mark(root)
    for element in list(root.iter()):
        role = element.get("role")
        if role == "doc-noteref":
            element.set(f"{{{EPUB}}}type", "noteref")
        elif role == "doc-footnote":
            element.set(f"{{{EPUB}}}type", "footnote")
        elif role == "doc-backlink":
            _drop(element)
    for notes in list(root.iter("section")):
        if notes.get("role") == "doc-endnotes":
            holder = parent_of(notes)
            notes.tag, position = "div", holder.index(notes)
            for note in list(notes):
                holder.insert(position, note)
                position += 1
            _drop(notes)
    for element in list(root.iter()):
        classes = class_names(element)
        for name in classes:
            if name in STYLES and not (
                name == "attribution" and any("epigraph" in class_names(it) for it in element.iterancestors())
            ):
                _style(element, STYLES[name])
        if "page-ref" in classes and "bare" in classes:
            element.text = NO_PAGE
        if element.tag == "img" and element.get("src") in pictures:
            element.set("src", str(pictures[element.get("src") or ""]))
        if element.tag == "a" and (element.get("href") or "").startswith("#") and element.get("role") != "doc-noteref":
            element.attrib.pop("href")  # a target in another chapter's file would be dead
            element.tag = "span"
    return etree.tostring(root, encoding="unicode")


def _style(element: etree._Element, style: str) -> None:
    """A paragraph cannot carry a style in Pandoc's HTML; a div round it can."""
    if element.tag in ("div", "blockquote"):
        element.tag = "div"
        element.set("data-custom-style", style)
        return
    box = etree.Element("div", {"data-custom-style": style})
    box.tail, element.tail = element.tail, None
    parent_of(element).replace(element, box)
    box.append(element)


def _drop(element: etree._Element) -> None:
    """Take an element out and leave the words after it; a way back to a call stands apart from them."""
    if element.tail and element.get("role") == "doc-backlink":
        element.tail = element.tail.lstrip()
    take_out(element)
