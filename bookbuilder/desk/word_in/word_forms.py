"""Turns what other word processors write in their own way into what Word writes, in place.

LibreOffice raises and lowers letters by a distance, where Word says that they are superscript or subscript, and has its
own name for the style of quotations; Pandoc knows Word's.
"""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
QUOTATIONS = {"quotations", "quotation", "block quotation", "blockquote", "quote", "цитата", "дәйексөз"}
"""Names of styles, in small letters, that word processors and templates give to block quotations."""


def as_word_writes(name: str, root: etree._Element) -> None:
    """Change the tree of `word/styles.xml` or of a part with text."""
    if name == "word/styles.xml":
        for style in root.iter(f"{W}style"):
            called = style.find(f"{W}name")
            if called is not None and (called.get(f"{W}val") or "").lower() in QUOTATIONS:
                called.set(f"{W}val", "Quote")
        return
    for look in root.iter(f"{W}rPr"):
        position = look.find(f"{W}position")
        if position is None or look.find(f"{W}sz") is None or look.find(f"{W}vertAlign") is not None:
            continue
        height = int(position.get(f"{W}val") or "0")
        if height:
            align = etree.SubElement(look, f"{W}vertAlign")
            align.set(f"{W}val", "superscript" if height > 0 else "subscript")
            look.remove(position)
