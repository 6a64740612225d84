"""The reader's PDF: the printed pages with links and structure, from whose layout every other edition takes its page numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bookbuilder.cache import Steps
from bookbuilder.diagnostics import Outcome
from bookbuilder.editions.edition import Edition, Files, ProofMarking, ReadBack, Release, Trade, WrittenEdition

if TYPE_CHECKING:
    from bookbuilder.editions.draft_marks import Mark
    from bookbuilder.editions.writing import Editions
    from bookbuilder.pages.running_text import Passage


def _write(editions: Editions) -> Outcome[WrittenEdition | None]:
    outcome = editions.printed
    if outcome.value is None:
        return Outcome(None, outcome.diagnostics)
    return Outcome(WrittenEdition({"": outcome.value.data}, outcome.value.pages), outcome.diagnostics)


def _mark_draft(editions: Editions, files: Files, marks: Sequence[Mark], count: int) -> Files:
    from bookbuilder.editions.pdf.draft import mark_pdf

    assert editions.printed.value is not None, "it has just been written"
    return {"": mark_pdf(editions.printed.value, marks, count)}


def _mark_proof(files: Files, marking: ProofMarking) -> Files:
    from bookbuilder.editions.proof_marks import proof_pdf

    return {"": proof_pdf(files[""], marking)}


def _read(files: Files, made: frozenset[str], steps: Steps) -> Sequence[Passage]:
    from bookbuilder.editions.pdf.read_back import read_pdf

    return read_pdf(next(iter(files.values())), made, steps)


def _contradictions(data: bytes) -> list[str]:
    from bookbuilder.editions.pdf.conformance import against_pdf_ua

    return against_pdf_ua(data)


PDF = Edition(
    name="pdf",
    title="the PDF",
    label="PDF",
    purpose="the printed book, as a PDF; with --printer the printer's file too",
    file="{stem}.pdf",
    write=_write,
    in_all=True,
    engines=frozenset({"Pango"}),
    companion="PDF",
    mark_draft=_mark_draft,
    read_back=ReadBack(_read, knows="print"),
    consent=True,
    trade=Trade(
        name="pdf",
        title="the reader's PDF",
        onix_form="ED",
        onix_details=("E107", "E201"),
        marc_qualifier="PDF",
        marc_format="PDF",
        marc_relation="PDF version:",
        is_paged=True,
        conformance="pdf",
    ),
    release=Release(("readers-pdf",), "{stem}.pdf", _mark_proof, checkers="pdf", contradictions=_contradictions),
)
