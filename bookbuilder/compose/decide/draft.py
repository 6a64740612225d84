"""Decides everything that must be settled before a chapter is written, and collects every fault that shows by then."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from bookbuilder.cache import Step, Steps
from bookbuilder.compose.decide.abbreviations import KIND as ABBREVIATIONS, Abbreviations, abbreviations
from bookbuilder.compose.decide.book_faults import chapter_faults
from bookbuilder.compose.decide.citing import CitedBook, cite, uncited
from bookbuilder.compose.decide.csl_style import shipped_style, style_of
from bookbuilder.compose.decide.file_links import links_of
from bookbuilder.compose.decide.glossary import term_faults, term_ids
from bookbuilder.compose.decide.index_entries import KINDS, index_entries
from bookbuilder.compose.decide.index_in_book import marked_words
from bookbuilder.compose.decide.known_classes import class_faults
from bookbuilder.compose.decide.numbering import DocumentNumbers, Label, number
from bookbuilder.compose.decide.parts import without_empty_parts
from bookbuilder.compose.decide.pictures import find_pictures
from bookbuilder.compose.decide.plan import Planned, plan
from bookbuilder.compose.read.data_tables import data_fingerprints
from bookbuilder.compose.read.gather import gather
from bookbuilder.compose.read.gathered import Gathered
from bookbuilder.compose.read.parse import Parsed, parse, stand_in
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, Stage
from bookbuilder.diagnostics.crash import attempt, crash, rescuing
from bookbuilder.manuscript.folder import Manuscript
from bookbuilder.markdown.places import Places
from bookbuilder.model.chapter import Chapter
from bookbuilder.model.index import IndexEntry
from bookbuilder.model.interview import Interview
from bookbuilder.model.publication import Resource
from bookbuilder.theme.templates import Theme
from bookbuilder.theme.terms import TERMS_FILE, Section, has_terms, lacks_terms, read_sections, read_terms

T = TypeVar("T")


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
    links: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By document id, the id that each link to a chapter's file or to a heading's words leads to."""
    foreign: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The terms of each other language that a passage or a chapter is in, by its primary subtag."""


def draft_book(
    manuscript: Manuscript, theme: Theme, steps: Steps, diagnostics: list[Diagnostic], stage: Stage = Stage.RELEASE
) -> Draft:
    """Read every chapter, and decide numbers, citations, index and glossary for the whole book; faults go into `diagnostics`."""
    book = manuscript.book
    terms = _collect(read_terms(theme, book.lang), diagnostics)
    if lacks_terms(theme, book.lang):
        message = (
            f'There are no words in "{book.lang}" for chapters, figures and the like: the book has the English ones.'
        )
        remedy = f"Write them into {TERMS_FILE}: {book.lang}: {{chapter: …, figure: …}}"
        diagnostics.append(Diagnostic("TRM-005", book.place("lang"), message, remedy))
    sections = _collect(read_sections(theme, book.lang), diagnostics)
    planned = plan(book, manuscript.chapters)
    parsed, gathered, places = _read_chapters(planned, manuscript, steps, diagnostics, stage)
    short = Abbreviations()
    if any(document.kind == ABBREVIATIONS for document in planned):
        asts = {id: own.ast for id, own in parsed.items()}
        short = _collect(abbreviations(manuscript.folder, asts, places, book.lang, steps), diagnostics)
    planned = _collect(without_empty_parts(planned, manuscript, gathered, bool(short.names)), diagnostics)
    numbers, labels = number(planned, gathered, terms, book.lang, book.quotes)
    pictures = _collect(find_pictures(manuscript, planned, gathered, places, theme, steps, stage), diagnostics)
    links = {it.id: links_of(it, planned, gathered, numbers) for it in planned if it.id in gathered}
    absent = {it.location for it in diagnostics if it.code in ("FIG-001", "FIG-003")}
    diagnostics += (
        it
        for it in chapter_faults(planned, gathered, labels, places, links)
        if it.code not in ("FIG-002", "FIG-019") or it.location not in absent  # one picture, one fault
    )
    diagnostics += class_faults(gathered, places, theme, book.classes)
    style = _collect(style_of(book, manuscript.folder, steps), diagnostics) or shipped_style(book.lang)
    chapters = {document.id: gathered[document.id] for document in planned if document.id in gathered}
    sources, interviews = manuscript.references, manuscript.interviews
    nocite = {it.id: it.chapter.nocite for it in planned if it.chapter is not None}
    cited = _collect(
        attempt(
            lambda: cite(book, style, chapters, places, sources, interviews, sections, steps, terms, nocite),
            lambda fault: Outcome(uncited(chapters), (fault,)),
            stage,
            Location("references.yaml"),
            "citations",
            steps.tracebacks,
            "while formatting citations, which print their keys",
        ),
        diagnostics,
    )
    marked = marked_words(planned, gathered, numbers, places, cited.note_style, steps)
    index = steps.step("sort the index", {"marks": marked, "lang": book.lang}, lambda: index_entries(marked, book.lang))
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
        planned, parsed, gathered, numbers, labels, terms, sections, pictures, cited, index.value, glossary, short, links,
        _foreign_terms(parsed, planned, theme, book.lang),
    )  # fmt: skip


def _foreign_terms(
    parsed: Mapping[str, Parsed], planned: Sequence[Planned], theme: Theme, lang: str
) -> dict[str, dict[str, str]]:
    own = lang.split("-")[0]
    tags = {tag for each in parsed.values() for tag in re.findall(r'\["lang", ?"([A-Za-z]+)', each.ast)}
    tags |= {document.chapter.lang.split("-")[0] for document in planned if document.chapter and document.chapter.lang}
    return {tag: read_terms(theme, tag).value for tag in sorted(tags - {own}) if has_terms(theme, tag)}


def _collect(outcome: Outcome[T], diagnostics: list[Diagnostic]) -> T:
    diagnostics += outcome.diagnostics
    return outcome.value


def _read_chapters(
    planned: Sequence[Planned], manuscript: Manuscript, steps: Steps, diagnostics: list[Diagnostic], stage: Stage
) -> tuple[dict[str, Parsed], dict[str, Gathered], dict[str, Places]]:
    """What each chapter says, what it brings to the book, and where its words stand, by document id."""
    interviews = {interview.code: interview for interview in manuscript.interviews}
    written = [(document.id, document.chapter) for document in planned if document.chapter is not None]
    reading = [
        Step(
            f"parse {id}",
            _parse_inputs(chapter, manuscript, interviews),
            parse,
            (chapter, manuscript.book, interviews, manuscript.folder),
            len(chapter.text),
        )
        for id, chapter in written
    ]
    parsed: dict[str, Parsed] = {}

    def left_out(index: int, error: Exception) -> Outcome[Parsed]:
        id, chapter = written[index]
        fault = crash(error, Location(chapter.source.file, 1, 1), id, steps.tracebacks)
        return Outcome(stand_in(chapter), (fault,))

    rescue = rescuing(left_out, stage)
    for (id, _), outcome in zip(written, steps.several(reading, of_text=True, rescue=rescue), strict=True):
        parsed[id] = _collect(outcome, diagnostics)
    langs = {id: (chapter.lang or manuscript.book.lang).split("-")[0] for id, chapter in written}
    gathering = [
        Step(
            f"gather {id}",
            {"chapter": parsed[id].ast, "lang": langs[id]},
            gather,
            (parsed[id].ast, langs[id]),
            len(parsed[id].ast),
        )
        for id, _ in written
    ]

    def not_gathered(index: int, error: Exception) -> Gathered:
        id = written[index][0]
        parsed[id] = _collect(left_out(index, error), diagnostics)
        return gather(parsed[id].ast, langs[id])

    found = steps.several(gathering, of_text=True, rescue=rescuing(not_gathered, stage))
    gathered = {id: own for (id, _), own in zip(written, found, strict=True)}
    return parsed, gathered, {id: Places(chapter.source, chapter.text) for id, chapter in written}


def _parse_inputs(chapter: Chapter, manuscript: Manuscript, interviews: Mapping[str, Interview]) -> dict[str, object]:
    return {
        "text": chapter.text,
        "lang": chapter.lang,
        "book": manuscript.book,
        "data": data_fingerprints(manuscript.folder, chapter.text),
        "interviews": interviews if "excerpt" in chapter.text or "said" in chapter.text else {},
        "withdrawn": [code for code, interview in interviews.items() if interview.withdrawn],
    }
