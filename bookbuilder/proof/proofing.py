"""Makes the proof in output/ (the report's folder and the authors' PDF) with its sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bookbuilder.cache import Steps
from bookbuilder.consent.private import Private
from bookbuilder.desk.proofs import keep_proof, proof_number
from bookbuilder.desk.queries import open_queries, write_sheets
from bookbuilder.desk.word_sheets import write_word_sheets
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, Stage, counted, errors
from bookbuilder.editions.before_output import find_withheld_names
from bookbuilder.editions.edition import file_name
from bookbuilder.manuscript.folder import Manuscript
from bookbuilder.model.publication import Artefact, Publication
from bookbuilder.saving import whole_file, whole_folder
from bookbuilder.theme.templates import Theme

if TYPE_CHECKING:
    from bookbuilder.layout import PdfEdition


@dataclass(frozen=True)
class Proofread:
    """What a proof is made of."""

    folder: Path
    """The book's."""
    manuscript: Manuscript
    publication: Publication
    private: Private


def make_proof(book: Proofread, theme: Theme, output: Path, steps: Steps) -> Outcome[list[Artefact]]:
    """Write the proof, of pages that are refused too; nothing of it is written where it would give a withheld name away."""
    from bookbuilder.layout import write_pdf
    from bookbuilder.proof import HISTORY, Proofed, write_proof

    printed = write_pdf(book.publication, theme, steps, stage=Stage.PROOF)
    if printed.value is None:
        return Outcome([], printed.diagnostics)
    queries, number = open_queries(book.folder), proof_number(book.manuscript)
    refused = tuple(errors(printed.diagnostics, "pdf"))
    printers, unprinted = (None, "") if refused else _printers(printed.value, book.publication, theme, steps)
    proofed = Proofed(printed.value, queries, number, printers, unprinted, refused)
    name = file_name(book.publication)
    report, copy = output / f"{name}-proof", output / f"{name}-proof.pdf"
    outcome = write_proof(book.publication, proofed, theme, steps, book.folder, history=_read(report / HISTORY))
    diagnostics = (*printed.diagnostics, *outcome.diagnostics)
    if outcome.value is None:
        return Outcome([], diagnostics)
    searched = {
        copy.name: outcome.value.copy,
        **{file: data for file, data in outcome.value.report.items() if not file.endswith(".png")},
    }
    found = find_withheld_names("proof", searched, book.private, book.publication, steps)
    if found:
        return Outcome([], (*diagnostics, *found))
    whole_folder(report, outcome.value.report)
    whole_file(copy, outcome.value.copy)
    keep_proof(book.folder, number, len(queries))
    sheets = [*write_sheets(queries, number, output), *write_word_sheets(queries, number, output)]
    artefacts = [Artefact("proof", report), Artefact("proof-pdf", copy)]
    counted = _counted(number, outcome.value.counts)
    return Outcome([*artefacts, *(Artefact("queries", sheet) for sheet in sheets)], (*diagnostics, counted))


def _printers(edition: PdfEdition, publication: Publication, theme: Theme, steps: Steps) -> tuple[bytes | None, str]:
    """The printer's file, or why there is none."""
    from bookbuilder.editions.printer.writing import printers_pdf

    outcome = printers_pdf(edition, publication, theme, steps)
    why = next((fault.message for fault in errors(outcome.diagnostics)), "")
    return (outcome.value.data, "") if outcome.value is not None and not why else (None, why)


def _counted(number: str, counts: Mapping[str, int]) -> Diagnostic:
    """PRF-001: how much is marked, the most frequent kinds first."""
    from bookbuilder.proof.faults import KINDS

    many = sorted((kind for kind in counts if counts[kind]), key=lambda kind: -counts[kind])
    marked = sum(counts.values())
    listed = ", ".join(f"{KINDS[kind].title.lower()} {counts[kind]}" for kind in many)
    message = f"Proof {number} marks {counted(marked, 'place')}{': ' + listed if many else ''}."
    return Diagnostic("PRF-001", Location("manuscript/book.yaml"), message)


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
