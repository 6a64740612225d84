"""Brings the lines of a page back to its rhythm behind figures and the like.

Lines of facing pages meet where every height is so many lines. A figure, a table or a heading at the head of a page takes
what it takes; the space behind it is made as much larger as the next paragraph lacks, that of a heading further down above it.
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


Space = tuple[Any, str, float]
"""An element, the side on which it wants more space, `margin_top` or `margin_bottom`, and how much it wants then."""


def to_grid(page: Any, root: Any) -> list[Space]:
    """The space that the page wants around its elements."""
    leading = float(strut(root.style)[0])
    top = page.content_box_y()
    found: list[Space] = []
    shift = 0.0
    before: Any = None
    for box in _blocks(page.children[0]):
        line = _first_line(box) if box.element_tag == "p" else None
        if line is not None and abs(line.height - leading) < NEAR and before is not None:
            off = (line.position_y - top + shift) % leading
            if NEAR < off < leading - NEAR:
                if (before.element_tag or "")[:1] == "h" and before.position_y > top + 1:
                    found.append((before.element, "margin_top", before.margin_top + leading - off))
                else:
                    wanted = max(before.margin_bottom, box.margin_top) + leading - off
                    found.append((before.element, "margin_bottom", wanted))
                shift += leading - off
        is_heading = (box.element_tag or "")[:1] == "h"
        if not (is_heading and before is not None and box.position_y > top + 1):
            before = None if box.element_tag == "p" else box
    return found


def space_around(items: list[Space], sources: dict[Any, Any], changes: Changes) -> bool:
    """Give each element its space."""
    known = [(sources[element], side, space) for element, side, space in items if element in sources]
    for box, side, space in known:
        changes.style(box, **{side: Dimension(space, "px")})
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
