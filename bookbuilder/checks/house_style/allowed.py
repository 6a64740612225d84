"""Reads `<!-- allow HSE-001: the title of the Agreement -->` in a chapter: which breaches it allows, and where it is not needed.

The comment stands in the line that it excuses or in the line above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bookbuilder.checks.house_style.rules import Breach
from bookbuilder.diagnostics import Diagnostic
from bookbuilder.source import Source

_COMMENT = re.compile(r"<!--\s*allow\s+([A-Z]{3}-\d{3}(?:\s*,\s*[A-Z]{3}-\d{3})*)\s*:?\s*(.*?)\s*-->", re.DOTALL)


@dataclass(frozen=True)
class Allowed:
    """One comment."""

    codes: tuple[str, ...]
    reason: str
    start: int
    lines: tuple[int, int]


def read_allowed(source: Source, text: str) -> list[Allowed]:
    """Every such comment of a chapter."""
    found = []
    for match in _COMMENT.finditer(text):
        line = source.at(match.end() - 1).line
        alone = not source.line(line).replace(match[0], "").strip()
        found.append(
            Allowed(tuple(re.split(r"\s*,\s*", match[1])), match[2], match.start(), (line, line + 1 if alone else line))
        )
    return found


def left(
    breaches: Sequence[Breach], allowed: Sequence[Allowed], source: Source
) -> tuple[list[Breach], list[Diagnostic]]:
    """The breaches that nothing excuses, and a warning for each comment that excuses nothing or gives no reason."""
    used: set[tuple[int, str]] = set()
    remaining = []
    for breach in breaches:
        line = source.at(breach.start).line
        excuse = next(
            (each for each in allowed if breach.code in each.codes and each.lines[0] <= line <= each.lines[1]), None
        )
        if excuse is None:
            remaining.append(breach)
        else:
            used.add((excuse.start, breach.code))
    return remaining, list(_idle(allowed, used, source))


def _idle(allowed: Sequence[Allowed], used: set[tuple[int, str]], source: Source) -> Iterator[Diagnostic]:
    for each in allowed:
        place = source.at(each.start)
        for code in each.codes:
            if (each.start, code) not in used:
                yield Diagnostic("HSE-090", place, f"Nothing here breaks {code}.", "Delete this comment.")
        if not each.reason:
            remedy = f"Write <!-- allow {each.codes[0]}: why -->."
            yield Diagnostic("HSE-091", place, "This exception has no reason.", remedy)
