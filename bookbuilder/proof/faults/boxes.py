"""What does not fit or is not fine enough: boxes beyond the text block, notes over half a page, coarse pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bookbuilder.model.pages import ROUNDING, BoxFact, PageFacts
from bookbuilder.proof.faults.rules import Mark, rule

LONG_NOTE = 0.5
"""The part of a page's height that a note may fill, over all its pages."""
FINE = 300
"""Dots an inch that a picture needs at its printed size."""
MEASURED = ("table", "row", "figure", "picture", "note", "paragraph", "heading")


@rule("overfull", "OV", "Beyond the text block", "boxes", everywhere=True)
def overfull(pages: Sequence[PageFacts]) -> Iterator[Mark]:
    """A table, a picture or a line reaches beyond the text block.

    Bad:  a table of twelve columns that runs into the margin.
    Good: fewer columns, a smaller size, or a landscape page.
    """
    for page in pages:
        area = page.area
        if area is None:
            continue
        edge, reported, tables = area.x + area.width, set(), False
        for box in page.boxes:
            over = max(box.x + box.width - edge, box.y + box.height - page.bottom)
            if box.kind in MEASURED and over > ROUNDING and box.id not in reported:
                reported.add(box.id)
                tables = tables or box.kind in ("table", "row")
                yield _mark(page, box, f"This {box.kind} reaches {_points(over)} beyond the text block.")
        for line in page.lines:
            over = line.x + line.width - edge
            if over > ROUNDING and line.block not in reported and not (tables and line.role == "cell"):
                reported.add(line.block)
                said = f"This line reaches {_points(over)} beyond the text block."
                yield Mark(page.number, line.block, line.x, line.y, line.width, line.height, said, line.text.strip())


@rule("long-note", "NO", "Notes over half a page", "boxes")
def long_note(pages: Sequence[PageFacts]) -> Iterator[Mark]:
    """A note fills more than half the height of a page.

    Bad:  a note of 300 words.
    Good: its argument in the text, its evidence in the note.
    """
    pieces: dict[str, list[tuple[PageFacts, BoxFact]]] = {}
    for page in pages:
        for box in page.boxes:
            if box.kind == "note":
                pieces.setdefault(box.id, []).append((page, box))
    for parts in pieces.values():
        page, box = parts[0]
        share = sum(part.height for _, part in parts) / (page.bottom - page.top)
        if share > LONG_NOTE:
            over = f", over {len(parts)} pages" if len(parts) > 1 else ""
            yield _mark(page, box, f"This note fills {share:.0%} of a page’s height{over}.")


@rule("coarse", "DPI", "Pictures under 300 dpi", "boxes", everywhere=True)
def coarse(pages: Sequence[PageFacts]) -> Iterator[Mark]:
    """A picture has fewer than 300 dots an inch at its printed size.

    Bad:  a photograph of 600 pixels printed 11 cm wide.
    Good: one of 1,300 pixels, or printed at half the width.
    """
    for page in pages:
        for box in page.boxes:
            if box.kind == "picture" and box.pixels and box.width:
                dots = box.pixels / (box.width / 96)
                if dots < FINE - ROUNDING:
                    yield _mark(page, box, f"{box.name} has {dots:.0f} dots an inch at its printed size.")


def _mark(page: PageFacts, box: BoxFact, said: str) -> Mark:
    return Mark(page.number, box.id, box.x, box.y, box.width, box.height, said)


def _points(pixels: float) -> str:
    return f"{pixels * 0.75:.1f} pt"
