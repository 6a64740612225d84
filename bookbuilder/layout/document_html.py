"""Writes the HTML that the layout engine is given for a document: notes at their calls, links distinguished."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml import etree
from lxml.builder import E

from bookbuilder.compose.write.tables import row_heads
from bookbuilder.languages.no_break import hold_together
from bookbuilder.languages.soft_hyphens import add_soft_hyphens
from bookbuilder.languages.tags import direction
from bookbuilder.layout.acronyms import mark_acronyms
from bookbuilder.layout.address_breaks import BREAK, break_addresses, break_code, break_names_in_code
from bookbuilder.layout.block_classes import let_long_callouts_break, set_ragged_beside_pictures
from bookbuilder.layout.formulas import PLAIN, FormulaType, draw_formulas, set_apart
from bookbuilder.layout.notes_at_calls import INLINE, Called, move_notes
from bookbuilder.layout.printed_tables import leave_room_for_captions, prepare_tables
from bookbuilder.layout.unbroken_calls import hold_calls
from bookbuilder.markdown.xhtml_text import add_class, class_names, ids_of, parent_of
from bookbuilder.model.publication import ContentDocument, Publication

ELSEWHERE = "xref:"
"""Scheme of a link to another document of the book, turned into a destination when the documents are bound."""

LINK = re.compile(rf'href="(?:{ELSEWHERE}|#)([^"]*)"')

LONG_IN_TITLE, LONG_IN_INDEX = 18, 20
"""Letters of a word that may be too long for a line in the size of a title, and for a column of the index."""


@dataclass(frozen=True)
class Written:
    """A document ready to lay out."""

    id: str
    html: str
    calls: tuple[Called, ...]
    pictures: tuple[str, ...]
    texts: tuple[tuple[str, int, str], ...]
    """The letters and figures of each element with an id, without those of elements with an id inside it; those of
    its table cells by themselves, each with the place of the cell in the document, since a row may end overleaf."""
    loose: frozenset[str]
    """Ids whose lines follow no order: those in captioned figures and tables, which may float, and those around others."""


def document_html(
    document: ContentDocument,
    publication: Publication,
    body: str,
    formulas: FormulaType = PLAIN,
    acronyms: bool = False,
) -> Written:
    """Write one document's HTML; `body` is its XHTML, made or written; `acronyms` marks them."""
    root = etree.fromstring(body)
    draw_formulas(root, formulas)
    set_apart(root)
    let_long_callouts_break(root)
    _join_citations(root)
    lang = document.lang or publication.book.lang
    hold_together(root, lang)
    if acronyms:
        mark_acronyms(root)
    add_soft_hyphens(root, lang)
    row_heads(root)
    break_names_in_code(root)
    prepare_tables(root, publication.terms["continued"])
    leave_room_for_captions(root)
    _lines_of_code(root)
    _lines_of_verse(root)
    _mark_only_pictures(root)
    calls = move_notes(root)
    hold_calls(root)
    set_ragged_beside_pictures(root)
    _long_words(root)
    _point_links(root, document.id, publication.document_of)
    break_addresses(root)
    _turn_wide(root)
    _start_lists(root)
    _name_entries(root, publication.terms["continued"])
    for place, cell in enumerate(root.iter("td", "th"), start=1):
        cell.set("data-cell", str(place))
    pictures = tuple(dict.fromkeys(image.get("src") or "" for image in root.iter("img")))
    page = E.html(
        E.head(E.title(document.title)),
        E.body(root, direction(lang, publication.book.lang)),
        {"lang": lang, "class": f"{document.kind} {document.matter}", **direction(publication.book.lang)},
    )
    html = etree.tostring(page, encoding="unicode", method="html", doctype="<!DOCTYPE html>")
    return Written(document.id, html, calls, pictures, tuple(_texts(root)), _loose(root))


def linked(page: str) -> frozenset[str]:
    """The ids of the book that a document's HTML leads to."""
    return frozenset(unescape(id) for id in LINK.findall(page))


def _join_citations(root: etree._Element) -> None:
    """Put the call of an excerpt's source behind the excerpt's last word instead of on a line of its own."""
    for citation in list(root.iter("div")):
        before = citation.getprevious()
        if citation.get("class") != "excerpt-citation" or before is None or before.tag != "p":
            continue
        if len(before):
            before[-1].tail = (before[-1].tail or "").rstrip()
        else:
            before.text = (before.text or "").rstrip()
        for call in list(citation):
            call.tail = None
            before.append(call)
        parent_of(citation).remove(citation)


def _lines_of_code(root: etree._Element) -> None:
    """Each line of code is a block, so that one that is too long goes on set in: its line end would be a second one."""
    for line in [it for pre in root.iter("pre") for it in pre.iter("span") if it.get("class") == "line"]:
        line.tail = None
        if not "".join(map(str, line.itertext())).strip():
            line.text = BREAK
        else:
            break_code(line)


