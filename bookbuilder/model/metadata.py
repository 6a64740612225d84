"""What libraries, shops and agencies ask of a book beyond its imprint: subjects, audience, other titles, supply, DOI deposit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EditionName = Literal["print", "pdf", "epub", "html"]

Audience = Literal[
    "general", "children", "teenage", "primary-and-secondary", "tertiary", "professional", "adult-education"
]

Relation = Literal[
    "replaces", "replaced-by", "other-language", "original", "companion", "same-author", "similar", "later-edition"
]


@dataclass(frozen=True)
class OtherTitle:
    """The book's title in another language: the original of a translation, or a parallel title."""

    title: str
    """The title."""
    lang: str
    """BCP 47 tag of its language: ru."""
    subtitle: str = ""
    """The subtitle."""
    kind: Literal["parallel", "original"] = "parallel"
    """The title in a further language, or of the work that was translated."""


@dataclass(frozen=True)
class Supply:
    """Who sells which editions, and for how much."""

    editions: tuple[EditionName, ...] = ()
    """Which editions: print, pdf, epub, html; every edition with an ISBN where it is left out."""
    supplier: str = ""
    """Who supplies them; the publisher where it is left out."""
    url: str = ""
    """Where they can be had."""
    availability: Literal["available", "to-order", "print-on-demand", "not-yet", "out-of-stock", "contact-supplier"] = (
        "available"
    )
    """Whether they can be had now."""
    price: str = ""
    """The price as a number: 25.00; 0 where they are free of charge."""
    currency: str = ""
    """The price's currency by ISO 4217: EUR."""
    tax: Literal["", "included", "excluded"] = ""
    """Whether the price includes tax."""


@dataclass(frozen=True)
class Related:
    """Another product that belongs to this one."""

    relation: Relation
    """replaces, replaced-by, other-language, original, companion, same-author, similar, later-edition."""
    isbn: str = ""
    """Its ISBN."""
    doi: str = ""
    """Its DOI."""


@dataclass(frozen=True)
class Deposit:
    """Who deposits the book's DOI with Crossref, and where readers find the book."""

    prefix: str
    """The publisher's own DOI prefix: 10.12345."""
    depositor: str
    """Who deposits: a name."""
    email: str
    """Where Crossref reports to."""
    registrant: str = ""
    """Who is responsible for the DOI; the publisher where it is left out."""
    figures: bool = False
    """Whether each figure gets a DOI of its own."""


@dataclass(frozen=True)
class Metadata:
    """What catalogues want to know; whatever is left out here is left out there."""

    thema: tuple[str, ...] = ()
    """Thema subject codes, the main one first, and qualifiers, which begin with a digit: JPSN, 1F."""
    bisac: tuple[str, ...] = ()
    """BISAC subject codes: POL011000."""
    audience: tuple[Audience, ...] = ()
    """general, children, teenage, primary-and-secondary, tertiary, professional, adult-education."""
    translated_from: str = ""
    """BCP 47 tag of the language from which the whole book is translated."""
    summaries: tuple[str, ...] = ()
    """BCP 47 tags of the languages in which it has summaries."""
    other_titles: tuple[OtherTitle, ...] = ()
    """The original title of a translation, and titles in further languages."""
    web: str = ""
    """The address at which the web edition stands, or will stand; with a slash at its end."""
    supply: tuple[Supply, ...] = ()
    """Who sells which editions."""
    territory: tuple[str, ...] = ()
    """Where the editions may be sold: ISO 3166-1 codes of countries, or WORLD; WORLD for an open licence where it is left out."""
    related: tuple[Related, ...] = ()
    """Other products that belong to this one; the book's own editions need not be named."""
    chapters: bool = False
    """Whether the publisher's folder holds a PDF of each chapter, too."""
    crossref: Deposit | None = None
    """What a deposit of DOIs with Crossref needs."""
