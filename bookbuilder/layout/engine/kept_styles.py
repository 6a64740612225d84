"""Keeps on a style what the engine works out from it again and again: used lengths, the height of a line, values by default.

WeasyPrint works these out for every box each time that the box is laid out; they depend on the style alone, and a box with
other values has another style, a copy that has nothing kept on it yet.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any, cast

import weasyprint.layout.background as background
import weasyprint.layout.percent as percent
from weasyprint.css import ComputedStyle
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.functions import check_math
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.text.line_break import strut as _strut

from bookbuilder.layout.engine.shared_styles import model

_SIDES = ("left", "right", "top", "bottom")
_LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES), "width", "min_width", "max_width", "height",
    "min_height", "max_height",
)  # fmt: skip
_OWN = ("float", "display", "position", "page")
"""Values that depend on each other or on the boxes around."""
_moves = 0
"""How often the tree of boxes has been changed."""
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)
_STYLES = tuple(f"border_{side}_style" for side in _SIDES)
_GIVEN = (*_LENGTHS, *_BORDERS, *_STYLES, "box_sizing")
"""All that decides about used lengths but `border_collapse`, which is inherited."""
_LOGICAL = frozenset(
    PHYSICAL_FUNCTIONS[name](block="ttb", inline=way)
    for name in _GIVEN
    if name in PHYSICAL_FUNCTIONS
    for way in ("ltr", "rtl")
)
_NAMES = frozenset(_GIVEN)


def with_kept_lengths(resolve_percentages: Callable[..., None]) -> Callable[..., None]:
    """The engine's function, which answers from the style where no length of a box is a share of another."""

    def resolve(box: Any, containing_block: Any) -> None:
        style = box.style
        kept = style.__dict__.get("bb_lengths")
        if kept is None:
            kept = style.__dict__["bb_lengths"] = kept_lengths(style)
        if not kept or box.is_flex_item or box.is_grid_item:  # the engine changes the style of those where it is
            resolve_percentages(box, containing_block)
        else:
            box.__dict__.update(kept)

    return resolve


def kept_lengths(style: Any) -> dict[str, Any]:
    """The used lengths of a style, which are those of the one that it is like."""
    like = model(style)
    kept: dict[str, Any] | None = like.__dict__.get("bb_lengths")
    if kept is None:
        kept = like.__dict__["bb_lengths"] = _lengths(like)
    return kept


def _lengths(style: Any) -> dict[str, Any]:
    """The used lengths, by the names of the box's attributes; none where one is a percentage or is computed."""
    if style["border_collapse"] == "collapse":
        return {}
    if _is_initial(style):
        return _INITIAL
    if style["box_sizing"] != "content-box":
        return {}
    found: dict[str, Any] = {}
    for name in _LENGTHS:
        value = style[name]
        if value == "auto":
            found[name] = 0 if name in ("min_width", "min_height") else value
        elif check_math(value) or getattr(value, "unit", None) != "px":
            return {}
        else:
            found[name] = value.value
    return found | {name: style[name] for name in _BORDERS}


def _is_initial(style: Any) -> bool:
    """Whether nothing gives a style other used lengths than those of all boxes."""
    given = getattr(style, "cascaded", ())
    if not (_NAMES.isdisjoint(given) and _LOGICAL.isdisjoint(given)):
        return False
    return all(style[name] == _values[name] for name in _NAMES & style.keys())


_values = {**{name: INITIAL_VALUES[name] for name in _GIVEN}, **dict.fromkeys(_BORDERS, 0)}
_INITIAL = {
    **{name: getattr(_values[name], "value", _values[name]) for name in _LENGTHS}, **dict.fromkeys(_BORDERS, 0),
    "min_width": 0, "min_height": 0,
}  # fmt: skip


def with_bare_boxes(layout_box_backgrounds: Callable[..., None]) -> Callable[..., None]:
    """The engine's function, which sees at a look that a box has no background, no pictures for borders and square corners."""

    def lay_out(page: Any, box: Any, get_image: Any, layout_children: bool = True, style: Any = None) -> None:
        like = model(box.style)
        is_bare = like.__dict__.get("bb_bare")
        if is_bare is None:
            is_bare = like.__dict__["bb_bare"] = _is_bare(like)
        if not is_bare or style is not None or box is page or isinstance(box, AbsolutePlaceholder):
            layout_box_backgrounds(page, box, get_image, layout_children, style)
            return
        box.__dict__.update(_SQUARE)
        if layout_children:
            for child in box.all_children():
                background.layout_box_backgrounds(page, child, get_image)
        box.background = None

    return lay_out


