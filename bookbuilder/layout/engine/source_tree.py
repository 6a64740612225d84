"""Finds where a layout resumes in the engine's boxes, and makes changes in them that can be undone.

A place is written as the engine writes where to resume: the index of a child, and the place within it, down to a byte of text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import east_asian_width

from weasyprint.css.properties import ZERO_PIXELS
from weasyprint.formatting_structure import boxes

from bookbuilder.layout.engine.given_lines import keep_lines
from bookbuilder.layout.engine.kept_styles import note_move
from bookbuilder.layout.engine.paragraph_of import LONGER, note_change, read_once

SOFT_HYPHEN = "\u00ad"

ON_ITS_SIDE = "on-its-side"
"""The class of blocks that have pages of their own, wider than tall."""

Resume = dict[int, Any] | None


class Changes:
    """Changes of the tree, in order."""

    def __init__(self) -> None:
        self._made: list[tuple[Any, str, Any, Any]] = []

    def style(self, box: Any, **values: Any) -> None:
        """Give one box other values of its style."""
        style = box.style.copy()
        for name, value in values.items():
            style[name] = value
        self._set(box, "style", style)

    def children(self, box: Any, children: Sequence[Any]) -> None:
        """Give one box other children."""
        self._set(box, "children", list(children))

    def undo(self) -> None:
        """Put everything back."""
        for box, name, old, _ in reversed(self._made):
            _put(box, name, old)

    def redo(self) -> None:
        """Make the same changes again."""
        for box, name, _, new in self._made:
            _put(box, name, new)

    def put_instead(self, others: Mapping[int, Any]) -> None:
        """Replace children that are gone by others, found by the identity of the old ones."""
        for at, (box, name, *values) in enumerate(self._made):
            if name == "children":
                old, new = ([others.get(id(child), child) for child in children] for children in values)
                self._made[at] = (box, name, old, new)

    def _set(self, box: Any, name: str, value: Any) -> None:
        self._made.append((box, name, getattr(box, name), value))
        _put(box, name, value)


def _put(box: Any, name: str, value: Any) -> None:
    setattr(box, name, value)
    note_move()
    if isinstance(box, (boxes.TextBox, boxes.InlineBox)):
        note_change()


def is_turned(box: Any) -> bool:
    """Whether a block has pages of its own, which lie on their side."""
    return box.element is not None and box.element.get("class") == ON_ITS_SIDE


def nothing_before(place: Resume) -> bool:
    """Whether a place within a box is its very beginning."""
    while place:
        ((index, place),) = place.items()
        if index:
            return False
    return True


def around(root: Any, place: Resume) -> list[tuple[Any, int, Resume]]:
    """The boxes on the way to a place, outermost first, each with the index of the next and what follows within it.

    In a row of which several cells go on, it is the way to the first of them.
    """
    way = []
    box = root
    while place is not None and isinstance(box, boxes.ParentBox):
        index, place = next(iter(place.items()))
        way.append((box, index, place))
        if index >= len(box.children):
            break
        box = box.children[index]
    return way


def page_name(root: Any, place: Resume) -> Any:
    """The name of the page on which what stands at a place wants to be."""
    parent, index, _ = around(root, place)[-1]
    box = parent.children[index] if index < len(parent.children) else parent
    while not isinstance(box, boxes.BlockLevelBox):
        box, *above = [step[0] for step in reversed(around(root, place)) if isinstance(step[0], boxes.BlockLevelBox)]
    return box.page_values()[0]


def moved(place: Resume, depth: int, index: int, inner: Resume) -> Resume:
    """The same place down to a depth, and another index there."""
    if depth == 0 or place is None:
        return {index: inner}
    ((own, deeper),) = place.items()
    return {own: moved(deeper, depth - 1, index, inner)}


def paragraphs(root: Any, begins: Resume, ends: Resume) -> dict[Any, list[Any]]:
    """The boxes between two places that hold lines, by their elements: two where a paragraph has been cut."""
    found: dict[Any, list[Any]] = {}
    for box in _between(root, begins, ends):
        lines = isinstance(box, boxes.BlockContainerBox) and box.children and isinstance(box.children[0], boxes.LineBox)
        if lines and box.element is not None and "::" not in (box.element_tag or ""):
            found.setdefault(box.element, []).append(box)
    return found


def blocks(root: Any, begins: Resume, ends: Resume) -> dict[Any, Any]:
    """The outermost block of each element between two places."""
    within = list(_between(root, begins, ends))
    return {box.element: box for box in reversed(within) if isinstance(box, boxes.BlockBox)}


def _between(box: Any, begins: Resume, ends: Resume) -> Iterator[Any]:
    """The box and what is below it from one place to another; of lines, which are read once, what is not in their text.

    A table's head and foot stand on all pages, and the cells of a row go on beside each other.
    """
    yield box
    is_row = isinstance(box, boxes.TableRowBox)
    first = min(begins) if begins and not is_row else 0
    last = max(ends) if ends and not is_row else len(box.children)
    for index, child in enumerate(box.children[: last + 1]):
        if index < first and not (isinstance(child, boxes.TableRowGroupBox) and (child.is_header or child.is_footer)):
            continue
        from_here = begins[index] if begins and not is_row and index == first else None
        to_here = ends[index] if ends and not is_row and index == last else None
        if index == last and to_here is None:
            continue  # the next page begins with it
        if isinstance(child, boxes.LineBox):
            yield from read_once(child, "bb_blocks", _blocks_of)
        elif isinstance(child, boxes.Box):
            yield from _between(child, from_here, to_here)


def _blocks_of(line: Any) -> list[Any]:
    return [it for it in line.descendants() if not isinstance(it, (boxes.LineBox, boxes.InlineBox, boxes.TextBox))]


def inlines(box: Any) -> Iterable[Any]:
    """A paragraph's box and the boxes of its text, those of its notes not among them."""
    yield box
    for child in box.children if isinstance(box, boxes.ParentBox) else ():
        if isinstance(child, (boxes.LineBox, boxes.InlineBox, boxes.TextBox)):
            yield from inlines(child)