def _long_words(root: etree._Element) -> None:
    """Let a title or a heading of the index be hyphenated where one of its words may be longer than a line."""
    terms = [(it, LONG_IN_INDEX) for it in root.iter("span") if it.get("class") == "index-term"]
    for element, longest in [*((it, LONG_IN_TITLE) for it in root.iter("h1", "h2", "h3")), *terms]:
        if any(len(word) > longest for word in "".join(map(str, element.itertext())).split()):
            add_class(element, "has-long-words")


def _lines_of_verse(root: etree._Element) -> None:
    """Each line of verse is a block, so that one that is too long goes on set in."""
    for block in [it for it in root.iter("div") if "line-block" in class_names(it)]:
        line = etree.Element("span", {"class": "verse-line"})
        line.text, block.text = block.text, None
        children = list(block)
        block[:] = [line]
        for child in children:
            if child.tag == "br":
                line.tail = None
                line = etree.SubElement(block, "span", {"class": "verse-line"})
                line.text = (child.tail or "").lstrip("\n")
            else:
                line.append(child)
        for line in block:
            if not "".join(map(str, line.itertext())).strip():
                line.text = "\u200b"


def _mark_only_pictures(root: etree._Element) -> None:
    """A picture that is alone in its figure is the figure's own and not another one in the structure."""
    for figure in root.iter("figure"):
        images = list(figure.iter("img"))
        if len(images) == 1:
            images[0].set("data-figure", "only")


def _turn_wide(root: etree._Element) -> None:
    """Give tables and figures of the class `landscape`, or within a block of it, a block that asks for a page on its side."""
    named = [it for it in root.iter("div", "table", "figure", "img") if "landscape" in class_names(it)]
    for outer in [it for it in named if it.tag == "div" and all(child.tag in ("table", "figure") for child in it)]:
        for child in [*outer]:
            named.append(child)
            outer.addprevious(child)
        parent_of(outer).remove(outer)
    pictures = [next(it.iterancestors("figure"), it) if it.tag == "img" else it for it in named]
    for element in dict.fromkeys(it for it in pictures if it.tag in ("table", "figure")):
        block = etree.Element("div", {"class": "on-its-side"})
        parent_of(element).replace(element, block)
        block.tail, element.tail = element.tail, None
        block.append(element)


def _start_lists(root: etree._Element) -> None:
    """Say in CSS where a list starts: the engine reads `start` only together with all other hints of old HTML."""
    for ordered in root.iter(etree.Element):
        start = ordered.get("start") or ""
        if re.fullmatch(r"-?[0-9]{1,9}", start):
            ordered.set("style", f"counter-reset: list-item {int(start) - 1}")


def _name_entries(root: etree._Element, continued: str) -> None:
    """Let the lists below a heading of the index know what they go on with."""
    for lines in root.iter("ul"):
        term = lines.getprevious()
        while term is not None and term.get("class") != "index-term":
            term = term.getprevious()
        if term is not None:
            lines.set("data-term", " ".join("".join(map(str, term.itertext())).split()))
            lines.set("data-continued", continued)


def _texts(root: etree._Element) -> Iterator[tuple[str, int, str]]:
    found: dict[tuple[str, int], list[str]] = {}

    def gather(element: etree._Element, around: tuple[str, int]) -> None:
        own = text_of(element, *around) if is_block(element) else around
        found.setdefault(own, []).append(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                gather(child, own)
            found[own].append(child.tail or "")

    gather(root, ("", 0))
    for (id, cell), parts in found.items():
        text = letters("".join(parts))
        if text:
            yield id, cell, text


def text_of(element: Any, id: str, cell: int) -> tuple[str, int]:
    """The id and the cell under which the text of an element is known, from those of what is around it."""
    cell = 0 if element.get("id") else cell
    return element.get("id") or id, int(element.get("data-cell") or cell)


def _loose(root: etree._Element) -> frozenset[str]:
    captioned = [parent_of(caption) for caption in root.iter("figcaption", "caption")]
    floating = {id for element in captioned if element.tag in ("figure", "table") for id in ids_of(element)}
    # what stands side by side goes on overleaf each by itself: a row's cells, and Quarto's columns
    columns = root.iterfind(".//div[@class='layout-cell']")
    beside = {id for cell in (*root.iter("td", "th"), *columns) for id in ids_of(cell)}
    own = [each for each in root.iter(etree.Element) if each.get("id") and is_block(each)]
    around = {id for each in own for outer in each.iterancestors() if (id := outer.get("id"))}
    return frozenset(floating | beside | around)


def is_block(element: etree._Element) -> bool:
    """Whether an element holds lines of its own, whatever box a style sheet gives it."""
    return element.tag not in INLINE or element.get("data-tag") is not None


def letters(text: str) -> str:
    """The letters and figures of a text: what must be printed however its lines are broken."""
    return "".join(filter(str.isalnum, text))


def _point_links(root: etree._Element, own: str, document_of: Mapping[str, str]) -> None:
    for link in root.iter("a"):
        target = link.get("href") or ""
        if target.startswith("#") and target[1:] in document_of and document_of[target[1:]] != own:
            link.set("href", ELSEWHERE + target[1:])
