"""Gives each cell of a table its id, and names the heads that speak for it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Cell:
    """What the structure tree says of one cell."""

    id: str = ""
    scope: str = ""
    """Column or Row, of a head."""
    headers: tuple[str, ...] = ()
    """The ids of the heads of its column and of its row."""


def headers_of(root: Any) -> dict[Any, Cell]:
    """Every cell of every table below `root`."""
    found: dict[Any, Cell] = {}
    for number, table in enumerate(root.iter("table"), start=1):
        name = table.get("id") or f"table-{number}"
        found.update(_cells(table, name))
    return found


def _cells(table: Any, name: str) -> dict[Any, Cell]:
    grid = grid_of(table)
    found: dict[Any, Cell] = {}
    in_heads = {cell for head in table.iter("thead") for cell in head.iter("th")}
    above: dict[int, list[tuple[int, str]]] = defaultdict(list)
    before: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for (row, column), cell in grid.items():
        if cell.tag == "th":
            if cell not in found:
                scope = {"row": "Row", "rowgroup": "Row", "col": "Column", "colgroup": "Column"}.get(
                    cell.get("scope") or "", "Column" if cell in in_heads or row == 0 else "Row"
                )
                found[cell] = Cell(cell.get("id") or f"{name}-head-{row}-{column}", scope)
            if found[cell].scope == "Column":
                above[column].append((row, found[cell].id))
            else:
                before[row].append((column, found[cell].id))
    for (row, column), cell in grid.items():
        if cell.tag == "td":
            heads = [id for at, id in sorted(above[column]) if at < row] + [
                id for at, id in sorted(before[row]) if at < column
            ]
            earlier = found[cell].headers if cell in found else ()
            found[cell] = Cell("", "", tuple(dict.fromkeys((*earlier, *heads))))
    return found


def grid_of(table: Any) -> dict[tuple[int, int], Any]:
    """The cell in each place of a table: row and column, counted from 0."""
    grid: dict[tuple[int, int], Any] = {}
    for row, line in enumerate(element for element in table.iter("tr")):
        column = 0
        for cell in line:
            if cell.tag not in ("th", "td"):
                continue
            while (row, column) in grid:
                column += 1
            for down in range(_span(cell, "rowspan")):
                for across in range(_span(cell, "colspan")):
                    grid[row + down, column + across] = cell
            column += _span(cell, "colspan")
    return grid


def _span(cell: Any, name: str) -> int:
    value = cell.get(name) or "1"
    return max(1, int(value)) if value.isdigit() else 1
