"""What `metadata:` in book.yaml may say: its keys, and the checks that one value alone, or two side by side, can fail.

Thema and BISAC: neither list is free to be shipped, so a code is held to its form and to the top of its scheme, the
twenty letters and six digits of Thema (https://www.editeur.org/151/Thema/) and the section of a BISAC heading
(https://www.bisg.org/complete-bisac-subject-headings-list). Whether a code below that exists, nobody asks here.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, model_validator

from bookbuilder.diagnostics import did_you_mean
from bookbuilder.manuscript.forms import Form
from bookbuilder.manuscript.values import Doi, Isbn, language_tag, web_address
from bookbuilder.model.metadata import Audience, Deposit, EditionName, Metadata, OtherTitle, Related, Relation, Supply

THEMA = "ACDFGJKLMNPQRSTUVWXY"
BISAC = """ANT ARC ART BIB BIO BUS CGN CKB COM CRA DES DRA EDU FAM FIC FOR GAM GAR HEA HIS HOM HUM JNF JUV LAN LAW LCO LIT
    MAT MED MUS NAT NON OCC PER PET PHI PHO POE POL PSY REF REL SCI SEL SOC SPO STU TEC TRA TRU TRV YAF YAN""".split()


def _thema(value: str) -> str:
    if re.fullmatch(rf"[{THEMA}][A-Z0-9]{{0,7}}|[1-6][A-Z0-9]{{0,7}}(-[A-Z]{{2}}(-[A-Z0-9]{{1,5}})?)?", value):
        return value
    raise ValueError(
        f'"{value}" is no Thema code.|Subjects begin with one of {", ".join(THEMA)}, qualifiers with 1 to 6: JPSN, 1F.'
    )


def _bisac(value: str) -> str:
    match = re.fullmatch(r"([A-Z]{3})(\d{6})", value)
    if not match:
        raise ValueError(f'"{value}" is no BISAC code.|Three letters and six digits: POL011000.')
    if match[1] not in BISAC:
        guess = did_you_mean(match[1], BISAC) or f"Sections are {', '.join(BISAC)}."
        raise ValueError(f'"{value}": there is no section "{match[1]}" among the BISAC headings.|{guess}')
    return value


def _amount(value: str) -> str:
    if value and not re.fullmatch(r"\d+(\.\d{1,3})?", value):
        raise ValueError(f'"{value}" is no price.|Write a number: 25.00; the currency stands by itself.')
    whole, _, cents = value.partition(".")
    return f"{whole}.{cents.ljust(2, '0')}" if cents and int(value.replace(".", "")) else value


def _currency(value: str) -> str:
    if value and not re.fullmatch(r"[A-Z]{3}", value):
        raise ValueError(f'"{value}" is no currency.|Three letters: EUR, KZT.')
    return value


def _prefix(value: str) -> str:
    if not re.fullmatch(r"10\.\d{4,9}", value):
        raise ValueError(f'"{value}" is no DOI prefix.|It looks like this: 10.12345.')
    return value


_list = BeforeValidator(lambda value: [value] if isinstance(value, (str, dict)) else value)

Language = Annotated[str, AfterValidator(language_tag)]
Address = Annotated[str, AfterValidator(web_address)]


class OtherTitleForm(Form):
    title: str
    lang: Language
    subtitle: str = ""
    kind: Literal["parallel", "original"] = "parallel"


class SupplyForm(Form):
    editions: Annotated[tuple[EditionName, ...], _list] = ()
    supplier: str = ""
    url: Address = ""
    availability: Literal["available", "to-order", "print-on-demand", "not-yet", "out-of-stock", "contact-supplier"] = (
        "available"
    )
    price: Annotated[str, AfterValidator(_amount)] = ""
    currency: Annotated[str, AfterValidator(_currency)] = ""
    tax: Literal["", "included", "excluded"] = ""

    @model_validator(mode="after")
    def _priced(self) -> SupplyForm:
        if self.price and float(self.price) and not (self.currency and self.tax):
            raise ValueError(
                "A price needs its currency and whether tax is included.|Add currency: EUR and tax: included."
            )
        return self


class RelatedForm(Form):
    relation: Relation
    isbn: Isbn = ""
    doi: Doi = ""

    @model_validator(mode="after")
    def _identified(self) -> RelatedForm:
        if not (self.isbn or self.doi):
            raise ValueError("A related product needs an ISBN or a DOI.|Add isbn: or doi:.")
        return self


class DepositForm(Form):
    prefix: Annotated[str, AfterValidator(_prefix)]
    depositor: str
    email: str
    registrant: str = ""


class MetadataForm(Form):
    thema: Annotated[tuple[Annotated[str, AfterValidator(_thema)], ...], _list] = ()
    bisac: Annotated[tuple[Annotated[str, AfterValidator(_bisac)], ...], _list] = ()
    audience: Annotated[tuple[Audience, ...], _list] = ()
    translated_from: Annotated[str, AfterValidator(lambda value: language_tag(value) if value else "")] = ""
    summaries: Annotated[tuple[Language, ...], _list] = ()
    other_titles: Annotated[tuple[OtherTitleForm, ...], _list] = ()
    web: Address = ""
    supply: Annotated[tuple[SupplyForm, ...], _list] = ()
    related: Annotated[tuple[RelatedForm, ...], _list] = ()
    crossref: DepositForm | None = None

    def metadata(self) -> Metadata:
        """The form as the book carries it."""
        return Metadata(
            self.thema,
            self.bisac,
            self.audience,
            self.translated_from,
            self.summaries,
            tuple(OtherTitle(**title.model_dump()) for title in self.other_titles),
            self.web,
            tuple(Supply(**supply.model_dump()) for supply in self.supply),
            tuple(Related(**related.model_dump()) for related in self.related),
            Deposit(**self.crossref.model_dump()) if self.crossref else None,
        )
