"""Writes a tree as XHTML text, whole, inner or quiet for contents and lists, and replaces elements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from html import escape
from urllib.parse import quote

from lxml import etree

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
BLOCKS = ("p", "li", "blockquote", "pre", "dt", "dd", "td", "th")
"""Elements that hold lines of text: each gets an id, and a mark in the margin stands beside one."""


def serialise(section: etree._Element) -> str:
    """The tree as well-formed XHTML text; empty elements that may have content get an end tag of their own."""
    for element in section.iter():
        address = element.get("href") if element.tag == "a" else None
        if address:
            element.set("href", valid_address(address))
        if isinstance(element.tag, str) and element.text is None and len(element) == 0 and element.tag not in VOID:
            element.text = ""
    return etree.tostring(section, encoding="unicode")


_FORBIDDEN = re.compile(r"[\s<>|{}\\^`\"\x00-\x1f]|%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?(?:\[[0-9A-Fa-f:.]+\])?")


def valid_address(address: str) -> str:
    """An address whose signs are all allowed in one: the others, and brackets outside a host, are percent-encoded.

    See https://www.rfc-editor.org/rfc/rfc3986#section-2 and https://url.spec.whatwg.org/#url-code-points
    """
    host = _HOST.match(address)
    start = host.end() if host else 0
    rest = _FORBIDDEN.sub(lambda sign: quote(sign[0], safe=""), address[start:])
    whole, mark, fragment = rest.replace("[", "%5B").replace("]", "%5D").partition("#")
    return address[:start] + whole + mark + fragment.replace("#", "%23")


def inner_xhtml(element: etree._Element) -> str:
    """What stands between an element's tags."""
    return escape(element.text or "", quote=False) + "".join(
        etree.tostring(child, encoding="unicode") for child in element
    )


def alone(element: etree._Element) -> etree._Element:
    """A copy of an element as a tree of its own, without the words behind it."""
    copied = deepcopy(element)
    copied.tail = None
    return copied


def quiet_xhtml(element: etree._Element) -> str:
    """Inline XHTML for contents and lists: without notes, links, numbers and ids, and with what pictures say."""
    copy = alone(element)
    for picture in list(copy.iter("img")):
        picture.tail = (picture.get("alt") or "") + (picture.tail or "")
        take_out(picture)
    for child in list(copy.iter("a", "sup")):
        if child.get("role") == "doc-noteref" or child.get("class") == "noteref-comma":
            take_out(child)
    for child in list(copy.iter("span")):
        if child.get("class") in ("number", "label"):
            take_out(child)
    etree.strip_tags(copy, "a")
    for child in copy.iter():
        child.attrib.pop("id", None)
    return inner_xhtml(copy).strip()


def class_names(element: etree._Element) -> list[str]:
    """The names in an element's attribute `class`, in their order."""
    return (element.get("class") or "").split()


def add_class(element: etree._Element, name: str) -> None:
    """Add a name to an element's attribute `class`, behind those that it has."""
    element.set("class", " ".join([*class_names(element), name]))


def put_in_place(element: etree._Element, others: Sequence[etree._Element]) -> None:
    """Put elements where one stood; the text behind that one stays behind the last of them."""
    parent, tail = parent_of(element), element.tail
    position = parent.index(element)
    parent.remove(element)
    for place, other in enumerate(others, start=position):
        other.tail = None
        parent.insert(place, other)
    others[-1].tail = tail


def parent_of(element: etree._Element) -> etree._Element:
    """The element that holds it; only the root has none, and where it is asked for there is a bug."""
    parent = element.getparent()
    assert parent is not None, f"{element!r} stands in nothing"
    return parent


def ids_of(root: etree._Element) -> tuple[str, ...]:
    """The ids of a tree, in its order."""
    return tuple(id for element in root.iter(etree.Element) if (id := element.get("id")))


def close_up(element: etree._Element) -> None:
    """Take away the white space between what an element holds: within a line of text it would print."""
    if element.text and not element.text.strip():
        element.text = None
    for child in element:
        if child.tail and not child.tail.strip():
            child.tail = None


def take_out(element: etree._Element) -> None:
    """Take an element out and leave the text behind it."""
    parent = parent_of(element)
    previous = element.getprevious()
    tail = element.tail or ""
    if previous is not None:
        previous.tail = (previous.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
