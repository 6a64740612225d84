"""Reads the metadata block at the top of a chapter, by its form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

from pydantic import AfterValidator

from bookbuilder.diagnostics import Diagnostic, Outcome
from bookbuilder.manuscript import sources_form
from bookbuilder.manuscript.declared import form_of, value_of
from bookbuilder.manuscript.forms import Form, fill
from bookbuilder.manuscript.people_form import ORCID
from bookbuilder.manuscript.values import DOI, as_list, language_tag, stands_for
from bookbuilder.model.chapter import Chapter
from bookbuilder.model.people import Contributor
from bookbuilder.model.references import Uncited
from bookbuilder.source import Source
from bookbuilder.yaml_source import YamlValue, read_yaml

CHECKED = (sources_form,)
"""The module that declares what `nocite` must pass."""


class ChapterForm(Form):
    """What the metadata block at the top of a chapter may say."""

    short_title: str = ""
    """The title for running heads."""
    lang: Annotated[str, AfterValidator(lambda value: language_tag(value) if value else value)] = ""
    """BCP 47 tag of the chapter's language, where it is not the book's."""
    author: Annotated[tuple[Annotated[form_of(Contributor), stands_for("name")], ...], as_list] = ()  # type: ignore[valid-type]
    """Who wrote this chapter, in a book of several authors: names, or groups of name, affiliation, orcid, sort-name."""
    affiliation: str = ""
    """The institution of every author of the chapter who names none."""
    orcid: Annotated[str, ORCID] = ""
    """The ORCID iD of a chapter's only author."""
    doi: Annotated[str, DOI] = ""
    """The chapter's own DOI: 10.1234/abcd.01."""
    abstract: str = ""
    """What the chapter says in short, as plain text; an empty line parts two paragraphs."""
    keywords: Annotated[tuple[str, ...], as_list] = ()
    """Keywords of the chapter, each a few words."""
    nocite: Annotated[tuple[Annotated[form_of(Uncited), stands_for("text")], ...], as_list] = ()  # type: ignore[valid-type]
    """Sources that the list of sources has though nothing cites them: "@key, @other", or "@*" for all."""


def read_metadata(bare: Chapter, source: Source, metadata: str, first_line: int) -> Outcome[Chapter]:
    """A chapter, `bare` of all but its id, with what its metadata says; the YAML begins in `first_line` of the source."""
    yaml = read_yaml(source, metadata, first_line)
    if yaml.value is None or yaml.value.value is None:
        return Outcome(bare, yaml.diagnostics)
    if not isinstance(yaml.value.value, dict):
        fault = Diagnostic(
            "CHP-003", yaml.value.whole, "The metadata block needs these keys with values.", "short-title: …"
        )
        return Outcome(bare, (*yaml.diagnostics, fault))
    filled = fill(ChapterForm, yaml.value, code="CHP")
    form = filled.value or ChapterForm()
    chapter = replace(
        bare,
        short_title=form.short_title,
        lang=form.lang,
        authors=_authors(form, yaml.value),
        doi=form.doi,
        abstract=form.abstract.strip(),
        keywords=form.keywords,
        nocite=value_of(form.nocite, yaml.value, ("nocite",)),
    )
    faults = (*yaml.diagnostics, *filled.diagnostics, *_whose(form, yaml.value))
    return Outcome(chapter, faults)


def _authors(form: ChapterForm, yaml: YamlValue) -> tuple[Contributor, ...]:
    """The authors with what the block says of all of them, or of the only one."""
    authors: tuple[Contributor, ...] = value_of(form.author, yaml, ("author",))
    alone = form.orcid if len(authors) == 1 else ""
    return tuple(
        replace(author, affiliation=author.affiliation or form.affiliation, orcid=author.orcid or alone)
        for author in authors
    )


def _whose(form: ChapterForm, yaml: YamlValue) -> Iterator[Diagnostic]:
    """CHP-003: an affiliation or an ORCID iD beside `author:` belongs to somebody."""
    for key, given, meant in (
        ("affiliation", form.affiliation, form.author),
        ("orcid", form.orcid, len(form.author) == 1),
    ):
        if given and not meant:
            message = (
                f'"{key}" needs an author beside it.'
                if not form.author
                else f'Whose is this "{key}"? The chapter has {len(form.author)} authors.'
            )
            yield Diagnostic(
                "CHP-003", yaml.key_at((key,)), message, f"Write it below its author: - {{name: …, {key}: …}}"
            )
