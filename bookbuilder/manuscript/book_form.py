"""What book.yaml may say: its keys, their types and the checks that one value alone can pass or fail."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator
from stdnum import issn

from bookbuilder.manuscript.accessible_form import AccessibilityForm
from bookbuilder.manuscript.forms import Form
from bookbuilder.manuscript.metadata_form import MetadataForm
from bookbuilder.manuscript.page_form import PageForm
from bookbuilder.manuscript.parts_form import CatalogueForm, EpigraphForm, IndexStyleForm, PrintingForm
from bookbuilder.manuscript.people_form import ContributorForm, FundingForm, PublisherForm
from bookbuilder.manuscript.press_form import BindingField, BindingForm, PressForm
from bookbuilder.manuscript.values import Doi, Isbn, as_list, date_text, language_tag, stands_for, web_address


def _issn(value: str) -> str:
    if value and not issn.is_valid(value):
        raise ValueError(f'"{value}" is no valid ISSN.|Compare it with the series: eight figures, the last may be X.')
    return issn.format(value) if value else ""


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
    editors: Annotated[tuple[str, ...], as_list] = ()
    volumes: Annotated[tuple[str, ...], as_list] = ()


class LicenseForm(Form):
    name: str = ""
    url: Annotated[str, AfterValidator(web_address)] = ""


class CitationsForm(Form):
    reset_by_chapter: bool = True
    item_language: bool = False
    romanisation: Literal["", "ala-lc", "bgn-pcgn"] = ""
    link: bool = True


class ExcerptsForm(Form):
    original: Literal["none", "below", "beside", "note"] = "none"
    first: Literal["translation", "original"] = "translation"


class FontsForm(Form):
    text: str = "Literata"
    fallback: Annotated[tuple[str, ...], as_list] = ("Noto Serif", "Noto Sans")
    code: str = "Source Code Pro"


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
    creator: Annotated[tuple[Annotated[ContributorForm, stands_for("name")], ...], as_list] = ()
    contributor: Annotated[tuple[Annotated[ContributorForm, stands_for("name")], ...], as_list] = ()
    publisher: Annotated[PublisherForm, stands_for("name")] = PublisherForm(name="")
    date: Annotated[str, AfterValidator(date_text)] = ""
    lang: Annotated[str, AfterValidator(language_tag)] = "en"
    edition: str = ""
    version: str = "1.0"
    status: Literal["working", "final"] = "final"
    identifier: Annotated[IdentifierForm, stands_for("print")] = IdentifierForm()
    series: Annotated[SeriesForm | None, stands_for("title")] = None
    rights: str = ""
    license: Annotated[LicenseForm, stands_for("name")] = LicenseForm()
    funding: Annotated[tuple[Annotated[FundingForm, stands_for("statement")], ...], as_list] = ()
    description: str = ""
    subjects: Annotated[tuple[str, ...], as_list] = ()
    dedication: str = ""
    epigraph: Annotated[tuple[Annotated[EpigraphForm, stands_for("text")], ...], as_list] = ()
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
    classes: Annotated[tuple[str, ...], as_list] = ()
    conformance: ConformanceForm = ConformanceForm()
    accessibility: AccessibilityForm = AccessibilityForm()
    frontmatter: tuple[str, ...] = ("half-title", "title", "imprint", "contents")
    chapters: tuple[Annotated[ChapterForm, stands_for("source")], ...]
    backmatter: tuple[str, ...] = ("bibliography",)
    cover: str = ""
    cover_alt: str = ""
