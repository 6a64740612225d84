"""Goes on from the page where a change begins, in a process that lays out the same document again and again.

Of the document that was laid out last are kept: its tree of boxes, what is known at the beginning of each page, and the pages. When it
comes again with other words in some of its blocks, these blocks take the place of those before in the kept tree, and its pages
are made from the first on whose making had looked at any of them. What a page's making looks at is watched, not guessed: each block that
the engine lays out in any trial of it. The result is that of a layout from the beginning, byte for byte; where anything else has
changed, or something is in the way, the document is laid out from the beginning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bookbuilder.layout.engine import cut_boxes, given_lines, measured_notes, paragraph_of, whole_lines
from bookbuilder.layout.engine.changed_blocks import Piece, compare
from bookbuilder.layout.engine.kept_styles import note_move
from bookbuilder.layout.engine.page_choice import Pages

_MEMORIES: tuple[dict[Any, Any], ...] = (*measured_notes.MEMORY, *paragraph_of.MEMORY, *given_lines.MEMORY)
"""What is remembered of one document while it is laid out, besides its lines."""


@dataclass
class Kept:
    """A document as it was laid out last."""

    given: Any
    """All that it was laid out with besides its HTML."""
    html: Any
    root: Any
    context: Any
    notes: list[Any]
    """Its notes before any page was made."""
    remembered: list[dict[Any, Any]] = field(default_factory=list)
    lines: Any = None
    """Its whole lines."""
    made: list[tuple[Any, list[Any], list[Any]]] = field(default_factory=list)
    """Each page, its parts and the blocks of its text, before the engine adds margin boxes."""
    shortened: list[tuple[Any, float]] = field(default_factory=list)
    """Boxes that were cut to the height of their text, and their heights before."""


_most = 0
"""How many pages the kept documents may have together."""
_kept: dict[str, Kept] = {}
"""By their ids, the latest at the end."""
_given: tuple[str, Any] | None = None
_current: Kept | None = None
_is_going_on = False


def begin(id: str, given: Any, most_pages: int) -> None:
    """Say which document comes next, and with what it is laid out: `None` where it is not to be kept."""
    global _given, _current, _most, _is_going_on
    _given, _current, _most = (id, given) if most_pages and given is not None else None, None, most_pages
    _is_going_on = False


def keeps_document() -> bool:
    """Whether the document that is laid out may be kept."""
    return _given is not None


def is_going_on() -> bool:
    """Whether the document that is laid out, or was laid out last, stands in a kept one."""
    return _is_going_on


def finish() -> None:
    """Keep the document that was laid out last, which has been drawn, for the next time."""
    global _current
    if _current is not None and _given is not None and _current.context.bb_pages is not None:
        _current.remembered = [dict(it) for it in _MEMORIES]
        _current.lines = whole_lines.remembered()
        _current.shortened = cut_boxes.shortened[:]
        _kept[_given[0]] = _current
        while sum(len(it.made) for it in _kept.values()) > _most:
            del _kept[next(iter(_kept))]
    _current = None


def html_of(document: Any) -> Any:
    """The HTML that the boxes of a document belong to, which is that of before with what has changed."""
    return _current.html if _current is not None else document._html


def with_kept_pages(layout_document: Callable[..., Any]) -> Callable[..., Any]:
    """The engine's function, which goes on from a kept page where it can."""

    def lay_out(html: Any, root: Any, context: Any, *others: Any) -> Any:
        global _current, _is_going_on
        context.bb_start, context.bb_pages = None, None
        if _given is None:
            return layout_document(html, root, context, *others)
        before = _kept.pop(_given[0], None)  # its tree is about to change
        if before is not None and before.given == _given[1]:
            _is_going_on = True
            start = _grafted(before, root, context)
            if start is not None:
                html, root, context = before.html, before.root, before.context
                context.bb_start = start
        _watch(html)
        _current = Kept(_given[1], html, root, context, list(context.footnotes))
        try:
            return list(layout_document(html, root, context, *others))
        finally:
            _order.clear()

    return lay_out


