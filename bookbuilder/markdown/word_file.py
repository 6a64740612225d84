"""Parts of a Word file: its XML to bytes, and the file packed again with some of them changed, the same each time."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO

from lxml import etree

from bookbuilder.xml_source import parse_xml
from bookbuilder.zipping import EPOCH

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
"""Namespaces of Word's own elements, of drawings, and of what stands twice for older programs."""
DOCUMENT, STYLES, COMMENTS = "word/document.xml", "word/styles.xml", "word/comments.xml"
CUSTOM = "docProps/custom.xml"


def words_of(element: etree._Element) -> str:
    """What the runs of an element say."""
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def custom_properties(file: zipfile.ZipFile) -> dict[str, str]:
    """What programs keep with a file, by name."""
    if CUSTOM not in file.namelist():
        return {}
    try:
        root = parse_xml(file.read(CUSTOM))
    except etree.XMLSyntaxError:
        return {}
    return {it.get("name") or "": "".join(map(str, it.itertext())) for it in root}


def xml_bytes(root: etree._Element) -> bytes:
    """A part as Word has it."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def repacked(data: bytes, changed: Mapping[str, bytes] = {}) -> bytes:
    """The file with other parts, and with those that it does not have yet."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        names = [info.filename for info in old.infolist()]
        for name in (*names, *sorted(set(changed) - set(names))):
            content = changed[name] if name in changed else old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>", b"", content, flags=re.DOTALL)
            new.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
