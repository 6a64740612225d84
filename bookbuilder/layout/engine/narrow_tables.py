"""Lets the words of a table break where it is wider than its place, as in a list, a quotation or on a small page.

A table is never narrower than its longest words, so it would run into the margin or off the paper, its last words unread.
First short cells may wrap, then words may be hyphenated, at last they break anywhere, in the widest columns alone: no more than the
place asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

_STAGES: tuple[dict[str, Any], ...] = (
    {"white_space": "normal"},
    {"hyphens": "auto", "hyphenate_limit_chars": (5, 2, 2)},
    {"overflow_wrap": "anywhere"},
)
_CODE = ("code", "kbd", "samp")
_LEAST = 0.01
"""Points that nobody sees."""


def with_broken_words(auto_table_layout: Callable[..., None]) -> Callable[..., None]:
    """The engine's function, which gives the columns of a table their widths, and does so again where it is too wide."""

    def widths(context: Any, wrapper: Any, containing_block: Any) -> None:
        table = wrapper.get_wrapped_table()
        asked = table.width
        auto_table_layout(context, wrapper, containing_block)
        for stage in _STAGES:
            if table.width <= _room(wrapper, table, containing_block) + _LEAST:
                break
            if stage is _STAGES[-1]:
                table.bb_least = table.column_widths
            if _allow(context, wrapper, stage):
                table.width = asked
                auto_table_layout(context, wrapper, containing_block)
        least = getattr(table, "bb_least", ())
        if sum(least) > sum(table.column_widths):
            table.column_widths = _shortened(least, sum(table.column_widths))

    return widths


def _shortened(widths: Sequence[float], room: float) -> list[float]:
    """As wide as before, but for the widest, which share what the others leave of the room."""
    left, width = room, 0.0
    for place, least in enumerate(sorted(widths)):
        width = left / (len(widths) - place)
        if least >= width:
            break
        left -= least
    return [min(least, width) for least in widths]


def _room(wrapper: Any, table: Any, containing_block: Any) -> float:
    """Points that the table may be wide."""
    margins = sum(it for it in (wrapper.margin_left, wrapper.margin_right) if it != "auto")
    edges = table.padding_left + table.padding_right + table.border_left_width + table.border_right_width
    return float(containing_block[0] - margins - edges)


def _allow(context: Any, wrapper: Any, stage: dict[str, Any]) -> bool:
    """Give the values to all boxes of the table that may break so; whether any had others."""
    styles: dict[int, Any] = {}
    has_changed = False
    for box in _all_boxes(wrapper):
        context.tables.pop(box, None)
        style = box.style
        if not _may_break(box, stage) or all(style[name] == it for name, it in stage.items()):
            continue
        if id(style) not in styles:
            styles[id(style)] = style.copy()
            styles[id(style)].update(stage)
        box.style = styles[id(style)]
        has_changed = True
    return has_changed


def _may_break(box: Any, stage: dict[str, Any]) -> bool:
    """Not the number of a note, and not a listing, whose white space is kept; and code is never hyphenated."""
    is_call = box.element is not None and box.element.get("role") == "doc-noteref"
    is_kept = box.style["white_space"] not in ("normal", "nowrap")
    return not is_call and not is_kept and not ("hyphens" in stage and box.element_tag in _CODE)


def _all_boxes(box: Any) -> Iterator[Any]:
    for child in box.all_children() if hasattr(box, "all_children") else ():
        yield child
        yield from _all_boxes(child)
