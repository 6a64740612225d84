"""Says where a style sheet is broken off: a remark or a brace that is not closed, which hides all that follows in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import tinycss2

from bookbuilder.cleaning.styles import DEEPEST, deepest
from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.source import Source

_PART = re.compile(
    r"/\*.*?(?:\*/|\Z)|\\.|url\(\s*[^\s\"')]*|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|[{}]",
    re.DOTALL | re.IGNORECASE,
)
NOT_PRINTED = ("styles/own-web.css", "styles/own-epub.css", "styles/site.css", "styles/epub.css")
"""Sheets that the layout engine does not read, which reports the rules of all others that it cannot."""


def css_faults(name: str, text: str) -> Iterator[Diagnostic]:
    """CSS-006 at each remark or brace that is left open, and in the sheets of EPUB and web at what is no rule."""
    source, opened = Source(name, text), list[int]()
    for part in _PART.finditer(text):
        if part[0].startswith("/*") and not (part[0].endswith("*/") and len(part[0]) > 3):
            yield _fault(source.at(part.start()), "The remark that begins here has no end.", "Close it with */.")
        if part[0] == "{":
            opened.append(part.start())
        elif part[0] == "}" and opened:
            opened.pop()
        elif part[0] == "}" and name in NOT_PRINTED:
            yield _fault(source.at(part.start()), "No brace is open that this one could close.", "Take it out.")
    if opened:
        yield _fault(source.at(opened[0]), "The brace that opens here is not closed.", "Close it with }.")
    elif name in NOT_PRINTED and deepest(text) <= DEEPEST:
        remedy = "Write a selector, and its declarations in braces: p { color: red }"
        for line, column in _errors(tinycss2.parse_stylesheet(text, True, True)):
            yield _fault(Location(name, line, column), "What stands before this place is not a rule.", remedy)


def _errors(nodes: list[Any]) -> Iterator[tuple[int, int]]:
    for node in nodes:
        if node.type == "error":
            yield node.source_line, node.source_column
        elif node.type in ("qualified-rule", "at-rule") and node.content:
            yield from _errors(tinycss2.parse_blocks_contents(node.content, True, True))


def _fault(place: Location, message: str, remedy: str) -> Diagnostic:
    return Diagnostic("CSS-006", place, message, remedy)
