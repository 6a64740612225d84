"""What book.yaml may say under `accessibility:`."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from bookbuilder.manuscript.forms import Form
from bookbuilder.model.accessible import AccessibilityStatement, Hazard


def _address(value: str) -> str:
    if value and not value.startswith(("https://", "http://")):
        raise ValueError("write the whole address, with https://")
    return value


def _agreeing(hazards: tuple[Hazard, ...]) -> tuple[Hazard, ...]:
    if len(hazards) > 1 and {"none", "unknown"} & set(hazards):
        raise ValueError("“none” and “unknown” stand alone")
    return hazards


def _list(value: object) -> object:
    return [value] if isinstance(value, str) else value


class AccessibilityForm(Form):
    summary: str = ""
    hazards: Annotated[tuple[Hazard, ...], BeforeValidator(_list), AfterValidator(_agreeing)] = ("none",)
    certifier: str = ""
    credential: str = ""
    report: Annotated[str, AfterValidator(_address)] = ""

    def statement(self) -> AccessibilityStatement:
        return AccessibilityStatement(self.summary, self.hazards, self.certifier, self.credential, self.report)
