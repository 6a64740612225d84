"""Puts right what the engine does with justified lines that it breaks itself: those of other scripts, from right to left too.

It measures a line with the spaces of the run around them, and sets each space that it widens by itself, in the first family that
has one: a line of Arabic beside a Latin family ends a space too early. It knows no first line that is set in from the right.
A line of Chinese or Japanese has no spaces that it could widen: its characters stand a little further apart instead.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unicodedata import east_asian_width

from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import create_layout, line_size

from bookbuilder.languages.tags import is_right_to_left

LEAST = 1 / 512
"""Pixels by which spaces are widened to be set by themselves."""

FURTHEST = 0.12
"""How much further apart the characters of a line may stand, in sizes of the type: more than one that lacks a character asks for."""


def with_spread_characters(justify_line: Callable[..., Any]) -> Callable[..., Any]:
    """The engine's function, which lets lines of characters that stand without spaces fill their measure."""

    def justify(context: Any, line: Any, extra_width: float) -> Any:
        texts = [it for it in line.descendants() if isinstance(it, boxes.TextBox)]
        text = "".join(it.text for it in texts)
        wide = sum(east_asian_width(it) in "WF" for it in text)
        more = extra_width / max(1, len(text) - 1)
        if wide < len(text) / 2 or not 0 < more < FURTHEST * line.style["font_size"]:
            return justify_line(context, line, extra_width)
        grown = _spread(context, line, more, 0.0)
        if grown:  # the engine puts a half of what is added behind the last character, too
            _spread(context, line, more * extra_width / grown, 0.0)
        return None

    return justify


def _spread(context: Any, box: Any, more: float, moved: float) -> float:
    """Set the characters of a box so much further apart than its style says, and move what follows; returns how far."""
    own = box.__dict__.setdefault("bb_before_spreading", (box.position_x, box.width, box.style))
    x, width, style = own
    if isinstance(box, boxes.TextBox):
        box.style = style.copy()
        spacing = style["letter_spacing"]
        box.style["letter_spacing"] = (0.0 if spacing == "normal" else spacing) + more
        box.pango_layout = create_layout(box.text, box.style, context, max_width=None, justification_spacing=0)
        grown = line_size(box.pango_layout.get_first_line()[0], box.style)[0] - width
        box.pango_layout.deactivate()
    elif isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        after = moved
        for child in box.children:
            if child.is_in_normal_flow():
                after = _spread(context, child, more, after)
        grown = after - moved
    else:
        box.translate(x + moved - box.position_x, 0)
        return moved
    box.position_x, box.width = x + moved, width + grown
    return float(moved + grown)


def with_own_spaces(justify_line: Callable[..., Any]) -> Callable[..., Any]:
    """The engine's function, which knows how wide a line is whose spaces are set by themselves."""

    def justify(context: Any, line: Any, extra_width: float) -> Any:
        justify_line(context, line, extra_width - _set_spaces(context, line, 0.0))
        if line.style["direction"] == "rtl" and all(it is line or _is_bare(it) for it in line.descendants()):
            _close_up(line, line.position_x)

    return justify


def _is_bare(box: Any) -> bool:
    edges = ("margin_left", "padding_left", "border_left_width", "margin_right", "padding_right", "border_right_width")
    return isinstance(box, boxes.TextBox) or type(box) is boxes.InlineBox and not any(getattr(box, it) for it in edges)


def _close_up(box: Any, left: float) -> float:
    """Set the texts of a line side by side: the engine forgets to move the one at its left edge that has lost a space there."""
    box.position_x = left
    if isinstance(box, boxes.TextBox):
        return float(left + box.width)
    after = left
    for child in box.children[::-1]:
        after = _close_up(child, after)
    box.width = after - left
    return after


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
    for child in box.children[::-1] if box.style["direction"] == "rtl" else box.children:  # from the left edge on
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
