"""Puts a mark into a document's tree where each printed page begins.

A layout counts what it prints: it drops spaces at the ends of lines and adds hyphens there. So a point in a paragraph is
identified by the characters printed before it that are neither, and found again by counting the same in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from bookbuilder.markdown.xhtml_text import parent_of
from bookbuilder.model.folios import number_of, roman
from bookbuilder.model.pages import LineFact, PageFacts, PageMap
from bookbuilder.model.publication import ContentDocument
from bookbuilder.pages.own_text import INLINE, OwnText, counted, piece, pieces
from bookbuilder.pages.running_text import BLOCKS

_HOLDERS = frozenset("table thead tbody tfoot tr ul ol dl".split())
"""Elements that hold blocks and never words."""
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(frozen=True)
class PageMark:
    """The beginning of a printed page within a document."""

    page: str
    """As printed: "87", "xii"."""
    block: str
    """The id of the element in whose text the page begins."""
    offset: int
    """How many characters of that element stand on earlier pages, white space and hyphens not counted."""

    @property
    def id(self) -> str:
        """The mark's own id, as readers link to it: page-87."""
        return f"page-{self.page}"


def page_breaks(
    facts: Mapping[str, Sequence[PageFacts]], pages: PageMap, documents: Sequence[ContentDocument] = ()
) -> dict[str, tuple[PageMark, ...]]:
    """The marks of each document, from the facts of its pages and the number of its first one.

    Where a page begins with a table or figure that has drifted there from earlier in the text, its mark stands where the
    text goes on below it; the order of ids in `documents` shows that.
    """
    order = {document.id: {id: place for place, id in enumerate(document.ids)} for document in documents}
    return {
        id: tuple(_marks(id, its_pages, pages.page(id), order[id] if id in order else {}))
        for id, its_pages in facts.items()
        if pages.page(id)
    }


def mark_pages(section: etree._Element, marks: Sequence[PageMark], word: str) -> None:
    """Put an empty `doc-pagebreak` at each point; a word that begins on one page and ends on the next stands before it."""
    blocks = {element.get("id"): element for element in section.iter(etree.Element) if element.get("id")}
    text: OwnText | None = None
    for mark in marks:
        block = blocks[mark.block] if mark.block in blocks else section
        span = etree.Element(
            "span",
            {
                "id": mark.id,
                "class": "page-mark",
                "role": "doc-pagebreak",
                "aria-label": f"{word} {mark.page}",
                "data-page": mark.page,
            },
        )
        if mark is marks[0] or mark.block not in blocks or (mark.offset <= 0 and _begins(block)):
            _put_first(block, span)
            text = None
        else:
            if text is None or text.block is not block or mark.offset < text.reached:
                text = OwnText(block)
            text.put(span, mark.offset)


def _marks(document: str, pages: Sequence[PageFacts], first: str, order: Mapping[str, int]) -> Iterator[PageMark]:
    printed: dict[str, int] = {}
    seen: set[tuple[str, str]] = set()
    waiting: list[str] = []
    in_place = _in_place(pages, order)
    for index, page in enumerate(pages):
        number = _following(first, index)
        lines = [
            line for line in page.lines if line.role != "cell" or (line.block, line.text) not in seen
        ]  # a head repeated
        body = next((line for line in lines if id(line) in in_place), None)
        if index == 0:
            yield PageMark(number, document, 0)
        elif not page.blank:
            waiting.append(number)
            if body:
                for each in waiting:
                    yield PageMark(each, body.block, printed[body.block] if body.block in printed else 0)
                waiting.clear()
        for line in lines:
            printed[line.block] = (printed[line.block] if line.block in printed else 0) + counted(line.text)
        seen.update((line.block, line.text) for line in lines if line.role == "cell")


def _in_place(pages: Sequence[PageFacts], order: Mapping[str, int]) -> set[int]:
    """The lines that print has where the text has them: no notes, and no table or figure that has let the text pass by
    or stands before text that comes first.
    """
    flow = [line for page in pages for line in page.lines if not _in_notes(line.block, page)]
    before = _places_before(flow, order)
    found: set[int] = set()
    behind = len(order)
    for line, earlier in zip(reversed(flow), reversed(before), strict=True):
        place = order[line.block] if line.block in order else -1
        if not _may_drift(line) and 0 <= place == earlier:
            behind = min(behind, place)
        if not _may_drift(line) or place == -1 or earlier <= place <= behind:
            found.add(id(line))
    return found


def _places_before(flow: Sequence[LineFact], order: Mapping[str, int]) -> list[int]:
    """How far the text has come at each line. A line of verse has no id but that of the chapter, where it does not stand."""
    farthest, found = -1, []
    for line in flow:
        if not _may_drift(line) and line.block in order:
            farthest = max(farthest, order[line.block])
        found.append(farthest)
    return found


def _may_drift(line: LineFact) -> bool:
    return line.role in ("cell", "caption")


def _in_notes(block: str, page: PageFacts) -> bool:
    """Whether the lines of a block stand at the foot of the page, below the note area's upper edge."""
    area = next((box for box in page.boxes if box.kind == "notes"), None)
    first = next((line for line in page.lines if line.block == block), None)
    return area is not None and first is not None and first.y >= area.y


def _following(first: str, pages: int) -> str:
    """The number of a page so many pages later, in the same figures."""
    number = number_of(first) + pages
    return str(number) if first.isdecimal() else roman(number)


def _put_first(block: etree._Element, span: etree._Element) -> None:
    """At the very beginning of a block's text, within its first paragraph, heading or cell."""
    target = block
    while target.tag in _HOLDERS or not (target.text or "").strip():
        blocks = [child for child in target if child.tag in BLOCKS]
        if not blocks or (target.tag not in _HOLDERS and target[0] is not blocks[0]):
            break
        target = blocks[0]
    if target.tag in HEADINGS and target is not block:  # before it, so that its name is its own
        _put_before_heading(target, span)
        return
    earlier = 0
    while (
        earlier < len(target) and target[earlier].get("class") == "page-mark" and not _before(target[earlier]).strip()
    ):
        earlier += 1
    if earlier:
        last = target[earlier - 1]
        span.tail, last.tail = last.tail, None
    else:
        span.tail, target.text = target.text, None
    target.insert(earlier, span)


def _put_before_heading(heading: etree._Element, span: etree._Element) -> None:
    parent = heading.getparent()
    assert parent is not None, "a heading stands in the section that begins the page"
    parent.insert(parent.index(heading), span)


def _begins(block: etree._Element) -> bool:
    """Whether a block has words of its own before those of the blocks inside it that have an id, or none at all."""
    own = [it for it in pieces(block) if piece(*it).strip()]
    inner = next((it for it in block.iterdescendants(etree.Element) if it.get("id") and it.tag not in INLINE), None)
    if not own or inner is None:
        return True
    inside = list(block.iter())
    element, is_tail = own[0]
    place = inside.index(element)
    return place < inside.index(inner) and not (is_tail and inner in element.iter())


def _before(element: etree._Element) -> str:
    """The text between an element and what stands before it."""
    previous = element.getprevious()
    return (parent_of(element).text if previous is None else previous.tail) or ""