def make_pages(context: Any, root: Any, make: Callable[[int], Any]) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Each page of a document, and what was done for it."""
    if _current is None:
        yield from Pages(context, root, make).all()
        return
    pages = Pages(context, root, make, context.bb_start or (), _looked_at)
    found = list(pages.all())
    context.bb_pages = pages
    _current.made = [(page, list(page.children), list(page.children[0].children)) for page, _ in found]
    yield from found


# What a page's making looks at

_order: dict[Any, int] = {}
_last = 0


def _watch(html: Any) -> None:
    global _last
    _order.update((element, number) for number, element in enumerate(html.etree_element.iter()))
    _last = -1


def _looked_at() -> int:
    """The number of the last element that was laid out since the last call."""
    global _last
    found, _last = _last, -1
    return found


def with_watch(block_level_layout: Callable[..., Any]) -> Callable[..., Any]:
    """The engine's function, which notes what it lays out."""

    def lay_out(context: Any, box: Any, *others: Any, **named: Any) -> Any:
        global _last
        if _order:
            number = _order.get(box.element, -1)
            if number > _last:
                _last = number
        return block_level_layout(context, box, *others, **named)

    return lay_out


# What has changed


def _grafted(before: Kept, root: Any, context: Any) -> Any:
    """Where to begin in the kept document, which is the new one now; None where it must be laid out from the beginning."""
    old, pages = before.context, before.context.bb_pages
    if any(boxes for pages in old.running_elements.values() for boxes in pages.values()):
        return None
    if old.target_collector.counter_lookup_items or context.target_collector.counter_lookup_items:
        return None
    for trial in reversed(pages.trials):
        for changes in reversed(trial.changes):
            changes.undo()
    pieces = compare(before.root, root)
    if not pieces:
        return None
    numbers = {element: number for number, element in enumerate(before.html.etree_element.iter())}
    first = min(numbers[it.old.element] for it in pieces)
    begun = [it for it in pages.begun if it.looked_at < first]
    start = begun[-1]
    instead = {id(it.old): it.new for it in pieces}
    _put(before, pieces)
    trials = {id(trial): trial for each in begun for trial in each.trials}.values()
    for changes in {id(it): it for trial in trials for it in trial.changes}.values():
        changes.put_instead(instead)
    for trial in start.trials:
        for changes in trial.changes:
            changes.redo()
    if not _all_there(before.root, pieces):
        return None
    gone = {id(note) for it in pieces for note in _notes(it.old)}
    come = [note for it in pieces for note in _notes(it.new)]
    states = [*(each.state for each in begun), *(state for trial in trials for state in (trial.before, trial.after))]
    for state in {id(it): it for it in states}.values():
        state.attributes["footnotes"] = _exchanged(state.attributes["footnotes"], gone, come)
    old.footnotes = _exchanged(before.notes, gone, come)
    old.string_set.clear()
    old.tables.clear()
    old.target_collector = context.target_collector
    context.style_for.initial_page_sizes.update(old.style_for.initial_page_sizes)
    for page, parts, blocks in before.made:
        page.children = parts
        parts[0].children = blocks
    for box, height in before.shortened:
        box.height = height
    for memory, known in zip(_MEMORIES, before.remembered, strict=True):
        memory.update(known)
    whole_lines.recall(before.lines)
    given_lines.recall_lines(start.lines)
    return begun


def _exchanged(waiting: list[Any], gone: set[int], come: list[Any]) -> list[Any]:
    return [*(note for note in waiting if id(note) not in gone), *come]


def _notes(box: Any) -> list[Any]:
    return [it.footnote for it in (box, *box.descendants()) if it.footnote is not None]


def _put(before: Kept, pieces: list[Piece]) -> None:
    parents = {child: parent for parent in before.html.etree_element.iter() for child in parent}
    for it in pieces:
        children = list(it.parent.children)
        children[it.index] = it.new
        it.parent.children = children
        above = parents[it.old.element]
        above[list(above).index(it.old.element)] = it.new.element
    note_move()


def _all_there(root: Any, pieces: list[Piece]) -> bool:
    """Whether the tree has all that is new and nothing of what was in its place, however the pages have changed it."""
    found = {id(box) for box in root.descendants()}
    return all(id(it.new) in found and id(it.old) not in found for it in pieces)
