"""Lists the changes that may cure a page, the gentlest first: what a typesetter does with galleys.

A figure lets the text run on and heads the next page; a paragraph whose last line is nearly empty or nearly full is set
a little tighter or looser and has a line less or more; a word is kept whole; a table's row may break.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes

from bookbuilder.layout.engine.floats import Overleaf, ahead, is_floating
from bookbuilder.layout.engine.given_lines import setting
from bookbuilder.layout.engine.kept_styles import strut
from bookbuilder.layout.engine.made_page import ALLOWED, EARLY, ROWS, Block, Made
from bookbuilder.layout.engine.paragraph_of import LONGER
from bookbuilder.layout.engine.source_tree import (
    Changes,
    Resume,
    around,
    blocks,
    can_cut,
    cut,
    inlines,
    is_turned,
    nothing_before,
    paragraphs,
)
from bookbuilder.layout.paragraph.lines import TOO_LOOSE

LESS, MORE = 0.035, 0.09
"""The share of a paragraph's lines that may be missing, or too much, for it to have one less or more by other breaks."""

TRACKING = 0.010
"""What letters stand closer or further apart for that in text that is not justified, in sizes of the type."""

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

LONGEST = 500
"""Texts in a paragraph that is set a line longer at most: all of it is read again for each trial, and it has as many as pages."""


HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt"))


@dataclass(frozen=True)
class PageAdjustment:
    """A change to try on a page."""

    said: str
    prepare: Callable[[Changes], bool]
    """Change the tree before the page is made; False where that cannot be."""
    finish: Callable[[Changes, Any, Resume, Any], Resume] | None = None
    """Change the tree where the page has ended, and say where the next begins; None where it is no use."""
    begins: Resume = None
    """Where the page begins then; None where that stays."""


def adjustments(made: Made, root: Any, begins: Resume) -> Iterator[PageAdjustment]:
    """The adjustments for one page."""
    yield from _heads(made, root)
    way = around(root, made.resume_at)
    if not way:
        return
    if made.hyphenated:
        measure = made.blocks[-1].measure if made.blocks else 0.0
        yield PageAdjustment("keeps its last word whole", partial(_keep_word, way, measure))
    sources = paragraphs(root, begins, made.resume_at)
    if round(made.missing, 1) > ALLOWED or made.parted:
        yield from _floated(root, way, begins)
        yield from _rows(way, made.missing > ROW)
        yield from _spaces(made, root, begins)
    yield from _longer_or_shorter(made, sources)
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
    yield from _longer_or_shorter(made, sources)
    yield from _spaces(made, root, begins)
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


def _leave_rows(row: Any, root: Any, changes: Changes) -> bool:
    for box in root.descendants():
        if box.element is row and isinstance(box, boxes.TableRowBox):
            changes.style(box, break_before="page")
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
        if any(it[0] is parent and it[1] == index and it[2] is not None for it in around(root, begins)):
            continue  # it goes on from the page before
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


def _keep_word(way: list[tuple[Any, int, Resume]], measure: float, changes: Changes) -> bool:
    """Take the broken word out of its run of text and forbid hyphens in it, unless a line would be loose for its sake."""
    lines = [box for box, *_ in way if isinstance(box, boxes.LineBox)]
    loose = max((setting(it, measure)[1] for it in lines), default=0.0)
    parent, index, inner = way[-2] if isinstance(way[-1][0], boxes.TextBox) else way[-1]
    text = parent.children[index] if index < len(parent.children) else None
    if not isinstance(text, boxes.TextBox) or inner is None:
        return False
    ((byte, _),) = inner.items()
    before = len(text.text.encode()[:byte].decode())
    first = max(text.text.rfind(" ", 0, before), text.text.rfind("\u00a0", 0, before)) + 1
    last = text.text.find(" ", before)
    last = len(text.text) if last < 0 else last
    pieces = [
        text.copy_with_text(piece) for piece in (text.text[:first], text.text[first:last], text.text[last:]) if piece
    ]
    word = pieces[1 if first else 0]
    changes.style(word, hyphens="manual")
    changes.children(parent, [*parent.children[:index], *pieces, *parent.children[index + 1 :]])
    return max((setting(it, measure)[1] for it in lines), default=0.0) <= max(TOO_LOOSE, loose)


