"""Collects the index marks of every chapter with their ids, notes, sections and places in the author's files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from bookbuilder.cache import Steps
from bookbuilder.compose.decide.index_entries import Marked
from bookbuilder.compose.decide.numbering import DocumentNumbers
from bookbuilder.compose.decide.plan import Planned
from bookbuilder.compose.read.gathered import Gathered
from bookbuilder.compose.read.index_marks import IndexMark, mark_id, place_of
from bookbuilder.diagnostics import Location
from bookbuilder.markdown.places import Places


def marks_ids(document: str, own: Gathered) -> tuple[str, ...]:
    """The ids of a document's marks for the index, in reading order."""
    return tuple(mark_id(document, mark, place) for place, mark in enumerate(own.marks, start=1))


def marked_words(
    planned: Sequence[Planned],
    gathered: Mapping[str, Gathered],
    numbers: Mapping[str, DocumentNumbers],
    places: Mapping[str, Places],
    note_style: bool,
    steps: Steps,
) -> list[Marked]:
    """Every mark of the book with its note, its section and its place."""
    found: list[Marked] = []
    for document in planned:
        if document.id not in gathered or not gathered[document.id].marks:
            continue
        own, where = gathered[document.id], places[document.id]
        typed = (document.chapter.source.file, document.chapter.text) if document.chapter else ()
        inputs = {"marks": own.marks, "text": typed}
        found_at = steps.step(f"find the marks of {document.id}", inputs, partial(_places, own.marks, where))
        for id, mark, place in zip(marks_ids(document.id, own), own.marks, found_at, strict=True):
            printed = [note for note in own.notes[: mark.note] if note.kind == "note" or note_style]
            note = str(len(printed)) if mark.note else ""
            section = numbers[document.id].headings[mark.heading] if mark.heading >= 0 else ""
            found.append(Marked(mark, id, note, section, place))
    return found


def _places(marks: Sequence[IndexMark], places: Places) -> tuple[Location, ...]:
    """Where each mark stands in the author's file."""
    seen, found = Counter[str](), list[Location]()
    for mark in marks:
        same = mark.entry or mark.words
        found.append(place_of(mark, places, seen[same]))
        seen[same] += 1
    return tuple(found)
