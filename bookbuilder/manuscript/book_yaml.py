"""manuscript/book.yaml in; a typed `Book`, and a fault for every key, type, check digit and file that is wrong, out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, model_validator
from stdnum import isbn as isbn_number
from stdnum.exceptions import ValidationError as NumberError

from bookbuilder.diagnostics import Diagnostic, Location, Outcome, did_you_mean
from bookbuilder.manuscript.forms import Form, fill
from bookbuilder.manuscript.yaml_source import YamlValue, read_yaml
from bookbuilder.model.book import (
    Book,
    Citing,
    Conformance,
    Contributor,
    Entry,
    Fonts,
    Funding,
    Identifiers,
    Page,
    Part,
    Publisher,
    Series,
)
from bookbuilder.model.relators import RELATORS
from bookbuilder.source import Source

BOOK_FILE = "manuscript/book.yaml"

MADE_PAGES = (
    "half-title",
    "title",
    "imprint",
    "dedication",
    "contents",
    "list-of-figures",
    "list-of-tables",
    "bibliography",
    "interviews",
    "colophon",
)


def _as(key: str) -> BeforeValidator:
    """Let a bare word or number stand for a group with one key."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, (str, int, float)) else value)


_as_list = BeforeValidator(lambda value: [value] if isinstance(value, (str, dict)) else value)


def date_text(value: str) -> str:
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", value)
    if not match or not 1 <= int(match[2] or 1) <= 12 or not 1 <= int(match[3] or 1) <= 31:
        raise ValueError(f'"{value}" is no date.|Write 2021, 2021-03 or 2021-03-15.')
    return value


def language_tag(value: str) -> str:
    if not re.fullmatch(r"[a-zA-Z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?", value):
        raise ValueError(f'"{value}" is no language tag.|Write en-GB, ru or kk, for example.')
    return value


def _length(value: str) -> str:
    if not re.fullmatch(r"\d+(\.\d+)?(mm|cm|in|pt)", value):
        raise ValueError(f'"{value}" is no length.|Write a number and its unit: 156mm.')
    return value


def _isbn(value: str) -> str:
    if not value:
        return ""
    try:
        isbn_number.validate(value, convert=True)
    except NumberError:
        digits = isbn_number.compact(value)
        remedy = "An ISBN-13 has 13 digits."
        if len(digits) == 13 and digits[:12].isdigit():
            from stdnum import ean

            remedy = f"Its last digit would have to be {ean.calc_check_digit(digits[:12])}; compare it with your list."
        raise ValueError(f'"{value}" is no valid ISBN.|{remedy}') from None
    return isbn_number.format(value, convert=True)


def _doi(value: str) -> str:
    if value and not re.fullmatch(r"10\.\d{4,9}/\S+", value):
        raise ValueError(f'"{value}" is no DOI.|Write it without an address before it: 10.1234/abcd.')
    return value


def _orcid(value: str) -> str:
    if value:
        from stdnum import orcid

        if not orcid.is_valid(value):
            raise ValueError(f'"{value}" is no valid ORCID iD.|Compare it with the person\'s page.')
    return value


def _relator(value: str) -> str:
    if value not in RELATORS:
        raise ValueError(
            f'"{value}" is no MARC relator code.|'
            + (did_you_mean(value, RELATORS) or "Such as aut, edt, trl, ctb, fnd, pbl, ill, cov.")
        )
    return value


Isbn = Annotated[str, AfterValidator(_isbn)]
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
    url: str = ""


class FundingForm(Form):
    funder: str = ""
    statement: str = ""
    url: str = ""
    award: str = ""


class IdentifierForm(Form):
    print: Isbn = ""
    pdf: Isbn = ""
    epub: Isbn = ""
    html: Isbn = ""
    doi: Annotated[str, AfterValidator(_doi)] = ""


class SeriesForm(Form):
    title: str
    number: str = ""
    issn: str = ""


class LicenseForm(Form):
    name: str = ""
    url: str = ""


class CitationsForm(Form):
    reset_by_chapter: bool = True
    item_language: bool = False
    romanisation: Literal["", "ala-lc", "bgn-pcgn"] = ""
    link: bool = True


class PageForm(Form):
    width: Length = "156mm"
    height: Length = "234mm"

    @model_validator(mode="before")
    @classmethod
    def _one_line(cls, value: Any) -> Any:
        if isinstance(value, str):
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
    notice: str = ""
    csl: str = "chicago-notes-bibliography"
    citations: CitationsForm = CitationsForm()
    page: PageForm = PageForm()
    fonts: FontsForm = FontsForm()
    conformance: ConformanceForm = ConformanceForm()
    frontmatter: tuple[str, ...] = ("half-title", "title", "imprint", "contents")
    chapters: tuple[Annotated[ChapterForm, _as("source")], ...]
    backmatter: tuple[str, ...] = ("bibliography",)
    cover: str = ""
    cover_alt: str = ""


