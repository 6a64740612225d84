"""What the metadata block of a transcript must pass besides the types of the model."""

from __future__ import annotations

import re

from pydantic import AfterValidator, AliasChoices, Field

from bookbuilder.manuscript.declared import Whole, declare, form_of
from bookbuilder.manuscript.values import date_text, language_tag
from bookbuilder.model.interview import Consent, Interview

DAY = AfterValidator(lambda value: date_text(value) if value else value)


def _code(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][\w-]*", value):
        raise ValueError(f'"{value}" is not a code.|Write letters, digits and hyphens: kz-01.')
    return value


declare(Consent, embargo=DAY, approved=DAY)
declare(
    Interview,
    needed=("date", "language"),
    without=("turns",),
    code=AfterValidator(_code),
    date=DAY,
    language=AfterValidator(language_tag),
    withdrawn=DAY,
    public_as=Whole(Field(alias="public_as", validation_alias=AliasChoices("public_as", "public-as"))),
)
InterviewForm = form_of(Interview)
