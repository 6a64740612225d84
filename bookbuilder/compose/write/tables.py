"""Tables as Pandoc writes them, in; heads tied to their cells, columns of figures marked, widths left to styles/, out."""

from __future__ import annotations

from lxml import etree

from bookbuilder.compose.read.data_tables import DECIMAL_GAP, FIGURE_GAP
from bookbuilder.languages.numbers import numeral

NOTHING = frozenset({"", "-", "–", "—", "…", "n/a", "н/д"})
"""What stands in a cell without a number."""


def finish_tables(section: etree._Element) -> None:
    """Give every table of a chapter its one form."""
    for table in section.iter("table"):
        table.set("class", " ".join(dict.fromkeys(["table", *(table.get("class") or "").split()])))
        _widths(table)
        for head in table.findall("thead"):
            for cell in head.iter("th"):
                if cell.text is None and len(cell) == 0:
                    cell.tag = "td"
                else:
                    cell.set("scope", "col")
        for row in table.iter("tr"):
            row.attrib.pop("class", None)
        rows = [row for body in table.findall("tbody") for row in body.findall("tr")]
        for row in rows:
            for cell in row.findall("th"):
                cell.set("scope", "row")
        _number_cells(table, rows)


def _widths(table: etree._Element) -> None:
    """Columns that the author drew with different widths keep them; equal ones are left to the page."""
    for colgroup in table.findall("colgroup"):
        widths = {column.get("class") for column in colgroup}
        if len(widths) < 2 or None in widths:
            table.remove(colgroup)


def _number_cells(table: etree._Element, rows: list[etree._Element]) -> None:
    """Columns set to the right, or that hold nothing but amounts, get the class `number`, their points in one line."""
    width = max((len(row) for row in rows), default=0)
    for column in range(width):
        cells = [row[column] for row in rows if len(row) > column]
        plain = all(not (cell.get("class") or "") for cell in cells)
        aligned = all("align-right" in (cell.get("class") or "") for cell in cells)
        if not aligned and not (plain and _are_amounts(cells)):
            continue
        _align_points(cells)
        heads = [row[column] for head in table.findall("thead") for row in head.findall("tr") if len(row) > column]
        for cell in [*cells, *heads]:
            cell.set(
                "class",
                " ".join([*(cell.get("class") or "").split(), "number"]).replace("align-right number", "number"),
            )


def _said(cell: etree._Element) -> str:
    """What a cell says, without the calls of its notes."""
    return (cell.text or "").strip()


def _are_amounts(cells: list[etree._Element]) -> bool:
    """Whether a column holds amounts: years and codes, all of four figures, stand on the left as words do."""
    said = [_said(cell) for cell in cells if _said(cell) not in NOTHING or len(cell)]
    if len(said) < 2 or not all(numeral(text) for text in said):
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
