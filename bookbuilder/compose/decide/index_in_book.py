"""Collects the index marks of every chapter with their ids, notes, sections and places in the author's files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from bookbuilder.compose.decide.index_entries import Marked
from bookbuilder.compose.decide.numbering import DocumentNumbers
from bookbuilder.compose.decide.plan import Planned
from bookbuilder.compose.read.gathered import Gathered
from bookbuilder.compose.read.index_marks import mark_id, place_of
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
) -> list[Marked]:
    """Every mark of the book with its note, its section and its place."""
    found: list[Marked] = []
    for document in planned:
        if document.id not in gathered:
            continue
        own, seen = gathered[document.id], Counter[str]()
        for id, mark in zip(marks_ids(document.id, own), own.marks, strict=True):
            printed = [note for note in own.notes[: mark.note] if note.kind == "note" or note_style]
            note = str(len(printed)) if mark.note else ""
            section = numbers[document.id].headings[mark.heading] if mark.heading >= 0 else ""
            same = mark.entry or mark.words
            found.append(Marked(mark, id, note, section, place_of(mark, places[document.id], seen[same])))
            seen[same] += 1
    return found
