"""The manuscript in; what is decided before anything is written, and every fault that shows by then, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from bookbuilder.cache import Step, Steps
from bookbuilder.compose.abbreviations import KIND as ABBREVIATIONS
from bookbuilder.compose.abbreviations import Abbreviations, abbreviations
from bookbuilder.compose.charts import Look
from bookbuilder.compose.citing import CitedBook, cite
from bookbuilder.compose.csl_style import style_of
from bookbuilder.compose.data_tables import data_fingerprints
from bookbuilder.compose.faults import chapter_faults
from bookbuilder.compose.gather import gather
from bookbuilder.compose.gathered import Gathered
from bookbuilder.compose.glossary import term_faults, term_ids
from bookbuilder.compose.index import KINDS, Marked, index_entries, mark_id, place_of
from bookbuilder.compose.numbering import DocumentNumbers, Label, number
from bookbuilder.compose.palette import palette
from bookbuilder.compose.parse import Parsed, parse
from bookbuilder.compose.parts import without_empty_parts
from bookbuilder.compose.pictures import find_picture
from bookbuilder.compose.places import Places
from bookbuilder.compose.plan import Planned, plan
from bookbuilder.compose.styles import share_of
from bookbuilder.compose.templates import Theme
from bookbuilder.compose.terms import Section, read_sections, read_terms
from bookbuilder.diagnostics import Diagnostic, Outcome
from bookbuilder.manuscript.chapters import Chapter
from bookbuilder.manuscript.folder import Manuscript
from bookbuilder.model.index import IndexEntry
from bookbuilder.model.interview import Interview
from bookbuilder.model.publication import Resource

SIDE_BY_SIDE = 4
"""Chapters that Pandoc reads or writes at the same time."""


@dataclass(frozen=True)
class Draft:
    """The book between reading and writing: what each document brings, and what has been decided about it."""

    planned: list[Planned]
    parsed: Mapping[str, Parsed]
    gathered: Mapping[str, Gathered]
    numbers: Mapping[str, DocumentNumbers]
    labels: Mapping[str, Label]
    terms: Mapping[str, str]
    sections: tuple[Section, ...]
    pictures: Mapping[str, Mapping[str, Resource]]
    """By document id and address."""
    cited: CitedBook
    index: tuple[IndexEntry, ...] = ()
    """The main headings of the index."""
    glossary: Mapping[str, str] = field(default_factory=dict)
    """The id of each term's entry in the glossary, by the term."""
    abbreviations: Abbreviations = Abbreviations()
    """The list of abbreviations, where the book prints one."""


def draft_book(manuscript: Manuscript, theme: Theme, steps: Steps, diagnostics: list[Diagnostic]) -> Draft:
    book = manuscript.book
    terms = read_terms(theme, book.lang)
    sections = read_sections(theme, book.lang)
    diagnostics += [*terms.diagnostics, *sections.diagnostics]
    planned = plan(book, manuscript.chapters)
    interviews = {interview.code: interview for interview in manuscript.interviews}
    parsed: dict[str, Parsed] = {}
    gathered: dict[str, Gathered] = {}
    places: dict[str, Places] = {}
    written = [(document.id, document.chapter) for document in planned if document.chapter is not None]
    reading = [
        Step(f"parse {id}", _parse_inputs(chapter, manuscript, interviews), parse, (chapter, book, interviews, manuscript.folder))
        for id, chapter in written
    ]
    for (id, chapter), outcome in zip(written, steps.several(reading, SIDE_BY_SIDE, threads=True)):
        diagnostics += outcome.diagnostics
        parsed[id] = outcome.value
        places[id] = Places(chapter.source, chapter.text)
        ast = outcome.value.ast
        gathered[id] = steps.step(f"gather {id}", {"chapter": ast}, lambda ast=ast: gather(ast))
    short = Outcome(Abbreviations())
    if any(document.kind == ABBREVIATIONS for document in planned):
        asts = {id: parsed[id].ast for id, _ in written}
        short = abbreviations(manuscript.folder, asts, places, book.lang, steps)
        diagnostics += short.diagnostics
    parts = without_empty_parts(planned, manuscript, gathered, bool(short.value.names))
    planned = parts.value
    diagnostics += parts.diagnostics
    numbers, labels = number(planned, gathered, terms.value, book.lang)
    pictures = _pictures(manuscript, planned, gathered, places, theme, diagnostics)
    diagnostics += chapter_faults(planned, gathered, labels, places)
    cited = CitedBook()
    style = style_of(book, manuscript.folder)
    diagnostics += style.diagnostics
    if style.value is not None:
        outcome = cite(
            book,
            style.value,
            {document.id: gathered[document.id] for document in planned if document.id in gathered},
            places,
            manuscript.references,
            manuscript.interviews,
            sections.value,
            steps,
            terms.value,
        )
        diagnostics += outcome.diagnostics
        cited = outcome.value
    index = index_entries(_marked(planned, gathered, numbers, places, cited.note_style), book.lang)
    if any(document.kind in KINDS for document in planned):
        diagnostics += index.diagnostics
    glossary = {
        term: id
        for document in planned
        if document.kind == "glossary" and document.id in gathered
        for term, id in term_ids(document.id, gathered[document.id].defined).items()
    }
    diagnostics += term_faults(gathered, glossary, places)
    return Draft(
        planned, parsed, gathered, numbers, labels, terms.value, sections.value, pictures, cited, index.value, glossary,
        short.value,
    )


def marks_ids(document: str, own: Gathered) -> tuple[str, ...]:
    """The ids of a document's marks for the index, in reading order."""
    return tuple(mark_id(document, mark, place) for place, mark in enumerate(own.marks, start=1))


def _marked(
    planned: list[Planned],
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
        for id, mark in zip(marks_ids(document.id, own), own.marks):
            printed = [note for note in own.notes[: mark.note] if note.kind == "note" or note_style]
            note = str(len(printed)) if mark.note else ""
            section = numbers[document.id].headings[mark.heading] if mark.heading >= 0 else ""
            same = mark.entry or mark.words
            found.append(Marked(mark, id, note, section, place_of(mark, places[document.id], seen[same])))
            seen[same] += 1
    return found


def _parse_inputs(chapter: Chapter, manuscript: Manuscript, interviews: Mapping[str, Interview]) -> dict[str, object]:
    return {
        "text": chapter.text,
        "lang": chapter.lang,
        "book": manuscript.book,
        "data": data_fingerprints(manuscript.folder, chapter.text),
        "interviews": interviews if "excerpt" in chapter.text or "said" in chapter.text else {},
        "withdrawn": [code for code, interview in interviews.items() if interview.consent.withdrawn],
    }


def _millimetres(length: str) -> float:
    units = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
    return float(length[:-2]) * units[length[-2:]]


def _pictures(
    manuscript: Manuscript,
    planned: list[Planned],
    gathered: Mapping[str, Gathered],
    places: Mapping[str, Places],
    theme: Theme,
    diagnostics: list[Diagnostic],
) -> dict[str, dict[str, Resource]]:
    found: dict[str, dict[str, Resource]] = {}
    colours, book = palette(theme), manuscript.book
    for document in planned:
        if document.chapter is None:
            continue
        look = Look(colours, book.fonts.text, document.chapter.lang or book.lang, _millimetres(book.page.width))
        for address, _, width in gathered[document.id].images:
            outcome = find_picture(address, document.chapter.source.file, manuscript.folder, places[document.id], look, share_of(width))
            diagnostics += outcome.diagnostics
            if outcome.value is not None:
                found.setdefault(document.id, {})[address] = outcome.value
    return found
