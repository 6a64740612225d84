"""Prepares tables and captions for pages: short cells keep one line, small tables one page, and a repeated head says what goes on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lxml import etree

from bookbuilder.layout.engine.tables import grid_of
from bookbuilder.markdown.xhtml_text import add_class, class_names, parent_of

SHORT = 20
"""Characters of a cell that keeps one line, as dates, codes and countries do."""

MIDDLING = 30
"""Characters of a cell that keeps one line where all others have room enough."""

DATE = re.compile(r"\d{1,2}\S{0,2} [^\W\d]+\.? \d{4}\S*( \S{1,2}\.)?")
"""A cell that is one date, such as "18 December 1989" or "26 марта 2019 г.": it keeps one line before others have room."""

_APART = re.compile(r"[\s\u200b]+")
"""What stands between words, and where a long word of code may be divided."""

ROOM = 16
"""Characters for which the line of a longer cell has room at least, if the cell has as many."""

MEASURE = 72
"""Characters that stand side by side in a table on an upright page, about."""

CLOSE = MEASURE * 16 / 15
"""The same in the type of a tight table, which is smaller."""

ON_ITS_SIDE = 1.6
"""How much wider a page is that lies on its side."""

SMALLER = 1.2
"""How much more of the type of a still wider table stands side by side than of a tight table's."""

CAPTION_LINE, SHORT_CAPTION, LONG_CAPTION = 75, 7, 24
"""Characters of a line of a caption, about; lines for which any picture leaves room; lines for which a picture makes room at most."""

WHOLE_WORD = 5
"""Letters of a word that a narrow column never breaks."""

SMALL_ROWS, SMALL_LINES = 8, 20
"""Rows and lines, about, of a table that is not parted."""

PAGE_LINES = 36
"""Lines, about, of a table that finds room on one page, and is parted where the page could not be filled otherwise."""


def prepare_tables(root: etree._Element, continued: str) -> None:
    """Mark the cells and tables below `root` for the style sheet; `continued` is what a head says where it is repeated."""
    for table in root.iter("table"):
        _print_long_head_once(table)
        _keep_short_cells(table)
        _keep_on_the_paper(table)
        _keep_small(table)
        _say_what_goes_on(table, continued)


def leave_room_for_captions(root: etree._Element) -> None:
    """Say how many lines a long caption has, about, so that its picture is drawn low enough to stand on one page with it."""
    for caption in root.iter("figcaption"):
        lines = _length(caption) // CAPTION_LINE + 1
        if lines > SHORT_CAPTION:
            for picture in parent_of(caption).iter("img"):
                picture.set(
                    "style",
                    f"max-height: calc(var(--print-height) - {min(lines, LONG_CAPTION) + 4} * var(--print-leading-note))",
                )


def _keep_short_cells(table: etree._Element) -> None:
    """Natural widths for columns of short cells, the shortest first, as long as the others have room; less around all where none has."""
    columns: dict[int, list[etree._Element]] = {}
    for (_, column), cell in grid_of(table).items():
        if (cell.get("colspan") or "1") == "1":
            columns.setdefault(column, []).append(cell)
    bodies = {column: [it for it in cells if not _in_head(it)] for column, cells in columns.items()}
    widths = {column: max(map(_length, cells), default=0) for column, cells in bodies.items()}
    needs = {column: max(min(widths[column], ROOM), _widest_word(cells)) + 2 for column, cells in columns.items()}
    if sum(needs.values()) > MEASURE:
        add_class(table, "tight")
    dates = {column for column, cells in bodies.items() if any(map(_is_date, cells))}
    least = [widths[column] if column in dates else _widest_word(cells) for column, cells in columns.items()]
    room = sum(least) + len(least) <= CLOSE
    if sum(map(_widest_word, columns.values())) + len(columns) > CLOSE:
        add_class(table, "crowded")
    short = {cell for column in dates for cell in bodies[column] if room and _is_date(cell)}
    for column in sorted(widths, key=lambda it: widths[it]):
        needs[column] = max(needs[column], widths[column] + 2)
        if widths[column] > SHORT:  # a name of some words, where what is longer keeps lines of twice the least
            needs |= {it: max(needs[it], min(widths[it], 2 * ROOM) + 2) for it in widths}
        if widths[column] > MIDDLING or sum(needs.values()) > MEASURE:
            break
        short.update(bodies[column])
    for cell in (it for cells in bodies.values() for it in cells if it in short):
        add_class(cell, "short")


