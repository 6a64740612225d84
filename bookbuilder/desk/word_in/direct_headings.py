"""Finds headings in a Word file that were made by direct formatting, and gives them Word's styles of headings, in place.

A heading stands by itself in the body: a short line without a full stop, in larger or bolder letters than the text below
it. Its level is the place of its look among the looks of all such lines; a number that was typed before it says more, and
is asked later (headings.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from bookbuilder.desk.word_in.caption_labels import LABELLED
from bookbuilder.markdown.word_file import W, words_of

CHAPTER_LINE = re.compile(r"\s*(?:chapter|part|глава|часть|тарау|бөлім)\s+(?:\w+)\.?\s*", re.I)
LEADERS = re.compile(r"(?:\.{5,}|…{2,}|(?:\.[ \u00a0]){4,})[\s.…]*(?P<page>\d{1,4}|[ivxlc]+)?\s*$")
"""The end of a line of contents that was typed: dots, and the number of a page."""
_ENDS = (".", ";", ",", ":")
_PLAIN_STYLES = re.compile(r"normal|body ?text|first paragraph|default|standard|text body|обычный|основной текст", re.I)
Look = tuple[int, bool, bool, bool, bool]
"""Size in half-points, all in capitals, bold, underlined, not italic: the greater, the higher the heading."""


@dataclass(frozen=True)
class Styles:
    """The styles of a file by id."""

    names: Mapping[str, str]
    based_on: Mapping[str, str]
    looks: Mapping[str, etree._Element]
    size: int
    """The size of letters in half-points where nothing else is said."""
    usual: str
    """The id of the style of paragraphs that name none."""

    def based(self, id: str) -> list[str]:
        """The id of a style, and of those on which it is based."""
        ids = [id]
        while len(ids) < 10 and ids[-1] in self.based_on:
            ids.append(self.based_on[ids[-1]])
        return ids

    def said(self, name: str, *ids: str) -> list[etree._Element]:
        """What styles say of the look of letters under a name, and those on which they are based, the nearest first."""
        looks = [self.looks[it] for id in ids for it in self.based(id) if it in self.looks]
        return [it for look in looks if (it := look.find(f"{W}{name}")) is not None]


def read_styles(root: etree._Element | None) -> Styles:
    """From the tree of word/styles.xml; a file without one has no styles."""
    names, based, looks, usual = {}, {}, {}, ""
    for style in root.iter(f"{W}style") if root is not None else ():
        id = style.get(f"{W}styleId") or ""
        names[id] = value_of(style.find(f"{W}name"))
        based[id] = value_of(style.find(f"{W}basedOn"))
        look = style.find(f"{W}rPr")
        if look is not None:
            looks[id] = look
        if style.get(f"{W}default") in ("1", "true") and style.get(f"{W}type") == "paragraph":
            usual = id
    size = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz") if root is not None else None
    return Styles(names, based, looks, int(value_of(size) or 20) if size is not None else 20, usual)


def direct_headings(root: etree._Element, styles: Styles) -> list[tuple[str, str]]:
    """Change the tree of the document; a line on each heading made."""
    body = root.find(f"{W}body")
    if body is None:
        return []
    paragraphs = [each for each in body if each.tag == f"{W}p" and words_of(each).strip()]
    sizes: Counter[int] = Counter()
    for paragraph in paragraphs:
        for run in paragraph.iter(f"{W}r"):
            sizes[size_of(run, paragraph, styles)] += len(words_of(run))
    usual = sizes.most_common(1)[0][0] if sizes else styles.size
    looks = {id(each): look for each in paragraphs if (look := _look(each, usual, styles)) is not None}
    first = next((at for at, each in enumerate(paragraphs) if level_of(each, styles)), 0)
    for each, after in zip(paragraphs[:first], paragraphs[1:], strict=False):
        if id(each) in looks and not begins_text(words_of(after), id(after) in looks):
            del looks[id(each)]
    last = next((each for each in reversed(list(body)) if each.tag != f"{W}sectPr"), None)
    found = [each for each in paragraphs if id(each) in looks and each is not last]
    if not found or 2 * len(found) > len(paragraphs) + 1:
        return []
    plain = [each for each in found if not CHAPTER_LINE.fullmatch(words_of(each))]
    ranked = sorted({looks[id(each)] for each in plain} or {looks[id(found[0])]}, reverse=True)
    has_styles = any(level_of(each, styles) for each in paragraphs)
    of_first = [each for each in found if each not in plain or looks[id(each)] == ranked[0]]
    begins = not has_styles and of_first == paragraphs[: len(of_first)]
    lines, above = [], 1
    for paragraph in paragraphs:
        level = level_of(paragraph, styles)
        if level:
            above = level
        elif id(paragraph) in looks and paragraph is not last:
            rank = ranked.index(looks[id(paragraph)]) if paragraph in plain else 0
            level = rank + (1 if begins else 2 if above == 1 or not has_styles else above + 1)
            _make_heading(paragraph, min(level, 5), styles)
            larger = looks[id(paragraph)][0] > usual
            kind = "line in larger letters made a heading" if larger else "bold line made a heading"
            lines.append((kind, words_of(paragraph)))
    return lines


def begins_text(text: str, is_line: bool) -> bool:
    """Whether what stands below a line is text: above the first heading of an author who uses Word's, all else is a title page."""
    return not is_line and len(text.split()) >= 12 and not text.isupper()


