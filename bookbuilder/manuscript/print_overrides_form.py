"""Says what manuscript/remedies.yaml may hold."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator

from bookbuilder.manuscript.forms import Form
from bookbuilder.manuscript.values import as_list

FARTHEST = 30
"""Thousandths of an em; beyond them a reader sees the paragraph and not its words."""


def _tracking(value: int) -> int:
    if abs(value) > FARTHEST:
        raise ValueError(f"{value} thousandths of an em can be seen.|Write -{FARTHEST} to {FARTHEST}; 5 is much.")
    return value


class PrintOverrideForm(Form):
    at: str
    chapter: str = ""
    break_before: Literal["", "page"] = ""
    keep: Annotated[tuple[Literal["together", "with-next"], ...], as_list] = ()
    tracking: Annotated[int, AfterValidator(_tracking)] = 0
    hyphens: Literal["", "none"] = ""


class PrintOverridesForm(Form):
    remedies: tuple[PrintOverrideForm, ...] = ()
    """Each asks something of one place in print."""
