"""Gives a publisher's own styles the meaning that book.yaml says they have (`word-styles:`), in place.

What Pandoc has a style for gets that style's name; a class of the book's (`.epigraph`) is written as a mark before the
paragraph's words, which `blocks_of_classes` makes a block of in Pandoc's AST.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import panflute as pf
from lxml import etree

from bookbuilder.desk.word_in.word_forms import BREAK
from bookbuilder.markdown.ast import replace, words
from bookbuilder.markdown.word_file import W, words_of

STYLES = {"title": "Title", "subtitle": "Subtitle", "author": "Author", "date": "Date", "abstract": "Abstract",
          "quotation": "Quote", "caption": "caption", "code": "Source Code", "body": "Body Text", "emphasis": "Emphasis",
          "strong": "Strong", **{f"heading-{level}": f"heading {level}" for level in range(1, 6)}}  # fmt: skip
"""The names that Pandoc knows of styles, by what book.yaml calls them."""
SCENE_BREAK, LEFT_OUT = "scene-break", "left-out"
_MARK = "\ue003"
_MARKED = re.compile(f"{_MARK}([^{_MARK}]*){_MARK}")


def name_styles(root: etree._Element, meanings: Mapping[str, str]) -> dict[str, str]:
    """Change word/styles.xml; the meanings of those styles, by id, that its paragraphs must be changed for."""
    left: dict[str, str] = {}
    for style in root.iter(f"{W}style"):
        called = style.find(f"{W}name")
        name = (called.get(f"{W}val") or "") if called is not None else ""
        meaning = meanings.get(name.lower(), "")
        if called is not None and meaning in STYLES:
            called.set(f"{W}val", STYLES[meaning])
            for based in style.findall(f"{W}basedOn"):
                style.remove(based)
        elif meaning:
            left[style.get(f"{W}styleId") or ""] = meaning
    return left


def mark_paragraphs(root: etree._Element, meanings: Mapping[str, str]) -> list[tuple[str, str]]:
    """Change a part with text; a line on each paragraph that is left out."""
    lines = []
    for paragraph in list(root.iter(f"{W}p")) if meanings else ():
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        meaning = meanings.get(style.get(f"{W}val") or "", "") if style is not None else ""
        parent = paragraph.getparent()
        if not meaning or parent is None:
            continue
        text = words_of(paragraph)
        if meaning == LEFT_OUT:
            parent.remove(paragraph)
            lines.append(("left out, as book.yaml says of its style", text))
            continue
        if meaning == SCENE_BREAK:
            for run in paragraph.findall(f"{W}r"):
                paragraph.remove(run)
        run = etree.Element(f"{W}r")
        etree.SubElement(run, f"{W}t").text = BREAK if meaning == SCENE_BREAK else f"{_MARK}{meaning[1:]}{_MARK}"
        look = paragraph.find(f"{W}pPr")
        paragraph.insert(1 if look is not None else 0, run)
    return lines


def blocks_of_classes(document: pf.Doc) -> None:
    """Paragraphs with the same mark, one after the other, become one block of that class; in place."""
    block: pf.Div | None = None
    for paragraph in list(document.content):
        found = _MARKED.match(words(paragraph)) if isinstance(paragraph, pf.Para) else None
        if not found:
            block = None
            continue
        first = paragraph.content[0]
        first.text = _MARKED.sub("", first.text)
        if not first.text:
            paragraph.content = list(paragraph.content)[1:]
        if block is not None and block.classes == [found[1]]:
            replace(paragraph, [])
            block.content.append(paragraph)
        else:
            block = pf.Div(classes=[found[1]])
            replace(paragraph, [block])
            block.content.append(paragraph)
