"""The form of book.yaml: what its keys must pass besides their types."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any

from pydantic import AfterValidator, Field
from stdnum import issn

from bookbuilder.budgets import Budgets
from bookbuilder.diagnostics import did_you_mean
from bookbuilder.manuscript import metadata_form, people_form, press_form, sources_form
from bookbuilder.manuscript.declared import Whole, declare, form_of
from bookbuilder.manuscript.values import DAY, DOI, ISBN, WEB_ADDRESS, date_text, language_tag
from bookbuilder.model.accessible import AccessibilityStatement, Hazard
from bookbuilder.model.book import WORD_MEANINGS, Book, WordStyle
from bookbuilder.model.contents import ChapterLine, Entry
from bookbuilder.model.identity import Identifiers, License, Series
from bookbuilder.model.parts import Epigraph, Printing

__all__ = ["BookForm"]

CHECKED = (metadata_form, people_form, press_form, sources_form)
"""The modules that declare what the larger groups must pass."""


def _becomes(value: str) -> str:
    if value not in WORD_MEANINGS and not re.fullmatch(r"\.[a-z][\w-]*", value):
        known = did_you_mean(value, WORD_MEANINGS) or f"It can be {', '.join(WORD_MEANINGS)}, or a class: .epigraph."
        raise ValueError(f'"{value}" is not something a style of Word can become.|{known}')
    return value


def _issn(value: str) -> str:
    if value and not issn.is_valid(value):
        raise ValueError(
            f'"{value}" is not a valid ISSN.|Compare it with the series: eight figures, the last may be X.'
        )
    return issn.format(value) if value else ""


def _address(value: str) -> str:
    if value and not value.startswith(("https://", "http://")):
        raise ValueError("write the whole address, with https://")
    return value


def _agreeing(hazards: tuple[Hazard, ...]) -> tuple[Hazard, ...]:
    if len(hazards) > 1 and {"none", "unknown"} & set(hazards):
        raise ValueError("“none” and “unknown” stand alone")
    return hazards


declare(Identifiers, short="print", print=ISBN, pdf=ISBN, epub=ISBN, html=ISBN, doi=DOI)
declare(Series, short="title", issn=AfterValidator(_issn))
declare(WordStyle, becomes=AfterValidator(_becomes))
declare(License, short="name", url=WEB_ADDRESS)
declare(Entry, short="source")
declare(ChapterLine, short="source")
declare(AccessibilityStatement, hazards=Whole(AfterValidator(_agreeing)), report=AfterValidator(_address))
declare(Epigraph, short="text")
declare(Printing, signed=DAY)
declare(Budgets, **{it.name: Field(gt=0) for it in fields(Budgets)})
declare(
    Book, lang=AfterValidator(language_tag), date=AfterValidator(date_text), needed=["chapters"], without=["locations"]
)

BookForm: Any = form_of(Book)
