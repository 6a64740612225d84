"""Writes docs/messages.md from the catalogue: every code with its weight, its meaning, and what is wrong and right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from bookbuilder.diagnostics.catalogue import CATALOGUE, Fault
from bookbuilder.diagnostics.examples import EXAMPLES, Example
from bookbuilder.diagnostics.stage import Stage

OPENING = """\
# Every message

This page is made from `bookbuilder/diagnostics/` by `python -m bookbuilder.reference`: change it there.

A **draft** (`pdf`, `epub`, `html`, `all`) always prints, and marks each error where it stands. A **proof** (`proof`,
`authors`, `approval`, `release --proof`) is written with all that it has to say. A **release** is never written with an
error. "—" means that the stage does not ask; "by case" that the message itself says how much it weighs. What stands under
"stops" cannot be made at any stage while the message stands: the book, or the edition that it names.
"""


def messages_page(rules: Mapping[str, str]) -> str:
    """The page's text; `rules` are the manuals of the rules that have one, by their codes."""
    parts = [OPENING]
    for group, faults in groupby(CATALOGUE.values(), key=lambda fault: fault.group):
        listed = list(faults)
        parts.append(f"## {group}\n")
        parts.append(
            "| code | draft | proof | release | stops | what it means |\n| --- | --- | --- | --- | --- | --- |"
        )
        parts += [_row(fault) for fault in listed]
        parts.append("")
        parts += [text for fault in listed for text in _more(fault, rules)]
    return "\n".join(parts).rstrip() + "\n"


def _row(fault: Fault) -> str:
    weights = [_weight(fault, stage) for stage in Stage]
    return f"| {fault.code} | {' | '.join(weights)} | {fault.stops or '—'} | {fault.meaning} |"


def _weight(fault: Fault, stage: Stage) -> str:
    weight = fault.weights[stage]
    return weight.value if weight else "by case" if fault.by_case else "—"


def _more(fault: Fault, rules: Mapping[str, str]) -> Iterator[str]:
    if fault.code in EXAMPLES:
        yield from _example(EXAMPLES[fault.code])
    elif fault.code in rules:
        yield f"**{fault.code}**\n\n{_fenced(rules[fault.code])}"


def _example(example: Example) -> Iterator[str]:
    yield f"**{example.code}** wrong:\n\n{_fenced(example.bad)}"
    yield f"right:\n\n{_fenced(example.good)}"


def _fenced(text: str) -> str:
    shown = text.replace("\x07", "\\x07").rstrip()
    return f"~~~\n{shown}\n~~~\n"
