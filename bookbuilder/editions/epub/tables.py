"""Lets wide tables stand on a narrow screen: each row a block, each cell with its head.

A reading system shows no table that is wider than its page. So the cells of a table of many columns learn the words of
their head, and the style sheet sets them one below the other where there is no room.
"""

from __future__ import annotations

from lxml import etree

from bookbuilder.markdown.xhtml_text import add_class

WIDE = 5
"""So many columns do not fit a telephone."""


def stack_wide_tables(section: etree._Element) -> None:
    """Give wide tables the class `stacks`, where one row of heads names all columns and no cell spans several."""
    for table in section.iter("table"):
        heads = [" ".join("".join(_words(cell)).split()) for cell in table.iterfind("thead/tr/*")]
        rows = table.findall("tbody/tr")
        plain = len(table.findall("thead/tr")) == 1 and not any(
            it.get("colspan") or it.get("rowspan") for it in table.iter()
        )
        if len(heads) < WIDE or not plain or any(len(row) != len(heads) for row in rows):
            continue
        add_class(table, "stacks")
        for row in rows:
            for cell, head in zip(row, heads, strict=True):
                if cell.tag == "td" and head:
                    cell.set("data-head", head)


def _words(element: etree._Element) -> list[str]:
    """The words of a head without the calls of its notes."""
    found = [element.text or ""]
    for child in element:
        found += _words(child) if child.get("role") != "doc-noteref" else []
        found.append(child.tail or "")
    return found
