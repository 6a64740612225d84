"""What `metadata:` in book.yaml must pass: the checks that one value alone, or two side by side, can fail.

Thema and BISAC: neither list is free to be shipped, so a code is held to its form and to the top of its scheme, the
twenty letters and six digits of Thema (https://www.editeur.org/151/Thema/) and the section of a BISAC heading
(https://www.bisg.org/complete-bisac-subject-headings-list). Whether a code below that exists, nobody asks here.
"""

from __future__ import annotations

import re
from typing import Any

from pydantic import AfterValidator

from bookbuilder.diagnostics import did_you_mean
from bookbuilder.manuscript.declared import declare
from bookbuilder.manuscript.values import DOI, ISBN, WEB_ADDRESS, language_tag, spelled
from bookbuilder.model.metadata import Deposit, Metadata, OtherTitle, Related, Supply

THEMA = "ACDFGJKLMNPQRSTUVWXY"
BISAC = """ANT ARC ART BIB BIO BUS CGN CKB COM CRA DES DRA EDU FAM FIC FOR GAM GAR HEA HIS HOM HUM JNF JUV LAN LAW LCO LIT
    MAT MED MUS NAT NON OCC PER PET PHI PHO POE POL PSY REF REL SCI SEL SOC SPO STU TEC TRA TRU TRV YAF YAN""".split()


def _bisac(value: str) -> str:
    match = re.fullmatch(r"([A-Z]{3})(\d{6})", value)
    if not match:
        raise ValueError(f'"{value}" is not a BISAC code.|Three letters and six digits: POL011000.')
    if match[1] not in BISAC:
        guess = did_you_mean(match[1], BISAC) or f"Sections are {', '.join(BISAC)}."
        raise ValueError(f'"{value}": there is no section "{match[1]}" among the BISAC headings.|{guess}')
    return value


def _amount(value: str) -> str:
    if value and not re.fullmatch(r"\d+(\.\d{1,3})?", value):
        raise ValueError(f'"{value}" is not a price.|Write a number: 25.00; the currency has a key of its own.')
    whole, _, cents = value.partition(".")
    return f"{whole}.{cents.ljust(2, '0')}" if cents and int(value.replace(".", "")) else value


def _at_most(longest: int) -> AfterValidator:
    """See depositor_name and registrant in Crossref's schema."""

    def check(value: str) -> str:
        if len(value) > longest:
            raise ValueError(f"Crossref takes {longest} characters, and this has {len(value)}.|Shorten it.")
        return value

    return AfterValidator(check)


def _priced(supply: Any) -> Any:
    if supply.price and float(supply.price) and not (supply.currency and supply.tax):
        raise ValueError("A price needs its currency and whether tax is included.|Add currency: EUR and tax: included.")
    return supply


def _identified(related: Any) -> Any:
    if not (related.isbn or related.doi):
        raise ValueError("A related product needs an ISBN or a DOI.|Add isbn: or doi:.")
    return related


declare(OtherTitle, lang=AfterValidator(language_tag))
declare(
    Supply,
    check=AfterValidator(_priced),
    url=WEB_ADDRESS,
    price=AfterValidator(_amount),
    currency=spelled("([A-Z]{3})?", "a currency", "Three letters: EUR, KZT."),
)
declare(Related, check=AfterValidator(_identified), isbn=ISBN, doi=DOI)
declare(
    Deposit,
    prefix=spelled(r"10\.\d{4,9}", "a valid DOI prefix", "It looks like this: 10.12345."),
    depositor=_at_most(130),
    registrant=_at_most(255),
)
declare(
    Metadata,
    thema=spelled(
        rf"[{THEMA}][A-Z0-9]{{0,7}}|[1-6][A-Z0-9]{{0,7}}(-[A-Z]{{2}}(-[A-Z0-9]{{1,5}})?)?",
        "a Thema code",
        f"Subjects begin with one of {', '.join(THEMA)}, qualifiers with 1 to 6: JPSN, 1F.",
    ),
    bisac=AfterValidator(_bisac),
    territory=spelled("[A-Z]{2}|WORLD", "a country", "Two letters by ISO 3166-1, KZ or GB, or WORLD."),
    translated_from=AfterValidator(lambda value: language_tag(value) if value else ""),
    summaries=AfterValidator(language_tag),
    web=WEB_ADDRESS,
)
