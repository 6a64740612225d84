"""Says what is wrong with the value of a token: a colour, a length or a number, where the shipped token is one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import Any

import tinycss2
from tinycss2 import color4

UNITS = tuple("pt mm cm in px pc q em rem ex ch".split())
POSITIVE = ("print-leading", "print-size", "leading", "step-", "measure")
"""Tokens that begin so and may not be nothing: what is set in them would be, too."""
_WITH_UNIT = " and its unit without a space, such as 9.75pt"
_SUMS = frozenset("calc min max clamp".split())
_MIXED = frozenset("light-dark color-mix".split())
_OF_PAGES = frozenset(("page-width", "page-height"))
"""Tokens that the builder itself sets."""


Fault = tuple[str, str]
"""What is wrong, and the remedy."""


def token_fault(name: str, values: Iterable[str], sheet: str) -> Fault | None:
    """What is wrong with the values of `name`, held against the token of `sheet`, the text of tokens.css; None where nothing is."""
    shipped = _shipped(sheet)
    kind = _kind(name, shipped[name]) if name in shipped else ""
    known = {*shipped, *_OF_PAGES}
    return next((fault for value in values if (fault := _fault(name, kind, value, known))), None)


def _fault(name: str, kind: str, value: str, known: Collection[str]) -> Fault | None:
    part = _only_part(value)
    function = part.lower_name if part is not None and part.type == "function" else ""
    if kind == "font":
        return "No font is chosen here.", "Name it in book.yaml: fonts: {text: …, display: …}"
    if function == "var":
        return None if _referred(part) in known else (f'"{value}" names no token.', "styles/tokens.css has every name.")
    if kind == "colour" and function not in _MIXED and color4.parse_color(value) is None:
        return f'"{value}" is not a colour.', 'Write a colour of CSS in quotes, such as "#35424f".'
    if kind == "ink" and function != "device-cmyk":
        return f'"{value}" is not an ink.', "Write it in per cent: device-cmyk(0% 90% 55% 60%)"
    if kind not in ("length", "number") or (function in _SUMS and _is_sum(part.arguments, known)):
        return None
    if part is None or part.type not in ("dimension", "percentage", "number"):
        return f'"{value}" is not a {kind}.', f"Write a number with a point{_WITH_UNIT if kind == 'length' else ''}."
    unit = part.lower_unit if part.type == "dimension" else ""
    if unit and unit not in UNITS:
        return f'"{unit}" is not a unit for tokens.', f"There are: {', '.join(UNITS)}."
    if part.type == "number" and kind == "length" and part.value:
        return f'"{value}" has no unit.', f"Write {value}pt, or {value}mm, whichever is meant."
    if part.value < 0 or (not part.value and name.startswith(POSITIVE)):
        return f'"{value}" is less than it may be.', "Write a larger value."
    return None


def _referred(function: Any) -> str:
    """The token that a var() names."""
    return next((it.value.removeprefix("--") for it in function.arguments if it.type == "ident"), "")


def _is_sum(tokens: list[Any], known: Collection[str]) -> bool:
    """Whether lengths and numbers stand with one sign of arithmetic, or a comma, between each two."""
    parts = [it for it in tokens if it.type not in ("whitespace", "comment")]
    return len(parts) % 2 == 1 and all(
        (it.type == "literal" and it.value in "+-*/,") if at % 2 else _is_operand(it, known)
        for at, it in enumerate(parts)
    )


def _is_operand(token: Any, known: Collection[str]) -> bool:
    if token.type == "function" and token.lower_name == "var":
        return _referred(token) in known
    if token.type == "function" and token.lower_name in _SUMS:
        return _is_sum(token.arguments, known)
    if token.type == "() block":
        return _is_sum(token.content, known)
    return token.type in ("number", "percentage") or (token.type == "dimension" and token.lower_unit in UNITS)


def _kind(name: str, shipped: str) -> str:
    """The kind of value that a token takes; empty where any value will do."""
    if name.startswith(("colour-", "ink-", "font-")):
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
    return {it.name.removeprefix("--"): tinycss2.serialize(it.value).strip() for it in declared(sheet)}


def declared(sheet: str) -> Iterator[Any]:
    """The custom properties that a style sheet declares for `:root`, as tinycss2 reads them."""
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule" and tinycss2.serialize(rule.prelude).strip() == ":root":
            for it in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
                if it.type == "declaration" and it.name.startswith("--"):
                    yield it
