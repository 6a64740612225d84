"""Facts of a document's pages -> what is wrong on them: a note lost, late or off its page, a line beyond the measure."""

from __future__ import annotations

from collections.abc import Sequence

from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.model.pages import BoxFact, PageFacts
from bookbuilder.model.publication import ContentDocument

PDF_ONLY = frozenset({"pdf"})
ROUNDING = 0.5
"""CSS pixels by which a box may pass an edge before it counts as being beyond it."""


def notes_in_place(
    document: ContentDocument, calls: Sequence[tuple[str, str]], pages: Sequence[PageFacts]
) -> list[Diagnostic]:
    """Each call has its note, on its page, inside the page's area."""
    where = Location(document.source or f"templates/pages/{document.template}.xhtml")
    begins: dict[str, tuple[PageFacts, BoxFact]] = {}
    for page in pages:
        for box in page.boxes:
            if box.kind in ("note", "call"):
                begins.setdefault(box.id, (page, box))
    faults = []
    for number, (call, note) in enumerate(calls, start=1):
        if call not in begins:
            faults.append(("PDF-020", f"The call of note {number} is not printed."))
        elif note not in begins:
            faults.append(("PDF-021", f"Note {number} is not printed."))
        elif begins[note][0].number != begins[call][0].number:
            pages_of = f"page {begins[call][0].number} of the document, the note on page {begins[note][0].number}"
            faults.append(("PDF-022", f"Note {number} is late: its call stands on {pages_of}."))
    for page in pages:
        for box in page.boxes:
            if box.kind == "note" and box.y + box.height > page.bottom + ROUNDING:
                faults.append(("PDF-023", f"A note runs off page {page.number} of the document ({box.id})."))
    remedy = "Shorten the note, or move a part of it into the text."
    return [Diagnostic(code, where, message, remedy, blocks=PDF_ONLY) for code, message in faults]
