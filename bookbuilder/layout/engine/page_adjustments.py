"""Lists the changes that may cure a page, the gentlest first: what a typesetter does with galleys.

A figure lets the text run on and heads the next page; a paragraph whose last line is nearly empty or nearly full is set
a little tighter or looser and has a line less or more; a word is kept whole; a table's row may break.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from weasyprint.formatting_structure import boxes

from bookbuilder.layout.engine.floats import Overleaf, ahead, is_floating
from bookbuilder.layout.engine.line_adjustments import keep_word, longer_or_shorter, space_adjustments
from bookbuilder.layout.engine.page_cost import ALLOWED, EARLY, ROWS, Made
from bookbuilder.layout.engine.source_tree import (
    Changes,
    PageAdjustment,
    Resume,
    around,
    blocks,
    can_cut,
    cut,
    is_turned,
    nothing_before,
    paragraphs,
    restyle,
)

ALONE = "lets one line of a note stand alone"
"""What is said of a page whose notes may be split behind their first line, or before their last."""

UP = 4
"""Paragraphs of its page that a figure may come before."""

ROW = 6.0
"""Lines that may be missing at a page's foot before a row of a table is broken for their sake."""

LEFT_LINES = 3
"""Lines that a page leaves to the last one, where hardly any would stand."""

LAST_LINES = 6
"""Lines of a paragraph that may go to a page where only the rest of a note would stand."""

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt"))


def adjustments(made: Made, root: Any, begins: Resume) -> Iterator[PageAdjustment]:
    """The adjustments for one page."""
    yield from _head_adjustments(made, root)
    way = around(root, made.resume_at)
    if not way:
        return
    if made.hyphenated:
        measure = made.blocks[-1].measure if made.blocks else 0.0
        yield PageAdjustment("keeps its last word whole", partial(keep_word, way, measure))
    sources = paragraphs(root, begins, made.resume_at)
    if round(made.missing, 1) > ALLOWED or made.parted:
        yield from _floated(root, way, begins)
        yield from _row_adjustments(way, made.missing > ROW)
        yield from space_adjustments(made, root, begins)
    yield from longer_or_shorter(made, sources)
    if round(made.missing, 1) > ALLOWED:
        yield PageAdjustment(ALONE, lambda changes: True)


def shifts(made: Made, following: Made, root: Any, begins: Resume) -> Iterator[PageAdjustment]:
    """What makes a page end a line sooner or later that is right as it is, or some lines or rows for the next page's sake."""
    sources = paragraphs(root, begins, made.resume_at)
    for part in following.parted:
        before = next((it.rows for it in made.parted if it.table is part.table), ())
        left = ROWS - len(part.rows)
        if 0 < left <= len(before) - ROWS:
            yield PageAdjustment("leaves rows to the next page", partial(_leave_rows, before[-left], root))
    if following.tail:
        yield PageAdjustment("leaves lines to the last page", partial(_leave_lines, made, root, LEFT_LINES))
        yield PageAdjustment("leaves two lines to the last page", partial(_leave_lines, made, root, 2))
    yield from longer_or_shorter(made, sources)
    yield from space_adjustments(made, root, begins)
    last_but_one = following.tail and bool(made.blocks) and made.blocks[-1].ends
    if (made.resume_at is None or last_but_one) and len(made.blocks) > 1 and made.blocks[-1].lines <= LAST_LINES:
        known = blocks(root, begins, made.resume_at)
        last = known.get(made.blocks[-1].element)
        if last is not None and _may_begin(last, made.blocks[-2].element):
            yield PageAdjustment(
                "begins the next page with its last paragraph", partial(_overleaf, last, made.blocks[-1].lines)
            )


def _may_begin(box: Any, before: Any) -> bool:
    """Whether a page may begin with a box: not with whose words a quotation is, nor with what stands below a heading."""
    return not str(box.style["break_before"]).startswith("avoid") and before.tag not in HEADINGS


def _overleaf(box: Any, lines: int, changes: Changes) -> bool:
    changes.style(box, break_before="page", **{EARLY: lines})
    return True


def _leave_lines(made: Made, root: Any, left: int, changes: Changes) -> bool:
    """End the page some lines sooner, within its last paragraph."""
    lines = [box for box in made.page.children[0].descendants() if isinstance(box, boxes.LineBox)]
    if not made.blocks or made.blocks[-1].lines < left + 2:
        return False
    for parent in (root, *root.descendants()):
        for index, box in enumerate(parent.children if isinstance(parent, boxes.ParentBox) else ()):
            place = {0: lines[-1 - left].resume_at}
            if box.element is made.blocks[-1].element and isinstance(box, boxes.BlockBox) and can_cut(box, place):
                head, rest = cut(box, place)
                changes.children(parent, [*parent.children[:index], head, rest, *parent.children[index + 1 :]])
                changes.style(rest, break_before="page", **{EARLY: left})
                return True
    return False


