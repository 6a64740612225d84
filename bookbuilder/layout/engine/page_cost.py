"""Counts what a typesetter would not accept on a page that the engine has just made, as one cost.

Lines that are missing at its foot though the text goes on, and a word that is broken from one page to the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from statistics import median
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from bookbuilder.layout.engine.notes import lone_lines
from bookbuilder.layout.engine.source_tree import around, is_turned
from bookbuilder.markdown.xhtml_text import class_names
from bookbuilder.model.pages import ROUNDING

UNFORCED = ("any", "auto", "avoid")
"""Breaks that nobody asked for; a page that lies on its side comes after one of them, too."""

ALLOWED = 2.0
"""Lines that may be missing at the foot of a page."""

SPACED = frozenset({"figure", "table", "blockquote", "ul", "ol", "dl", "h2", "h3", "h4"})
"""Elements that stand between paragraphs with space around them; excerpts do, too."""

SHORT, BROKEN, LONE, BARE, HEADLESS, OFF = 10.0, 6.0, 30.0, 60.0, 1000.0, 2000.0
"""What a missing line costs, a word broken across pages, one line of a split note, a page of nothing but the rest of a note, a
table without its head, and what runs off the foot: words that are lost."""

PARTED, LARGE, FEW, TAIL = 80.0, 30.0, 12.0, 12.0
"""What a small table costs that is parted, a larger one that would find room on one page, a few rows of one at a page's foot or head, and a last page of one line."""

BESIDES = 4.0
"""What a line costs that is missing because others were left to the next page."""

WHOLE = 400.0
"""What a table costs that is parted though it has no more than two rows."""

FULL = 4000
"""Characters of a table for which no page has room, whatever its columns."""

EARLY = "bb_early"
"""In the style of a box before which a page ends for the sake of the next: how many lines it moves there."""

ROWS, LAST_PAGE, LAST_QUOTED = 3, 5, 9
"""Rows of a table that stand together at least, and lines of a last page; of one that has nothing but a quotation or a list."""


@dataclass(frozen=True)
class Block:
    """A paragraph's lines on the page."""

    element: Any
    lines: int
    last: float
    """Width of its last line on the page."""
    measure: float
    ends: bool
    """Whether it ends on the page."""


@dataclass(frozen=True)
class Parted:
    """A part of a table."""

    table: Any
    rows: tuple[Any, ...]
    """The rows of its body that stand on the page."""

    @property
    def cost(self) -> float:
        """More where the table is small or its part has few rows."""
        return _cost_of_parting(self.table) + FEW * (len(self.rows) < ROWS)


@lru_cache(maxsize=2)
def _cost_of_parting(table: Any) -> float:
    names = class_names(table)
    fits = sum(map(len, table.itertext())) < FULL
    if fits and len(_body_rows(table)) < ROWS:
        return WHOLE
    return PARTED if "small" in names else LARGE if "one-page" in names else 0.0


@lru_cache(maxsize=2)
def _body_rows(table: Any) -> frozenset[Any]:
    """The rows of a table that stand in no head: each of its pages asks for them."""
    heads = {row for head in table.iter("thead") for row in head.iter("tr")}
    return frozenset(row for row in table.iter("tr") if row not in heads)


@dataclass(frozen=True)
class Made:
    """A page, where the next begins, and what is wrong with it."""

    page: Any
    resume_at: Any
    missing: float
    """Lines missing at its foot; 0 where the text ends, or breaks off on purpose."""
    hyphenated: bool
    """Whether its last word goes on overleaf."""
    blocks: tuple[Block, ...]
    spaced: tuple[Any, ...]
    """Elements with space above and below them that begin on the page, but for what stands at its head."""
    last: Any
    """The one with which the page ends, if it ends so."""
    headless: tuple[tuple[Any, Any], ...]
    """Tables without the head that they have, each with its first row on the page."""
    lone: int = 0
    """Parts of split notes of which only one line stands on the page."""
    bare: bool = False
    """Whether nothing but the rest of a note stands on the page."""
    parted: tuple[Parted, ...] = ()
    """The tables of which a part stands on another page."""
    tail: float = 0.0
    """1 where the document ends here after one line of text, less behind more of them, 0 where they are enough."""

    off: bool = False
    """Whether a table runs off its foot, be it with its rule alone."""
    besides: float = 0.0
    """Lines that are missing besides those that it leaves to the next page, as with the note of one of them."""

    @property
    def place(self) -> tuple[Any, bool]:
        """Where the next page begins, and whether a break is forced there."""
        return self.resume_at, self.page.ends

    @property
    def cost(self) -> float:
        """0 for a page that may stand."""
        short = max(0.0, round(self.missing, 1) - ALLOWED)
        others = BROKEN * self.hyphenated + LONE * self.lone + BARE * self.bare + BESIDES * self.besides
        others += HEADLESS * len(self.headless) + OFF * self.off
        return (SHORT * (1 + short) if short else 0.0) + others + sum(it.cost for it in self.parted) + TAIL * self.tail


