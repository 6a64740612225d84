"""Finishes Pandoc's tables: heads tied to their cells, columns of figures marked, widths left to styles/."""

from __future__ import annotations

import re

from lxml import etree

from bookbuilder.compose.read.data_tables import DECIMAL_GAP, FIGURE_GAP
from bookbuilder.languages.numbers import numeral
from bookbuilder.markdown.xhtml_text import class_names, parent_of

NOTHING = frozenset({"", "-", "–", "—", "…", "n/a", "н/д"})
"""What stands in a cell without a number."""


def finish_tables(section: etree._Element) -> None:
    """Give every table of a chapter its one form."""
    for table in section.iter("table"):
        table.set("class", " ".join(dict.fromkeys(["table", *class_names(table)])))
        _widths(table)
        for head in table.findall("thead"):
            for cell in head.iter("th"):
                if cell.text is None and len(cell) == 0:
                    cell.tag = "td"
                else:
                    cell.set("scope", "colgroup" if _span(cell, "colspan") > 1 else "col")
        for row in table.iter("tr"):
            row.attrib.pop("class", None)
        rows = [row for body in table.findall("tbody") for row in body.findall("tr")]
        for row in rows:
            for cell in row.findall("th"):
                cell.set("scope", "rowgroup" if _span(cell, "rowspan") > 1 else "row")
        _number_cells(table, rows)


def row_heads(section: etree._Element) -> None:
    """The first cell of a row names it, where a table has a head and that column has words and no figures."""
    for table in section.iter("table"):
        rows = [row for body in table.iter("tbody") for row in body.iter("tr") if len(row)]
        first = [row[0] for row in rows]
        if table.find("thead") is None or not rows or any(len(row) < 2 for row in rows):
            continue
        said = ["".join(cell.itertext()).strip() for cell in first]
        if all(cell.tag == "td" and text and not _is_figure(text) for cell, text in zip(first, said, strict=True)):
            for cell in first:
                cell.tag = "th"
                cell.set("scope", "rowgroup" if cell.get("rowspan", "1") != "1" else "row")


def captions_above(section: etree._Element) -> None:
    """Pictures, code and several tables that are called a table have their caption where a table has it."""
    for caption in list(section.iter("figcaption")):
        if (parent_of(caption).get("id") or "").startswith("tbl-"):
            parent_of(caption).insert(0, caption)


def _is_figure(text: str) -> bool:
    return not any(letter.isalpha() for letter in text) and not re.fullmatch(r"\d{4}([–-]\d{2,4})?", text)


def _widths(table: etree._Element) -> None:
    """Columns that the author drew with different widths keep them; equal ones are left to the page."""
    for colgroup in table.findall("colgroup"):
        widths = {column.get("class") for column in colgroup}
        if len(widths) < 2 or None in widths:
            table.remove(colgroup)


def _number_cells(table: etree._Element, rows: list[etree._Element]) -> None:
    """Columns set to the right, or that hold nothing but amounts, get the class `number`, their points in one line.

    Columns are those of the grid: a cell that spans several rows or columns takes its place in each of them.
    """
    body = _grid(rows)
    head = _grid([row for part in table.findall("thead") for row in part.findall("tr")])
    for column in range(max((len(row) for row in body), default=0)):
        cells = _own_cells(body, column)
        if not cells:
            continue
        plain = all(not (cell.get("class") or "") for cell in cells)
        aligned = all("align-right" in (cell.get("class") or "") for cell in cells)
        spanned = any(len(row) > column and row[column] not in cells for row in body)
        if not aligned and not (plain and _are_amounts(cells, 1 if spanned else 2)):
            continue
        _align_points(cells)
        for cell in [*cells, *_own_cells(head, column)]:
            cell.set("class", " ".join([*class_names(cell), "number"]).replace("align-right number", "number"))


def _grid(rows: list[etree._Element]) -> list[list[etree._Element | None]]:
    """The cell in each place of the grid, row by row; None where a row ends early."""
    grid: list[list[etree._Element | None]] = [[] for _ in rows]
    for number, row in enumerate(rows):
        for cell in row:
            column = next((at for at, taken in enumerate(grid[number]) if taken is None), len(grid[number]))
            for below in grid[number : number + _span(cell, "rowspan")]:
                for place in range(column, column + _span(cell, "colspan")):
                    below += [None] * (place + 1 - len(below))
                    below[place] = cell
    return grid


def _own_cells(grid: list[list[etree._Element | None]], column: int) -> list[etree._Element]:
    """The cells that stand in one column and in no other, each once."""
    cells = [row[column] for row in grid if len(row) > column and row[column] is not None]
    return list(dict.fromkeys(cell for cell in cells if cell is not None and _span(cell, "colspan") == 1))


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name) or "1"
    return min(1000, max(1, int(value))) if value.isdecimal() and len(value) < 10 else 1


def _said(cell: etree._Element) -> str:
    """What a cell says, without the calls of its notes."""
    return (cell.text or "").strip()


def _are_amounts(cells: list[etree._Element], least: int) -> bool:
    """Whether a column holds amounts: years and codes, all of four figures, stand on the left as words do."""
    said = [_said(cell) for cell in cells if _said(cell) not in NOTHING or len(cell)]
    if len(said) < least or not all(numeral(text) for text in said):
        return False
    return not all(len(text) == 4 and text.isdigit() and 1000 <= int(text) <= 2100 for text in said)


def _align_points(cells: list[etree._Element]) -> None:
    """Fill up what follows the point, so that the points of a column stand below each other."""
    numerals = [(cell, numeral(_said(cell))) for cell in cells]
    longest = max((len(each.fraction) for _, each in numerals if each), default=0)
    for cell, each in numerals:
        if each and len(each.fraction) < longest:
            said = _said(cell)
            number = said.removesuffix("%").rstrip()
            gap = (DECIMAL_GAP if not each.fraction else "") + FIGURE_GAP * (longest - len(each.fraction))
            cell.text = f"{number}{gap}{said[len(number) :].lstrip(DECIMAL_GAP + FIGURE_GAP)}"
