"""Makes one title of a Word file's lines in the style Title, of which Pandoc keeps the last, and headings of those farther down."""

from __future__ import annotations

from lxml import etree

from bookbuilder.desk.adopt.chapters import CONTENTS_TITLE
from bookbuilder.desk.word_in.direct_headings import MADE, Styles, value_of
from bookbuilder.markdown.word_file import W, words_of

LINES = ("title", "subtitle")


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
