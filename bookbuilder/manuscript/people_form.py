"""What the people of book.yaml must pass: who made the book, who publishes it, who paid for it."""

from __future__ import annotations

import re

from pydantic import AfterValidator
from stdnum.iso7064 import mod_11_2

from bookbuilder.manuscript.declared import declare
from bookbuilder.manuscript.values import WEB_ADDRESS, one_of, spelled
from bookbuilder.model.people import CREDIT, Contributor, Funding, Publisher
from bookbuilder.model.relators import RELATORS


def _orcid(value: str) -> str:
    """See https://support.orcid.org/hc/en-us/articles/360006897674 (ISO 7064, MOD 11-2)."""
    value = value.removeprefix("https://orcid.org/")
    if value and not (
        re.fullmatch(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", value) and mod_11_2.is_valid(value.replace("-", ""))
    ):
        raise ValueError(f'"{value}" is not a valid ORCID iD.|Compare it with the person\'s page: 0000-0002-1825-0097.')
    return value


ORCID = AfterValidator(_orcid)


def _ror(value: str) -> str:
    """See https://ror.readme.io/docs/identifier."""
    number = value.removeprefix("https://").removeprefix("ror.org/")
    if value and not re.fullmatch(r"0[a-hj-km-np-tv-z0-9]{6}\d{2}", number):
        raise ValueError(f'"{value}" is not an institution of ROR.|Write its address: https://ror.org/05f82e368.')
    return f"https://ror.org/{number}" if value else ""


def _registry(value: str) -> str:
    """See https://www.crossref.org/services/funder-registry/ and https://ror.org."""
    value = value.removeprefix("https://doi.org/")
    if value and not re.fullmatch(r"10\.13039/\d+|https://ror\.org/0[a-z0-9]{8}", value):
        raise ValueError(
            f'"{value}" is not a funder of a registry.|Write 10.13039/501100000780, or https://ror.org/00k4n6c32.'
        )
    return value


declare(
    Contributor,
    short="name",
    role=one_of(RELATORS, "a MARC relator code", "Such as aut, edt, trl, ctb, fnd, pbl, ill, cov."),
    orcid=ORCID,
    ror=AfterValidator(_ror),
    contributions=one_of(CREDIT, "a role of CRediT", f"There are {', '.join(CREDIT)}."),
)
declare(
    Publisher,
    short="name",
    country=spelled("([A-Z]{2})?", "a country", "Two letters by ISO 3166-1: KZ, GB."),
    url=WEB_ADDRESS,
)
declare(Funding, short="statement", url=WEB_ADDRESS, registry=AfterValidator(_registry))
