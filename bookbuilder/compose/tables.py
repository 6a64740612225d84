"""Tables as Pandoc writes them, in; heads tied to their cells, columns of figures marked, widths left to styles/, out."""

from __future__ import annotations

from lxml import etree


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
    """Columns set to the right, or that hold nothing but numbers, get the class `number`."""
    width = max((len(row) for row in rows), default=0)
    for column in range(width):
        cells = [row[column] for row in rows if len(row) > column]
        aligned = all("align-right" in (cell.get("class") or "") for cell in cells)
        if not aligned:
            continue
        heads = [row[column] for head in table.findall("thead") for row in head.findall("tr") if len(row) > column]
        for cell in [*cells, *heads]:
            cell.set("class", " ".join([*(cell.get("class") or "").split(), "number"]).replace("align-right number", "number"))
