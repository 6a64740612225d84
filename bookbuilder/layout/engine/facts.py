"""Reads PageFacts from laid-out pages: every line of text, every box that must lie in its page, every id."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.images import RasterImage
from weasyprint.layout.absolute import AbsolutePlaceholder

from bookbuilder.layout.document_html import is_block, text_of
from bookbuilder.layout.engine.spaces import Spaces
from bookbuilder.markdown.xhtml_text import class_names
from bookbuilder.model.pages import BoxFact, LineFact, PageFacts

INVISIBLE = dict.fromkeys((0x200B, 0x2060, 0x00AD, 0xFEFF))
"""Characters that only say where lines may break."""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ROLES = {
    **dict.fromkeys(_HEADINGS, "heading"),
    **dict.fromkeys(("caption", "figcaption"), "caption"),
    "td": "cell",
    "th": "cell",
}


def page_facts(pages: Sequence[Any]) -> tuple[PageFacts, ...]:
    """The facts of each page of one document, in order."""
    read = _Reader()
    return tuple(read.page(number, page) for number, page in enumerate(pages, start=1))


@dataclass
class _Page:
    lines: list[LineFact] = field(default_factory=list)
    boxes: list[BoxFact] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)


class _Reader:
    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._printed: dict[str, int] = {}
        self._spaces = Spaces()

    def page(self, number: int, page: Any) -> PageFacts:
        found = _Page(boxes=[_area(page)])
        for child in page.children:
            if isinstance(child, boxes.FootnoteAreaBox) and child.children:
                found.boxes.append(_whole("notes", child))
            if not isinstance(child, boxes.MarginBox):
                self._walk(child, ("", 0), found)
        top = page.content_box_y()
        return PageFacts(
            number=number,
            width=page.margin_width(),
            height=page.margin_height(),
            top=top,
            bottom=top + page.height,
            lines=tuple(found.lines),
            boxes=tuple(found.boxes),
            anchors=tuple(found.anchors),
            blank=bool(page.page_type.blank) and not found.lines,
            ends=getattr(page, "ends", False),
        )

    def _walk(
        self,
        box: Any,
        text: tuple[str, int],
        found: _Page,
        parent: Any = None,
        within: bool = False,
        role: str = "text",
    ) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.LineBox) and not within:
            self._line(box, text, found, role)
        element = box.element
        role = _role(box, parent, role)
        own = element is not None and not _generated(box) and _begins(box)
        if own:
            around, text = text, text_of(element, *text)
            id = element.get("id")
            if id and id not in self._seen:
                self._seen.add(id)
                found.anchors.append(id)
            kind = "note" if isinstance(parent, boxes.FootnoteAreaBox) else _kind(box, element)
            if kind:
                found.boxes.append(_fact(kind, text[0], box))
            if not isinstance(box, boxes.InlineLevelBox) and not is_block(element):
                text = around  # a formula on a line of its own: its words are known under the paragraph around it
        for child in box.all_children():
            self._walk(child, text, found, box, within or isinstance(box, boxes.InlineBlockBox), role)

    def _line(self, line: Any, of: tuple[str, int], found: _Page, role: str) -> None:
        block, cell = of
        text = "".join(box.text for box in _texts(line) if not _generated(box)).translate(INVISIBLE)
        if not text.strip():
            return
        start = self._printed.get(block, 0)
        self._printed[block] = start + len(text)
        first, last = _extent(line)
        space, natural = self._spaces.of(_texts(line))
        found.lines.append(
            LineFact(
                block, start, text, _px(first), _px(line.position_y), _px(last - first), _px(line.height),
                role, _px(space), _px(natural), cell, _px(_size(line)), bool(getattr(line, "given", False)),
            )
        )  # fmt: skip


def _generated(box: Any) -> bool:
    """Whether a style sheet made the box: a list's marker, what stands before or after an element."""
    return box.element is not None and "::" in (box.element_tag or "")


def _begins(box: Any) -> bool:
    return isinstance(box, (boxes.BlockLevelBox, boxes.InlineLevelBox, boxes.TableRowBox, boxes.TableCellBox))


def _kind(box: Any, element: Any) -> str:
    names = class_names(element)
    if "noteref" in names and isinstance(box, boxes.InlineBox):
        return "call"
    if isinstance(box, boxes.TableRowBox):
        return "row"
    if isinstance(box, boxes.TableBox):
        return "table"
    if isinstance(box, boxes.ReplacedBox):
        return "picture"
    tag = box.element_tag
    if tag == "figure":
        return "figure"
    if tag in _HEADINGS:
        return "heading"
    return "paragraph" if tag == "p" and isinstance(box, boxes.BlockBox) else ""


def _role(box: Any, parent: Any, around: str) -> str:
    """What the lines in a box are: those of a note stay a note's, whatever stands in it."""
    if isinstance(parent, boxes.FootnoteAreaBox):
        return "note"
    if box.element is not None and "draft-mark" in class_names(box.element):
        return "margin"
    return _ROLES[box.element_tag] if around != "note" and box.element_tag in _ROLES else around


def _area(page: Any) -> BoxFact:
    """The page's content area, so that a line beyond the measure can be found."""
    x, y = page.content_box_x(), page.content_box_y()
    return BoxFact("area", "", _px(x), _px(y), _px(page.width), _px(page.height))


def _whole(kind: str, box: Any) -> BoxFact:
    """A box with its margins."""
    width, height = box.margin_width(), box.margin_height()
    return BoxFact(kind, "", _px(box.position_x), _px(box.position_y), _px(width), _px(height))


def _fact(kind: str, id: str, box: Any) -> BoxFact:
    return BoxFact(
        kind,
        id,
        _px(box.border_box_x()),
        _px(box.border_box_y()),
        _px(box.border_width()),
        _px(box.border_height()),
        *_picture(box),
    )


def _picture(box: Any) -> tuple[str, int]:
    """The name of a picture, and its width in pixels."""
    if not isinstance(box, boxes.ReplacedBox):
        return "", 0
    return box.element.get("src") or "", box.replacement.width if isinstance(box.replacement, RasterImage) else 0


def _texts(box: Any) -> Iterator[Any]:
    for child in box.children if isinstance(box, boxes.ParentBox) else ():
        if isinstance(child, AbsolutePlaceholder):
            continue
        if isinstance(child, boxes.TextBox):
            yield child
        elif isinstance(child, (boxes.InlineBox, boxes.InlineBlockBox)) or isinstance(box, boxes.InlineBlockBox):
            yield from _texts(child)


def _size(line: Any) -> float:
    return next((float(box.style["font_size"]) for box in _texts(line) if box.text.strip()), 0.0)


def _extent(line: Any) -> tuple[float, float]:
    texts = [box for box in _texts(line) if box.text.strip()]
    left, right = getattr(line, "hangs", (0.0, 0.0))
    return min(box.position_x for box in texts) + left, max(box.position_x + box.width for box in texts) - right


def _px(length: float) -> float:
    return round(float(length), 2)
