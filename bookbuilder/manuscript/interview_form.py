"""Says what the metadata block of a transcript may hold."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from bookbuilder.manuscript.forms import Form
from bookbuilder.manuscript.values import date_text, language_tag

Day = Annotated[str, AfterValidator(lambda value: date_text(value) if value else value)]


def _code(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][\w-]*", value):
        raise ValueError(f'"{value}" is not a code.|Write letters, digits and hyphens: kz-01.')
    return value


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class ConsentForm(Form):
    """What the expert agreed to."""

    attribution: Literal["named", "described", "anonymous"] = "anonymous"
    scope: Annotated[tuple[Literal["pdf", "epub", "html"], ...], BeforeValidator(_listed)] = ("pdf", "epub", "html")
    embargo: Day = ""
    approved: Day = ""
    fingerprint: str = ""


class InterviewForm(Form):
    """What the metadata block of a transcript may say."""

    code: Annotated[str, AfterValidator(_code)]
    name: str = ""
    description: str
    country: str = ""
    affiliation: str = ""
    date: Day
    place: str = ""
    channel: str = ""
    language: Annotated[str, AfterValidator(language_tag)]
    interviewer: str = ""
    translator: str = ""
    archive: str = ""
    status: Literal["specimen", "final"] = "final"
    consent: ConsentForm = ConsentForm()
    withdrawn: Day = ""
    public_as: Annotated[tuple[str, ...], BeforeValidator(_listed)] = Field((), alias="public_as")

    @model_validator(mode="before")
    @classmethod
    def _either_spelling(cls, value: Any) -> Any:
        if isinstance(value, dict) and "public-as" in value and "public_as" not in value:
            return {("public_as" if key == "public-as" else key): inner for key, inner in value.items()}
        return value