def _keep_on_the_paper(table: etree._Element) -> None:
    """A smaller type for a table whose words have no room side by side, then a page on its side, then both."""
    columns: dict[int, int] = {}
    for (_, column), cell in grid_of(table).items():
        if (cell.get("colspan") or "1") == "1":
            columns[column] = max(columns.get(column, 0), _narrowest(cell))
    wide = (sum(columns.values()) + len(columns)) / CLOSE
    names = class_names(table)
    may_turn = parent_of(table).tag in ("section", "div")
    if wide > SMALLER and may_turn and "landscape" not in names:
        names.append("landscape")
        add_class(table, "landscape")
    wide /= ON_ITS_SIDE if "landscape" in names else 1
    if wide > 1:
        add_class(table, "smaller" if wide <= SMALLER else "smallest")


def _narrowest(cell: etree._Element) -> int:
    """Characters of a cell's longest part that is never broken: a figure, or half of a long word."""
    words = _APART.split(" ".join(map(str, cell.itertext())))
    return max((-(-len(it) // 2) + 1 if len(it) > WHOLE_WORD and it.isalpha() else len(it) for it in words), default=0)


def _is_date(cell: etree._Element) -> bool:
    return DATE.fullmatch(" ".join("".join(map(str, cell.itertext())).split())) is not None


def _widest_word(cells: Sequence[etree._Element]) -> int:
    return max(_length(it, words=True) for it in cells)


def _in_head(cell: etree._Element) -> bool:
    return any(it.tag == "thead" for it in cell.iterancestors())


def _print_long_head_once(table: etree._Element) -> None:
    """A head of half a page or more is the first rows of the body: the engine drops what does not fit on one page."""
    head = table.find("thead")
    if head is not None and _lines_of(head) > PAGE_LINES // 2:
        head.tag = "tbody"


def _lines_of(rows: Iterable[etree._Element]) -> int:
    """The lines that some rows take, about."""
    return sum(
        max((sum(len(line) * len(row) // MEASURE + 1 for line in _lines(cell)) for cell in row), default=1)
        for row in rows
    )


def _keep_small(table: etree._Element) -> None:
    rows = [row for row in table.iter("tr") if not _in_head(row)]
    lines = _lines_of(rows)
    if len(rows) <= SMALL_ROWS and lines <= SMALL_LINES:
        add_class(table, "small")
    elif lines <= PAGE_LINES:
        add_class(table, "one-page")


def _say_what_goes_on(table: etree._Element, continued: str) -> None:
    """A row for the repeated head, which the engine leaves out where the table begins; its words are drawn alone."""
    label = table.find("caption/span[@class='label']")
    head = table.find("thead")
    if label is None or head is None or not len(head):
        return
    width = max((column for _, column in grid_of(table)), default=0) + 1
    row = etree.Element("tr", {"class": "continued"})
    said = {"colspan": str(width), "data-label": label.text or "", "data-continued": continued}
    etree.SubElement(row, "td", said)
    head.insert(0, row)
    add_class(table, "headed")


def _length(cell: etree._Element, words: bool = False) -> int:
    """Characters of the longest line of a cell, or of its longest word; its notes are no part of it."""
    parts = [part for line in _lines(cell) for part in (_APART.split(line) if words else [line])]
    return max(map(len, parts), default=0)


def _lines(cell: etree._Element) -> list[str]:
    """What stands on lines of its own in a cell, without its notes; at least one line, though it be empty."""
    lines = [""]
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if event == "start":
            lines += [""] * (element is not cell and element.tag in ("br", "p", "li"))
            lines[-1] += "" if element.get("role") == "doc-noteref" else (element.text or "")
        elif element is not cell:
            lines[-1] += element.tail or ""
    return [" ".join(line.split()) for line in lines if line.strip()] or [""]
