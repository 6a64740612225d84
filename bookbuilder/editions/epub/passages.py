"""Makes a document's tree fit for a reading system: wide tables, drawings, widths of pictures, links of citations, `epub:type`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from lxml import etree

from bookbuilder.compose.write.tables import row_heads
from bookbuilder.editions import xhtml
from bookbuilder.editions.descriptions import describe_figures
from bookbuilder.editions.drawings import drawing_of, put_drawing, readable_at
from bookbuilder.editions.epub.semantics import add_types, properties_of
from bookbuilder.markdown.xhtml_text import add_class, parent_of
from bookbuilder.model.publication import ContentDocument, Resource
from bookbuilder.pages.page_marks import mark_pages

if TYPE_CHECKING:
    from bookbuilder.editions.epub.documents import Rendition

WIDE = 5
"""So many columns do not fit a telephone."""
_FIRST = re.compile(r"""(?:‘(?=((?:[^’]|’(?=\w))*))\1’|“[^”]*”|«[^»]*»|„[^“]*“|[^,‘“«„])+(?=, )""")
"""What stands before the first comma that is not within quotation marks."""


def fit_for_epub(section: etree._Element, document: ContentDocument, rendition: Rendition) -> tuple[str, ...]:
    """Change the tree in place; not a word of the text is added. What is given back are the properties of its file."""
    words, resources = rendition.words, rendition.publication.resources
    if document.id in rendition.marks:
        mark_pages(section, rendition.marks[document.id], words["page"])
    describe_figures(section, document, words["long_description"])
    _keep_widths(section)
    row_heads(section)
    stack_wide_tables(section)
    xhtml.sized_pictures(section, resources)
    _draw_in_place(section, {it.name: it for it in resources})
    xhtml.fit_to_screen(section, rendition.addresses, words)
    shorten_citation_links(section)
    xhtml.language_for_xml(section)
    add_types(section, document)
    return properties_of(section)


def _keep_widths(section: etree._Element) -> None:
    """A width that the author gave stands in the style, too: reading systems set every picture to its natural width."""
    for image in section.iter("img"):
        width = image.get("width") or ""
        if width.isdecimal() and not image.get("style"):
            image.set("style", f"width: {width}px")


def stack_wide_tables(section: etree._Element) -> None:
    """Give wide tables the class `stacks`, where one row of heads names all columns and no cell spans several.

    A reading system shows no table that is wider than its page. So the cells learn the words of their head, and the style
    sheet sets them one below the other where there is no room.
    """
    for table in section.iter("table"):
        heads = [" ".join("".join(_words(cell)).split()) for cell in table.iterfind("thead/tr/*")]
        rows = table.findall("tbody/tr")
        plain = len(table.findall("thead/tr")) == 1 and not any(
            it.get("colspan") or it.get("rowspan") for it in table.iter()
        )
        if len(heads) < WIDE or not plain or any(len(row) != len(heads) for row in rows):
            continue
        add_class(table, "stacks")
        for row in rows:
            for cell, head in zip(row, heads, strict=True):
                if cell.tag == "td" and head:
                    cell.set("data-head", head)


def _words(element: etree._Element) -> list[str]:
    """The words of a head without the calls of its notes."""
    found = [element.text or ""]
    for child in element:
        found += _words(child) if child.get("role") != "doc-noteref" else []
        found.append(child.tail or "")
    return found


def _draw_in_place(section: etree._Element, pictures: Mapping[str, Resource]) -> None:
    """Put drawings into the tree, each on a white sheet; `pictures` are the resources by the names that pictures still say.

    A reading system's night is known to no style sheet, so that a drawing keeps its own colours, and its sheet.
    """
    for number, image in enumerate(list(section.iter("img")), 1):
        drawing = drawing_of(image, pictures, f"{section.get('id')}-drawing{number}-", {})
        if drawing is None:
            continue
        drawing.set("role", "img")
        put_drawing(drawing, image, readable_at(drawing))


def shorten_citation_links(section: etree._Element) -> None:
    """Link the author alone, or the title where there is none, of a citation in a note; words, their order and ids stay.

    A note is mostly citation: underlined as a whole it is hard to read, and a reading system has no pointer to show a link by.
    """
    for notes in section.iter("section"):
        if notes.get("role") == "doc-endnotes":
            for link in list(notes.iter("a")):
                if link.get("role") == "doc-biblioref":
                    _shorten(link)


def _shorten(link: etree._Element) -> None:
    text = link.text or ""
    first = _FIRST.match(text)
    if first is not None:
        link.text, rest, outside = first[0], text[first.end() :], list(link)
    elif len(link):
        link[0].tail, rest, outside = None, link[0].tail or "", list(link)[1:]
    else:
        return
    parent, after = parent_of(link), link.tail or ""
    link.tail = rest
    for at, element in enumerate(outside, start=parent.index(link) + 1):
        parent.insert(at, element)
    last = outside[-1] if outside else link
    last.tail = (last.tail or "") + after
