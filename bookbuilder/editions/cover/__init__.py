"""The cover: pictures of its front for shops and catalogues, and back, spine and front on one sheet for the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bookbuilder.diagnostics import Outcome
from bookbuilder.editions.edition import Edition, Files, ProofMarking, Release, WrittenEdition
from bookbuilder.editions.printer import PRINTER

if TYPE_CHECKING:
    from bookbuilder.editions.writing import Editions


def _write(editions: Editions) -> Outcome[WrittenEdition | None]:
    from bookbuilder.editions.cover.writing import write_cover

    pressed = editions.written(PRINTER)
    if pressed.value is None:
        return Outcome(None, pressed.diagnostics)
    outcome = write_cover(editions.publication, pressed.value.pages, editions.theme, editions.steps)
    diagnostics = (*pressed.diagnostics, *outcome.diagnostics)
    return Outcome(WrittenEdition(outcome.value) if outcome.value is not None else None, diagnostics)


def _mark_proof(files: Files, marking: ProofMarking) -> Files:
    from bookbuilder.editions.proof_marks import proof_front, proof_pdf

    return {
        path: proof_pdf(data, marking, covered=True) if path.endswith(".pdf") else proof_front(data, marking)
        for path, data in files.items()
    }


COVER = Edition(
    name="cover",
    title="the cover",
    label="cover",
    purpose="the cover: its front as pictures, and the sheet for the printer",
    file="cover",
    write=_write,
    form="folder",
    engines=frozenset({"Pango"}),
    made_from=("pdf",),
    release=Release(
        ("cover-wrap", "cover-front"),
        "cover/{stem}-{name}",
        _mark_proof,
        purpose_of=lambda path: "cover-wrap" if path.endswith(".pdf") else "cover-front",
        trades={"cover-wrap": PRINTER.trade} if PRINTER.trade is not None else {},
    ),
)
