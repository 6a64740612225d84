"""Writes ONIX's PublishingDetail (block 4): publisher, funders with their grants, dates, copyright."""

from __future__ import annotations

import re

from lxml import etree

from bookbuilder.model.people import Funding
from bookbuilder.release.metadata.onix.codes import PUBLISHERS
from bookbuilder.release.metadata.onix.elements import E, optional
from bookbuilder.release.metadata.record import Record

ACTIVE, FORTHCOMING = "04", "02"
"""List 64."""
UNSTATED, EXCLUSIVE, NON_EXCLUSIVE = "00", "01", "02"
"""List 46."""


def publishing_detail(record: Record) -> etree._Element:
    """Who publishes the book, and when."""
    book = record.book
    website = [E.Website(E.WebsiteRole("01"), E.WebsiteLink(book.publisher.url))] if book.publisher.url else []
    return E.PublishingDetail(
        E.Imprint(E.ImprintName(book.publisher.name)),
        E.Publisher(E.PublishingRole("01"), E.PublisherName(book.publisher.name), *website),
        *[_funder(funding) for funding in book.funding if funding.funder],
        *_others(record),
        *optional("CityOfPublication", book.publisher.place),
        *optional("CountryOfPublication", book.publisher.country),
        E.PublishingStatus(FORTHCOMING if book.status == "working" else ACTIVE),
        *([E.PublishingDate(E.PublishingDateRole("01"), _date(book.date))] if book.date else []),
        *_copyright(record),
        *_sales_rights(record),
    )


def _date(date: str) -> etree._Element:
    """2021-03 as YYYYMM with its format by list 55."""
    digits = date.replace("-", "")
    return E.Date(digits, dateformat={4: "05", 6: "01", 8: "00"}[len(digits)])


def _funder(funding: Funding) -> etree._Element:
    kind = "40" if "ror.org" in funding.registry else "32"
    number = funding.registry
    identifier = [E.PublisherIdentifier(E.PublisherIDType(kind), E.IDValue(number))] if number else []
    award = E.FundingIdentifier(E.FundingIDType("01"), E.IDTypeName("Grant number"), E.IDValue(funding.award))
    return E.Publisher(
        E.PublishingRole("16"),
        *identifier,
        E.PublisherName(funding.funder),
        *([E.Funding(award)] if funding.award else []),
    )


def _others(record: Record) -> list[etree._Element]:
    """Contributors who are publishers in ONIX's sense, and not listed already."""
    funders = {funding.funder for funding in record.book.funding}
    pairs = [(PUBLISHERS[role], it.name) for it in record.book.people for role in it.roles if role in PUBLISHERS]
    return [
        E.Publisher(E.PublishingRole(role), E.PublisherName(name))
        for role, name in dict.fromkeys(pairs)
        if name not in funders
    ]


def _copyright(record: Record) -> list[etree._Element]:
    """ "© 2021 Example Press" has a year and an owner; another wording is not taken apart."""
    match = re.fullmatch(r"(?:©|\(c\)|Copyright ©?)\s*(\d{4})\s+([^\d©.][^©.]*)\.?", record.book.rights.strip())
    if not match:
        return []
    owners = [E.CopyrightOwner(owner) for owner in _owners(match[2].strip(), record)]
    return [E.CopyrightStatement(E.CopyrightType("C"), E.CopyrightYear(match[1]), *owners)]


def _sales_rights(record: Record) -> list[etree._Element]:
    """Where the product may be sold: as book.yaml says, or everywhere where an open licence lets anybody sell it or give it away."""
    license = record.book.license
    is_open = "creativecommons.org/" in license.url or license.name.startswith(("CC ", "CC0"))
    territory = record.book.metadata.territory or (("WORLD",) if is_open else ())
    if not territory:
        return []
    where = E.RegionsIncluded("WORLD") if "WORLD" in territory else E.CountriesIncluded(" ".join(territory))
    rights = E.SalesRights(E.SalesRightsType(NON_EXCLUSIVE if is_open else EXCLUSIVE), E.Territory(where))
    return [rights] if "WORLD" in territory else [rights, E.ROWSalesRightsType(UNSTATED)]


def _owners(written: str, record: Record) -> list[etree._Element]:
    """The book's own people where the line names nobody else; one body under the whole wording otherwise."""
    named = [it for it in record.book.people if it.kind == "person" and it.name in written]
    rest = written
    for person in named:
        rest = rest.replace(person.name, "")
    if not named or re.sub(r"\b(and|und|et|и|және)\b|[\s,;&]", "", rest):
        return [E.CorporateName(written)]
    return [E.PersonName(person.name) for person in sorted(named, key=lambda it: written.index(it.name))]
