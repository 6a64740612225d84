"""Reads which warnings the book's `release.yaml` explains, and reports each explanation that explains nothing.

    explained:
      - code: PDF-020
        file: manuscript/03-trade.md
        says: two lines short
        because: The table must not be divided.

`says` may be left out; it is a piece of the message, where one file has the same warning twice for different reasons.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bookbuilder.diagnostics import Diagnostic, Location, Outcome, Severity
from bookbuilder.manuscript.declared import form_of, value_of
from bookbuilder.manuscript.forms import Form, fill
from bookbuilder.yaml_source import read_yaml_file

FILE = "release.yaml"


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """Why a warning stands."""

    code: str
    file: str
    says: str = ""
    because: str
    location: Location

    def explains(self, fault: Diagnostic) -> bool:
        """Whether this warning is meant."""
        return fault.code == self.code and fault.location.file == self.file and self.says in fault.message


class ReleaseForm(Form):
    explained: tuple[form_of(Explanation), ...] = ()  # type: ignore[valid-type]


def read_explanations(folder: Path) -> Outcome[tuple[Explanation, ...]]:
    """Every explanation of the book; a book without the file has none."""
    if not (folder / FILE).is_file():
        return Outcome(())
    yaml = read_yaml_file(folder / FILE, folder)
    if yaml.value is None:
        return Outcome((), yaml.diagnostics)
    form = fill(ReleaseForm, yaml.value, code="RLS")
    made = value_of(form.value.explained, yaml.value, ("explained",)) if form.value is not None else ()
    return Outcome(made, (*yaml.diagnostics, *form.diagnostics))


@dataclass(frozen=True)
class Weighed:
    """Warnings after the explanations were read."""

    explained: tuple[tuple[Diagnostic, str], ...]
    """Warnings that stand for a reason, with it."""
    unexplained: tuple[Diagnostic, ...]
    idle: tuple[Diagnostic, ...]
    """A fault for each explanation that explains nothing."""


def weigh(diagnostics: Sequence[Diagnostic], explanations: Sequence[Explanation]) -> Weighed:
    """Part the warnings into those with a reason and those without."""
    explained: list[tuple[Diagnostic, str]] = []
    unexplained: list[Diagnostic] = []
    used: set[Explanation] = set()
    for fault in diagnostics:
        if fault.severity is not Severity.WARNING:
            continue
        found = next((it for it in explanations if it.explains(fault)), None)
        if found is None:
            unexplained.append(fault)
        else:
            used.add(found)
            explained.append((fault, found.because))
    idle = tuple(
        Diagnostic(
            "RLS-021",
            it.location,
            f"There is no warning {it.code} in {it.file} to explain.",
            f"Delete the entry from {FILE}.",
        )
        for it in explanations
        if it not in used
    )
    return Weighed(tuple(explained), tuple(unexplained), idle)
