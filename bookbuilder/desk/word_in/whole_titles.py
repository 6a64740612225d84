"""Makes one title of a Word file's lines in the style Title, of which Pandoc keeps the last, and headings of those farther down."""

from __future__ import annotations

import re
from itertools import groupby, pairwise

from lxml import etree

from bookbuilder.desk.adopt.chapters import CONTENTS_TITLE
from bookbuilder.desk.word_in.direct_headings import MADE, Styles, begins_text, level_of, size_of, value_of
from bookbuilder.markdown.word_file import W, words_of

LINES = ("title", "subtitle")
NO_TITLE = re.compile(
    r"universi|wydział|katedra|université|университет|університет|üniversite|πανεπιστήμι|egyetem|uniwersytet|sveučiliš|ministr|министерств|министрл|міністерств|"
    r"bakanlığı|başkanlığı|institut|инстит|інститут|facult|facultad|fakult|факультет|academ|академи|academy|department|кафедра|"
    r"ülikool|yliopisto|đại học|högskola|høgskole|hogeschool|hochschule|politechnik|politecnic|"
    r"\bschool\b|college|大学|학교|جامعة|دانشگاه|אוניברסיט|\bsubmitted\b|fulfill?ment|\b(?:thesis|dissertation|tesis|thèse)\b|"
    r"(?:bachelor|master|diplom)arbeit|diplomsk|diplomov|bakalářsk|bakalauret|praca (?:magist|inżyn|licenc)|дипломн|магист|диссертац|дисертац",
    re.IGNORECASE,
)
"""What stands above or below a title in bold letters too: a university, a ministry or a department, and the kind of text that is submitted there."""


def whole_titles(root: etree._Element, styles: Styles) -> list[tuple[str, str]]:
    """Change the tree of the document; a line on each that was joined to the one above it or made a heading."""
    body = root.find(f"{W}body")
    lines: list[tuple[str, str]] = []
    if body is None:
        return lines
    for style in LINES:
        first: etree._Element | None = None
        begun = False
        for paragraph in [it for it in body if it.tag == f"{W}p" and words_of(it).strip()]:
            if not _is_in(paragraph, style, styles):
                begun = first is not None
            elif style == "title" and CONTENTS_TITLE.fullmatch(words_of(paragraph).strip()):
                _make_heading(paragraph)
            elif first is None:
                first = paragraph
            elif not begun:
                lines.append(("line of the title joined to the one above it", words_of(paragraph)))
                _join(first, paragraph)
            elif style == "title":
                lines.append(("title farther down made a heading", words_of(paragraph)))
                _make_heading(paragraph)
    return lines


def largest_line(root: etree._Element, styles: Styles) -> str:
    """The words in the largest letters of a title page, above the first heading; none where a line is in the style Title."""
    lines = root.findall(f"{W}body/{W}p")
    first = next((at for at, it in enumerate(lines) if words_of(it).strip() and level_of(it, styles)), 0)
    text = next((it for it in lines[first:] if begins_text(words_of(it), False)), None)
    if not first or text is None or any(_is_in(it, "title", styles) for it in lines):
        return ""
    page = [it for it, after in pairwise(lines[: first + 1]) if not begins_text(words_of(after), False)]
    alike = groupby(page, lambda it: 0 if NO_TITLE.search(words_of(it)) else _size(it, styles))
    groups = [(size, " ".join(map(words_of, group))) for size, group in alike if size > _size(text, styles)]
    groups = [(size, it) for size, it in groups if 2 < len(it.split()) <= 30]
    return max(groups, key=lambda it: it[0])[1] if groups else ""


def _size(paragraph: etree._Element, styles: Styles) -> int:
    """The size of the smallest letters in a line; 0 where it has none."""
    runs = (it for it in paragraph.iter(f"{W}r") if words_of(it).strip())
    return min((size_of(it, paragraph, styles) for it in runs), default=0)


def _make_heading(paragraph: etree._Element) -> None:
    paragraph.find(f"{W}pPr/{W}pStyle").set(f"{W}val", f"{MADE}1")  # type: ignore[union-attr]


def _is_in(paragraph: etree._Element, name: str, styles: Styles) -> bool:
    id = value_of(paragraph.find(f"{W}pPr/{W}pStyle"))
    return id in styles.names and styles.names[id].lower() == name


def _join(first: etree._Element, other: etree._Element) -> None:
    run = etree.SubElement(etree.SubElement(first, f"{W}r"), f"{W}t")
    run.text = " "
    run.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    first.extend([it for it in other if it.tag != f"{W}pPr"])
    other.getparent().remove(other)  # type: ignore[union-attr]
