"""Turns a Jupyter notebook into Markdown: its code as chunks, and behind each what it has printed and drawn."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from bookbuilder.desk.adopt.verbatim import fenced
from bookbuilder.json_source import read_json

_ESCAPES = re.compile("\x1b\\[[0-9;?]*[A-Za-z]")
"""Colours of a terminal."""
_OBJECT = re.compile(r"\[?<[^\n]*(?:\bat 0x[0-9a-fA-F]+|object|Figure|Axes)[^\n]*>\]?")
"""What Python prints of a drawing or a page that it shows elsewhere: "<Figure size 640x480 with 1 Axes>"."""
_SILENT = re.compile(r"^#\|[ \t]*(?:output|include):[ \t]*false[ \t]*$", re.MULTILINE)
_AS_IS = re.compile(r"^#\|[ \t]*output:[ \t]*asis[ \t]*$", re.MULTILINE)
MOST = 200_000
"""Letters of HTML that a table may have."""
_PICTURES = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg"}


def notebook_text(text: str, name: str = "", drawn: dict[str, bytes] | None = None) -> str:
    """The cells of a notebook as Markdown; its pictures are put into `drawn`, by their address, which begins with its name.

    A chunk names its pictures in an option, so that its caption and label are theirs.
    """
    try:
        notebook = _mapping(read_json(text))
    except ValueError:
        return ""
    kernel = _mapping(_mapping(notebook.get("metadata")).get("kernelspec"))
    language = str(kernel.get("language") or "python").lower()
    cells = notebook.get("cells")
    pieces: list[str] = []
    for number, cell in enumerate(filter(_mapping, cells if isinstance(cells, list) else []), start=1):
        words = _joined(cell.get("source", ""))
        if cell.get("cell_type") == "code" and words.strip():
            pieces += _code(cell, words, language, f"{name}-{number}", {} if drawn is None else drawn)
        elif cell.get("cell_type") == "markdown" or not pieces and words.startswith("---\n"):
            pieces.append(words)
    return "\n\n".join(pieces)


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _code(cell: dict[str, Any], words: str, language: str, name: str, drawn: dict[str, bytes]) -> Iterator[str]:
    """One cell of code as a chunk, and what it has printed; a cell that its tags take out of the book is none."""
    tags = {str(it).replace("_", "-") for it in cell.get("metadata", {}).get("tags", [])}
    if "remove-cell" in tags:
        return
    is_silent = _SILENT.search(words) or "remove-output" in tags
    outputs = [] if is_silent else [it for it in cell.get("outputs") or [] if isinstance(it, dict)]
    options = ["#| echo: false"] if tags & {"remove-input", "hide-code"} else []
    pictures = [it for number, output in enumerate(outputs, 1) for it in _picture(output, f"{name}-{number}", drawn)]
    options += [f"#| notebook-pictures: {' '.join(pictures)}"] if pictures else []
    code = "\n".join([*options, words.rstrip()])
    yield f"```{{{language}}}\n{code}\n```"
    is_markdown = bool(_AS_IS.search(words))
    printed = ""
    for output in [*outputs, {}]:
        if output.get("output_type") == "stream" and output.get("name") != "stderr":
            printed += _joined(output.get("text", ""))
            continue
        if printed.strip():
            yield printed if is_markdown else _listing(printed)
        printed = ""
        if made := _shown(output):
            yield made


def _picture(output: dict[str, Any], name: str, drawn: dict[str, bytes]) -> list[str]:
    """The address of a picture that was drawn, which is kept."""
    data = output.get("data", {})
    kind = next((it for it in _PICTURES if it in data), "")
    if not kind:
        return []
    try:
        written = _joined(data[kind])
        content = (
            written.encode() if kind == "image/svg+xml" else base64.b64decode("".join(written.split()), validate=True)
        )
    except (binascii.Error, ValueError):
        return []
    plain_name = re.sub(r"[^\w./-]+", "-", name)
    address = f"figures/{plain_name}.{_PICTURES[kind]}"
    drawn[address] = content
    return [address]


def _shown(output: dict[str, Any]) -> str:
    """A result in words: a formula, Markdown, a table, a fault, or the text that a terminal shows."""
    if output.get("output_type") == "error":
        return _listing(f"{output.get('ename', '')}: {output.get('evalue', '')}")
    data = output.get("data", {})
    if not data or any(it in data for it in _PICTURES):
        return ""
    if "text/markdown" in data:
        return _joined(data["text/markdown"])
    formula = re.fullmatch(r"\s*(\$\$?)(?!\$)(.+?)\1\s*", _joined(data.get("text/latex", "")), re.DOTALL)
    if formula:
        inner = formula[2].replace("\\displaystyle", "").strip()
        return f"$${inner}$$"
    if table := table_of_html(_joined(data.get("text/html", ""))[:MOST]):
        return table
    plain = _joined(data.get("text/plain", ""))
    return "" if _OBJECT.fullmatch(plain.strip()) else _listing(plain)


def _listing(text: str) -> str:
    """What was printed, as a block of code."""
    plain = _ESCAPES.sub("", text).strip("\n").rstrip()
    return fenced(plain, "text") if plain else ""


def _joined(value: Any) -> str:
    """Text that a notebook may have as a list of lines."""
    return "".join(map(str, value)) if isinstance(value, list) else str(value)


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
    """A table of HTML with one row of heads as Markdown, and the words behind it; empty where it is none, or not so simple."""
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
