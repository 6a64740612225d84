"""Reads the book's own rules from manuscript/STYLE.yaml, with a fault for each that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator

from bookbuilder.checks.house_style.rules import Rule, avoided, preferred
from bookbuilder.checks.house_style.typography import TYPOGRAPHY
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, did_you_mean
from bookbuilder.manuscript.forms import Form, fill
from bookbuilder.source import is_file
from bookbuilder.yaml_source import read_yaml_file

STYLE_FILE = "manuscript/STYLE.yaml"

_Listed = Annotated[tuple[str, ...], BeforeValidator(lambda value: [value] if isinstance(value, str) else value)]


class PreferenceForm(Form):
    write: str
    """What to write; a star stands for the letters that a star in `not` stands for."""
    not_: _Listed
    """What not to write: organiz* is every word that begins so; a capital letter in it makes case count."""
    why: str = ""
    """The rule in a few words."""
    quoted: bool = False
    """Whether it holds for quotations and titles too."""
    in_names: bool = False
    """Whether it holds for words with a capital within a sentence too, which are parts of official names."""
    fix: bool = True
    """Whether `check --fix` may correct it."""


class AvoidForm(Form):
    not_: _Listed
    """What not to write."""
    why: str
    """The reason, and what to write instead."""


class AbbreviationsForm(Form):
    known: _Listed = ()
    """Abbreviations that need no explanation."""
    check: bool = True
    """Whether each of the others is explained where it first stands in a chapter."""


class StyleForm(Form):
    lang: str = "en"
    words: tuple[PreferenceForm, ...] = ()
    names: tuple[PreferenceForm, ...] = ()
    terms: tuple[PreferenceForm, ...] = ()
    avoid: tuple[AvoidForm, ...] = ()
    typography: _Listed = ()
    abbreviations: AbbreviationsForm | None = None


def read_style(folder: Path) -> Outcome[tuple[StyleForm, tuple[Rule, ...]] | None]:
    """The form and its rules; None where the book has no such file."""
    if not is_file(folder / STYLE_FILE):
        return Outcome(None)
    yaml = read_yaml_file(folder / STYLE_FILE, folder)
    if yaml.value is None or not isinstance(yaml.value.value, dict):
        return Outcome(None, yaml.diagnostics)
    filled = fill(StyleForm, yaml.value, code="STY")
    form = filled.value or StyleForm()
    faults = list(_unknown(form, yaml.value.at(("typography",))))
    rules = [TYPOGRAPHY[name] for name in form.typography if name in TYPOGRAPHY]
    for code, entries in (("HSE-001", form.words), ("HSE-002", form.names), ("HSE-003", form.terms)):
        rules += [
            preferred(code, each.write, wrong, each.why, each.quoted, each.fix, each.in_names or code != "HSE-001")
            for each in entries
            for wrong in each.not_
        ]
    rules += [avoided(wrong, each.why) for each in form.avoid for wrong in each.not_]
    return Outcome((form, tuple(rules)), (*yaml.diagnostics, *filled.diagnostics, *faults))


def _unknown(form: StyleForm, place: Location) -> Iterator[Diagnostic]:
    for name in form.typography:
        if name not in TYPOGRAPHY:
            remedy = did_you_mean(name, TYPOGRAPHY) or f"There are {', '.join(TYPOGRAPHY)}."
            yield Diagnostic("STY-004", place, f'There is no rule "{name}".', remedy)
