"""What `page:`, `press:` and `binding:` in book.yaml must pass; lengths have a unit there, and those of a press become millimetres."""

from __future__ import annotations

import re
from typing import Any

from pydantic import AfterValidator, BeforeValidator

from bookbuilder.manuscript.declared import Length, declare
from bookbuilder.model.book import Page
from bookbuilder.model.lengths import millimetres
from bookbuilder.model.press import Binding, Paper, Press

SIZES = {
    "a4": "210mm 297mm",
    "a5": "148mm 210mm",
    "b5": "176mm 250mm",
    "demy": "138mm 216mm",
    "royal": "156mm 234mm",
    "6x9": "6in 9in",
}
"""Pages that have a name."""
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


def _page_length(value: str) -> str:
    if not re.fullmatch(r"\d+(\.\d+)?(mm|cm|in|pt)", value):
        raise ValueError(f'"{value}" is not a length.|Write a number and its unit: 156mm.')
    if not 80 <= millimetres(value) <= 600:
        raise ValueError(f'"{value}" is not a page of a book.|Write 80 to 600 mm.')
    return value


def _one_line(value: Any) -> Any:
    """Width and height of a size that is written in one line, or has a name."""
    if isinstance(value, (str, int, float)):
        value = SIZES[str(value).lower()] if str(value).lower() in SIZES else str(value)
        words = value.replace("×", " ").replace(" x ", " ").split()
        if len(words) == 3 and re.fullmatch(r"\d+(\.\d+)?", words[0]):
            words = [words[0] + words[2], words[1] + words[2]]
        if len(words) == 2:
            words = [words[0] if words[0][-1].isalpha() else words[0] + words[1][-2:], words[1]]
            return {"width": words[0], "height": words[1]}
        raise ValueError(f'"{value}" is not a page size.|Write width and height: 156mm 234mm.')
    return value


declare(Page, short=BeforeValidator(_one_line), width=AfterValidator(_page_length), height=AfterValidator(_page_length))
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
