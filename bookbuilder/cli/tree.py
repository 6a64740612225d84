"""The tree of verbs: what each is for, which words and options it takes, and the function that carries it out."""

from __future__ import annotations

from bookbuilder.cli.options import BOOK, BUILDING, OUTPUT, PRINTER
from bookbuilder.cli.own_verbs import CHAPTERS, OWN_VERBS, Verb
from bookbuilder.editions.docx import DOCX
from bookbuilder.editions.edition import Edition
from bookbuilder.editions.registry import ALL, EDITIONS

NOTED = {
    "pdf": ((PRINTER, *BUILDING), ""),
    "docx": (
        (CHAPTERS, OUTPUT, BOOK),
        "Writes chapters as Word files into output/docx/: those that are named, or all of them. Each file is read again, "
        "and what it lacks is reported.",
    ),
}
"""The options and pages of editions that are not like those of the others."""


def _of_editions() -> tuple[Verb, ...]:
    """A verb for each edition that has one, with `all` after those that it writes."""
    named = [it.label for it in ALL]
    together = f"{', '.join(named[:-1])} and {named[-1]}"
    every = Verb("all", f"the editions for readers: {together}", "dispatch:build", (PRINTER, *BUILDING), is_kept=True)
    others = [it for it in EDITIONS if it.has_verb and not it.in_all]
    return (*(_of_edition(it) for it in ALL), every, *(_of_edition(it) for it in others))


def _of_edition(edition: Edition) -> Verb:
    options, about = NOTED[edition.name] if edition.name in NOTED else (BUILDING, "")
    run = "desk:docx" if edition == DOCX else "dispatch:build"
    return Verb(edition.name, edition.purpose, run, options, about, is_kept=edition != DOCX)


VERBS: tuple[Verb, ...] = (*_of_editions(), *OWN_VERBS)
"""In the order in which the overview lists them."""

NAMES: tuple[str, ...] = tuple(it.name for it in VERBS if it.listed)


def verb(name: str) -> Verb:
    """The verb of a name; KeyError where there is none."""
    return {it.name: it for it in VERBS}[name]
