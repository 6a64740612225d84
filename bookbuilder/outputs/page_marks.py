"""Where the print edition's pages begin, and a document's tree -> the tree with a page mark at each of those points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree


@dataclass(frozen=True)
class PageMark:
    """The beginning of a printed page within a document."""

    page: str
    """As printed: "87", "xii"."""
    block: str
    """The id of the element in whose text the page begins."""
    offset: int
    """Before which character of that element's text, note calls included, counted from 0."""

    @property
    def id(self) -> str:
        """The mark's own id, as readers link to it: page-87."""
        return f"page-{self.page}"


def mark_pages(section: etree._Element, marks: Sequence[PageMark], word: str) -> None:
    """Put an empty `doc-pagebreak` at each point; one within a word goes behind it, where the word's page ends."""
    blocks = {element.get("id"): element for element in section.iter(etree.Element) if element.get("id")}
    for mark in marks:
        if mark.block not in blocks:
            continue
        block = blocks[mark.block]
        span = etree.Element(
            "span", {"id": mark.id, "class": "page-mark", "role": "doc-pagebreak", "aria-label": f"{word} {mark.page}"}
        )
        if mark.offset <= 0:
            _before_all(block, span)
        else:
            _insert(block, _behind_word("".join(block.itertext()), mark.offset), span)


def _behind_word(text: str, offset: int) -> int:
    """The offset itself, or the end of the word that goes on at it."""
    if not (0 < offset < len(text) and text[offset - 1].isalpha() and text[offset].isalpha()):
        return offset
    while offset < len(text) and text[offset].isalpha():
        offset += 1
    return offset


def _before_all(block: etree._Element, span: etree._Element) -> None:
    target = block
    while target.tag in ("section", "div", "ul", "ol", "dl", "table", "thead", "tbody", "tr", "blockquote", "aside", "figure"):
        if len(target) == 0:
            break
        target = target[0]
    span.tail, target.text = target.text, None
    target.insert(0, span)


def _insert(block: etree._Element, offset: int, span: etree._Element) -> None:
    """Put `span` before the character at `offset` of the block's text, at the outermost place that is right."""
    left = offset
    for element, is_tail in _pieces(block):
        text = (element.tail if is_tail else element.text) or ""
        if left < len(text) or (left == len(text) and is_tail):
            if is_tail:
                element.tail = text[:left]
                parent = element.getparent()
                span.tail = text[left:]
                parent.insert(parent.index(element) + 1, span)
            else:
                element.text = text[:left]
                span.tail = text[left:]
                element.insert(0, span)
            return
        left -= len(text)
    block.append(span)


def _pieces(block: etree._Element) -> list[tuple[etree._Element, bool]]:
    """Every piece of the block's text in order: an element with whether the piece is its tail."""
    pieces: list[tuple[etree._Element, bool]] = []
    for event, element in etree.iterwalk(block, events=("start", "end")):
        if event == "start":
            pieces.append((element, False))
        elif element is not block:
            pieces.append((element, True))
    return pieces
