"""Reads a transcript: the interview with its consent and its turns; of a withdrawn one no word is kept."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from bookbuilder.diagnostics import Diagnostic, Outcome, Severity, did_you_mean
from bookbuilder.manuscript.chapters import split_front_matter
from bookbuilder.manuscript.forms import Form, fill
from bookbuilder.manuscript.turns import read_turns
from bookbuilder.manuscript.values import date_text, language_tag
from bookbuilder.model.interview import Consent, Interview
from bookbuilder.source import Source
from bookbuilder.yaml_source import YamlValue, read_yaml

Day = Annotated[str, AfterValidator(lambda value: date_text(value) if value else value)]


def _code(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][\w-]*", value):
        raise ValueError(f'"{value}" is not a code.|Write letters, digits and hyphens: kz-01.')
    return value


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class ConsentForm(Form):
    """What the expert agreed to."""

    attribution: Literal["named", "described", "anonymous"] = "anonymous"
    scope: Annotated[tuple[Literal["pdf", "epub", "html"], ...], BeforeValidator(_listed)] = ("pdf", "epub", "html")
    embargo: Day = ""
    approved: Day = ""
    fingerprint: str = ""


class InterviewForm(Form):
    """What the metadata block of a transcript may say."""

    code: Annotated[str, AfterValidator(_code)]
    name: str = ""
    description: str
    country: str = ""
    affiliation: str = ""
    date: Day
    place: str = ""
    channel: str = ""
    language: Annotated[str, AfterValidator(language_tag)]
    interviewer: str = ""
    translator: str = ""
    archive: str = ""
    status: Literal["specimen", "final"] = "final"
    consent: ConsentForm = ConsentForm()
    withdrawn: Day = ""
    public_as: Annotated[tuple[str, ...], BeforeValidator(_listed)] = Field((), alias="public_as")

    @model_validator(mode="before")
    @classmethod
    def _either_spelling(cls, value: Any) -> Any:
        if isinstance(value, dict) and "public-as" in value and "public_as" not in value:
            return {("public_as" if key == "public-as" else key): inner for key, inner in value.items()}
        return value


_PLAIN_KEYS = re.compile(r"^[ \t]*(code|name|attribution):[ \t]*([^#\n]+)", re.MULTILINE)


def read_interview(source: Source) -> Outcome[Interview | None]:
    """Read one file of manuscript/interviews/; None where it is not clear what it is."""
    form, yaml, text, diagnostics = _metadata(source)
    if form is None or yaml is None:
        return Outcome(None, tuple(diagnostics))
    named = form.consent.attribution == "named"
    if named and not form.name:
        place = yaml.at(("consent", "attribution"))
        diagnostics.append(
            Diagnostic("INT-002", place, "The expert is to be named, and has no name here.", "Add a line: name: …")
        )
    if form.name and not named:
        message = "The name of an expert who is not to be named stands here, in a file that is passed on."
        remedy = "Move it to manuscript/interviews/private.yaml, which stays with you."
        diagnostics.append(Diagnostic("INT-009", yaml.key_at(("name",)), message, remedy, Severity.WARNING))
    if form.code.lower() != PurePosixPath(source.file).stem.lower():
        message = f'The code is "{form.code}", and the file is called {PurePosixPath(source.file).name}.'
        remedy = f"Call the file {form.code}.md, or write the code that chapters quote."
        diagnostics.append(Diagnostic("INT-014", yaml.at(("code",)), message, remedy, Severity.WARNING))
    turns, faults = ([], []) if form.withdrawn else read_turns(source, text, form.language)
    consent = Consent(**form.consent.model_dump(), withdrawn=form.withdrawn)
    values = form.model_dump(exclude={"consent", "withdrawn"})
    if not named:
        values |= {"name": "", "affiliation": ""}
    interview = Interview(**values, consent=consent, turns=tuple(turns), location=yaml.key_at(("code",)))
    return Outcome(interview, (*diagnostics, *faults))


def is_withdrawn(source: Source) -> bool:
    """Whether the transcript says that the expert has withdrawn; then no step may remember its words."""
    form, _, _, _ = _metadata(source)
    return form is not None and bool(form.withdrawn)


def withheld(source: Source) -> tuple[str, str]:
    """The code of an interview, and the name in its own metadata of an expert who is not to be named.

    Metadata that cannot be understood is looked through word by word: a fault in it gives no name away.
    """
    form, _, _, _ = _metadata(source)
    if form is None:
        words = {key: value.strip(" \t\"'") for key, value in _PLAIN_KEYS.findall(source.text)}
        if words.get("attribution") == "named":
            return "", ""
        return words.get("code", ""), words.get("name", "")
    if form.consent.attribution == "named":
        return "", ""
    return form.code, form.name


def _metadata(source: Source) -> tuple[InterviewForm | None, YamlValue | None, str, list[Diagnostic]]:
    metadata, text, first_line = split_front_matter(source)
    if metadata is None:
        fault = Diagnostic(
            "INT-001", source.whole(), "This transcript has no metadata block.", "Begin it with ---, code: …, ---"
        )
        return None, None, text, [fault]
    yaml = read_yaml(source, metadata, first_line)
    if yaml.value is None or not isinstance(yaml.value.value, dict):
        return None, None, text, list(yaml.diagnostics)
    filled = fill(InterviewForm, yaml.value, code="INV")
    form = filled.value
    if form is not None and not form.withdrawn and _speaks_of_withdrawal(yaml.value.value):
        form = form.model_copy(update={"withdrawn": "a day that cannot be read"})
    return form, yaml.value, text, [*yaml.diagnostics, *filled.diagnostics]


def _speaks_of_withdrawal(metadata: dict[str, Any]) -> bool:
    """Whether a key says that the expert has withdrawn, with a slip in its name, place or value: no slip prints their words."""
    inner = metadata.get("consent")
    every = {**(inner if isinstance(inner, dict) else {}), **metadata}
    return any(value and (key == "withdrawn" or did_you_mean(str(key), ["withdrawn"])) for key, value in every.items())
