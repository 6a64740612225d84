"""Leaves parts out of the plan that would be empty, and says so."""

from __future__ import annotations

from collections.abc import Mapping

from bookbuilder.compose.decide.index_entries import KINDS
from bookbuilder.compose.decide.plan import Planned
from bookbuilder.compose.read.gathered import Gathered
from bookbuilder.diagnostics import Diagnostic, Outcome
from bookbuilder.manuscript.folder import Manuscript


def without_empty_parts(
    planned: list[Planned], manuscript: Manuscript, gathered: Mapping[str, Gathered], abbreviations: bool
) -> Outcome[list[Planned]]:
    """PRT-001: a part that book.yaml lists and that has nothing to print is left out."""
    kept: list[Planned] = []
    faults: list[Diagnostic] = []
    missing = {kind: remedy for kind, has, remedy in _needs(manuscript, gathered, abbreviations) if not has}
    kinds = {document.kind for document in planned}
    for document in planned:
        if document.kind == "index" and kinds & {"index-of-names", "index-of-subjects"} and document.entry is not None:
            message = '"index" lists every heading, also those of the index of names or of subjects that the book has.'
            faults.append(Diagnostic("PRT-002", document.entry.location, message, "List the one, or the two others."))
        elif document.chapter is None and document.kind in missing and document.entry is not None:
            message = f'"{document.kind}" would be empty, and is left out.'
            if document.kind != "bibliography" or "backmatter" in manuscript.book.locations:  # that is there by itself
                faults.append(Diagnostic("PRT-001", document.entry.location, message, missing[document.kind]))
        else:
            kept.append(document)
    return Outcome(kept, tuple(faults))


def _needs(
    manuscript: Manuscript, gathered: Mapping[str, Gathered], abbreviations: bool
) -> list[tuple[str, bool, str]]:
    """Each part that needs something: its kind, whether the book has it, and what to write."""
    book = manuscript.book
    captions = {caption.kind for own in gathered.values() for caption in own.captions if caption.caption}
    marks = [mark for own in gathered.values() for mark in own.marks]
    written = [person for chapter in manuscript.chapters.values() for person in chapter.authors]
    cited = [own.citations for own in gathered.values()] + [chapter.nocite for chapter in manuscript.chapters.values()]
    people = [person for person in (*book.people, *written) if person.is_introduced]
    return [
        ("series", book.series is not None, "Write series: with a title in book.yaml."),
        ("dedication", bool(book.dedication), "Write dedication: in book.yaml."),
        ("epigraph", bool(book.epigraph), "Write epigraph: in book.yaml."),
        ("list-of-figures", "figure" in captions, "No figure of the book has a caption."),
        ("list-of-tables", "table" in captions, "No table of the book has a caption."),
        ("list-of-abbreviations", abbreviations, "No abbreviation of manuscript/abbreviations.md is used."),
        ("bibliography", bool(book.nocite) or any(cited), "No chapter cites a source."),
        ("interviews", bool(manuscript.interviews), "There is no interview in manuscript/interviews/."),
        ("contributors", bool(people), "Give a creator or contributor a biography, an affiliation or an ORCID iD."),
        *((kind, bool(marks), "Mark words in the text: [words]{.index}.") for kind in KINDS),
    ]