def _look(paragraph: etree._Element, usual: int, styles: Styles) -> Look | None:
    """How a line that may be a heading looks; None where it looks like the text, or is none."""
    text = words_of(paragraph).strip()
    if (
        len(text.split()) > 14
        or text.endswith(_ENDS)
        or LEADERS.search(text)
        or not re.search(r"[^\W\d_]", text)
        or LABELLED.match(text)
    ):
        return None
    style = value_of(paragraph.find(f"{W}pPr/{W}pStyle")) or styles.usual
    if style and style in styles.names and not _PLAIN_STYLES.match(styles.names[style]):
        return None
    if paragraph.find(f"{W}pPr/{W}numPr") is not None or any(
        True
        for _ in paragraph.iter(f"{W}drawing", f"{W}pict", f"{W}fldChar", f"{W}footnoteReference", f"{W}tab", f"{W}br")
    ):
        return None
    runs = [run for run in paragraph.iter(f"{W}r") if words_of(run).strip()]
    if re.match(r"\s*(?:\d+(?:\.\d+)*|[IVX]+)[.)]?\s*$", words_of(runs[0])) and len(runs) > 1:
        runs = runs[1:]  # a number in other letters than the words
    size = min(size_of(run, paragraph, styles) for run in runs)
    bold, italic, caps, under = (all(is_set(run, name) for run in runs) for name in ("b", "i", "caps", "u"))
    capitals = caps or text.isupper() and len(text) > 3
    if not bold and size < usual + 2:
        return None
    return size, capitals, bold, under, not italic


def _make_heading(paragraph: etree._Element, level: int, styles: Styles) -> None:
    look = paragraph.find(f"{W}pPr")
    if look is None:
        look = etree.Element(f"{W}pPr")
        paragraph.insert(0, look)
    for old in look.findall(f"{W}pStyle"):
        look.remove(old)
    style = etree.Element(f"{W}pStyle")
    style.set(f"{W}val", next((id for id, name in styles.names.items() if name.lower() == f"heading {level}"), ""))
    if not style.get(f"{W}val"):
        style.set(f"{W}val", f"{MADE}{level}")
    look.insert(0, style)
    for run in paragraph.iter(f"{W}rPr"):
        for name in ("b", "i", "caps", "u", "bCs", "iCs"):
            for each in run.findall(f"{W}{name}"):
                if name != "i" or _all_italic(paragraph):
                    run.remove(each)


MADE = "bookbuilderHeading"
"""The ids of styles of headings that a file lacks, and that `add_styles` gives it."""


def add_styles(root: etree._Element) -> None:
    """Give word/styles.xml the headings that it may lack, and a style of code."""
    for made, name in [*((str(level), f"heading {level}") for level in range(1, 6)), ("Code", "Source Code")]:
        style = etree.SubElement(root, f"{W}style")
        style.set(f"{W}type", "paragraph")
        style.set(f"{W}styleId", f"{MADE}{made}")
        etree.SubElement(style, f"{W}name").set(f"{W}val", name)


def _all_italic(paragraph: etree._Element) -> bool:
    return all(is_set(run, "i") for run in paragraph.iter(f"{W}r") if words_of(run).strip())


def level_of(paragraph: etree._Element, styles: Styles) -> int:
    """1 for a title and a heading of the first level; 0 where it is not a heading."""
    style = value_of(paragraph.find(f"{W}pPr/{W}pStyle"))
    names = [styles.names[it].lower() for it in styles.based(style) if it in styles.names]
    found = next((it for name in names if (it := re.fullmatch(r"heading (\d)|title", name))), None)
    return int(found[1] or 1) if found else 0


def size_of(run: etree._Element, paragraph: etree._Element, styles: Styles) -> int:
    style = value_of(paragraph.find(f"{W}pPr/{W}pStyle")) or styles.usual
    sizes = [*run.findall(f"{W}rPr/{W}sz"), *styles.said("sz", style)]
    return int(value_of(sizes[0]) or styles.size) if sizes else styles.size


def is_set(run: etree._Element, name: str) -> bool:
    """Whether a run is bold, `b`, in italics, `i`, and so on by its own formatting."""
    found = run.find(f"{W}rPr/{W}{name}")
    return found is not None and found.get(f"{W}val") not in ("0", "false", "none", "off")


def value_of(element: etree._Element | None) -> str:
    """What an element of one value says; empty where there is none."""
    return (element.get(f"{W}val") or "") if element is not None else ""