_SQUARE = dict.fromkeys(
    (f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left")), (0, 0)
)


def _is_bare(style: Any) -> bool:
    square = all((0, "px") in style[corner] for corner in _SQUARE)
    pictures = [style[name] for name in ("border_image_source", "mask_border_source")] + [*style["background_image"]]
    bare = style["box_shadow"] or any(value != "none" for value, _ in pictures)
    return bool(square and not bare and get_color(style, "background_color").alpha == 0)


def strut(style: Any) -> Any:
    """The height of a style's line, and its baseline below the upper edge."""
    found = style.__dict__.get("bb_strut")
    if found is None:
        like = model(style)
        found = style.__dict__["bb_strut"] = _strut(style) if like is style else strut(like)
    return found


def with_quick_defaults(missing: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    """The engine's look-up of a style's value, quick for one that no style sheet gives and that needs no computing."""
    ways = [
        way(block="ttb", inline=way_of_text) for way in PHYSICAL_FUNCTIONS.values() for way_of_text in ("ltr", "rtl")
    ]
    logical = frozenset(ways)
    plain = {
        name for name in (*INHERITED, *INITIAL_VALUES) if name not in _OWN and not name.startswith("text_decoration_")
    }
    inherited = frozenset(plain & INHERITED)
    initial = {name: INITIAL_VALUES[name] for name in plain - INHERITED - INITIAL_NOT_COMPUTED}
    initial = {name: value for name, value in initial.items() if not check_math(value)}

    def look_up(style: Any, name: str) -> Any:
        given = style.cascaded
        if name in given or (name in PHYSICAL_FUNCTIONS and not logical.isdisjoint(given)):
            return missing(style, name)
        if name in initial:
            style[name] = value = initial[name]
        elif name in inherited and style.parent_style is not None:
            style[name] = value = style.parent_style[name]
        else:
            value = missing(style, name)
        return value

    return look_up


def note_move() -> None:
    """Say that a box of the tree has other children or another style than before."""
    global _moves
    _moves += 1


def page_values(box: Any) -> tuple[str, str]:
    """The names of the pages on which a box begins and ends, kept on it as long as nothing changes in the tree.

    The engine looks at all children, and here at the outer two.
    """
    *known, found = box.__dict__.get("bb_pages", (None,))
    if not known or known[0] is not box.children or known[1] is not box.style or known[2] != _moves:
        found = _page_values(box)
        box.__dict__["bb_pages"] = (box.children, box.style, _moves, found)
    return cast("tuple[str, str]", found)


def _page_values(box: Any) -> tuple[str, str]:
    start = end = box.style["page"]
    first = next((it for it in box.children if it.is_in_normal_flow() or it.is_floated()), None)
    if first is not None:
        last = next(it for it in reversed(box.children) if it.is_in_normal_flow() or it.is_floated())
        values = first.page_values()
        start = values[0] or start
        end = (values if last is first else last.page_values())[1] or end
    return start, end


def with_quick_flow(is_in_normal_flow: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """The engine's question whether a box is in the flow, answered at one look for nearly all."""

    def is_in_flow(box: Any) -> bool:
        style = box.style
        return (style["float"] == "none" and style["position"] in ("static", "relative")) or is_in_normal_flow(box)

    return is_in_flow


def descendants(box: Any, placeholders: bool = False) -> Iterator[Any]:
    """A box and all in it, as the engine gives them: each by one step, and not by as many as it lies deep."""
    yield box
    waiting = [iter(box.children)]
    while waiting:
        for child in waiting[-1]:
            if isinstance(child, boxes.Box):
                yield child
                waiting.append(iter(child.children))
                break
            if placeholders:
                yield from child.descendants(placeholders)
            else:
                yield child
        else:
            waiting.pop()


def quicken() -> None:
    """Put all of these in the engine's place, wherever it has taken its functions to."""
    boxes.Box.descendants = descendants
    ComputedStyle.__missing__ = with_quick_defaults(ComputedStyle.__missing__)
    boxes.ParentBox.page_values = page_values
    boxes.Box.is_in_normal_flow = with_quick_flow(boxes.Box.is_in_normal_flow)
    background.layout_box_backgrounds = with_bare_boxes(background.layout_box_backgrounds)
    resolve = percent.resolve_percentages
    quick = with_kept_lengths(resolve)
    for name, module in list(sys.modules.items()):
        if name.startswith("weasyprint."):
            for attribute, value in list(vars(module).items()):
                if value is resolve or value is _strut:
                    setattr(module, attribute, quick if value is resolve else strut)
