"""Reads and composes a book, with every fault found on the way: what all verbs begin with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bookbuilder.cache import Ran, Steps
from bookbuilder.compose import compose
from bookbuilder.compose.decide.citing import entry_of
from bookbuilder.consent.gate import code_is_no_key, consent_gate, works_are_known
from bookbuilder.consent.masked import masked_names
from bookbuilder.consent.private import PRIVATE_FILE, Private, read_private
from bookbuilder.diagnostics import Diagnostic, Location, Stage, did_you_mean, errors, in_reading_order, weighed
from bookbuilder.diagnostics.consequences import without_consequences
from bookbuilder.languages.tags import is_right_to_left
from bookbuilder.manuscript.folder import Manuscript, read_manuscript
from bookbuilder.memory_cache import memory
from bookbuilder.model.interview import Interview
from bookbuilder.model.publication import Artefact, Publication
from bookbuilder.source import is_file
from bookbuilder.theme.named_families import family_faults
from bookbuilder.theme.overrides import override_faults
from bookbuilder.theme.templates import Theme


@dataclass(frozen=True)
class Built:
    """What a build has written, and what it found."""

    artefacts: tuple[Artefact, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    ran: tuple[Ran, ...] = ()


@dataclass(frozen=True)
class Composed:
    """A book that could be read and composed, whatever faults it has."""

    manuscript: Manuscript
    publication: Publication
    private: Private


@dataclass
class Opened:
    """A book's folder at work; `diagnostics` grows while the verb goes on."""

    folder: Path
    theme: Theme
    steps: Steps
    diagnostics: list[Diagnostic]
    stage: Stage = Stage.DRAFT
    manuscript: Manuscript | None = None
    book: Composed | None = None
    """None where the book is too broken to be composed."""

    def built(self, artefacts: Iterable[Artefact] = ()) -> Built:
        """What the verb gives back."""
        found = weighed(without_consequences(self.diagnostics), self.stage)
        return Built(tuple(artefacts), tuple(in_reading_order(found)), tuple(self.steps.ran))


def open_book(folder: Path, steps: Steps | None = None, *, stage: Stage = Stage.DRAFT, alone: bool = False) -> Opened:
    """Read the manuscript, its references and its private file, and compose the book.

    A release leaves out what only a draft shows; `alone` lets citations begin anew in each chapter, whatever the book says.
    """
    steps = steps or Steps()
    read = read_manuscript(folder, steps)
    theme = Theme(folder)
    if read.value is not None:
        book = read.value.book
        theme = replace(theme, design=book.design, is_mirrored=is_right_to_left(book.lang))
    opened = Opened(folder, theme, steps, list(read.diagnostics), stage, read.value)
    if opened.manuscript is None:
        return opened
    if alone:
        citing = replace(opened.manuscript.book.citations, reset_by_chapter=True)
        opened.manuscript = replace(opened.manuscript, book=replace(opened.manuscript.book, citations=citing))
    manuscript = opened.manuscript
    opened.diagnostics += override_faults(theme, manuscript.book.place("design"))
    opened.diagnostics += family_faults(theme, manuscript.book.fonts)
    keys = [reference.id for reference in manuscript.references]
    opened.diagnostics += _reference_faults(manuscript, steps)
    opened.diagnostics += [*code_is_no_key(manuscript.interviews, keys), *works_are_known(manuscript.interviews, keys)]
    composed = compose(manuscript, theme, steps, stage=stage)
    opened.diagnostics += composed.diagnostics
    if composed.value is not None:
        private = read_private(folder, manuscript.interviews, steps)
        opened.diagnostics += private.diagnostics
        opened.diagnostics += _kept_by_git(folder)
        # nothing is made where it is not known whom not to name
        if all(fault.code == "PRV-001" for fault in errors(private.diagnostics)):
            opened.book = Composed(manuscript, composed.value, private.value)
    opened.diagnostics = without_consequences(opened.diagnostics)
    return opened


def _reference_faults(manuscript: Manuscript, steps: Steps) -> list[Diagnostic]:
    def run() -> list[Diagnostic]:
        from bookbuilder.checks.references import check_references

        return check_references(manuscript.references)

    return steps.step("check the sources", {"references": manuscript.references}, run)


def _kept_by_git(folder: Path) -> list[Diagnostic]:
    """PRV-004: what must stay with the editor may not be handed on with the repository."""
    if not is_file(folder / PRIVATE_FILE):
        return []
    from bookbuilder.release.git import is_tracked

    if not is_tracked(folder, PRIVATE_FILE):
        return []
    message = "This file is kept by git, and goes wherever the repository goes."
    remedy = f"Run git rm --cached {PRIVATE_FILE}, name it in .gitignore, and ask whether it was pushed already."
    return [Diagnostic("PRV-004", Location(PRIVATE_FILE), message, remedy)]


def purge_withdrawn(opened: Opened, output: Path) -> None:
    """Remove what holds the words of experts who have withdrawn."""
    if opened.manuscript is None or not any(it.withdrawn for it in opened.manuscript.interviews):
        return
    from bookbuilder.consent.withdrawal import remove_withdrawn

    memory.clear()
    opened.diagnostics += remove_withdrawn(opened.folder, opened.manuscript.interviews, output, opened.steps.folder)


def check_consent(opened: Opened) -> None:
    """Report what consent does not cover: a warning in a draft, an error in a release; only a proof may quote specimens."""
    if opened.book is not None:
        publication, private = opened.book.publication, opened.book.private
        opened.diagnostics += consent_gate(publication, private)
        opened.diagnostics += masked_names(publication, opened.book.manuscript.chapters.values(), private.secrets)


def check_cited_sources(opened: Opened) -> None:
    """Report what cited sources lack of what the style prints, and which sources nobody cites."""
    if opened.book is None:
        return
    manuscript, publication = opened.book.manuscript, opened.book.publication

    def entry(item: Mapping[str, Any]) -> str:
        return entry_of(manuscript.book, manuscript.folder, item)

    def run() -> list[Diagnostic]:
        from bookbuilder.checks.references import check_cited

        return check_cited(manuscript.references, publication.cited, entry)

    inputs = {
        "references": manuscript.references,
        "cited": publication.cited,
        "csl": manuscript.book.csl,
        "citing": manuscript.book.citations,
    }
    opened.diagnostics += opened.steps.step("check cited sources", inputs, run)


def interview_of(opened: Opened, code: str) -> Interview | None:
    """The interview with a code; None, and a fault, where there is no such interview, or it is withdrawn."""
    if opened.book is None:
        return None
    interviews = {interview.code: interview for interview in opened.book.publication.interviews}
    if code in interviews:
        return interviews[code]
    remedy = did_you_mean(code, interviews) or f"There are: {', '.join(interviews) or 'none'}."
    place = Location("manuscript/interviews")
    opened.diagnostics.append(Diagnostic("CON-009", place, f'There is no interview "{code}".', remedy))
    return None
