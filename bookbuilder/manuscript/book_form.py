"""The form of book.yaml: what its keys must pass, and the few that have another form there than in `Book`."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, Field
from stdnum import issn

from bookbuilder.manuscript import accessible_form, metadata_form, page_form, parts_form, people_form, press_form
from bookbuilder.manuscript.declared import declare, form_of
from bookbuilder.manuscript.forms import Form
from bookbuilder.manuscript.values import DOI, ISBN, date_text, language_tag, stands_for, web_address
from bookbuilder.model.book import Book, Citing, Identifiers, Series

__all__ = ["BookForm"]

CHECKED = (accessible_form, metadata_form, page_form, parts_form, people_form, press_form)
"""The modules that declare what the larger groups must pass."""


def _issn(value: str) -> str:
    if value and not issn.is_valid(value):
        raise ValueError(
            f'"{value}" is not a valid ISSN.|Compare it with the series: eight figures, the last may be X.'
        )
    return issn.format(value) if value else ""


class LicenseForm(Form):
    name: str = ""
    """The licence of the text: CC BY-NC-ND 4.0."""
    url: Annotated[str, AfterValidator(web_address)] = ""
    """The licence's address."""


class ChapterForm(Form):
    source: str = ""
    """A file under manuscript/."""
    part: str = ""
    """The title of a part, instead of a file."""
    id: str = ""
    """The part's id, for cross-references."""
    chapters: tuple[str, ...] = ()
    """The part's files."""


declare(Identifiers, short="print", print=ISBN, pdf=ISBN, epub=ISBN, html=ISBN, doi=DOI)
declare(Series, short="title", issn=AfterValidator(_issn))
declare(Citing, without=["style"])

declare(
    Book,
    lang=AfterValidator(language_tag),
    date=AfterValidator(date_text),
    without=["license", "license_url", "citing", "frontmatter", "parts", "backmatter", "locations"],
    apart={
        "license": (Annotated[LicenseForm, stands_for("name")], LicenseForm()),
        "csl": (
            str,
            Field(Citing().style, description="The name of a CSL style, or the path of a .csl file in styles/csl/."),
        ),
        "citations": (form_of(Citing), Field(form_of(Citing)(), description="What CSL leaves to the book.")),
        "frontmatter": (tuple[str, ...], ("half-title", "title", "imprint", "contents")),
        "chapters": (
            tuple[Annotated[ChapterForm, stands_for("source")], ...],
            Field(description="The files of the chapters in reading order, by themselves or in parts."),
        ),
        "backmatter": (tuple[str, ...], ("bibliography",)),
    },
)

BookForm: Any = form_of(Book)
