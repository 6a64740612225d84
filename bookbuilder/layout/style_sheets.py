"""The style sheets of print, with what book.yaml declares for them: the page and the families."""

from __future__ import annotations

from bookbuilder.model.publication import Publication
from bookbuilder.theme.fonts import Families
from bookbuilder.theme.templates import Theme

RAISED = ".noteref.noteref { font-variant-position: normal; vertical-align: super; font-size: 66%; line-height: 1 }"
"""The calls of notes in a family without raised figures of its own: small ones."""


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
