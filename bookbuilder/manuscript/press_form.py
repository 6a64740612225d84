"""What `press:` and `binding:` in book.yaml may say, lengths with their unit; both become millimetres."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator

from bookbuilder.manuscript.forms import Form
from bookbuilder.model.lengths import millimetres
from bookbuilder.model.press import PROFILE, Binding, Paper, Press

SIGNATURES = (2, 4, 8, 12, 16, 20, 24, 32, 48, 64)
"""Pages of sheets that a bindery folds; 2 is a single leaf, as digital presses print."""


def length(least: float, most: float, example: str) -> AfterValidator:
    """A length with its unit, within what makes sense."""

    def check(value: str) -> str:
        match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(mm|cm|in|pt|µm|um)|0", value.strip())
        if not match:
            raise ValueError(f'"{value}" is no length.|Write a number and its unit: {example}.')
        if not least <= millimetres(value) <= most:
            raise ValueError(f'"{value}" cannot be.|Write {least:g} to {most:g} mm.')
        return value

    return AfterValidator(check)


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


_soft_or_case = BeforeValidator(lambda value: {"cover": value} if isinstance(value, str) else value)
_leaf = BeforeValidator(lambda value: {"leaf": value} if isinstance(value, str) else value)


class PaperForm(Form):
    grammage: Annotated[float, _number(30, 400)] = 80
    volume: Annotated[float, _number(0.7, 3)] = 1.25
    leaf: Annotated[str, length(0, 1, "0.11mm")] = "0"


class PressForm(Form):
    profile: str = PROFILE
    condition: str = ""
    inks: Literal["cmyk", "black"] = "cmyk"
    signature: Annotated[int, AfterValidator(_sheet)] = 16
    blanks: Annotated[int, _number(0, 63)] = 63
    bleed: Annotated[str, length(0, 20, "3mm")] = "3mm"
    weight: Annotated[float, _number(0, 10000)] = 0
    paper: Annotated[PaperForm, _leaf] = PaperForm()

    def press(self) -> Press:
        paper = Paper(self.paper.grammage, self.paper.volume, millimetres(self.paper.leaf))
        return Press(
            self.profile,
            self.condition,
            self.inks,
            self.signature,
            self.blanks,
            millimetres(self.bleed),
            paper,
            self.weight,
        )


class BindingForm(Form):
    cover: Literal["soft", "case"] = "soft"
    spine_text: Literal["", "down", "up"] = ""
    card: Annotated[str, length(0.05, 1, "0.3mm")] = "0.3mm"
    flaps: Annotated[str, length(0, 200, "90mm")] = "0"
    board: Annotated[str, length(0.5, 5, "2.5mm")] = "2.5mm"
    hinge: Annotated[str, length(3, 20, "8mm")] = "8mm"
    square: Annotated[str, length(0, 10, "3mm")] = "3mm"
    turn_in: Annotated[str, length(5, 40, "16mm")] = "16mm"

    def binding(self) -> Binding:
        lengths: dict[str, Any] = {
            name: millimetres(getattr(self, name)) for name in ("card", "flaps", "board", "hinge", "square", "turn_in")
        }
        return Binding(self.cover, self.spine_text, **lengths)


BindingField = Annotated[BindingForm, _soft_or_case]
"""`binding: case` is short for `binding: {cover: case}`."""
