"""Reads the book's colours by name from styles/tokens.css: {"accent": "#7a1f2b"}."""

from __future__ import annotations

from functools import lru_cache

import tinycss2

from bookbuilder.theme.templates import Theme
from bookbuilder.theme.token_values import declared


def palette(theme: Theme) -> dict[str, str]:
    """Every `--colour-…` of the style sheet, in its order; a later value stands over an earlier one."""
    return dict(_colours(theme.text("styles/tokens.css")))


@lru_cache(4)
def _colours(sheet: str) -> dict[str, str]:
    start = "--colour-"
    return {
        it.name.removeprefix(start): tinycss2.serialize(it.value).strip().lower()
        for it in declared(sheet)
        if it.name.startswith(start)
    }
