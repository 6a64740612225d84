"""Reports font families that a book's own style sheets name and the book does not have: print would set another in silence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import tinycss2

from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.mathematics.drawing import FAMILY as MATHEMATICAL
from bookbuilder.model.book import Fonts
from bookbuilder.source import lenient_text
from bookbuilder.theme.looks import OWN_SHEETS
from bookbuilder.theme.templates import Theme

IN_PRINT = OWN_SHEETS[:2]
_GENERIC = frozenset(
    "serif sans-serif monospace cursive fantasy math emoji inherit initial unset revert revert-layer".split()
)
_NAMING = frozenset("font font-family --font-text --font-caption --font-display --font-code".split())
"""Properties that name a family; the tokens among them are the shipped sheets' names for the book's own families."""
_SIZES = frozenset("small medium large larger smaller".split())


def family_faults(theme: Theme, fonts: Fonts) -> Iterator[Diagnostic]:
    """FNT-005 at each `font-family` or `font` whose first family is not one of the book's; a fallback only supplies letters that the text's family lacks."""
    cuts = [f"{fonts.text} Caption", f"{fonts.text} Display"]
    known = {it.lower() for it in (fonts.text, fonts.code, fonts.display, MATHEMATICAL, *cuts)} | _GENERIC
    for name in IN_PRINT:
        path = theme.path(name)
        text = lenient_text(path, theme.root(path)) if path else ""
        for declaration in _declarations(tinycss2.parse_stylesheet(text, True, True)):
            family = _first_family(declaration)
            if family and family.lower() not in known and not family.lower().startswith(("ui-", "system-ui")):
                place = Location(name, declaration.source_line, declaration.source_column)
                remedy = f"Write display: {family} under fonts in book.yaml, and font-family: var(--font-display) here."
                yield Diagnostic(
                    "FNT-005", place, f'No text of the book is set in "{family}": another family is printed.', remedy
                )


def _declarations(rules: list[Any]) -> Iterator[Any]:
    """The declarations that name a family, in rules within rules too."""
    for rule in rules:
        if rule.type == "declaration" and rule.lower_name in _NAMING:
            yield rule
        elif getattr(rule, "content", None) and getattr(rule, "lower_at_keyword", "") != "font-face":
            yield from _declarations(tinycss2.parse_blocks_contents(rule.content, True, True))


def _first_family(declaration: Any) -> str:
    """The first family that it names; empty where it is a function such as var()."""
    words, value = [], [it for it in declaration.value if it.type != "whitespace"]
    if declaration.lower_name == "font":  # its families follow the size, and a line height behind a slash
        sizes = [at for at, it in enumerate(value) if it.type in ("dimension", "percentage") or _is_size(it)]
        behind = sizes[0] + 1 if sizes else len(value)
        value = value[behind + 2 * (value[behind : behind + 1] == ["/"]) :]
    for part in value:
        if part == "," or part.type == "function":
            break
        words += [part.value] if part.type in ("string", "ident") else []
    return " ".join(words)


def _is_size(part: Any) -> bool:
    return part.type == "ident" and part.lower_value.removeprefix("xx").lstrip("x-") in _SIZES
