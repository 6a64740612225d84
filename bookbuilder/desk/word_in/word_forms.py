"""Turns what word processors write in their own way into what Pandoc reads, in place.

LibreOffice raises and lowers letters by a distance, where Word says that they are superscript or subscript, and has its
own name for the style of quotations. What only wraps words (a field without a meaning here, a direction, a smart tag) is
taken off them, since Pandoc would lose the words with it.
"""

from __future__ import annotations

import re

from lxml import etree

from bookbuilder.desk.word_in.other_fields import is_of_sources
from bookbuilder.markdown.word_file import MC, W, words_of

QUOTATIONS = {"quotations", "quotation", "block quotation", "blockquote", "quote", "цитата", "дәйексөз"}
"""Names of styles, in small letters, that word processors and templates give to block quotations."""
WRAPPERS = (f"{W}bdo", f"{W}dir", f"{W}smartTag", f"{W}customXml")
READ_BY_PANDOC = re.compile(r"\s*(?:HYPERLINK|REF|PAGEREF|NOTEREF)\b", re.IGNORECASE)
BREAK = "* * *"
"""What a scene break is called in a Word file, until it is in Pandoc's AST."""
RULE = "{urn:schemas-microsoft-com:office:office}hr"


def as_word_writes(name: str, root: etree._Element) -> None:
    """Change the tree of `word/styles.xml` or of a part with text."""
    if name == "word/styles.xml":
        for style in root.iter(f"{W}style"):
            called = style.find(f"{W}name")
            if called is not None and (called.get(f"{W}val") or "").lower() in QUOTATIONS:
                called.set(f"{W}val", "Quote")
        return
    _unwrap(root)
    _rules(root)
    _bookmarks_within(root)
    for look in root.iter(f"{W}rPr"):
        position = look.find(f"{W}position")
        if position is None or look.find(f"{W}sz") is None or look.find(f"{W}vertAlign") is not None:
            continue
        height = int(position.get(f"{W}val") or "0")
        if height:
            align = etree.SubElement(look, f"{W}vertAlign")
            align.set(f"{W}val", "superscript" if height > 0 else "subscript")
            look.remove(position)


def _unwrap(root: etree._Element) -> None:
    for field in list(root.iter(f"{W}fldSimple")):
        instruction = field.get(f"{W}instr") or ""
        if not READ_BY_PANDOC.match(instruction) and not is_of_sources(instruction):
            _take_off(field, field)
    for wrapper in list(root.iter(*WRAPPERS)):
        _take_off(wrapper, wrapper)
    for ruby in list(root.iter(f"{W}ruby")):
        run, base, over = ruby.getparent(), ruby.find(f"{W}rubyBase"), ruby.find(f"{W}rt")
        if run is None or base is None:
            continue
        reading = words_of(over) if over is not None else ""
        if reading:
            made = etree.SubElement(etree.SubElement(base, f"{W}r"), f"{W}t")
            made.text = f" ({reading})"
        _take_off(run, base)
    for choice in list(root.iter(f"{MC}AlternateContent")):
        chosen = choice.find(f"{MC}Choice")
        parent = choice.getparent()
        if chosen is not None and parent is not None and parent.tag != f"{W}r" and chosen.find(f"{W}r") is not None:
            _take_off(choice, chosen)


def _take_off(wrapper: etree._Element, content: etree._Element) -> None:
    """Put what an element holds into the place of its wrapper."""
    for child in list(content):
        if child.tag not in (f"{W}smartTagPr", f"{W}customXmlPr"):
            wrapper.addprevious(child)
    parent = wrapper.getparent()
    if parent is not None:
        parent.remove(wrapper)


def _bookmarks_within(root: etree._Element) -> None:
    """A bookmark that stands before a paragraph is put into it: Pandoc reads none outside."""
    before: list[etree._Element] = []
    for element in list(root.iter(f"{W}bookmarkStart", f"{W}p")):
        if element.tag == f"{W}p":
            place = 0 if element.find(f"{W}pPr") is None else 1
            element[place:place] = before
            before = []
        elif next(element.iterancestors(f"{W}p"), None) is None:
            before.append(element)


def _rules(root: etree._Element) -> None:
    """A line across the page is a scene break: Word's own, or the border of a paragraph without words."""
    for paragraph in list(root.iter(f"{W}p")):
        if any(text.text for text in paragraph.iter(f"{W}t")) or paragraph.find(f".//{W}drawing") is not None:
            continue
        drawn = any(element.get(RULE) for element in paragraph.iter())
        borders = paragraph.find(f"{W}pPr/{W}pBdr")
        if drawn or borders is not None and borders.find(f"{W}bottom") is not None:
            for child in list(paragraph):
                if child.tag != f"{W}pPr" or child.find(f"{W}sectPr") is None:
                    paragraph.remove(child)
            etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = BREAK
