"""Leaves out of a table's head, where the table begins, the row that says on later pages that it goes on.

WeasyPrint repeats a head as it is; CSS has no way to say "continued" over it. `printed_tables.py` writes the row.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

NAME = "continued"
"""The class of the row."""


def with_continued_heads(table_layout: Callable[..., Any]) -> Callable[..., Any]:
    """The engine's function, to which a table that begins has no such row."""

    def lay_out(context: Any, table: Any, bottom_space: float, skip_stack: Any, *others: Any, **named: Any) -> Any:
        head = table.children[0] if table.children else None
        if head is not None and head.is_header and _begins(table, skip_stack):
            rows = [row for row in head.children if row.element is None or row.element.get("class") != NAME]
            if len(rows) < len(head.children):
                table = table.copy_with_children([head.copy_with_children(rows), *table.children[1:]])
        return table_layout(context, table, bottom_space, skip_stack, *others, **named)

    return lay_out


def _begins(table: Any, place: Any) -> bool:
    """Whether no row of the table's body stands before a place."""
    if place is None:
        return True
    ((group, place),) = place.items()
    if any(not it.is_header and it.children for it in table.children[:group]):
        return False
    while place and len(place) == 1:
        ((index, place),) = place.items()
        if index:
            return False
    return not place
