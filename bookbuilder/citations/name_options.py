"""The attributes that govern a list of names, gathered once for each cs:names and area of the style.

An attribute of cs:name wins over the same on cs:citation or cs:bibliography, and that over cs:style.
See https://docs.citationstyles.org/en/stable/specification.html#inheritable-name-options
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class KeyOptions:
    """What a sort key says of its names; None where it leaves that to the names themselves."""

    names_min: int | None
    names_use_first: int | None
    names_use_last: bool | None


@dataclass(frozen=True)
class NameOptions:
    conjunction: str | None
    delimiter: str
    delimiter_precedes_et_al: str
    delimiter_precedes_last: str
    et_al_min: int
    et_al_use_first: int | None
    et_al_subsequent_min: int
    et_al_subsequent_use_first: int
    et_al_use_last: bool
    form: str
    initialize: bool
    initialize_with: str | None
    initialize_with_hyphen: bool
    sort_order: str | None
    sort_separator: str
    demote: str
    delimiter_precedes_last_institution: str
    institution_delimiter: str  # before an institution at the end, where there is no "and"

    @property
    def given_level(self) -> int:
        """How much of a given name prints without disambiguation: 0 nothing, 1 initials, 2 all."""
        if self.form != "long":
            return 0
        return 1 if self.initialize_with is not None else 2


def name_options(name_attributes: Mapping[str, str], area: Mapping[str, str], style: Mapping[str, str]) -> NameOptions:
    """Options from the attributes of cs:name, of cs:citation or cs:bibliography, and of cs:style."""

    def get(key: str, inherited: str | None = None, default: str | None = None) -> Any:
        for attributes, wanted in ((name_attributes, key), (area, inherited or key), (style, inherited or key)):
            if wanted in attributes:
                return attributes[wanted]
        return default

    def number(key: str) -> int:
        value = get(key, default="0")
        return int(value) if value.isascii() and value.isdigit() else 0

    return NameOptions(
        conjunction=get("and"),
        delimiter=get("delimiter", "name-delimiter", ", "),
        delimiter_precedes_et_al=get("delimiter-precedes-et-al", default="contextual"),
        delimiter_precedes_last=get("delimiter-precedes-last", default="contextual"),
        et_al_min=number("et-al-min"),
        et_al_use_first=number("et-al-use-first") if get("et-al-use-first") is not None else None,
        et_al_subsequent_min=number("et-al-subsequent-min"),
        et_al_subsequent_use_first=number("et-al-subsequent-use-first"),
        et_al_use_last=get("et-al-use-last") == "true",
        form=get("form", "name-form", "long"),
        initialize=get("initialize") != "false",
        initialize_with=get("initialize-with"),
        initialize_with_hyphen=style.get("initialize-with-hyphen") != "false",
        sort_order=get("name-as-sort-order"),
        sort_separator=get("sort-separator", default=", "),
        demote=style.get("demote-non-dropping-particle", "display-and-sort"),
        delimiter_precedes_last_institution=area.get(
            "delimiter-precedes-last", style.get("delimiter-precedes-last", "contextual")
        ),
        institution_delimiter=name_attributes.get("delimiter", ", "),
    )
