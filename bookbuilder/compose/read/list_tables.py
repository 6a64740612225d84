"""Makes a table of `::: {.list-table}`: a list of rows, each a list of cells, as the filter of that name reads it.

See https://github.com/pandoc-ext/list-table. A paragraph before the list is the caption; `header-rows`, `header-cols`,
`widths` and `aligns` are what they say, and `[]{colspan=2 align=r}` at a cell's beginning is of that cell.
"""

from __future__ import annotations

import re

import panflute as pf

CLASS = "list-table"
_ALIGNS = {"l": "AlignLeft", "r": "AlignRight", "c": "AlignCenter"}


def table_of_lists(div: pf.Div) -> pf.Table | None:
    """The table that a block of lists is; None where it is not a list of lists."""
    blocks = list(div.content)
    caption = blocks.pop(0) if len(blocks) > 1 and isinstance(blocks[0], (pf.Para, pf.Plain)) else None
    if len(blocks) != 1 or not isinstance(blocks[0], pf.BulletList):
        return None
    rows: list[pf.TableRow] = []
    for item in blocks[0].content:
        if len(item.content) != 1 or not isinstance(item.content[0], pf.BulletList):
            return None
        rows.append(pf.TableRow(*(_cell(it) for it in item.content[0].content)))
    columns = max(sum(cell.colspan for cell in row.content) for row in rows)
    given = div.attributes
    heads = min(len(rows), _number(given.get("header-rows", ""), 1))
    made = pf.Table(
        pf.TableBody(*rows[heads:], row_head_columns=min(columns, _number(given.get("header-cols", ""), 0))),
        head=pf.TableHead(*rows[:heads]),
        colspec=list(zip(_aligns(given, columns), _widths(given, columns), strict=True)),
        identifier=div.identifier,
    )
    if caption is not None:
        made.caption = pf.Caption(pf.Plain(*caption.content))
    return made


def _cell(item: pf.ListItem) -> pf.TableCell:
    blocks = list(item.content)
    given: dict[str, str] = {}
    first = blocks[0] if blocks and isinstance(blocks[0], (pf.Para, pf.Plain)) else None
    if first is not None and first.content and isinstance(first.content[0], pf.Span) and not first.content[0].content:
        given = dict(first.content[0].attributes)
        first.content.pop(0)
        if first.content and isinstance(first.content[0], (pf.Space, pf.SoftBreak)):
            first.content.pop(0)
        blocks = blocks if first.content else blocks[1:]
    return pf.TableCell(
        *blocks,
        alignment=_ALIGNS.get(given.get("align", "")[:1], "AlignDefault"),
        rowspan=_number(given.get("rowspan", ""), 1) or 1,
        colspan=_number(given.get("colspan", ""), 1) or 1,
    )


def _number(value: str, otherwise: int) -> int:
    return int(value) if re.fullmatch(r"[0-9]{1,3}", value) else otherwise


def _aligns(given: dict[str, str], columns: int) -> list[str]:
    named = [_ALIGNS.get(it.strip()[:1], "AlignDefault") for it in given.get("aligns", "").split(",") if it.strip()]
    return [*named, *["AlignDefault"] * columns][:columns]


def _widths(given: dict[str, str], columns: int) -> list[float | str]:
    """The parts of the line that the columns take; none where they are not said of each."""
    parts = [float(it) for it in re.findall(r"\d+(?:\.\d+)?", given.get("widths", ""))]
    if len(parts) != columns or not sum(parts):
        return ["ColWidthDefault"] * columns
    return [it / max(sum(parts), 1e-9) if sum(parts) > 1 else it for it in parts]
