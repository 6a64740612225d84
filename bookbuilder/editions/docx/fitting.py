"""Brings a document's XHTML into the form from which Pandoc makes Word's own notes, styles and pictures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from bookbuilder.markdown.xhtml_text import parent_of, take_out

EPUB = "http://www.idpf.org/2007/ops"
STYLES = {"attribution": "Excerpt Attribution", "excerpt-words": "Excerpt", "excerpt-translation": "Excerpt", "epigraph": "Epigraph",
          "csl-entry": "Bibliography Entry"}  # fmt: skip
"""Word's styles by the class of an element; see reference_document.py."""
NO_PAGE = "00"
"""Stands for the number of a page, which a chapter in Word does not know."""


def fit(body: str, pictures: Mapping[str, Path]) -> str:
    """Notes get EPUB's types, blocks their styles, pictures the paths of their files; words stay as they are."""
    root = etree.fromstring(f'<html xmlns:epub="{EPUB}"><body>{body}</body></html>')
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
        classes = (element.get("class") or "").split()
        for name in classes:
            if name in STYLES and not (
                name == "attribution" and any(_is_epigraph(each) for each in element.iterancestors())
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


def _is_epigraph(element: etree._Element) -> bool:
    return "epigraph" in (element.get("class") or "").split()


def _drop(element: etree._Element) -> None:
    """Take an element out and leave the words after it; a way back to a call stands apart from them."""
    if element.tail and element.get("role") == "doc-backlink":
        element.tail = element.tail.lstrip()
    take_out(element)
