"""The manuscript in; everything decided once for the whole book, and the Publication, out."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape

from lxml import etree

from bookbuilder.cache import Step, Steps
from bookbuilder.compose.bibliography import CitedIn, write_bibliography
from bookbuilder.compose.citing import CitedBook, cite, style_of
from bookbuilder.compose.consent import obstacles
from bookbuilder.compose.data_tables import data_fingerprints
from bookbuilder.compose.faults import chapter_faults
from bookbuilder.compose.gather import Gathered, gather
from bookbuilder.compose.numbering import DocumentNumbers, Label, number
from bookbuilder.compose.parse import Parsed, parse
from bookbuilder.compose.pictures import find_picture
from bookbuilder.compose.places import Places
from bookbuilder.compose.plan import Planned, plan
from bookbuilder.compose.templates import Theme, render
from bookbuilder.compose.terms import Section, read_sections, read_terms
from bookbuilder.compose.write import Decided, write
from bookbuilder.diagnostics import Diagnostic, Outcome, errors
from bookbuilder.manuscript.chapters import Chapter
from bookbuilder.manuscript.folder import Manuscript
from bookbuilder.model.book import Book
from bookbuilder.model.interview import Interview
from bookbuilder.model.publication import ContentDocument, Heading, Publication, Resource


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


def compose(manuscript: Manuscript, theme: Theme, steps: Steps, *, release: bool = False) -> Outcome[Publication | None]:
    """Resolve excerpts, numbers, citations and references, and write every chapter's XHTML; None while an error stands.

    A draft marks in the margin the words that consent does not cover; a release has no such words.
    """
    diagnostics: list[Diagnostic] = []
    draft = _draft(manuscript, theme, steps, diagnostics)
    if errors(diagnostics):
        return Outcome(None, tuple(diagnostics))
    documents = _documents(manuscript, draft, theme, steps, diagnostics, release)
    if errors(diagnostics):
        return Outcome(None, tuple(diagnostics))
    return Outcome(_publication(manuscript, draft, documents), tuple(diagnostics))


def _draft(manuscript: Manuscript, theme: Theme, steps: Steps, diagnostics: list[Diagnostic]) -> Draft:
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
    numbers, labels = number(planned, gathered, terms.value, book.lang)
    pictures = _pictures(manuscript, planned, gathered, places, diagnostics)
    diagnostics += chapter_faults(planned, gathered, labels, places)
    cited = CitedBook()
    style = style_of(book, manuscript.folder)
    diagnostics += style.diagnostics
    if style.value is not None:
        order = [document.id for document in planned]
        outcome = cite(
            book,
            style.value,
            order,
            gathered,
            places,
            manuscript.references,
            manuscript.interviews,
            sections.value,
            steps,
            terms.value["interview"].capitalize(),
        )
        diagnostics += outcome.diagnostics
        cited = outcome.value
    return Draft(planned, parsed, gathered, numbers, labels, terms.value, sections.value, pictures, cited)


def _parse_inputs(chapter: Chapter, manuscript: Manuscript, interviews: Mapping[str, Interview]) -> dict[str, object]:
    return {
        "text": chapter.text,
        "lang": chapter.lang,
        "book": manuscript.book,
        "data": data_fingerprints(manuscript.folder, chapter.text),
        "interviews": interviews if "excerpt" in chapter.text or "said" in chapter.text else {},
        "withdrawn": [code for code, interview in interviews.items() if interview.consent.withdrawn],
    }


def _pictures(
    manuscript: Manuscript,
    planned: list[Planned],
    gathered: Mapping[str, Gathered],
    places: Mapping[str, Places],
    diagnostics: list[Diagnostic],
) -> dict[str, dict[str, Resource]]:
    found: dict[str, dict[str, Resource]] = {}
    for document in planned:
        if document.chapter is None:
            continue
        for address, _ in gathered[document.id].images:
            outcome = find_picture(address, document.chapter.source.file, manuscript.folder, places[document.id])
            diagnostics += outcome.diagnostics
            if outcome.value is not None:
                found.setdefault(document.id, {})[address] = outcome.value
    return found


def _documents(
    manuscript: Manuscript, draft: Draft, theme: Theme, steps: Steps, diagnostics: list[Diagnostic], release: bool
) -> list[ContentDocument]:
    book = manuscript.book
    interviews = {interview.code: interview for interview in manuscript.interviews}
    content = theme.fingerprint("templates/content")
    has_bibliography = any(document.kind == "bibliography" for document in draft.planned)
    entries = frozenset(key for _, key, _ in draft.cited.entries) if has_bibliography else frozenset()
    written = {document.id: document for document in draft.planned if document.chapter is not None}
    writing: list[Step] = []
    for document in written.values():
        decided = _decided(document, draft, entries, interviews, book, release)
        arguments = (_outline(document, draft, book), draft.parsed[document.id].ast, document.chapter.text, decided)
        inputs = dict(zip(("document", "chapter", "text", "decided"), arguments), templates=content)
        writing.append(Step(f"write {document.id}", inputs, write, (*arguments, theme)))
    outcomes = dict(zip(written, steps.several(writing, SIDE_BY_SIDE, threads=True)))
    documents: list[ContentDocument] = []
    for document in draft.planned:
        outline = _outline(document, draft, book)
        if document.id in outcomes:
            outcome = outcomes[document.id]
        elif document.is_part:
            outcome = _part(outline, draft, theme)
        elif document.kind == "bibliography":
            languages = {
                **{reference.id: str(reference.item["language"]) for reference in manuscript.references if "language" in reference.item},
            }
            outcome = write_bibliography(
                outline, draft.cited.entries, draft.sections, languages, _cited_in(draft), book.lang, theme
            )
        else:
            outcome = Outcome(replace(outline, template=document.kind, ids=(document.id,)))
        diagnostics += outcome.diagnostics
        documents.append(outcome.value)
    return documents


def _outline(document: Planned, draft: Draft, book: Book) -> ContentDocument:
    """A document without its body."""
    numbers = draft.numbers[document.id] if document.id in draft.numbers else DocumentNumbers()
    title, listed, lang, short, source = "", True, "", "", ""
    if document.is_part and document.part:
        title = document.part.title
    elif document.chapter is not None:
        own = draft.gathered[document.id]
        title = own.headings[0].title if own.headings else document.id
        listed = own.headings[0].listed if own.headings else True
        lang, short, source = document.chapter.lang, document.chapter.short_title, document.chapter.source.file
    else:
        title = draft.terms[document.kind] if document.kind in draft.terms else document.kind
        listed = document.kind in ("bibliography", "interviews", "list-of-figures", "list-of-tables")
    return ContentDocument(
        id=document.id,
        kind=document.kind,
        role=document.role,
        matter=document.matter,
        title=title,
        title_xhtml=escape(title, quote=False),
        number=numbers.number,
        label=numbers.label,
        running_title=short or title,
        lang=lang if lang != book.lang else "",
        headings=(Heading(document.id, 0 if document.is_part else 1, numbers.number, title, escape(title, quote=False), listed),),
        source=source,
        listed=listed,
        part=document.part.id if document.part and not document.is_part else "",
        specimen=False,
    )


def _decided(
    document: Planned,
    draft: Draft,
    entries: frozenset[str],
    interviews: Mapping[str, Interview],
    book: Book,
    release: bool,
) -> Decided:
    own = draft.gathered[document.id]
    keys = {cited.id for use in own.citations for cited in use.cites}
    pictures = draft.pictures[document.id] if document.id in draft.pictures else {}
    parsed = draft.parsed[document.id]
    lang = document.chapter.lang if document.chapter and document.chapter.lang else book.lang
    return Decided(
        numbers=draft.numbers[document.id],
        labels={id: draft.labels[id] for id in own.labels_used if id in draft.labels},
        citations=(draft.cited.citations or {})[document.id],
        names=(draft.cited.names or {})[document.id],
        note_style=draft.cited.note_style,
        pictures={address: resource.name for address, resource in pictures.items()},
        entries=entries & keys,
        interviews={code: interviews[code] for code in parsed.quoted},
        quotations={quotation.id: quotation for quotation in parsed.quotations},
        marks={} if release else {
            quotation.id: tuple(
                dict.fromkeys(draft.terms[it.mark] for it in obstacles(interviews[quotation.code], quotation, book.date))
            )
            for quotation in parsed.quotations
        },
        terms=draft.terms,
        lang=lang,
    )


def _part(outline: ContentDocument, draft: Draft, theme: Theme) -> Outcome[ContentDocument]:
    values = {"document_id": outline.id, "label": outline.label, "title": outline.title}
    rendered = render(theme, "content/part.xhtml", values)
    body = rendered.value.strip()
    ids = (outline.id, f"{outline.id}-title")
    if body:
        root = etree.fromstring(body)
        ids = tuple(element.get("id") for element in root.iter() if element.get("id"))
    return Outcome(replace(outline, body=body, ids=ids), rendered.diagnostics)


def _cited_in(draft: Draft) -> dict[str, list[CitedIn]]:
    """The citations that name each source, in reading order; each place is named once."""
    places: dict[str, dict[str, CitedIn]] = {}
    for document in draft.planned:
        if document.id not in draft.gathered:
            continue
        own = draft.gathered[document.id]
        chapter = draft.numbers[document.id].number or (own.headings[0].title if own.headings else document.id)
        notes = [note for note in own.notes if note.kind == "note" or draft.cited.note_style]
        note_of = {citation: number for number, note in enumerate(notes, start=1) for citation in note.citations}
        for index, use in enumerate(own.citations):
            label = f"{chapter} n.\u00a0{note_of[index]}" if index in note_of else chapter
            for key in dict.fromkeys(cited.id for cited in use.cites):
                places.setdefault(key, {}).setdefault(label, CitedIn(f"{document.id}-cite{index + 1}", label))
    return {key: list(found.values()) for key, found in places.items()}


def _publication(manuscript: Manuscript, draft: Draft, documents: list[ContentDocument]) -> Publication:
    book = manuscript.book
    specimens = {interview.code for interview in manuscript.interviews if interview.is_specimen}
    marked = [
        replace(document, specimen=True)
        if document.id in draft.parsed and specimens & set(draft.parsed[document.id].quoted)
        else document
        for document in documents
    ]
    resources: dict[str, Resource] = {}
    for document in documents:
        if document.id in draft.pictures:
            for resource in draft.pictures[document.id].values():
                resources.setdefault(resource.name, resource)
    return Publication(
        book=book,
        documents=tuple(marked),
        resources=tuple(resources.values()),
        characters=_characters(book, documents),
        cited=_cited_keys(draft),
        has_specimens=any(document.specimen for document in marked),
        interviews=tuple(interview for interview in manuscript.interviews if not interview.consent.withdrawn),
        quotations=tuple(
            quotation
            for document in documents
            if document.id in draft.parsed
            for quotation in draft.parsed[document.id].quotations
        ),
        terms=draft.terms,
        identifier=_identifier(book),
        modified=_modified(book),
    )


def _cited_keys(draft: Draft) -> tuple[str, ...]:
    uses = [use for document in draft.planned if document.id in draft.gathered for use in draft.gathered[document.id].citations]
    return tuple(dict.fromkeys(cited.id for use in uses for cited in use.cites))


def _characters(book: Book, documents: list[ContentDocument]) -> str:
    found: set[str] = set()
    for document in documents:
        found |= set(document.title) | set(document.label) | set(document.running_title)
        if document.body:
            found |= {c for text in etree.fromstring(document.body).itertext() for c in text}
    for text in (book.title, book.subtitle, book.authors, book.rights, book.notice, book.description, book.publisher.name):
        found |= set(text)
    return "".join(sorted(character for character in found if character not in "\n\r\t"))


def _identifier(book: Book) -> str:
    if book.identifier.epub:
        return f"urn:isbn:{book.identifier.epub.replace('-', '')}"
    name = "\n".join((book.full_title, book.publisher.name, book.version))
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"


def _modified(book: Book) -> str:
    """The book's own date: no clock is asked, so that the same sources make the same bytes."""
    year, month, day = (*book.date.split("-"), "01", "01")[:3]
    return f"{year}-{month}-{day}T00:00:00Z"
