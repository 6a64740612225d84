"""The print edition's proof: its pages as pictures with every fault marked, its figures, and the copy that authors get."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bookbuilder.cache import Steps
from bookbuilder.compose.read.queries import Numbered
from bookbuilder.diagnostics import Diagnostic, Outcome
from bookbuilder.layout import PdfEdition
from bookbuilder.model.publication import Publication
from bookbuilder.proof.author_copy import Bound, author_copy
from bookbuilder.proof.files import FileFault, look_into
from bookbuilder.proof.pictures import pictures
from bookbuilder.proof.query_places import place_queries
from bookbuilder.proof.report import HISTORY, Printed, write_report
from bookbuilder.theme.templates import Theme

__all__ = ["HISTORY", "Proofed", "write_proof"]


@dataclass(frozen=True)
class Proofed:
    """What is proofed: the finished print edition, and what was asked in it."""

    edition: PdfEdition
    queries: Sequence[Numbered]
    number: str
    """The number of the proof."""
    printer: bytes | None = None
    """The printer's file; None where it could not be made."""
    printer_fault: str = ""
    """Why not."""
    refused: tuple[Diagnostic, ...] = ()
    """The faults for which these pages are refused as a print edition."""


@dataclass(frozen=True)
class Proof:
    """The finished proof."""

    report: dict[str, bytes]
    """The files of the report's folder."""
    copy: bytes
    """The PDF that authors correct."""
    counts: dict[str, int]
    """How many faults of each kind are marked."""


def write_proof(
    publication: Publication,
    proofed: Proofed,
    theme: Theme,
    steps: Steps,
    folder: Path,
    *,
    history: bytes | None = None,
) -> Outcome[Proof | None]:
    """Write the report and the authors' copy; `history` is what the report before has kept of its figures."""
    edition = proofed.edition
    drawn = pictures(edition.data, steps.workers)
    file_faults = steps.step("look into the PDF", {"pdf": edition.data}, lambda: look_into(edition.data))
    placed = place_queries(proofed.queries, publication, edition.facts, edition.first_pages)
    printed = Printed(
        edition.facts, edition.first_pages, drawn, file_faults, _of_printer(proofed, steps), proofed.printer_fault,
        proofed.number, placed, proofed.refused,
    )  # fmt: skip
    report = write_report(publication, printed, theme, folder, history)
    bound = Bound(edition.data, edition.facts, edition.first_pages, [picture.label for picture in drawn])
    copy = author_copy(publication, bound, placed, proofed.number, theme, steps)
    diagnostics = (*report.diagnostics, *copy.diagnostics)
    if report.value is None or copy.value is None:
        return Outcome(None, diagnostics)
    return Outcome(Proof(report.value.files, copy.value, report.value.counts), diagnostics)


def _of_printer(proofed: Proofed, steps: Steps) -> tuple[FileFault, ...] | None:
    data = proofed.printer
    if data is None:
        return None
    return steps.step("look into the printer's file", {"pdf": data}, lambda: look_into(data, printer=True))
