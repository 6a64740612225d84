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


def family_faults(theme: Theme, fonts: Fonts) -> Iterator[Diagnostic]:
    """FNT-005 at each `font-family` whose first family is none of the book's; a fallback has the letters alone that the text's family lacks."""
    cuts = [f"{fonts.text} Caption", f"{fonts.text} Display"]
    known = {it.lower() for it in (fonts.text, fonts.code, fonts.display, MATHEMATICAL, *cuts)} | _GENERIC
    for name in IN_PRINT:
        path = theme.path(name)
        text = lenient_text(path, theme.root(path)) if path else ""
        for declaration in _declarations(tinycss2.parse_stylesheet(text, True, True)):
            family = _first_family(declaration.value)
            if family and family.lower() not in known and not family.lower().startswith(("ui-", "system-ui")):
                place = Location(name, declaration.source_line, declaration.source_column)
                remedy = f"Write display: {family} under fonts in book.yaml, and font-family: var(--font-display) here."
                yield Diagnostic(
                    "FNT-005", place, f'No text of the book is set in "{family}": another family is printed.', remedy
                )


def _declarations(rules: list[Any]) -> Iterator[Any]:
    for rule in rules:
        content = rule.content if rule.type in ("qualified-rule", "at-rule") else None
        if content is None or (rule.type == "at-rule" and rule.lower_at_keyword == "font-face"):
            continue
        if rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            yield from _declarations(tinycss2.parse_rule_list(content, True, True))
        else:
            found = tinycss2.parse_blocks_contents(content, True, True)
            yield from (it for it in found if it.type == "declaration" and it.lower_name == "font-family")


def _first_family(value: list[Any]) -> str:
    """The first family of a list; empty where it is a function such as var()."""
    words = []
    for part in value:
        if part == "," or part.type == "function":
            break
        words += [part.value] if part.type in ("string", "ident") else []
    return " ".join(words)
