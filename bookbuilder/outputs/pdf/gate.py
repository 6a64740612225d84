"""Facts of a document's pages -> what is wrong on them: a note lost, late or off its page, a line beyond the measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bookbuilder.diagnostics import Diagnostic, Location, Severity
from bookbuilder.model.pages import PageFacts
from bookbuilder.model.publication import ContentDocument
from bookbuilder.outputs.pdf.document_html import Called, Written

Fault = tuple[str, str, str]
"""Code, message and remedy."""

PDF_ONLY = frozenset({"pdf"})
ROUNDING = 0.5
"""CSS pixels by which a box may pass an edge before it counts as being beyond it."""


def page_faults(document: ContentDocument, written: Written, pages: Sequence[PageFacts]) -> list[Diagnostic]:
    """Everything that is wrong on the pages of one document."""
    where = Location(document.source or f"templates/pages/{document.template}.xhtml")
    faults = [
        *_notes(written.calls, pages),
        *_words(written.texts, pages),
        *_boxes(pages),
    ]
    cut = [Diagnostic(code, document.place(id), said, remedy, blocks=PDF_ONLY) for id, code, said, remedy in _cut_off(pages)]
    return [
        *cut[:3],
        *(Diagnostic(code, where, message, remedy, blocks=PDF_ONLY) for code, message, remedy in faults),
        *(Diagnostic(code, where, message, remedy, Severity.WARNING, PDF_ONLY) for code, message, remedy in _lines(pages)),
    ]


def _notes(calls: Sequence[Called], pages: Sequence[PageFacts]) -> Iterator[Fault]:
    """Each call has its note, which begins on the call's page."""
    remedy = "Shorten the note, or move a part of it into the text."
    called: dict[str, int] = {}
    begun: dict[str, int] = {}
    for page in pages:
        for box in page.boxes:
            if box.kind == "call":
                called.setdefault(box.id, page.number)
        for line in page.lines:
            begun.setdefault(line.block, page.number)
    for number, it in enumerate(calls, start=1):
        first = min((begun[block] for block in it.blocks if block in begun), default=0)
        if it.call not in called:
            yield "PDF-020", f"The call of note {number} is not printed.", remedy
        elif not first:
            yield "PDF-021", f"Note {number} is not printed.", remedy
        elif first != called[it.call]:
            late = f"its call stands on page {called[it.call]} of the document, the note on page {first}"
            yield "PDF-022", f"Note {number} is late: {late}.", remedy


def _words(texts: Sequence[tuple[str, str]], pages: Sequence[PageFacts]) -> Iterator[Fault]:
    """The letters and figures of each element are printed, in order."""
    printed: dict[str, list[str]] = {}
    for page in pages:
        for line in page.lines:
            printed.setdefault(line.block, []).append(line.text)
    for id, text in texts:
        there = iter("".join(printed[id]) if id in printed else "")
        rest = next((text[at:] for at, letter in enumerate(text) if letter not in there), "")
        if rest:
            yield "PDF-024", f'Words of "{id}" are not printed, from "{rest[:30]}" on.', "Report this: the layout lost text."


def _boxes(pages: Sequence[PageFacts]) -> Iterator[Fault]:
    """Each note, figure, table row and paragraph lies inside its page."""
    for page in pages:
        for box in page.boxes:
            if box.kind not in ("call", "area", "notes") and box.y + box.height > page.bottom + ROUNDING:
                name = f'The {box.kind} "{box.id}"' if box.id else f"A {box.kind}"
                yield "PDF-023", f"{name} runs off page {page.number} of the document.", "Shorten it, or divide it."


def _cut_off(pages: Sequence[PageFacts]) -> Iterator[tuple[str, str, str, str]]:
    """No line runs off the paper: what does is lost. The element comes first, then code, message and remedy."""
    told: set[str] = set()
    for page in pages:
        for line in page.lines:
            if line.x + line.width > page.width and line.block not in told:
                told.add(line.block)
                said = f'“{line.text.strip()[:40]}” runs off the paper on page {page.number} of its chapter.'
                yield line.block, "PDF-026", said, "A table may need fewer columns, or to be divided; a long word a place to break."


def _lines(pages: Sequence[PageFacts]) -> Iterator[Fault]:
    """No line sticks out of the measure."""
    for page in pages:
        edge = max((box.x + box.width for box in page.boxes if box.kind == "area"), default=page.width)
        for line in page.lines:
            if line.x + line.width > page.width:
                continue
            if line.x + line.width > edge + ROUNDING:
                over = round((line.x + line.width - edge) * 0.75, 1)
                said = f'The line "{line.text.strip()[:40]}" sticks out by {over} pt on page {page.number} of the document.'
                yield "PDF-025", said, "Reword it, or allow a break."