def _rows(way: list[tuple[Any, int, Resume]], within: bool) -> Iterator[PageAdjustment]:
    """A table that would stand whole may break, and so may its row that begins overleaf, where it leaves much room."""
    met = [parent.children[index] for parent, index, _ in way if index < len(parent.children)]
    parts = (boxes.TableRowBox, boxes.TableRowGroupBox, boxes.TableBox)
    items = [box for box in met if isinstance(box, parts) or box.is_table_wrapper]
    if not items:
        return
    if not isinstance(items[-1], boxes.TableRowBox):
        items += [it for it in items[-1].descendants() if isinstance(it, boxes.TableBox)][:1]
        yield PageAdjustment("breaks a table", partial(_style, items, break_inside="auto"))
        items += _body(items[0])[:1]
    if within:
        yield PageAdjustment("breaks a row", partial(_style, items, break_inside="auto"), _begun)
        apart = partial(_part_rows, items, _body(items[0])[:2])
        yield PageAdjustment("breaks a row and parts it from the next", apart, _begun)


def _part_rows(items: list[Any], rows: list[Any], changes: Changes) -> bool:
    _style(rows, changes, break_after="auto", break_before="auto")
    return _style(items, changes, break_inside="auto")


def _heads(made: Made, root: Any) -> Iterator[PageAdjustment]:
    """Rows that are held together may part, and one that is taller than its page may break, so that the head stands above them."""
    tables = (
        {box.element: box for box in root.descendants() if isinstance(box, boxes.TableBox)} if made.headless else {}
    )
    for element, first in made.headless:
        rows = [row for row in _body(tables[element]) if row.element is first]
        yield PageAdjustment(
            "parts rows below their head",
            partial(_style, _body(tables[element]), break_after="auto", break_before="auto"),
        )
        yield PageAdjustment(
            "breaks a row below its head", partial(_style, [tables[element], *rows], break_inside="auto")
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


def _style(items: list[Any], changes: Changes, **values: str) -> bool:
    for box in items:
        changes.style(box, **values)
    return True


def _longer_or_shorter(made: Made, sources: dict[Any, list[Any]]) -> Iterator[PageAdjustment]:
    """Paragraphs that may have a line more or less, those that need it least first."""
    wanted: list[tuple[float, int, Block]] = []
    for block in made.blocks:
        if block.element not in sources or not block.measure or block.lines < 2:
            continue
        if sum(1 for source in sources[block.element] for _ in islice(inlines(source), LONGEST)) >= LONGEST:
            continue
        whole = block.lines * block.measure
        for sign, most, amount in ((-1, LESS, block.last), (1, MORE, block.measure - block.last)):
            share = amount / whole if block.ends else LESS / 2
            if share <= most:
                wanted.append((share, sign, block))
    for _, sign, block in sorted(wanted, key=lambda it: it[0]):
        said = f"sets {block.element.get('id') or block.element.tag} a line {'longer' if sign > 0 else 'shorter'}"
        yield PageAdjustment(said, partial(_set_longer, sources[block.element], block.measure, sign))


def _spaces(made: Made, root: Any, begins: Resume) -> Iterator[PageAdjustment]:
    """A line more or less around what stands between paragraphs: half above it, half below; a heading only gains."""
    half = strut(root.style)[0] / 2
    sources = blocks(root, begins, made.resume_at)
    for element in made.spaced:
        name = element.get("id") or element.tag
        box = sources[element] if element in sources else None
        if box is None:
            continue
        heading, last = element.tag[:1] == "h", element is made.last
        if not heading and all(_px(box, side) >= 2 * half - 0.1 for side in ("margin_top", "margin_bottom")):
            yield PageAdjustment(f"closes the space around {name}", partial(_space, box, -half, -half))
        above, below = (2 * half, 0) if heading or last else (half, half)
        yield PageAdjustment(f"opens the space around {name}", partial(_space, box, above, below))


def _px(box: Any, side: str) -> float:
    length = box.style[side]
    return float(length.value) if getattr(length, "unit", "") == "px" else 0.0


def _space(box: Any, above: float, below: float, changes: Changes) -> bool:
    top, bottom = _px(box, "margin_top") + above, _px(box, "margin_bottom") + below
    changes.style(box, margin_top=Dimension(top, "px"), margin_bottom=Dimension(bottom, "px"))
    return True


def _set_longer(items: list[Any], measure: float, lines: int, changes: Changes) -> bool:
    """Give a paragraph other lines, unless one would be loose or three in a row end in hyphens; track it where it is ragged."""
    done = False
    for source in items:
        before, loose, ladder = setting(source.children[0], measure)
        if before:
            changes.style(source.children[0], **{LONGER: lines})
            after, looser, higher = setting(source.children[0], measure)
            if looser > max(TOO_LOOSE, loose) or higher and not ladder:
                return False
            done = done or after != before
        elif source.style["letter_spacing"] == "normal":
            for box in inlines(source):
                changes.style(box, letter_spacing=lines * TRACKING * source.style["font_size"])
            done = True
    return done
