"""Reads the book's colours by name from styles/tokens.css: {"accent": "#7a1f2b"}."""

from __future__ import annotations

from functools import lru_cache

import tinycss2

from bookbuilder.theme.templates import Theme


def palette(theme: Theme) -> dict[str, str]:
    """Every `--colour-…` of the style sheet, in its order; a later value stands over an earlier one."""
    return dict(_colours(theme.text("styles/tokens.css")))


@lru_cache(4)
def _colours(sheet: str) -> dict[str, str]:
    colours: dict[str, str] = {}
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule" or tinycss2.serialize(rule.prelude).strip() != ":root":
            continue
        for declaration in tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True):
            if declaration.type == "declaration" and declaration.name.startswith("--colour-"):
                colours[declaration.name.removeprefix("--colour-")] = (
                    tinycss2.serialize(declaration.value).strip().lower()
                )
    return colours
