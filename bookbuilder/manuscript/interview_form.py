"""What the metadata block of a transcript must pass besides the types of the model."""

from __future__ import annotations

from pydantic import AfterValidator, AliasChoices, Field

from bookbuilder.manuscript.declared import Whole, declare, form_of
from bookbuilder.manuscript.values import DAY, language_tag, spelled
from bookbuilder.model.interview import Consent, Interview

declare(Consent, embargo=DAY, approved=DAY)
declare(
    Interview,
    needed=("date", "language"),
    without=("turns",),
    code=spelled(r"[A-Za-z0-9][\w-]*", "a code", "Write letters, digits and hyphens: kz-01."),
    date=DAY,
    language=AfterValidator(language_tag),
    withdrawn=DAY,
    public_as=Whole(Field(alias="public_as", validation_alias=AliasChoices("public_as", "public-as"))),
)
InterviewForm = form_of(Interview)
