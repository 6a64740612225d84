"""Who made the book, published it and paid for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CREDIT = {
    **{
        role: role.replace("-", " ").capitalize()
        for role in "conceptualization data-curation formal-analysis funding-acquisition investigation methodology "
        "project-administration resources software supervision validation visualization".split()
    },
    "writing-original-draft": "Writing – original draft",
    "writing-review-editing": "Writing – review & editing",
}
"""The roles of CRediT by the last part of their addresses. See https://credit.niso.org/."""


@dataclass(frozen=True)
class Contributor:
    """A person or an institution, with what they did for the book."""

    name: str
    """The name as it is printed: "Centre for European Policy Studies", "Anna Müller"."""
    role: tuple[str, ...] = ("aut",)
    """MARC relator codes, as EPUB and ONIX use them: `aut` author, `edt` editor, `trl` translator, `fnd` funder …"""
    sort_name: str = ""
    """The name for sorting, "Müller, Anna"; the name itself where it is left out."""
    kind: Literal["person", "organisation"] = "person"
    """Whether this is a person or an organisation."""
    affiliation: str = ""
    """The institution of a person, for the list of contributors."""
    ror: str = ""
    """The institution in the Research Organization Registry: https://ror.org/05f82e368."""
    contributions: tuple[str, ...] = ()
    """What they did, by CRediT: conceptualization, investigation, writing-original-draft …"""
    orcid: str = ""
    """The ORCID iD of a person: 0000-0002-1825-0097."""
    biography: str = ""
    """A sentence or two about the person, for the list of contributors and for ONIX."""
    credit: str = ""
    """How the imprint introduces them: "Edited by"; made from the role where it is left out."""

    @property
    def roles(self) -> tuple[str, ...]:
        """Every role of the person."""
        return self.role

    @property
    def parts(self) -> tuple[str, str, str]:
        """Family name, given names and suffix as the sort name parts them; all empty where it does not, since no rule
        parts all names of the world."""
        family, given, suffix = (*(part.strip() for part in self.sort_name.split(",", 2)), "", "")[:3]
        return (family, given, suffix) if given else ("", "", "")

    @property
    def is_introduced(self) -> bool:
        """Whether the page on contributors has something to say of them."""
        return bool(self.biography or self.affiliation or self.orcid)


@dataclass(frozen=True)
class Publisher:
    """Who publishes the book, and where."""

    name: str
    """The publisher's name as it is printed."""
    place: str = ""
    """The place of publication: Almaty."""
    url: str = ""
    """The publisher's page."""
    country: str = ""
    """The country of publication by ISO 3166-1: KZ."""


@dataclass(frozen=True)
class Funding:
    """Who supported the book."""

    funder: str = ""
    """The funder's name."""
    statement: str = ""
    """The sentence that the imprint prints."""
    url: str = ""
    """The funder's page."""
    award: str = ""
    """The number of the grant."""
    registry: str = ""
    """The funder in the Crossref Funder Registry, 10.13039/501100000780, or in ROR, https://ror.org/00k4n6c32."""
