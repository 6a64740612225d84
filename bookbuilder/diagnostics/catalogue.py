"""Every code of a fault, read from the tables in codes/: its weight in each stage, what it stops, and what it means.

A new fault is one line of the table of its topic. `found` means that the rule itself weighs it, case by case. What stands
under "stops" cannot be made at all while the fault stands, at any stage; "-" prints in a draft, marked where it stands.
`docs/messages.md` is made from these tables by `python -m bookbuilder.reference`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bookbuilder.diagnostics.codes import TABLES
from bookbuilder.diagnostics.stage import Severity, Stage


@dataclass(frozen=True)
class Fault:
    """One row of a table."""

    code: str
    weights: Mapping[Stage, Severity | None]
    """None where the stage does not ask for it, or the rule weighs it case by case."""
    stops: str
    """What cannot be made at any stage while the fault stands: "book", "edition", or nothing."""
    meaning: str
    group: str
    """The heading under which it stands."""
    by_case: bool = False
    """Whether the rule weighs it case by case."""


def _rows(table: str) -> Iterator[Fault]:
    group = ""
    words = {severity.value: severity for severity in Severity}
    for line in table.strip().split("\n")[1:]:
        if not line[3:4] == "-":
            group = line or group
            continue
        code, *columns = line.split(maxsplit=5)
        weights = {stage: words.get(word) for stage, word in zip(Stage, columns[:3], strict=True)}
        yield Fault(code, weights, columns[3].strip("-"), columns[4], group, columns[0] == "found")


CATALOGUE: Mapping[str, Fault] = {fault.code: fault for table in TABLES for fault in _rows(table)}


def weight(code: str, stage: Stage, otherwise: Severity = Severity.ERROR) -> Severity:
    """How much a fault weighs in a stage; `otherwise` where the table leaves that to the rule, or has no such code."""
    fault = CATALOGUE.get(code)
    return (fault.weights[stage] if fault else None) or otherwise


def asks(code: str, stage: Stage) -> bool:
    """Whether a stage asks for a fault at all."""
    fault = CATALOGUE.get(code)
    return fault is None or fault.by_case or fault.weights[stage] is not None


def stops(code: str) -> str:
    """What a fault stops at every stage: "book", "edition", or nothing."""
    fault = CATALOGUE.get(code)
    return fault.stops if fault else ""
