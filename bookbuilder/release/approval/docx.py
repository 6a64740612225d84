"""Writes an approval pack as a Word document, with what is left out in grey."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from bookbuilder.markdown.docx import plain_docx
from bookbuilder.markdown.word_file import STYLES, W, repacked, xml_bytes
from bookbuilder.markdown.xhtml_text import parent_of

OMITTED = "Omitted"
GREY = "808080"


def write_docx(html: str) -> bytes:
    """Pandoc's Word document; the character style of omitted words gets its colour."""
    root = etree.HTML(html)
    for element in list(root.iter("style", "script")):
        parent_of(element).remove(element)
    for element in root.iter("span"):
        if element.get("class") == "omitted":
            element.set("custom-style", OMITTED)
    data = plain_docx(etree.tostring(root, encoding="unicode", method="html"))
    with zipfile.ZipFile(io.BytesIO(data)) as word:
        styles = word.read(STYLES)
    return repacked(data, {STYLES: _coloured(styles)})


def _coloured(styles: bytes) -> bytes:
    root = etree.fromstring(styles)
    for style in root.iter(f"{W}style"):
        if style.get(f"{W}styleId") == OMITTED:
            properties = style.find(f"{W}rPr")
            if properties is None:
                properties = etree.SubElement(style, f"{W}rPr")
            for old in properties.findall(f"{W}color"):
                properties.remove(old)
            etree.SubElement(properties, f"{W}color").set(f"{W}val", GREY)
    return xml_bytes(root)