def read_book(source: Source, folder: Path) -> Outcome[Book | None]:
    """Read book.yaml; `folder` is the book's folder, in which the files that it names must lie."""
    yaml = read_yaml(source)
    if yaml.value is None:
        return Outcome(None, yaml.diagnostics)
    filled = fill(BookForm, yaml.value, code="BOK")
    diagnostics = [*yaml.diagnostics, *filled.diagnostics]
    if filled.value is None:
        return Outcome(None, tuple(diagnostics))
    book = _book(filled.value, yaml.value)
    diagnostics += _order_faults(book, folder)
    if book.cover and not (folder / "manuscript" / book.cover).is_file():
        diagnostics.append(_missing_file(yaml.value.at(("cover",)), book.cover, folder, ("jpg", "jpeg", "png", "svg")))
    return Outcome(book, tuple(diagnostics))


def _book(form: BookForm, yaml: YamlValue) -> Book:
    parts: list[Part] = []
    loose: list[Entry] = []
    for index, chapter in enumerate(form.chapters):
        place = yaml.at(("chapters", index))
        if chapter.part:
            if loose:
                parts.append(Part(chapters=tuple(loose)))
                loose = []
            entries = tuple(
                Entry(name, yaml.at(("chapters", index, "chapters", number)))
                for number, name in enumerate(chapter.chapters)
            )
            parts.append(Part(chapter.part, entries, chapter.id or f"part-{len([p for p in parts if p.title]) + 1}", place))
        else:
            loose.append(Entry(chapter.source, place))
    if loose:
        parts.append(Part(chapters=tuple(loose)))
    return Book(
        title=form.title,
        subtitle=form.subtitle,
        short_title=form.short_title,
        lang=form.lang,
        creator=tuple(_contributor(person) for person in form.creator),
        contributor=tuple(_contributor(person) for person in form.contributor),
        publisher=Publisher(form.publisher.name, form.publisher.place, form.publisher.url),
        date=form.date,
        edition=form.edition,
        version=form.version,
        status=form.status,
        identifier=Identifiers(**form.identifier.model_dump()),
        series=Series(**form.series.model_dump()) if form.series else None,
        rights=form.rights,
        license=form.license.name,
        license_url=form.license.url,
        funding=tuple(Funding(**funding.model_dump()) for funding in form.funding),
        description=form.description,
        subjects=form.subjects,
        notice=form.notice,
        citing=Citing(form.csl, **form.citations.model_dump()),
        page=Page(form.page.width, form.page.height),
        fonts=Fonts(form.fonts.text, form.fonts.fallback),
        conformance=Conformance(form.conformance.epub, form.conformance.pdf),
        frontmatter=_entries("frontmatter", form.frontmatter, yaml),
        parts=tuple(parts),
        backmatter=_entries("backmatter", form.backmatter, yaml),
        cover=form.cover,
        cover_alt=form.cover_alt,
        locations={".".join(str(key) for key in path): place for path, place in yaml.places.items()},
    )


def _contributor(form: ContributorForm) -> Contributor:
    values = form.model_dump()
    values["roles"] = values.pop("role")
    return Contributor(**values)


def _entries(key: str, names: tuple[str, ...], yaml: YamlValue) -> tuple[Entry, ...]:
    return tuple(Entry(name, yaml.at((key, index))) for index, name in enumerate(names))


def _order_faults(book: Book, folder: Path) -> list[Diagnostic]:
    faults: list[Diagnostic] = []
    seen: dict[str, Location] = {}
    chapters = [entry for part in book.parts for entry in part.chapters]
    for entry in (*book.frontmatter, *chapters, *book.backmatter):
        if entry.source in seen:
            message = f'"{entry.source}" stands in the order twice; the first is in line {seen[entry.source].line}.'
            faults.append(Diagnostic("BOK-006", entry.location, message, "Keep one of them."))
            continue
        seen[entry.source] = entry.location
        if entry.is_file:
            if not (folder / "manuscript" / entry.source).is_file():
                faults.append(_missing_file(entry.location, entry.source, folder, ("md",)))
        elif entry in chapters:
            message = f'"{entry.source}" is no chapter: a chapter is a Markdown file.'
            remedy = _near_file(f"{entry.source}.md", folder, ("md",)) or "Name a file that ends in .md."
            faults.append(Diagnostic("BOK-005", entry.location, message, remedy))
        elif entry.source not in MADE_PAGES:
            message = f'"{entry.source}" is neither a Markdown file nor a page that can be made.'
            remedy = did_you_mean(entry.source, MADE_PAGES) or _near_file(f"{entry.source}.md", folder, ("md",))
            faults.append(
                Diagnostic("BOK-005", entry.location, message, remedy or f"Pages: {', '.join(MADE_PAGES)}.")
            )
    if not chapters:
        place = book.locations["chapters"] if "chapters" in book.locations else Location(BOOK_FILE)
        faults.append(Diagnostic("BOK-007", place, "The book has no chapter.", "Name at least one Markdown file."))
    return faults


def _missing_file(place: Location, name: str, folder: Path, endings: tuple[str, ...]) -> Diagnostic:
    return Diagnostic(
        "BOK-004", place, f'There is no file manuscript/{name}.', _near_file(name, folder, endings) or "Check the name."
    )


def _near_file(name: str, folder: Path, endings: tuple[str, ...]) -> str:
    root = folder / "manuscript"
    known = [path.relative_to(root).as_posix() for ending in endings for path in root.rglob(f"*.{ending}")]
    return did_you_mean(name, known)
