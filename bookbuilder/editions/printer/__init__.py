"""The printer's file: the pages of the PDF with bleed and in whole sheets, in the inks of the press, as PDF/X-4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bookbuilder.diagnostics import Outcome
from bookbuilder.editions.edition import Edition, Files, ProofMarking, Release, Trade, WrittenEdition

if TYPE_CHECKING:
    from bookbuilder.editions.writing import Editions


def _write(editions: Editions) -> Outcome[WrittenEdition | None]:
    from bookbuilder.editions.printer.writing import printers_pdf

    printed = editions.printed
    if printed.value is None or editions.stopped(PRINTER, printed.diagnostics):
        return Outcome(None, printed.diagnostics)
    outcome = printers_pdf(printed.value, editions.publication, editions.theme, editions.steps)
    if outcome.value is None:
        return Outcome(None, outcome.diagnostics)
    return Outcome(WrittenEdition({"": outcome.value.data}, outcome.value.pages), outcome.diagnostics)


def _mark_proof(files: Files, marking: ProofMarking) -> Files:
    from bookbuilder.editions.proof_marks import proof_pdf

    return {"": proof_pdf(files[""], marking)}


PRINTER = Edition(
    name="printer",
    title="the printer's file",
    label="printer's PDF",
    purpose="the printed book for the press: in CMYK, with bleed and in whole sheets",
    file="{stem}-printer.pdf",
    write=_write,
    has_verb=False,
    engines=frozenset({"Pango"}),
    made_from=("pdf",),
    trade=Trade(
        name="print",
        title="the printed book",
        onix_form="BC",
        onix_details=(),
        marc_qualifier="paperback",
        marc_format="",
        marc_relation="Print version:",
        is_printed=True,
        is_paged=True,
    ),
    release=Release(("printers-pdf",), "{stem}-printer.pdf", _mark_proof),
)
"""A book with boards is a hardback in ONIX and MARC; see `form_of` and `qualifier_of`."""
