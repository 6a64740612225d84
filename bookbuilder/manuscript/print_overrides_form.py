"""Says what manuscript/remedies.yaml may hold."""

from __future__ import annotations

from pydantic import AfterValidator

from bookbuilder.manuscript.declared import declare, form_of
from bookbuilder.manuscript.forms import Form
from bookbuilder.model.print_overrides import PrintOverride

FARTHEST = 30
"""Thousandths of an em; beyond them a reader sees the paragraph and not its words."""


def _tracking(value: int) -> int:
    if abs(value) > FARTHEST:
        raise ValueError(f"{value} thousandths of an em can be seen.|Write -{FARTHEST} to {FARTHEST}; 5 is much.")
    return value


declare(PrintOverride, tracking=AfterValidator(_tracking))


class PrintOverridesForm(Form):
    remedies: tuple[form_of(PrintOverride), ...] = ()  # type: ignore[valid-type]
    """Each asks something of one place in print."""
