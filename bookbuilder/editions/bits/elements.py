"""Makes elements of BITS with what each takes over from XHTML: an id, a language, a picture's file, a link's target."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

XLINK = "{http://www.w3.org/1999/xlink}"
XML = "{http://www.w3.org/XML/1998/namespace}"
REFERS = {"doc-noteref": "fn", "doc-biblioref": "bibr"}
TARGETS = {"fig": "fig", "tbl": "table", "sec": "sec", "eq": "disp-formula", "app": "app"}


def ncname(id: str) -> str:
    """An id that may stand in a document with a DTD."""
    name = re.sub(r"[^\w.-]", "_", id)
    return name if re.match(r"[^\W\d]", name) else f"id-{name}"


def named(tag: str, element: etree._Element) -> etree._Element:
    """An element of BITS with the id of what it stands for, and with its language where BITS has one there."""
    return with_id(etree.Element(tag), element, lang=tag in ("p", "disp-quote", "list", "term"))


def with_id(made: etree._Element, element: etree._Element, *, lang: bool = False) -> etree._Element:
    """An element with the id, and where asked for the language, of what it stands for."""
    if element.get("id"):
        made.set("id", ncname(element.get("id") or ""))
    if lang and element.get("lang"):
        made.set(f"{XML}lang", element.get("lang") or "")
    return made


def with_text(element: etree._Element, text: str | None) -> etree._Element:
    """Text behind what the element holds so far."""
    if text and len(element):
        element[-1].tail = (element[-1].tail or "") + text
    elif text:
        element.text = (element.text or "") + text
    return element


def paragraphs(blocks: Iterator[etree._Element], allowed: tuple[str, ...]) -> Iterator[etree._Element]:
    """Blocks where only some may stand: the others each in a paragraph."""
    for block in blocks:
        if block.tag in allowed:
            yield block
        else:
            held = etree.Element("p")
            held.append(block)
            yield held


def graphic(image: etree._Element, tag: str) -> etree._Element:
    """A picture, beside or within words; within them it has its alternative text."""
    name = image.get("src") or ""
    kind = {"svg": "svg+xml", "jpg": "jpeg"}.get(ending := name.rpartition(".")[2].lower(), ending)
    made = etree.Element(tag, {f"{XLINK}href": name, "mimetype": "image", "mime-subtype": kind})
    if tag == "inline-graphic" and image.get("alt"):
        etree.SubElement(made, "alt-text").text = image.get("alt")
    return made


def link_to(link: etree._Element) -> tuple[str, dict[str, str]]:
    """The name and the attributes of a link out of the book or within it."""
    href = link.get("href") or ""
    if not href.startswith("#"):
        return "ext-link", {"ext-link-type": "uri", f"{XLINK}href": href}
    kind = REFERS.get(link.get("role") or "") or TARGETS.get(href[1:].partition("-")[0], "other")
    named = {"id": ncname(link.get("id") or "")} if link.get("id") else {}
    return "xref", {**named, "ref-type": kind, "rid": ncname(href[1:])}
