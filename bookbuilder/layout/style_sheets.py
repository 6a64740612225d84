"""The style sheets of print with what book.yaml declares, the page and the families; and the line of one that a message means."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bookbuilder.diagnostics import Location
from bookbuilder.model.publication import Publication
from bookbuilder.theme.fonts import Families
from bookbuilder.theme.templates import Theme

RAISED = ".noteref.noteref { font-variant-position: normal; vertical-align: super; font-size: 66%; line-height: 1 }"
"""The calls of notes in a family without raised figures of its own: small ones."""
_DECLARATION = re.compile(r"Ignored `([\w-]+)\s*:.*? at (\d+):(\d+)", re.DOTALL)
_PICTURE = re.compile(r"Failed to load image at '(?:https://book\.invalid/)?([^']+)'")


def style_sheets(publication: Publication, theme: Theme, fonts: Families, *names: str) -> tuple[tuple[str, str], ...]:
    sheets = tuple((name, theme.text(name)) for name in names)
    if "styles/tokens.css" not in names:
        return sheets
    page = publication.book.page
    declared = (
        f"@page {{ size: {page.width} {page.height}; bleed: {publication.book.press.bleed:g}mm }} "
        f"@page landscape {{ size: {page.height} {page.width} }} "
        f":root {{ --page-width: {page.width}; --page-height: {page.height} }} {fonts.css}"
    )
    if not fonts.has_raised_figures:
        declared += f" {RAISED}"
    return (*sheets[:1], ("manuscript/book.yaml", declared), *sheets[1:])


def place_in_sheets(message: str, sheets: Sequence[tuple[str, str]]) -> Location | None:
    """The place that a message of the engine means, which names only a declaration or a picture.

    It is looked for in the last of the sheets (names and texts, in the order of the cascade) that has it.
    """
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
