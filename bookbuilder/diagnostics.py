"""Faults as values: what is wrong, where in the author's own file, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Severity(str, Enum):
    """How much a fault weighs: an error blocks every artefact that depends on it."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, order=True)
class Location:
    """A place in a file of the book: `file` relative to the book's folder, lines and columns counted from 1.

    Line 0 means the file as a whole; column 0 the line as a whole.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.file]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


ALL_FORMATS = frozenset({"pdf", "epub", "html"})


@dataclass(frozen=True)
class Diagnostic:
    """One fault: a code that is never reused, its severity, its place, what is wrong and what to do.

    `blocks` names the formats that cannot be written while an error stands; all of them unless said otherwise.
    """

    code: str
    location: Location
    message: str
    remedy: str = ""
    severity: Severity = Severity.ERROR
    blocks: frozenset[str] = ALL_FORMATS

    def __str__(self) -> str:
        text = f"{self.location}: {self.severity.value} {self.code}: {self.message}"
        return f"{text} {self.remedy}" if self.remedy else text

    def as_dict(self) -> dict[str, Any]:
        """The form of `--format json`: one object a fault."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "file": self.location.file,
            "line": self.location.line,
            "column": self.location.column,
            "message": self.message,
            "remedy": self.remedy,
            "blocks": sorted(self.blocks),
        }


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """What a stage gives back: its value (None where nothing could be made) and every fault it met."""

    value: T
    diagnostics: tuple[Diagnostic, ...] = ()


def errors(diagnostics: Iterable[Diagnostic], format: str | None = None) -> list[Diagnostic]:
    """The faults that block `format`, or any format when none is named."""
    return [
        diagnostic
        for diagnostic in diagnostics
        if diagnostic.severity is Severity.ERROR and (format is None or format in diagnostic.blocks)
    ]


def in_reading_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Each fault once, sorted by file, line, column and code."""
    return sorted(set(diagnostics), key=lambda d: (d.location, d.code, d.message))


def did_you_mean(word: str, known: Iterable[str], limit: int = 3) -> str:
    """`Did you mean "council2019strategy"?`, or an empty string where nothing known comes near."""
    import difflib

    candidates = sorted(set(known))
    lowered = {candidate.lower(): candidate for candidate in reversed(candidates)}
    close = difflib.get_close_matches(word.lower(), list(lowered), n=limit, cutoff=0.6)
    if not close:
        return ""
    *first, last = [f'"{lowered[match]}"' for match in close]
    return f"Did you mean {', '.join(first)} or {last}?" if first else f"Did you mean {last}?"
