"""Sets what stands in a block of Quarto's with a layout side by side, in rows of cells as wide as the author says."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

import panflute as pf

LAYOUT = frozenset(("layout", "layout-ncol", "layout-nrow", "layout-valign", "layout-align"))


def _columns_of(given: Mapping[str, str], cells: int) -> list[list[float]]:
    """How wide the cells of each row are, as `layout-ncol`, `layout-nrow` or `layout="[[0.3,-0.1,1],[1]]"` says."""
    if "layout" in given:
        try:
            rows = json.loads(given["layout"])
        except (ValueError, RecursionError):
            rows = []
        rows = rows if isinstance(rows, list) else []
        rows = [row for row in rows if isinstance(row, list)] or [rows]
        widths = [[_weight(it) for it in row] for row in rows if any(_weight(it) > 0 for it in row)]
        if widths:
            return widths + [widths[-1]] * cells
    if count := _count(given.get("layout-ncol", ""), cells):
        return [[1.0] * count] * cells
    if count := _count(given.get("layout-nrow", ""), cells):
        return [[1.0] * -(-cells // count)] * cells
    return [[1.0]] * cells


def in_rows(cells: Sequence[pf.Block], given: Mapping[str, str]) -> list[pf.Block]:
    """The rows of the cells by the attributes of their block; a negative width is a gap, and rows of equal cells say none."""
    rows: list[pf.Block] = []
    left = list(cells)
    for widths in _columns_of(given, len(cells)):
        if not left:
            break
        row: list[pf.Div] = []
        whole, is_even = sum(map(abs, widths)), len(set(widths)) == 1
        for width in widths:
            content = [left.pop(0)] if width > 0 and left else []
            share = {} if is_even else {"style": f"width: {100 * abs(width) / whole:.2f}%"}
            row += [pf.Div(*content, classes=["layout-cell"], attributes=share)] if content or width < 0 else []
        rows.append(pf.Div(*row, classes=["layout-row"]))
    return rows


def _count(said: str, most: int) -> int:
    return min(int(said), most) if re.fullmatch(r"[0-9]{1,9}", said) else 0


def _weight(value: object) -> float:
    """A width of Quarto's, a number or a share; 1 for any other measure, and for none."""
    found = re.fullmatch(r"(-?[0-9]{1,6}(?:\.[0-9]{1,9})?)%?", str(value).strip())
    return float(found[1]) if found and float(found[1]) else 1.0
