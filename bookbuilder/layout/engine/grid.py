"""Brings the lines of a page back to its rhythm behind figures and the like.

Lines of facing pages meet where every height is so many lines. A figure, a table or a heading at the head of a page takes
what it takes; the space behind it is made as much larger as the next paragraph lacks.
"""

from __future__ import annotations

from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from bookbuilder.layout.engine.kept_styles import strut
from bookbuilder.layout.engine.source_tree import Changes

NEAR = 0.4
"""Pixels by which a line may be off."""


def to_grid(page: Any, root: Any) -> list[tuple[Any, float]]:
    """Elements behind which the page wants more space, each with the space that it wants then."""
    leading = float(strut(root.style)[0])
    top = page.content_box_y()
    found: list[tuple[Any, float]] = []
    shift = 0.0
    before: Any = None
    for box in _blocks(page.children[0]):
        line = _first_line(box) if box.element_tag == "p" else None
        if line is not None and abs(line.height - leading) < NEAR and before is not None:
            off = (line.position_y - top + shift) % leading
            if NEAR < off < leading - NEAR:
                found.append((before.element, max(before.margin_bottom, box.margin_top) + leading - off))
                shift += leading - off
        is_heading = (box.element_tag or "")[:1] == "h"
        if not (is_heading and before is not None and box.position_y > top + 1):
            before = None if box.element_tag == "p" else box
    return found


def space_behind(items: list[tuple[Any, float]], sources: dict[Any, Any], changes: Changes) -> bool:
    """Give each element the space behind it."""
    known = [(sources[element], space) for element, space in items if element in sources]
    for box, space in known:
        changes.style(box, margin_bottom=Dimension(space, "px"))
    return bool(known)


def _blocks(box: Any) -> list[Any]:
    """The blocks that stand one below the other in the text: those of the innermost block that has several."""
    children = [
        it for it in box.children if not isinstance(it, AbsolutePlaceholder) and isinstance(it, boxes.BlockLevelBox)
    ]
    return (
        _blocks(children[0])
        if len(children) == 1 and children[0].element_tag in ("body", "section", "div", "article")
        else children
    )


def _first_line(box: Any) -> Any:
    return next((it for it in box.children if isinstance(it, boxes.LineBox)), None)