def _floated(root: Any, way: list[tuple[Any, int, Resume]], begins: Resume) -> Iterator[PageAdjustment]:
    for depth, (parent, index, inner) in enumerate(way):
        if index >= len(parent.children) or not is_floating(parent.children[index]):
            continue
        if inner is not None and not parent.children[index].is_table_wrapper:
            continue
        if any(it[0] is parent and it[1] == index for it in around(root, begins)):
            continue  # it goes on from the page before, or heads this page: it would pass page after page
        element = parent.children[index].element
        name = element.get("id") or next((it.get("id") for it in element if it.get("id")), "a figure")
        waiting = Overleaf(parent, index, depth)
        yield PageAdjustment(f"sets {name} at the head of the next page", waiting.prepare, waiting.finish)
        yield PageAdjustment(f"sets {name} as near the head of the next page as its note allows", waiting.prepare_part)
        if is_turned(parent.children[index]):
            continue
        for count, (children, start) in enumerate(ahead(root, parent, index, begins), start=1):
            if count > UP:
                break
            yield PageAdjustment(f"sets {name} further up", partial(_arrange, parent, children), begins=start)


def _arrange(parent: Any, children: list[Any], changes: Changes) -> bool:
    changes.children(parent, children)
    return True


def _row_adjustments(way: list[tuple[Any, int, Resume]], within: bool) -> Iterator[PageAdjustment]:
    """A table that would stand whole may break, and so may its row that begins overleaf, where it leaves much room."""
    met = [parent.children[index] for parent, index, _ in way if index < len(parent.children)]
    parts = (boxes.TableRowBox, boxes.TableRowGroupBox, boxes.TableBox)
    items = [box for box in met if isinstance(box, parts) or box.is_table_wrapper]
    if not items:
        return
    if not isinstance(items[-1], boxes.TableRowBox):
        items += [it for it in items[-1].descendants() if isinstance(it, boxes.TableBox)][:1]
        yield PageAdjustment("breaks a table", partial(restyle, items, break_inside="auto"))
        items += _body(items[0])[:1]
    if within:
        yield PageAdjustment("breaks a row", partial(restyle, items, break_inside="auto"), _begun)
        apart = partial(_part_rows, items, _body(items[0])[:2])
        yield PageAdjustment("breaks a row and parts it from the next", apart, _begun)


def _part_rows(items: list[Any], rows: list[Any], changes: Changes) -> bool:
    restyle(rows, changes, break_after="auto", break_before="auto")
    return restyle(items, changes, break_inside="auto")


def _head_adjustments(made: Made, root: Any) -> Iterator[PageAdjustment]:
    """Rows that are held together may part, and one that is taller than its page may break, so that the head stands above them."""
    tables = (
        {box.element: box for box in root.descendants() if isinstance(box, boxes.TableBox)} if made.headless else {}
    )
    for element, first in made.headless:
        rows = [row for row in _body(tables[element]) if row.element is first]
        yield PageAdjustment(
            "parts rows below their head",
            partial(restyle, _body(tables[element]), break_after="auto", break_before="auto"),
        )
        yield PageAdjustment(
            "breaks a row below its head", partial(restyle, [tables[element], *rows], break_inside="auto")
        )


def _body(table: Any) -> list[Any]:
    """The rows of a table that are in neither its head nor its foot."""
    groups = [box for box in (table, *table.descendants()) if isinstance(box, boxes.TableRowGroupBox)]
    return [row for group in groups if not (group.is_header or group.is_footer) for row in group.children]


def _begun(changes: Changes, root: Any, resume_at: Resume, page: Any) -> Resume:
    """Where the next page begins; None where a cell would stand there whole beside others of its row that end here."""
    for parent, index, inner in around(root, resume_at):
        row = parent.children[index] if index < len(parent.children) else None
        if isinstance(row, boxes.TableRowBox) and inner and any(nothing_before(cell) for cell in inner.values()):
            return None
    return resume_at


def _leave_rows(row: Any, root: Any, changes: Changes) -> bool:
    """End the page before a row."""
    for box in root.descendants():
        if box.element is row and isinstance(box, boxes.TableRowBox):
            changes.style(box, break_before="page")
    return True
