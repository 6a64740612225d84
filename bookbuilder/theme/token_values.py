"""Says what is wrong with the value of a token: a colour, a length or a number, where the shipped token is one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import tinycss2
from tinycss2 import color4

UNITS = tuple("pt mm cm in px pc q em rem ex ch".split())
POSITIVE = ("print-leading", "print-size", "leading", "step-", "measure")
"""Tokens that begin so and may not be nothing: what is set in them would be, too."""
_WITH_UNIT = " and its unit without a space, such as 9.75pt"
_REFERENCES = frozenset("var calc min max clamp light-dark color-mix".split())


Fault = tuple[str, str]
"""What is wrong, and the remedy."""


def token_fault(name: str, values: Iterable[str], sheet: str) -> Fault | None:
    """What is wrong with the values of `name`, held against the token of `sheet`, the text of tokens.css; None where nothing is."""
    shipped = _shipped(sheet)
    kind = _kind(name, shipped[name]) if name in shipped else ""
    return next((fault for value in values if (fault := _fault(name, kind, value))), None)


def _fault(name: str, kind: str, value: str) -> Fault | None:
    part = _only_part(value)
    function = part.lower_name if part is not None and part.type == "function" else ""
    if function in _REFERENCES:
        return None
    if kind == "colour" and color4.parse_color(value) is None:
        return f'"{value}" is no colour.', 'Write a colour of CSS in quotes, such as "#35424f".'
    if kind == "ink" and function != "device-cmyk":
        return f'"{value}" is no ink.', "Write it in per cent: device-cmyk(0% 90% 55% 60%)"
    if kind not in ("length", "number"):
        return None
    if part is None or part.type not in ("dimension", "percentage", "number"):
        return f'"{value}" is no {kind}.', f"Write a number with a point{_WITH_UNIT if kind == 'length' else ''}."
    unit = part.lower_unit if part.type == "dimension" else ""
    if unit and unit not in UNITS:
        return f'"{unit}" is no unit.', f"There are: {', '.join(UNITS)}."
    if part.type == "number" and kind == "length" and part.value:
        return f'"{value}" has no unit.', f"Write {value}pt, or {value}mm, whichever is meant."
    if part.value < 0 or (not part.value and name.startswith(POSITIVE)):
        return f'"{value}" is too little.', "Write a larger value."
    return None


def _kind(name: str, shipped: str) -> str:
    """Of what kind a token is; empty where any value will do."""
    if name.startswith(("colour-", "ink-")):
        return name.partition("-")[0]
    part = _only_part(shipped)
    types = {"dimension": "length", "percentage": "length", "number": "number", "function": "length"}
    return types.get(part.type, "") if part is not None else ""


def _only_part(value: str) -> Any:
    """The one component of a value; None where there are several."""
    parts = [it for it in tinycss2.parse_component_value_list(value) if it.type not in ("whitespace", "comment")]
    return parts[0] if len(parts) == 1 else None


@lru_cache(2)
def _shipped(sheet: str) -> dict[str, str]:
    """Every token of the sheet and its value."""
    found: dict[str, str] = {}
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        for it in tinycss2.parse_declaration_list(rule.content or [], skip_comments=True, skip_whitespace=True):
            if it.type == "declaration":
                found[it.name.removeprefix("--")] = tinycss2.serialize(it.value).strip()
    return found
