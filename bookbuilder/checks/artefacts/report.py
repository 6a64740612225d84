"""What one checker found in one artefact, as a value and as the JSON that a release keeps; what a release must refuse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bookbuilder.diagnostics import Diagnostic, Location, Severity, counted


@dataclass(frozen=True)
class Report:
    """One checker on one artefact."""

    tool: str
    """"EPUBCheck", "axe": its own name."""
    looks_for: str
    """What it would find: "violations of EPUB 3.3"."""
    artefact: str
    """The artefact's name in output/: the-book.epub, site."""
    outcome: Literal["passed", "failed", "not run"]
    """Failed: it found something, or it broke off."""
    version: str = ""
    """The checker's version; empty where it was not run."""
    errors: int = 0
    """What it calls errors, or violations."""
    warnings: int = 0
    """What it calls warnings; they fail it as errors do."""
    why: str = ""
    """Why it was not run, and what to do to have it."""

    def as_dict(self) -> dict[str, Any]:
        """Its line in the release's checks.json."""
        line = {
            "tool": self.tool,
            "version": self.version,
            "artefact": self.artefact,
            "looks-for": self.looks_for,
            "outcome": self.outcome,
            "errors": self.errors,
            "warnings": self.warnings,
        }
        return line | {"why": self.why} if self.why else line

    def __str__(self) -> str:
        name = f"{self.tool} {self.version}".strip()
        if self.outcome == "not run":
            return f"{name}, {self.artefact}: not run. It looks for {self.looks_for}. {self.why}"
        return f"{name}, {self.artefact}: {self.outcome}, {counted(self.errors, 'error')}, {counted(self.warnings, 'warning')}."


@dataclass(frozen=True)
class Checked:
    """What one checker gives back: its version, and what it found."""

    version: str
    found: tuple[Diagnostic, ...] = ()

    def report(self, tool: str, looks_for: str, artefact: str) -> Report:
        """Its report; whatever it found fails it."""
        errors = sum(fault.severity is Severity.ERROR for fault in self.found)
        warnings = sum(fault.severity is Severity.WARNING for fault in self.found)
        return Report(
            tool, looks_for, artefact, "failed" if errors or warnings else "passed", self.version, errors, warnings
        )


def not_run(reports: Iterable[Report]) -> list[Diagnostic]:
    """ART-001: a release needs every checker; a draft says which one was not here, and what it would have looked for."""
    return [
        Diagnostic(
            "ART-001",
            Location(report.artefact),
            f"{report.tool} was not run, which looks for {report.looks_for}.",
            report.why,
            blocks=frozenset(),
        )
        for report in reports
        if report.outcome == "not run"
    ]


def refused(reports: Sequence[Report]) -> list[Diagnostic]:
    """ART-002: what keeps a release from being made: a checker that was not run, or that found something."""
    faults = []
    for report in reports:
        if report.outcome == "not run":
            message, remedy = f"{report.tool} was not run, and a release needs it.", report.why
        elif report.outcome == "failed":
            message = (
                f"{report.tool} finds {counted(report.errors, 'error')} and {counted(report.warnings, 'warning')}."
            )
            remedy = "Run: python build.py check --artefacts"
        else:
            continue
        faults.append(Diagnostic("ART-002", Location(report.artefact), message, remedy))
    return faults
