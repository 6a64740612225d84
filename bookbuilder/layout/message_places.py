"""Finds the line of a style sheet that the layout engine means where it names only a declaration, or a picture."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bookbuilder.diagnostics import Location

_DECLARATION = re.compile(r"Ignored `([\w-]+)\s*:.*? at (\d+):(\d+)", re.DOTALL)
_PICTURE = re.compile(r"Failed to load image at '(?:https://book\.invalid/)?([^']+)'")


def place_in_sheets(message: str, sheets: Sequence[tuple[str, str]]) -> Location | None:
    """The place in the last of the sheets (names and texts, in the order of the cascade) that has what the message names."""
    declaration, picture = _DECLARATION.search(message), _PICTURE.search(message)
    for name, text in reversed(sheets):
        lines = text.split("\n")
        if declaration:
            line, column = int(declaration[2]), int(declaration[3])
            said = lines[line - 1] if line <= len(lines) else ""
            before = said[: column - 1].rstrip().removesuffix(":").rstrip()  # the engine counts to the value of a var()
            if said[column - 1 :].startswith(declaration[1]) or before.endswith(declaration[1]):
                return Location(name, line, column)
        for number, line_text in enumerate(lines, 1) if picture else ():
            if picture and re.search(rf"url\(\s*[\"']?{re.escape(picture[1])}", line_text):
                return Location(name, number, line_text.index("url(") + 1)
    return None
