"""Builds the boxes of a line that the paragraph room has chosen, as the engine would have built those of its own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.inline import atomic_box
from weasyprint.layout.percent import resolve_percentages

from bookbuilder.layout.engine.kept_styles import strut
from bookbuilder.layout.engine.kept_type import copied
from bookbuilder.layout.engine.paragraph_of import Content, place_of
from bookbuilder.layout.engine.shared_styles import identity
from bookbuilder.layout.paragraph import Line

_NO_EDGES = {
    name: 0 for edge in ("left", "right", "top", "bottom") for name in (f"padding_{edge}", f"border_{edge}_width")
}
_metrics: dict[Any, Any] = {}
MEMORY = (_metrics,)
"""What is remembered of one document: pieces of text as they were measured."""


class LineBuilder:
    """Makes the boxes of one line out of those of its paragraph; `split_first_line` is the engine's, which measures text."""

    def __init__(
        self, context: Any, content: Content, line: Line, containing_block: Any, split_first_line: Callable[..., Any]
    ) -> None:
        self._context = context
        self._content = content
        self._line = line
        self._containing_block = containing_block
        self._split_first_line = split_first_line

    def line(self, box: Any, position_x: float, given: bool = True) -> Any:
        """What the engine's function returns: the line, where the next begins, and empty values for all else."""
        new_box, _ = self._box(box, position_x - self._line.left, box.position_y)
        new_box.width = self._right - new_box.position_x
        new_box.given = given
        new_box.fills = self._line.fills
        new_box.hangs = self._line.left, self._line.right
        resume_at = place_of(self._content, self._line.follows)
        return new_box, resume_at, False, None, None, {"left": 0, "right": 0}

    def _box(self, box: Any, position_x: float, position_y: float) -> tuple[Any, float]:
        """A copy of a line or an inline box with what of it stands on the line, and where it ends."""
        begins, follows = self._line.begins, self._line.follows
        children = []
        self._right = position_x
        for child in self._near(box):
            first, last = self._content.extents[identity(child)]
            if isinstance(child, boxes.TextBox):
                made = (
                    self._text(child, first, last, position_x, position_y)
                    if first < follows and last > begins
                    else None
                )
                if made is not None:
                    children.append(made)
                    position_x += made.width
            elif isinstance(child, boxes.AtomicInlineLevelBox):
                if first < follows and last > begins:
                    child.position_y = position_y
                    resolve_percentages(child, self._containing_block)
                    drawn = atomic_box(self._context, child, position_x, None, self._containing_block, [], [])
                    drawn.position_x = position_x
                    children.append(drawn)
                    position_x += drawn.margin_width()
            elif (first < follows and last > begins) or (first == last and (begins < first <= follows or not last)):
                child.position_y = position_y
                resolve_percentages(child, self._containing_block)
                new, position_x = self._box(child, position_x, position_y)
                new.remove_decoration(start=first < begins, end=last > follows)
                children.append(new)
        new_box = box.copy_with_children(children)
        if not isinstance(box, boxes.LineBox):
            new_box.position_x = position_x if not children else children[0].position_x
            new_box.width = position_x - new_box.position_x
        self._right = position_x
        _adjust_height(new_box)
        return new_box, position_x

    def _near(self, box: Any) -> Iterator[Any]:
        """The children of a box that may stand on the line: those that end behind its beginning, and what is empty at the first."""
        ends = self._content.ends[identity(box)]
        yield from islice(box.children, bisect_right(ends, 0))
        for at in range(bisect_left(ends, max(1, self._line.begins)), len(ends)):
            if at and ends[at - 1] > self._line.follows:
                break
            yield box.children[at]

    def _text(self, box: Any, first: int, last: int, position_x: float, position_y: float) -> Any:
        begins, ends = max(self._line.begins, first), min(self._line.ends, last)
        if ends <= begins:
            return None
        text = box.text[begins - first : ends - first]
        if self._line.hyphen and ends == self._line.ends:
            text += box.style["hyphenate_character"]
        style = _tracked(box.style, self._line.tracking)
        layout, width, height, baseline, margin = self._measure(text, box, style)
        made = box.copy_with_text(layout.text)
        made.style = style
        made.pango_layout = copied(layout)
        made.position_x, made.position_y = position_x, position_y
        made.width, made.height, made.stretch = width * self._line.stretch, height, self._line.stretch
        made.margin_top = made.margin_bottom = margin
        made.margin_left = made.margin_right = 0
        made.__dict__.update(_NO_EDGES)
        made.baseline = baseline + margin
        made.justification_spacing = 0
        return made

    def _measure(self, text: str, box: Any, style: Any) -> Any:
        # only then does the engine look for the height of its lines
        decorated = style["text_decoration_line"] != "none"
        key = (text, self._content.tokens[identity(box)], self._line.tracking, decorated)
        found = _metrics.get(key)
        if found is None:
            layout, _, _, width, height, baseline = self._split_first_line(text, style, self._context, None, 0, True)
            found = _metrics[key] = layout, width, height, baseline, (strut(style)[0] - height) / 2
        return found


def _tracked(style: Any, tracking: float) -> Any:
    """The style with its letters further apart."""
    if not tracking:
        return style
    known = style.__dict__.setdefault("bb_tracked", {})
    if tracking not in known:
        made = known[tracking] = style.copy()
        spacing = style["letter_spacing"]
        made["letter_spacing"] = (0.0 if spacing == "normal" else spacing) + tracking * style["font_size"]
    return known[tracking]


def _adjust_height(box: Any) -> None:
    """Give an inline box the height of its type and the margins that make its line height, as the engine does."""
    line_height, box.baseline = strut(box.style)
    box.height = box.style["font_size"]
    half = (line_height - box.height) / 2
    box.margin_top = half - box.border_top_width - box.padding_top
    box.margin_bottom = half - box.border_bottom_width - box.padding_bottom
