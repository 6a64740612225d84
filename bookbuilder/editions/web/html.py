"""Writes a tree as HTML that browsers read: void elements without an end, pictures and formulas closed in full.

libxml2's own HTML writer gives <wbr> an end tag and knows no SVG.
"""

from __future__ import annotations

from lxml import etree
from markupsafe import escape

from bookbuilder.markdown.xhtml_text import VOID


def as_html(element: etree._Element) -> str:
    """The element with what it holds, and the text that follows it."""
    pieces: list[str] = []
    _write(element, pieces)
    return "".join(pieces)


def _write(element: etree._Element, pieces: list[str]) -> None:
    if isinstance(element.tag, str):
        name = etree.QName(element).localname
        pieces.append(f"<{name}{''.join(_attribute(key, value) for key, value in element.attrib.items())}>")
        if name not in VOID:
            pieces.append(_text(element.text))
            for child in element:
                _write(child, pieces)
            pieces.append(f"</{name}>")
    pieces.append(_text(element.tail))


def _attribute(key: str, value: str) -> str:
    """Names of other namespaces keep their local name: xml:lang and xlink:href are lang and href in HTML."""
    name = etree.QName(key).localname if key.startswith("{") else key
    return f' {name}="{escape(value)}"'


def _text(text: str | None) -> str:
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") if text else ""
