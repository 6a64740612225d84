"""Puts right what the engine does with justified lines that it breaks itself: those of other scripts, from right to left too.

It measures a line with the spaces of the run around them, and sets each space that it widens by itself, in the first family that
has one: a line of Arabic beside a Latin family ends a space too early. It knows no first line that is set in from the right.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import create_layout, line_size

from bookbuilder.languages.tags import is_right_to_left

LEAST = 1 / 512
"""Pixels by which spaces are widened to be set by themselves."""


def with_own_spaces(justify_line: Callable[..., Any]) -> Callable[..., Any]:
    """The engine's function, which knows how wide a line is whose spaces are set by themselves."""

    def justify(context: Any, line: Any, extra_width: float) -> Any:
        return justify_line(context, line, extra_width - _set_spaces(context, line, 0.0))

    return justify


def with_indent_at_right(text_align: Callable[..., Any]) -> Callable[..., Any]:
    """The engine's function, which leaves the room before a paragraph's first line at the right where it is read from there."""

    def align(context: Any, line: Any, available_width: float, last: bool) -> Any:
        indent = line.text_indent
        across = text_align(context, line, available_width, last)
        from_right = line.style["text_align_all"] in ("justify", "right") and is_right_to_left(line.style["lang"] or "")
        if not from_right or not indent or indent < 0:
            return across
        return across + indent if line.style["direction"] == "rtl" else across - indent

    return align


def _set_spaces(context: Any, box: Any, moved: float) -> float:
    """Give a box and what is in it the width that they have then; returns by how much what follows is moved to the right."""
    box.position_x += moved
    if isinstance(box, boxes.TextBox):
        grown = _grown(context, box) if " " in box.text or "\u00a0" in box.text else 0.0
        box.width += grown
        return moved + grown
    if not isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        box.position_x -= moved
        box.translate(moved, 0)
        return moved
    after = moved
    for child in box.children:
        if child.is_in_normal_flow():
            after = _set_spaces(context, child, after)
    box.width += after - moved
    return after


def _grown(context: Any, box: Any) -> float:
    layout = create_layout(box.text, box.style, context, max_width=None, justification_spacing=LEAST)
    layout.set_text(box.text, justify=True)
    width = line_size(layout.get_first_line()[0], box.style)[0]
    layout.deactivate()
    return float(width - box.width)