def cost_of(page: Any, resume_at: Any, following: Any, root: Any) -> Made:
    """Judge a page; `following` is what the engine keeps for the page after it, None after the last."""
    text, foot_area = page.children[0], page.children[1]
    ends = resume_at is None or following[1]["break"] not in UNFORCED or bool(page.page_type.blank)
    ends = ends or _is_turned_from(root, resume_at)
    page.ends = ends
    lines = list(_lines(text))
    missing, hyphenated = 0.0, False
    lowest, bottom = lowest_edge(text, page.content_box_y()), page.content_box_y() + page.height + ROUNDING
    left = _left_lines(root, resume_at)
    if lines and (left or not ends):
        foot = page.content_box_y() + page.height
        if foot_area.children:
            foot = foot_area.position_y
        leading = median(line.height for _, line in lines)
        if leading:  # lines that show nothing have no height
            missing = max(0.0, (foot - lowest) / leading - left)
        hyphenated = is_hyphenated(lines[-1][1])
    spaced = [box for box in _spaced(text) if box.border_box_y() > page.content_box_y() + 1]
    last = (
        spaced[-1].element if spaced and spaced[-1].border_box_y() + spaced[-1].border_height() >= lowest - 1 else None
    )
    return Made(
        page, resume_at, 0.0 if left else missing, hyphenated, tuple(_blocks(lines)),
        tuple(box.element for box in spaced), last, tuple(_headless(text)), lone_lines(foot_area),
        not lines and bool(foot_area.children), tuple(_parted(text)),
        _tail(text, len(lines)) if resume_at is None and lowest <= page.content_box_y() + page.height / 4 else 0.0,
        any(it.position_y + it.border_height() > bottom for it in text.descendants() if isinstance(it, boxes.TableBox)),
        missing if left else 0.0,
    )  # fmt: skip


def _left_lines(root: Any, resume_at: Any) -> int:
    """Lines that the page leaves to the next on purpose."""
    parent, index, _ = around(root, resume_at)[-1] if resume_at is not None else (root, 0, None)
    return int(dict.get(parent.children[index].style, EARLY, 0)) if resume_at and index < len(parent.children) else 0


def _tail(text: Any, lines: int) -> float:
    quoted = sum(1 for box in _spaced(text) if box.element_tag != "table" for _ in _lines(box))
    enough = LAST_QUOTED if quoted == lines else LAST_PAGE
    return max(0.0, (enough - lines) / (enough - 1)) if lines else 0.0


def _is_turned_from(root: Any, resume_at: Any) -> bool:
    """Whether nothing but figures and tables that lie on their side comes from here on: no text could fill the page."""
    for parent, index, _ in around(root, resume_at):
        first, *others = parent.children[index:] or [parent]
        if not all(map(is_turned, others)):
            return False
        if is_turned(first):
            return True
    return False


def _lines(box: Any) -> Iterator[tuple[Any, Any]]:
    """Every line that carries text, and the block around it."""
    if isinstance(box, AbsolutePlaceholder) or not isinstance(box, boxes.ParentBox):
        return
    for child in box.children:
        if isinstance(child, boxes.LineBox):
            yield box, child
        else:
            yield from _lines(child)


def lowest_edge(box: Any, top: float) -> float:
    """The lower edge of the lowest line, picture or row."""
    lowest = top
    for child in box.children if isinstance(box, boxes.ParentBox) else ():
        if isinstance(child, AbsolutePlaceholder):
            continue
        if isinstance(child, boxes.LineBox):
            lowest = max(lowest, child.position_y + child.height)
        elif isinstance(child, (boxes.TableRowBox, boxes.ReplacedBox)):
            lowest = max(lowest, child.position_y + child.border_height())
        else:
            lowest = max(lowest, lowest_edge(child, top))
    return lowest


def _blocks(lines: list[tuple[Any, Any]]) -> Iterator[Block]:
    groups: list[list[tuple[Any, Any]]] = []
    for block, line in lines:
        if groups and groups[-1][0][0] is block:
            groups[-1].append((block, line))
        else:
            groups.append([(block, line)])
    for group in groups:
        block, last = group[-1]
        yield Block(block.element, len(group), _width(last), block.width, last.resume_at is None)


def _spaced(box: Any) -> Iterator[Any]:
    """What stands between paragraphs with space around it."""
    for child in box.children if isinstance(box, boxes.ParentBox) else ():
        if isinstance(child, (AbsolutePlaceholder, boxes.LineBox)) or child.element is None:
            continue
        names = class_names(child.element)
        if child.element_tag in SPACED or "excerpt" in names:
            yield child
        else:
            yield from _spaced(child)


def _headless(text: Any) -> Iterator[tuple[Any, Any]]:
    """Tables whose head the engine left out, since it found no row that fits below it."""
    for box in text.descendants():
        is_table = isinstance(box, boxes.TableBox)
        if not (is_table or box.is_table_wrapper) or box.element is None or box.element.find("thead") is None:
            continue
        if is_table:
            rows = [row for group in box.children for row in group.children]
            if rows and not any(group.is_header for group in box.children):
                yield box.element, rows[0].element
        elif not any(isinstance(it, boxes.TableBox) for it in box.children):  # the caption alone
            yield box.element, next(row for row in box.element.iter("tr") if row.find("td") is not None)


def _parted(text: Any) -> Iterator[Parted]:
    for table in text.descendants():
        if isinstance(table, boxes.TableBox) and table.element is not None:
            rows = _body_rows(table.element)
            here = [row.element for group in table.children for row in group.children if row.element in rows]
            if here and len(here) < len(rows):
                yield Parted(table.element, tuple(here))


def _width(line: Any) -> float:
    texts = [box for box in line.descendants() if isinstance(box, boxes.TextBox) and box.text.strip()]
    return float(max((box.position_x + box.width for box in texts), default=line.position_x) - line.position_x)


def is_hyphenated(line: Any) -> bool:
    """Whether the engine has put a hyphen at the line's end."""
    texts = [box for box in line.descendants() if isinstance(box, boxes.TextBox) and box.text.strip()]
    return bool(texts) and texts[-1].text.endswith(texts[-1].style["hyphenate_character"])
