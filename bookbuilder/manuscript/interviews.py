"""Reads a transcript: the interview with its consent and its turns; of a withdrawn one no word is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import PurePosixPath
from typing import Any

from bookbuilder.cache import Steps
from bookbuilder.cleaning import is_safe_address
from bookbuilder.diagnostics import Diagnostic, Outcome, did_you_mean
from bookbuilder.manuscript.chapters import split_front_matter
from bookbuilder.manuscript.turns import read_turns
from bookbuilder.masked_source import without_secrets
from bookbuilder.model.interview import Consent, Interview
from bookbuilder.source import Source
from bookbuilder.yaml_source import YamlValue, read_yaml

_PLAIN_KEYS = re.compile(r"^[ \t]*(code|name|attribution|withdrawn):[ \t]*([^#\n]+)", re.MULTILINE)


def read_interview(source: Source) -> Outcome[Interview | None]:
    """Read one file of manuscript/interviews/; None where it is not clear what it is."""
    source, secrets = (read := without_secrets(source)).value, read.diagnostics
    form, yaml, text, diagnostics = _metadata(source)
    diagnostics += secrets
    if form is None or yaml is None:
        return Outcome(None, tuple(diagnostics))
    named = form.consent.attribution == "named" and not form.withdrawn
    is_read = form.consent.scope != () or not diagnostics
    if named and not form.name:
        place = yaml.at(("consent", "attribution"))
        diagnostics.append(
            Diagnostic("INT-002", place, "The expert is to be named, and has no name here.", "Add a line: name: …")
        )
    if form.name and not named and is_read:
        message = (
            "The name of an expert who is not to be named, or has withdrawn, stands here, in a file that is passed on."
        )
        remedy = "Move it to manuscript/interviews/private.yaml, which stays with you."
        diagnostics.append(Diagnostic("INT-009", yaml.key_at(("name",)), message, remedy))
    if form.code.lower() != PurePosixPath(source.file).stem.lower():
        message = f'The code is "{form.code}", and the file is called {PurePosixPath(source.file).name}.'
        remedy = f"Call the file {form.code}.md, or write the code that chapters quote."
        diagnostics.append(Diagnostic("INT-014", yaml.at(("code",)), message, remedy))
    from bookbuilder.manuscript.declared import value_of

    turns, faults = ([], []) if form.withdrawn else read_turns(source, text, form.language)
    interview: Interview = replace(value_of(form, yaml, turns=tuple(turns)), location=yaml.key_at(("code",)))
    if not named:
        interview = replace(interview, name="", affiliation="")
    return Outcome(interview, (*diagnostics, *faults, *_unsafe_links(source)))


def has_withdrawn(source: Source, name: str, steps: Steps) -> bool:
    """Whether the transcript says that the expert has withdrawn; then no step may remember its words."""

    def says_so() -> bool:
        form, _, _, _ = _metadata(source)
        return form is not None and bool(form.withdrawn)

    return steps.step(f"see whether {name} has withdrawn", {"metadata": split_front_matter(source)[0]}, says_so)


def may_name(source: Source, name: str, steps: Steps) -> bool:
    """Whether the transcript's metadata may hold a name that is `withheld`; the name itself is remembered nowhere."""
    inputs = {"metadata": split_front_matter(source)[0] or source.text}
    return steps.step(f"see whether {name} gives a name away", inputs, lambda: bool(withheld(source)[1]))


def withheld(source: Source) -> tuple[str, str]:
    """The code of an interview, and the name in its own metadata of an expert who is not to be named, or has withdrawn.

    Metadata that cannot be understood is looked through word by word: a fault in it gives no name away.
    """
    form, _, _, _ = _metadata(source)
    if form is None:
        words = {key: value.strip(" \t\"'") for key, value in _PLAIN_KEYS.findall(source.text)}
        if words.get("attribution") == "named" and "withdrawn" not in words:
            return "", ""
        return words.get("code", ""), words.get("name", "")
    if form.consent.attribution == "named" and not form.withdrawn:
        return "", ""
    return form.code, form.name


def _metadata(source: Source) -> tuple[Any, YamlValue | None, str, list[Diagnostic]]:
    metadata, text, first_line = split_front_matter(source)
    if metadata is None:
        fault = Diagnostic(
            "INT-001", source.whole(), "This transcript has no metadata block.", "Begin it with ---, code: …, ---"
        )
        return None, None, text, [fault]
    yaml = read_yaml(source, metadata, first_line)
    if yaml.value is None or not isinstance(yaml.value.value, dict):
        return None, None, text, list(yaml.diagnostics)
    from bookbuilder.manuscript.forms import fill  # a transcript that is read already needs no form
    from bookbuilder.manuscript.interview_form import InterviewForm

    filled = fill(InterviewForm, yaml.value, code="INV")
    form: Any = filled.value
    said = yaml.value.value
    if form is not None and not form.withdrawn and _speaks_of_withdrawal(said):
        form = form.model_copy(update={"withdrawn": "a day that cannot be read"})
    at_consent = _lines_of_consent(yaml.value)
    unclear = yaml.diagnostics or any(it.location.line in at_consent for it in filled.diagnostics)
    if form is not None and (unclear or any(_is_of_consent(key) for key in said)):
        form = form.model_copy(update={"consent": form.consent.model_copy(update=NO_CONSENT)})
    return form, yaml.value, text, [*yaml.diagnostics, *filled.diagnostics]


NO_CONSENT = {"scope": (), "attribution": "anonymous"}
"""What is taken of a consent that cannot be read."""
_REFUSED = ("withdrawn", "withdrew", "retracted", "revoked", "refused", "denied")
_NO = re.compile(r"\b(?:no|not|none|never|нет|не|жоқ)\b|отозва|отказ", re.IGNORECASE)


def _speaks_of_withdrawal(metadata: dict[str, Any]) -> bool:
    """Whether a key or a value says that the expert has withdrawn, in another word, place or form: no slip prints their words."""
    inner = metadata.get("consent")
    every = {**(inner if isinstance(inner, dict) else {"attribution": inner}), **metadata}
    values = [str(every[key]) for key in ("status", "attribution", "scope") if every.get(key) is not None]
    words = [word for value in values for word in re.findall(r"\w+", value)]
    words += [str(key) for key, value in every.items() if value and value != inner]
    return (
        inner is False
        or any(map(_NO.search, values))
        or any(word.lower() in _REFUSED or did_you_mean(word, _REFUSED[:1]) for word in words)
    )


def _is_of_consent(key: Any) -> bool:
    """Whether a key at the top is `consent` with a slip in it, or stands in it by right."""
    known = {it.name for it in fields(Interview)}
    return key not in known and bool(did_you_mean(str(key), ("consent", *(it.name for it in fields(Consent)))))


def _lines_of_consent(yaml: YamlValue) -> set[int]:
    """The lines of the file on which the consent stands; a fault in it gives no consent for any edition."""
    return {
        place.line for places in (yaml.places, yaml.keys) for path, place in places.items() if path[:1] == ("consent",)
    }


def _unsafe_links(source: Source) -> Iterator[Diagnostic]:
    """CLN-001 at the transcript's own line, since a chapter has only the call that quotes it."""
    for link in re.finditer(r"\]\(\s*<?([^()\s<>]+)", source.text):
        if not is_safe_address(link[1]):
            message = f"The link to “{link[1][:60]}” is left out of every edition."
            remedy = "Links begin with https:, http:, mailto:, tel:, doi:, urn: or #."
            yield Diagnostic("CLN-001", source.at(link.start(1)), message, remedy)
