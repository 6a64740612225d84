"""Faults as values: what is wrong, where in the author's own file, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar, cast

from bookbuilder.address_secrets import masked, secrets_in
from bookbuilder.diagnostics.catalogue import asks, stops, weight
from bookbuilder.diagnostics.near_words import did_you_mean
from bookbuilder.diagnostics.stage import Severity, Stage

__all__ = [
    "ALL_FORMATS", "Diagnostic", "Location", "Outcome", "Severity", "Stage",
    "blocking", "counted", "did_you_mean", "errors", "in_reading_order", "shown", "weighed",
]  # fmt: skip

T = TypeVar("T")
_UNSEEN = (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)  # fmt: skip
_ESCAPED = {sign: f"\\x{sign:02x}" if sign < 0x100 else f"\\u{sign:04x}" for sign in _UNSEEN}
"""What a terminal obeys, and does not show: controls, and the signs that turn the direction of a line; and what no file can hold."""
_WITHIN = {sign: shown for sign, shown in _ESCAPED.items() if chr(sign) not in "\t\n\r"}
_HIDDEN = re.compile(f"[{''.join(map(chr, _WITHIN))}]")


def counted(number: int, word: str) -> str:
    """A number of things as a message names it: "1 page", "12 pages"."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def shown(text: str) -> str:
    """A line of a message as a terminal may have it, whatever names of files stand in it."""
    return text.translate(_ESCAPED)


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

    The severity is that of a draft, from the table of `catalogue.py`, unless the rule weighs case by case; `weighed`
    gives it the weight of another stage. `blocks` names the formats that it concerns: all of them unless said otherwise.
    """

    code: str
    location: Location
    message: str
    remedy: str = ""
    severity: Severity = field(default=cast(Severity, None))
    blocks: frozenset[str] = ALL_FORMATS
    causes: tuple[str, ...] = ()
    """What one correction removes from this place and others, a sentence each with what to do: a report says it once."""

    def __post_init__(self) -> None:
        for name in ("message", "remedy"):  # whatever a fault quotes, it shows no password and no control
            words = getattr(self, name)
            if _HIDDEN.search(words):  # drafts and proofs print it
                words = words.translate(_WITHIN)
            if next(secrets_in(words), None):
                words = masked(words)
            object.__setattr__(self, name, words)
        if cast(object, self.severity) is None:
            object.__setattr__(self, "severity", weight(self.code, Stage.DRAFT))

    def __str__(self) -> str:
        text = f"{self.location}: {self.severity.value} {self.code}: {self.message}"
        return shown(f"{text} {self.remedy}" if self.remedy else text)

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
    """The errors that concern `format`, or any format when none is named."""
    return [
        diagnostic
        for diagnostic in diagnostics
        if diagnostic.severity is Severity.ERROR and (format is None or format in diagnostic.blocks)
    ]


def weighed(diagnostics: Iterable[Diagnostic], stage: Stage) -> list[Diagnostic]:
    """The faults that a stage asks for, with the weight that they have in it."""
    return [replace(it, severity=weight(it.code, stage, it.severity)) for it in diagnostics if asks(it.code, stage)]


def blocking(diagnostics: Iterable[Diagnostic], stage: Stage, format: str | None = None) -> list[Diagnostic]:
    """The faults that keep `format` from being written: in a release every error, else what cannot be made at all."""
    found = list(diagnostics)
    if stage is Stage.RELEASE:
        return errors(weighed(found, stage), format)
    return [it for it in errors(found, format) if stops(it.code)]


def in_reading_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Each fault once, for all formats that it concerns, sorted by file, line, column and code."""
    found: dict[Diagnostic, frozenset[str]] = {}
    for it in diagnostics:
        anywhere = replace(it, blocks=frozenset())
        found[anywhere] = found.get(anywhere, frozenset()) | it.blocks
    each = (replace(it, blocks=blocks) for it, blocks in found.items())
    return sorted(each, key=lambda d: (d.location, d.code, d.message))
