"""Reads the table that a notebook shows as HTML into one of Markdown, drawn with bars."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_NUMBER = re.compile(r"[-+−]?[\d.,]*\d(?:e[-+]?\d+)?\s*%?", re.IGNORECASE)
COLUMNS = 8
"""More run off a page; the text of a result breaks its lines."""
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#$|~^@])")


class _Table(HTMLParser):
    """Collects the cells of one table, and the words around it; what spans cells or holds a table makes it odd."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.heads: int | None = None
        """Rows at its top that are heads, known from the first cell that is none."""
        self.around: list[str] = []
        self.odd = False
        self._cell: list[str] | None = None
        self._unseen = self._is_in = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.odd, self._is_in = self.odd or self._is_in or bool(self.rows), True
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.odd |= any(name in ("rowspan", "colspan") and value not in (None, "", "1") for name, value in attrs)
            self._cell = []
            if tag == "td" and self.heads is None:
                self.heads = len(self.rows) - 1
        elif tag in ("style", "script"):
            self._unseen = True
        elif tag in ("img", "svg", "input", "iframe"):
            self.odd = True
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell is not None and self.rows:
            self.rows[-1].append(" ".join("".join(self._cell).split()))
            self._cell = None
        elif tag == "table":
            self._is_in = False
        elif tag in ("style", "script"):
            self._unseen = False

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)
        elif data.strip() and not self._unseen:
            self.around.append(" ".join(data.split()))


def table_of_html(html: str) -> str:
    """The table with one row of heads as Markdown, and the words behind it; empty where it is none, or not so simple."""
    table = _Table()
    table.feed(html)
    table.close()
    rows = [row for row in table.rows if row]
    if table.odd or len(rows) < 2 or table.heads != 1 or len({len(row) for row in rows}) != 1:
        return ""
    if len(rows[0]) > COLUMNS:
        return ""
    columns = list(zip(*rows[1:], strict=True))
    bars = ["---:" if all(not it or _NUMBER.fullmatch(it) for it in column) else "---" for column in columns]
    lines = [f"| {' | '.join(map(_escaped, row))} |" for row in rows]
    drawn = "\n".join([lines[0], f"|{'|'.join(bars)}|", *lines[1:]])
    return "\n\n".join([drawn, *map(_escaped, table.around)])


def _escaped(words: str) -> str:
    return _SIGNS.sub(r"\\\1", words)
