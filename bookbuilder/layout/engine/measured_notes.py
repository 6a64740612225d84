"""Makes the notes of a page's foot ready to be laid out and measures them: each once in a document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf
from typing import Any

from weasyprint.formatting_structure import boxes, build
from weasyprint.layout.block import block_level_layout

_create_anonymous_boxes = build.create_anonymous_boxes
_ready: dict[tuple[Any, int], list[Any]] = {}
"""By a note, and the lines between which it may break: what the engine makes of it before it is laid out."""
MEMORY = (_ready,)
"""What is remembered of one document."""
_MOST_PAGES = 3
"""A note is measured no further: the rest of one that fills many pages is measured again on each of them."""


def measure_foot(context: Any) -> bool:
    """Take the height of the page's notes from the room for text; each note is measured once.

    The engine lays all notes of the page out again for each one that comes, and keeps the edges of an emptied area.
    """
    area = context.current_footnote_area
    if area.height != "auto":
        context.page_bottom += area.margin_height()
    area.children = context.current_page_footnotes
    area.height = sum(_height(context, note) for note in area.children) if area.children else "auto"
    if area.children:
        context.page_bottom -= area.margin_height()
    return False


def _height(context: Any, note: Any) -> float:
    measured = context.__dict__.setdefault("note_heights", {})
    width = context.current_footnote_area.width
    if (note, width) not in measured:
        most = _MOST_PAGES * context.current_footnote_area.page.margin_height()
        measured[note, width] = (drawn_alone(context, note, most) or drawn_alone(context, note)).height
    return float(measured[note, width])


def drawn_alone(context: Any, note: Any, most: float = inf) -> Any:
    """A page's foot with nothing but this note, and no more of it than is much taller than `most`."""
    area = context.current_footnote_area
    return block_level_layout(context, ready(area, [note]), -most, None, area.page)[0]


def clear_notes() -> None:
    """Begin anew, as every document does."""
    _ready.clear()


def ready(area: Any, notes: Sequence[Any], lines: int = 0) -> Any:
    """A copy of a page's foot with these notes, made ready to be laid out, as often as need be: each once in a document.

    The last may break where `lines` of it at least stay on either side; 0 leaves it as it is.
    """
    new = area.copy()
    made = [_made_ready(area, note, lines if at == len(notes) - 1 else 0) for at, note in enumerate(notes)]
    if not all(len(each) == 1 and isinstance(each[0], boxes.BlockLevelBox) for each in made):  # a foot in one line
        new.children = [note.deepcopy() for note in notes]
        new = _create_anonymous_boxes(new)
        if lines:
            _broken_by(new.children[-1], lines)
        return new
    new.children = [each[0] for each in made]
    return new


def _made_ready(area: Any, note: Any, lines: int) -> list[Any]:
    if (note, lines) not in _ready:
        alone = area.copy()
        alone.children = [note.deepcopy()]
        made = list(_create_anonymous_boxes(alone).children)
        _ready[note, lines] = [_broken_by(box, lines) for box in made] if lines else made
    return _ready[note, lines]


def _broken_by(source: Any, lines: int) -> Any:
    """The box, which may break where `lines` of it at least stay on either side."""
    for box in (source, *source.descendants()):
        if isinstance(box, boxes.BlockContainerBox):
            box.style = box.style.copy()
            box.style["orphans"] = box.style["widows"] = lines
    return source


def with_ready_notes(create_anonymous_boxes: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The engine's function, which takes the notes of a page's foot as they were made ready."""

    def create(box: Any) -> Any:
        return ready(box, box.children) if isinstance(box, boxes.FootnoteAreaBox) else create_anonymous_boxes(box)

    return create