def can_cut(box: Any, place: Resume) -> bool:
    """Whether a place lies in running text or between blocks, not in a table or a picture."""
    while place is not None:
        if not isinstance(box, (boxes.BlockBox, boxes.LineBox, boxes.InlineBox, boxes.TextBox)) or box.is_table_wrapper:
            return False
        ((index, place),) = place.items()
        if isinstance(box, boxes.TextBox):
            return 0 < index < len(box.text.encode())
        if index >= len(box.children):
            return False  # a place in a line that was laid out of other boxes
        box = box.children[index]
    return True


def _parts_word(head: str, rest: str, style: Any) -> bool:
    """Whether a cut parts a word where the engine has drawn a hyphen, which is in no text: the head must carry it."""
    if style["hyphens"] == "none" or not rest[:1].isalpha():
        return False
    letter = head.rstrip(SOFT_HYPHEN)[-1:]
    divided = head.endswith(SOFT_HYPHEN) or style["hyphens"] == "auto"
    return divided and letter.isalpha() and east_asian_width(letter) not in "WF"


def cut(box: Any, place: dict[int, Any]) -> tuple[Any, Any]:
    """Two copies of a box, before and after the place where its layout would resume."""
    ((index, deeper),) = place.items()
    if isinstance(box, boxes.TextBox):
        text = box.text.encode()
        head, rest = text[:index].decode(), text[index:].decode()
        if _parts_word(head, rest, box.style):
            head = head.rstrip(SOFT_HYPHEN) + str(box.style["hyphenate_character"])
        return box.copy_with_text(head.rstrip(" ") or " "), box.copy_with_text(rest)
    before, after = list(box.children[:index]), list(box.children[index:])
    if deeper is not None:
        first, second = cut(box.children[index], deeper)
        before.append(first)
        after[0] = second
    head, rest = box.copy_with_children(before), box.copy_with_children(after)
    if isinstance(box, boxes.LineBox):
        keep_lines(box, place, head)
    if isinstance(box, boxes.BlockContainerBox) and box.children and isinstance(box.children[0], boxes.LineBox):
        head.style, rest.style = head.style.copy(), rest.style.copy()
        head.style["text_align_last"] = "justify" if box.style["text_align_all"] == "justify" else "auto"
        rest.style["text_indent"] = ZERO_PIXELS
        head.children[0].style = head.children[0].style.copy()
        head.children[0].style["text_align_last"] = head.style["text_align_last"]
        rest.children[0].style = rest.children[0].style.copy()
        rest.children[0].style["text_indent"] = ZERO_PIXELS
        rest.children[0].style.pop(LONGER, None)
    return head, rest


@dataclass(frozen=True)
class PageAdjustment:
    """A change to try on a page."""

    said: str
    prepare: Callable[[Changes], bool]
    """Change the tree before the page is made; False where that cannot be."""
    finish: Callable[[Changes, Any, Resume, Any], Resume] | None = None
    """Change the tree where the page has ended, and say where the next begins; None where it is no use."""
    begins: Resume = None
    """Where the page begins then; None where that stays."""


def restyle(items: list[Any], changes: Changes, **values: str) -> bool:
    """Give boxes other values of their styles, as a page adjustment does before its page is made."""
    for box in items:
        changes.style(box, **values)
    return True
