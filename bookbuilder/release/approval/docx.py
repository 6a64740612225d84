"""Writes an approval pack as a Word document, with what is left out in grey."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from bookbuilder.markdown.docx import plain_docx
from bookbuilder.markdown.xhtml_text import parent_of

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
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
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            content = source.read(member)
            target.writestr(member, _coloured(content) if member.filename == "word/styles.xml" else content)
    return stream.getvalue()


def _coloured(styles: bytes) -> bytes:
    root = etree.fromstring(styles)
    for style in root.iter(f"{{{WORD}}}style"):
        if style.get(f"{{{WORD}}}styleId") == OMITTED:
            properties = style.find(f"{{{WORD}}}rPr")
            if properties is None:
                properties = etree.SubElement(style, f"{{{WORD}}}rPr")
            for old in properties.findall(f"{{{WORD}}}color"):
                properties.remove(old)
            etree.SubElement(properties, f"{{{WORD}}}color").set(f"{{{WORD}}}val", GREY)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
