"""What book.yaml may say of people: who made the book, who publishes it, who paid for it."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator
from stdnum.iso7064 import mod_11_2

from bookbuilder.diagnostics import did_you_mean
from bookbuilder.manuscript.forms import Form
from bookbuilder.manuscript.values import as_list, web_address
from bookbuilder.model.relators import RELATORS


def _orcid(value: str) -> str:
    """See https://support.orcid.org/hc/en-us/articles/360006897674 (ISO 7064, MOD 11-2)."""
    if value and not (
        re.fullmatch(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", value) and mod_11_2.is_valid(value.replace("-", ""))
    ):
        raise ValueError(f'"{value}" is no valid ORCID iD.|Compare it with the person\'s page: 0000-0002-1825-0097.')
    return value


def _relator(value: str) -> str:
    if value not in RELATORS:
        raise ValueError(
            f'"{value}" is no MARC relator code.|'
            + (did_you_mean(value, RELATORS) or "Such as aut, edt, trl, ctb, fnd, pbl, ill, cov.")
        )
    return value


def _country(value: str) -> str:
    if value and not re.fullmatch(r"[A-Z]{2}", value):
        raise ValueError(f'"{value}" is no country.|Two letters by ISO 3166-1: KZ, GB.')
    return value


def _registry(value: str) -> str:
    """See https://www.crossref.org/services/funder-registry/ and https://ror.org."""
    value = value.removeprefix("https://doi.org/")
    if value and not re.fullmatch(r"10\.13039/\d+|https://ror\.org/0[a-z0-9]{8}", value):
        raise ValueError(
            f'"{value}" is no funder of a registry.|Write 10.13039/501100000780, or https://ror.org/00k4n6c32.'
        )
    return value


Roles = Annotated[tuple[Annotated[str, AfterValidator(_relator)], ...], as_list]


class ContributorForm(Form):
    name: str
    role: Roles = ("aut",)
    sort_name: str = ""
    kind: Literal["person", "organisation"] = "person"
    affiliation: str = ""
    orcid: Annotated[str, AfterValidator(_orcid)] = ""
    biography: str = ""
    credit: str = ""


class PublisherForm(Form):
    name: str
    place: str = ""
    country: Annotated[str, AfterValidator(_country)] = ""
    url: Annotated[str, AfterValidator(web_address)] = ""


class FundingForm(Form):
    funder: str = ""
    statement: str = ""
    url: Annotated[str, AfterValidator(web_address)] = ""
    award: str = ""
    registry: Annotated[str, AfterValidator(_registry)] = ""
