"""What `press:` and `binding:` in book.yaml must pass; lengths have a unit there, and become millimetres."""

from __future__ import annotations

import re
from typing import Any

from pydantic import AfterValidator, BeforeValidator

from bookbuilder.manuscript.declared import Length, declare
from bookbuilder.model.lengths import millimetres
from bookbuilder.model.press import Binding, Paper, Press

SIGNATURES = (2, 4, 8, 12, 16, 20, 24, 32, 48, 64)
"""Pages of sheets that a bindery folds; 2 is a single leaf, as digital presses print."""


def length(least: float, most: float, example: str) -> Length:
    """A length with its unit, within what makes sense, as millimetres."""

    def check(value: Any) -> float:
        text = str(value).strip()
        if not re.fullmatch(r"(\d+(?:\.\d+)?)\s*(mm|cm|in|pt|µm|um)|0", text):
            raise ValueError(f'"{text}" is not a length.|Write a number and its unit: {example}.')
        if not least <= millimetres(text) <= most:
            raise ValueError(f'"{text}" cannot be.|Write {least:g} to {most:g} mm.')
        return millimetres(text)

    return Length(BeforeValidator(check))


def _number(least: float, most: float) -> AfterValidator:
    def check(value: float) -> float:
        if not least <= value <= most:
            raise ValueError(f'"{value:g}" cannot be.|Write {least:g} to {most:g}.')
        return value

    return AfterValidator(check)


def _sheet(value: int) -> int:
    if value not in SIGNATURES:
        raise ValueError(
            f"no sheet folds to {value} pages.|Ask your printer; most books are folded to 16. "
            f"There are {', '.join(str(pages) for pages in SIGNATURES)}."
        )
    return value


def _is_short_for(key: str) -> BeforeValidator:
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


declare(
    Paper, short=_is_short_for("leaf"), grammage=_number(30, 400), volume=_number(0.7, 3), leaf=length(0, 1, "0.11mm")
)
declare(
    Press,
    signature=AfterValidator(_sheet),
    blanks=_number(0, 63),
    bleed=length(0, 20, "3mm"),
    weight=_number(0, 10000),
    ink_limit=_number(100, 400),
)
declare(
    Binding,
    short=_is_short_for("cover"),  # `binding: case` is short for `binding: {cover: case}`
    card=length(0.05, 1, "0.3mm"),
    flaps=length(0, 200, "90mm"),
    board=length(0.5, 5, "2.5mm"),
    hinge=length(3, 20, "8mm"),
    square=length(0, 10, "3mm"),
    turn_in=length(5, 40, "16mm"),
)
