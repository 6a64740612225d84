"""What `accessibility:` in book.yaml must pass."""

from __future__ import annotations

from pydantic import AfterValidator

from bookbuilder.manuscript.declared import Whole, declare
from bookbuilder.model.accessible import AccessibilityStatement, Hazard


def _address(value: str) -> str:
    if value and not value.startswith(("https://", "http://")):
        raise ValueError("write the whole address, with https://")
    return value


def _agreeing(hazards: tuple[Hazard, ...]) -> tuple[Hazard, ...]:
    if len(hazards) > 1 and {"none", "unknown"} & set(hazards):
        raise ValueError("“none” and “unknown” stand alone")
    return hazards


declare(AccessibilityStatement, hazards=Whole(AfterValidator(_agreeing)), report=AfterValidator(_address))
