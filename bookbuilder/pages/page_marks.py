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
from bookbuilder.pages.running_text import BLOCKS

UNCOUNTED = frozenset("-\u2010\u2011\u00ad\u200b\u2060\ufeff")
"""Hyphens, and what only says where a line may end."""


class _Counted(dict[int, "int | None"]):
    """What `str.translate` leaves of a text: the characters that are counted; each is looked at once."""

    def __missing__(self, code: int) -> int | None:
        character = chr(code)
        self[code] = None if character.isspace() or character in UNCOUNTED else code
        return self[code]


_COUNTED = _Counted()
_HOLDERS = frozenset("table thead tbody tfoot tr ul ol dl".split())
"""Elements that hold blocks and never words."""
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
DRAWN = frozenset(("math", "svg"))
"""Elements that print draws: a layout counts none of their characters."""
_INLINE = frozenset(
    "a abbr b bdi bdo br cite code data dfn em i img kbd mark q s samp small span strong sub sup u var wbr".split()
)


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
        else:
            _put(block, span, mark.offset)


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
            printed[line.block] = (printed[line.block] if line.block in printed else 0) + _counted(line.text)
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


def _counted(text: str) -> int:
    return len(text.translate(_COUNTED))


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
    own = [it for it in _pieces(block) if (_piece(*it)).strip()]
    inner = next((it for it in block.iterdescendants(etree.Element) if it.get("id") and it.tag not in _INLINE), None)
    if not own or inner is None:
        return True
    inside = list(block.iter())
    element, is_tail = own[0]
    place = inside.index(element)
    return place < inside.index(inner) and not (is_tail and inner in element.iter())


def _piece(element: etree._Element, is_tail: bool) -> str:
    return (element.tail if is_tail else element.text) or ""


def _before(element: etree._Element) -> str:
    """The text between an element and what stands before it."""
    previous = element.getprevious()
    return (parent_of(element).text if previous is None else previous.tail) or ""


def _put(block: etree._Element, span: etree._Element, counted: int) -> None:
    """Before the first word that begins after so many counted characters of the block's own text."""
    pieces = list(_pieces(block))
    text, borders = "", set()
    for element, is_tail in pieces:
        if element.tag not in _INLINE:
            borders.add(len(text))
        text += _piece(element, is_tail)
    left = _word_after(text, counted, borders)
    for element, is_tail in pieces:
        piece = _piece(element, is_tail)
        if left < len(piece):
            if is_tail:
                element.tail, span.tail = piece[:left], piece[left:]
                parent = parent_of(element)
                parent.insert(parent.index(element) + 1, span)
            elif left == 0 and element.tag in _INLINE and element is not block:
                _put_before(element, span, block)
            else:
                element.text, span.tail = piece[:left], piece[left:]
                element.insert(0, span)
            return
        left -= len(piece)
    block.append(span)


def _put_before(element: etree._Element, span: etree._Element, block: etree._Element) -> None:
    """Before an inline element that the page begins with, so that a link keeps its own name."""
    parent = parent_of(element)
    while parent is not block and parent.tag in _INLINE and parent[0] is element and not (parent.text or ""):
        element, parent = parent, parent_of(parent)
    parent.insert(parent.index(element), span)


def _word_after(text: str, counted: int, borders: set[int]) -> int:
    """The offset of the first word that begins after so many counted characters; blocks end at `borders`."""
    offset = 0
    while counted and offset < len(text):
        counted -= _counted(text[offset])
        offset += 1
    if offset and not text[offset - 1].isspace():
        while offset < len(text) and not text[offset].isspace() and offset not in borders:
            offset += 1
    while offset < len(text) and text[offset].isspace():
        offset += 1
    return offset


def _pieces(block: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    """Every piece of the block's own text in order: an element, and whether the piece is its tail.

    What stands in a block inside it that has an id of its own is that block's text and not this one's.
    """
    yield block, False
    for child in block:
        if isinstance(child.tag, str) and child.tag not in DRAWN and (child.tag in _INLINE or not child.get("id")):
            yield from _pieces(child)
        yield child, True
