"""What book.yaml may say: its keys, their types and the checks that one value alone can pass or fail."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, model_validator
from stdnum import issn
from stdnum.iso7064 import mod_11_2

from bookbuilder.diagnostics import did_you_mean
from bookbuilder.manuscript.forms import Form
from bookbuilder.manuscript.accessible_form import AccessibilityForm
from bookbuilder.manuscript.metadata_form import MetadataForm
from bookbuilder.manuscript.parts_form import CatalogueForm, EpigraphForm, IndexStyleForm, PrintingForm
from bookbuilder.manuscript.press_form import BindingField, BindingForm, PressForm
from bookbuilder.manuscript.values import Doi, Isbn, date_text, language_tag
from bookbuilder.model.relators import RELATORS


def _as(key: str) -> BeforeValidator:
    """Let a bare word or number stand for a group with one key."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, (str, int, float)) else value)


_as_list = BeforeValidator(lambda value: [value] if isinstance(value, (str, dict)) else value)


def _length(value: str) -> str:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(mm|cm|in|pt)", value)
    if not match:
        raise ValueError(f'"{value}" is no length.|Write a number and its unit: 156mm.')
    if not 80 <= float(match[1]) * {"mm": 1, "cm": 10, "in": 25.4, "pt": 0.3528}[match[2]] <= 600:
        raise ValueError(f'"{value}" is no page of a book.|Write 80 to 600 mm.')
    return value


def _orcid(value: str) -> str:
    """See https://support.orcid.org/hc/en-us/articles/360006897674 (ISO 7064, MOD 11-2)."""
    if value and not (re.fullmatch(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", value) and mod_11_2.is_valid(value.replace("-", ""))):
        raise ValueError(f'"{value}" is no valid ORCID iD.|Compare it with the person\'s page: 0000-0002-1825-0097.')
    return value


def _issn(value: str) -> str:
    if value and not issn.is_valid(value):
        raise ValueError(f'"{value}" is no valid ISSN.|Compare it with the series: eight figures, the last may be X.')
    return issn.format(value) if value else ""


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
        raise ValueError(f'"{value}" is no funder of a registry.|Write 10.13039/501100000780, or https://ror.org/00k4n6c32.')
    return value


Length = Annotated[str, AfterValidator(_length)]
Roles = Annotated[tuple[Annotated[str, AfterValidator(_relator)], ...], _as_list]


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
    url: str = ""


class FundingForm(Form):
    funder: str = ""
    statement: str = ""
    url: str = ""
    award: str = ""
    registry: Annotated[str, AfterValidator(_registry)] = ""


class IdentifierForm(Form):
    print: Isbn = ""
    pdf: Isbn = ""
    epub: Isbn = ""
    html: Isbn = ""
    doi: Doi = ""


class SeriesForm(Form):
    title: str
    number: str = ""
    issn: Annotated[str, AfterValidator(_issn)] = ""
    editors: Annotated[tuple[str, ...], _as_list] = ()
    volumes: Annotated[tuple[str, ...], _as_list] = ()


class LicenseForm(Form):
    name: str = ""
    url: str = ""


class CitationsForm(Form):
    reset_by_chapter: bool = True
    item_language: bool = False
    romanisation: Literal["", "ala-lc", "bgn-pcgn"] = ""
    link: bool = True


class ExcerptsForm(Form):
    original: Literal["none", "below", "beside", "note"] = "none"
    first: Literal["translation", "original"] = "translation"


SIZES = {
    "a4": "210mm 297mm",
    "a5": "148mm 210mm",
    "b5": "176mm 250mm",
    "demy": "138mm 216mm",
    "royal": "156mm 234mm",
    "6x9": "6in 9in",
}
"""Pages that have a name."""


class PageForm(Form):
    width: Length = "156mm"
    height: Length = "234mm"

    @model_validator(mode="before")
    @classmethod
    def _one_line(cls, value: Any) -> Any:
        if isinstance(value, (str, int, float)):
            value = SIZES[str(value).lower()] if str(value).lower() in SIZES else str(value)
            words = value.replace("×", " ").replace(" x ", " ").split()
            if len(words) == 3 and re.fullmatch(r"\d+(\.\d+)?", words[0]):
                words = [words[0] + words[2], words[1] + words[2]]
            if len(words) == 2:
                words = [words[0] if words[0][-1].isalpha() else words[0] + words[1][-2:], words[1]]
                return {"width": words[0], "height": words[1]}
            raise ValueError(f'"{value}" is no page size.|Write width and height: 156mm 234mm.')
        return value


class FontsForm(Form):
    text: str = "Literata"
    fallback: Annotated[tuple[str, ...], _as_list] = ("Noto Serif", "Noto Sans")


class ConformanceForm(Form):
    epub: str = ""
    pdf: Literal["", "PDF/UA-1"] = "PDF/UA-1"


class ChapterForm(Form):
    source: str = ""
    part: str = ""
    id: str = ""
    chapters: tuple[str, ...] = ()


class BookForm(Form):
    title: str
    subtitle: str = ""
    short_title: str = ""
    creator: Annotated[tuple[Annotated[ContributorForm, _as("name")], ...], _as_list] = ()
    contributor: Annotated[tuple[Annotated[ContributorForm, _as("name")], ...], _as_list] = ()
    publisher: Annotated[PublisherForm, _as("name")]
    date: Annotated[str, AfterValidator(date_text)]
    lang: Annotated[str, AfterValidator(language_tag)]
    edition: str = ""
    version: str = "1.0"
    status: Literal["working", "final"] = "final"
    identifier: Annotated[IdentifierForm, _as("print")] = IdentifierForm()
    series: Annotated[SeriesForm | None, _as("title")] = None
    rights: str = ""
    license: Annotated[LicenseForm, _as("name")] = LicenseForm()
    funding: Annotated[tuple[Annotated[FundingForm, _as("statement")], ...], _as_list] = ()
    description: str = ""
    subjects: Annotated[tuple[str, ...], _as_list] = ()
    dedication: str = ""
    epigraph: Annotated[tuple[Annotated[EpigraphForm, _as("text")], ...], _as_list] = ()
    catalogue: CatalogueForm = CatalogueForm()
    printing: PrintingForm = PrintingForm()
    index: IndexStyleForm = IndexStyleForm()
    metadata: MetadataForm = MetadataForm()
    press: PressForm = PressForm()
    binding: BindingField = BindingForm()
    notice: str = ""
    csl: str = "chicago-notes-bibliography"
    citations: CitationsForm = CitationsForm()
    excerpts: ExcerptsForm = ExcerptsForm()
    page: PageForm = PageForm()
    fonts: FontsForm = FontsForm()
    conformance: ConformanceForm = ConformanceForm()
    accessibility: AccessibilityForm = AccessibilityForm()
    frontmatter: tuple[str, ...] = ("half-title", "title", "imprint", "contents")
    chapters: tuple[Annotated[ChapterForm, _as("source")], ...]
    backmatter: tuple[str, ...] = ("bibliography",)
    cover: str = ""
    cover_alt: str = ""
