"""Writes docs/messages.md from the catalogue: every code with its weight, its meaning, and what is wrong and right.

The tests make books of what codes/ types as wrong ("-") and right ("+"): the wrong lines must fire their code, the right
ones must not. After the code stands where the lines are: in a chapter below its title, in its metadata, or as a whole chapter;
in the metadata of a transcript (head), below a sound one (turns), or as a whole transcript; as references.yaml; at the end of
book.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from bookbuilder.diagnostics import codes
from bookbuilder.diagnostics.catalogue import CATALOGUE, Fault
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


@dataclass(frozen=True)
class Example:
    """What fires a code and what does not."""

    code: str
    place: str
    """Where the lines stand: chapter (below its title), whole (a chapter), sources, transcript, book (the end of book.yaml)."""
    bad: str
    good: str


_METADATA = "---\n{code: kz-02, description: An expert, date: 2020-10-14, language: en}\n---\n"
_AROUND = {
    "metadata": ("whole", "---\n", "---\n\n# One\n"),
    "head": ("transcript", "---\n", "---\n"),
    "turns": ("transcript", f"{_METADATA}\n", ""),
}
"""What stands around lines that are the metadata of a chapter or of a transcript, or the turns of a sound transcript."""


def _read(table: str) -> Iterator[Example]:
    for block in table.strip().split("\n\n"):
        head, *lines = block.split("\n")
        code, named = head.split()
        place, before, behind = _AROUND.get(named, (named, "", ""))
        texts = ("\n".join(line[2:] for line in lines if line[:1] == sign) + "\n" for sign in "-+")
        yield Example(code, place, *(before + text + behind for text in texts))


EXAMPLES: Mapping[str, Example] = {example.code: example for topic in codes.EXAMPLES for example in _read(topic)}
