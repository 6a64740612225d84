"""A captioned figure or table that does not fit on its page -> at the head of the next page, or of its own, amid the text.

The engine cannot float: where a figure does not fit it leaves a hole. Here the text runs on to the page's foot, its
paragraph is cut there if need be, and the figure comes next. Figures keep their order; nothing passes a forced break.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes

from bookbuilder.outputs.pdf.engine.source_tree import (
    Changes,
    Resume,
    around,
    can_cut,
    cut,
    moved,
)

ON_ITS_SIDE = "on-its-side"
"""The class of blocks that have pages of their own, wider than tall."""

_CAPTIONS = {"figure": "figcaption", "table": "caption"}


def is_floating(box: Any) -> bool:
    """Whether a box is a captioned figure or table, one that the text can name wherever it stands, or lies on its side."""
    if box.element is not None and box.element.get("class") == ON_ITS_SIDE:
        return True
    if box.element is None or box.element_tag not in _CAPTIONS or not isinstance(box, boxes.BlockBox):
        return False
    return box.element.find(_CAPTIONS[box.element_tag]) is not None


@dataclass
class Overleaf:
    """Figures that wait while their page is filled with the text after them."""

    parent: Any
    first: int
    """Where the first of them stands in its parent."""
    depth: int
    """How deep in the tree the parent stands."""
    _before: list[Any] = field(default_factory=list)

    def prepare(self, changes: Changes) -> bool:
        """Put all figures from here on behind the text."""
        self._before = list(self.parent.children)
        text = [box for at, box in enumerate(self._before) if at < self.first or not is_floating(box)]
        floats = [box for at, box in enumerate(self._before) if at >= self.first and is_floating(box)]
        changes.children(self.parent, [*text, *floats])
        return len(text) > self.first

    def finish(self, changes: Changes, root: Any, resume_at: Resume) -> Resume:
        """Put those that were passed where the page has ended; where the next page begins, None if that is no use."""
        way = around(root, resume_at)
        if len(way) <= self.depth or way[self.depth][0] is not self.parent:
            return None
        _, index, inner = way[self.depth]
        last = self.parent.children[index]
        if is_floating(last):
            return None
        at = self._before.index(last)
        passed = [box for box in self._before[self.first : at] if is_floating(box)]
        text = [*self._before[: self.first], *(box for box in self._before[self.first : at] if not is_floating(box))]
        rest = self._before[at + 1 :]
        if inner is None:
            changes.children(self.parent, [*text, *passed, last, *rest])
            return moved(resume_at, self.depth, len(text), None)
        if last.element_tag == "p" and can_cut(last, inner):
            head, tail = cut(last, inner)
            changes.children(self.parent, [*text, head, *passed, tail, *rest])
            return moved(resume_at, self.depth, len(text) + 1, None)
        changes.children(self.parent, [*text, last, *passed, *rest])
        return resume_at


def to_head(root: Any, parent: Any, index: int, begins: Resume) -> tuple[list[Any], Resume] | None:
    """The parent's children with a figure at the head of its page, and where that page begins then; None where it must not."""
    way = around(root, begins)
    depth = next((depth for depth, step in enumerate(way) if step[0] is parent), None)
    if depth is None:
        return None
    _, first, inner = way[depth]
    children = list(parent.children)
    between, figure = children[first:index], children[index]
    if not between or any(is_floating(box) or (box.element_tag or "")[:1] == "h" for box in between):
        return None
    if inner is None:
        return [*children[:first], figure, *between, *children[index + 1 :]], begins
    if between[0].element_tag != "p" or not can_cut(between[0], inner):
        return None
    head, tail = cut(between[0], inner)
    changed = [*children[:first], head, figure, tail, *between[1:], *children[index + 1 :]]
    return changed, moved(begins, depth, first + 1, None)
