"""Writes every document of the book."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from lxml.builder import E

from bookbuilder.cache import Step, Steps
from bookbuilder.compose.decide.abbreviations import KIND as ABBREVIATIONS
from bookbuilder.compose.decide.decided import decide
from bookbuilder.compose.decide.draft import Draft
from bookbuilder.compose.decide.index_entries import KINDS
from bookbuilder.compose.decide.numbering import DocumentNumbers
from bookbuilder.compose.decide.plan import Planned
from bookbuilder.compose.read.gathered import Gathered
from bookbuilder.compose.write.bibliography import CitedIn, fill_refs, write_bibliography, write_references
from bookbuilder.compose.write.chapter import write
from bookbuilder.compose.write.transcripts import write_transcripts
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, Stage
from bookbuilder.diagnostics.crash import crash, rescuing
from bookbuilder.languages import language
from bookbuilder.languages.tags import is_language_tag
from bookbuilder.manuscript.folder import Manuscript
from bookbuilder.markdown.xhtml_text import serialise
from bookbuilder.model.book import Book, name_list
from bookbuilder.model.index import in_index
from bookbuilder.model.publication import ContentDocument, Heading
from bookbuilder.theme.sections import fill_section
from bookbuilder.theme.templates import Theme

LISTED = frozenset(
    "bibliography interviews transcripts list-of-figures list-of-tables list-of-abbreviations contributors".split()
) | frozenset(KINDS)
"""Made pages that the contents name."""


def write_documents(
    manuscript: Manuscript, draft: Draft, theme: Theme, steps: Steps, diagnostics: list[Diagnostic], stage: Stage
) -> list[ContentDocument]:
    """Every document of the book in its order; faults are added to `diagnostics`."""
    outcomes = _write_chapters(manuscript, draft, theme, steps, stage)
    documents: list[ContentDocument] = []
    for document in draft.planned:
        outline = _outline(document, draft, manuscript.book)
        if document.id in outcomes:
            outcome = _with_sources(outcomes[document.id], document, outline, manuscript, draft, theme, steps)
        else:
            outcome = _made(document, outline, manuscript, draft, theme, steps)
        diagnostics += outcome.diagnostics
        documents.append(outcome.value)
    return documents


def _write_chapters(
    manuscript: Manuscript, draft: Draft, theme: Theme, steps: Steps, stage: Stage
) -> dict[str, Outcome[ContentDocument]]:
    """The author's own documents by their ids; in a draft, one in which we fail is a page that says so."""
    book = manuscript.book
    interviews = {interview.code: interview for interview in manuscript.interviews}
    content = theme.fingerprint("templates/content")
    has_bibliography = any(document.kind == "bibliography" or _has_refs(document, draft) for document in draft.planned)
    entries = frozenset(key for _, key, _ in draft.cited.entries) if has_bibliography else frozenset()
    entries |= {key for own in draft.cited.own_entries.values() for key, _ in own}
    chapters = {document.id: document.chapter for document in draft.planned if document.chapter is not None}
    written = {document.id: document for document in draft.planned if document.id in chapters}
    writing: list[Step] = []
    for document in written.values():
        decided = decide(document, draft, entries, interviews, book, stage)
        arguments = (
            _outline(document, draft, book),
            draft.parsed[document.id].ast,
            chapters[document.id].text,
            decided,
        )
        inputs = dict(zip(("document", "chapter", "text", "decided"), arguments, strict=True), templates=content)
        writing.append(Step(f"write {document.id}", inputs, write, (*arguments, theme), len(arguments[1])))

    def left_out(index: int, error: Exception) -> Outcome[ContentDocument]:
        document = list(written.values())[index]
        outline = _outline(document, draft, book)
        fault = crash(error, Location(outline.source, 1, 1), document.id, steps.tracebacks)
        return Outcome(_stand_in(outline), (fault,))

    rescue = rescuing(left_out, stage)
    return dict(zip(written, steps.several(writing, of_text=True, rescue=rescue), strict=True))


def _with_sources(
    written: Outcome[ContentDocument],
    document: Planned,
    outline: ContentDocument,
    manuscript: Manuscript,
    draft: Draft,
    theme: Theme,
    steps: Steps,
) -> Outcome[ContentDocument]:
    """A chapter with its own list of sources, or with the whole bibliography where its author wants that."""
    own = draft.cited.own_entries[document.id] if document.id in draft.cited.own_entries else ()
    if own:
        lang, languages = manuscript.book.lang, _languages(manuscript)
        listed = write_references(written.value, own, languages, draft.terms["references"], lang, theme)
        return Outcome(listed.value, (*written.diagnostics, *listed.diagnostics))
    if _has_refs(document, draft):
        bibliography = _bibliography(outline, manuscript, draft, theme, steps)
        filled = fill_refs(written.value, bibliography.value)
        return Outcome(filled, (*written.diagnostics, *bibliography.diagnostics))
    return written


def _made(
    document: Planned, outline: ContentDocument, manuscript: Manuscript, draft: Draft, theme: Theme, steps: Steps
) -> Outcome[ContentDocument]:
    """A document that no author has written; what only an edition can fill names its template."""
    if document.is_part:
        return fill_section(outline, theme, "part.xhtml", {"label": outline.label})
    if document.kind == "bibliography":
        return _bibliography(outline, manuscript, draft, theme, steps)
    if document.kind == ABBREVIATIONS:
        return fill_section(outline, theme, "abbreviations.xhtml", {"body": draft.abbreviations.xhtml})
    if document.kind in KINDS:
        return _index(outline, draft)
    if document.kind == "transcripts":
        arguments = outline, manuscript.interviews, draft.terms
        return steps.step(*_of_template(outline, theme, arguments), lambda: write_transcripts(*arguments, theme))
    return Outcome(replace(outline, template=document.kind, ids=(document.id,)))


def _stand_in(outline: ContentDocument) -> ContentDocument:
    """The document of a chapter in which we have failed: its title, and that it is missing."""
    section = E.section(
        E.h1(outline.title, {"id": f"{outline.id}-title"}),
        E.p(E.span("This chapter could not be made.", {"class": "missing"}), {"id": f"{outline.id}-p1"}),
        {"id": outline.id, "class": outline.kind, **({"role": outline.role} if outline.role else {})},
    )
    ids = (outline.id, f"{outline.id}-title", f"{outline.id}-p1")
    return replace(outline, body=serialise(section), ids=ids, lines=((f"{outline.id}-p1", 1),))


def _index(outline: ContentDocument, draft: Draft) -> Outcome[ContentDocument]:
    """An index is a made page, since each edition has its own page numbers; `see` leads to the ids of its entries."""
    entries = in_index(draft.index, outline.kind)
    ids = tuple(inner.id for entry in entries for inner in entry.all())
    return Outcome(replace(outline, template="index", ids=(outline.id, *ids)))


def _has_refs(document: Planned, draft: Draft) -> bool:
    """Whether the author has written `::: {#refs}` in this chapter."""
    return document.id in draft.gathered and "refs" in draft.gathered[document.id].ids


def _bibliography(
    outline: ContentDocument, manuscript: Manuscript, draft: Draft, theme: Theme, steps: Steps
) -> Outcome[ContentDocument]:
    cited_in = _cited_in(draft, language(manuscript.book.lang).marks[0]) if manuscript.book.citations.cited_in else {}
    languages, lang = _languages(manuscript), manuscript.book.lang
    arguments = outline, draft.cited.entries, draft.sections, languages, cited_in, draft.terms, lang
    return steps.step(*_of_template(outline, theme, arguments), lambda: write_bibliography(*arguments, theme))


def _of_template(outline: ContentDocument, theme: Theme, values: object) -> tuple[str, dict[str, object]]:
    """The name and the inputs of a step that fills a template for a whole document."""
    return f"write {outline.id}", {"values": values, "templates": theme.fingerprint("templates/content")}


def _languages(manuscript: Manuscript) -> dict[str, str]:
    """The language of each source that names one by its tag, by its key."""
    named = {it.id: str(it.item["language"]) for it in manuscript.references if "language" in it.item}
    return {id: lang for id, lang in named.items() if is_language_tag(lang)}


def _outline(document: Planned, draft: Draft, book: Book) -> ContentDocument:
    """A document without its body."""
    numbers = draft.numbers[document.id] if document.id in draft.numbers else DocumentNumbers()
    title, listed, lang, short, source = "", True, "", "", ""
    chapter = document.chapter
    if document.is_part and document.part:
        title = document.part.title
    elif document.chapter is not None:
        own = draft.gathered[document.id]
        title = _title_of(own, document.id)
        listed = own.headings[0].listed if own.headings else True
        lang, short, source = document.chapter.lang, document.chapter.short_title, document.chapter.source.file
    else:
        title = draft.terms[document.kind] if document.kind in draft.terms else document.kind
        listed = document.kind in LISTED
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
        headings=(
            Heading(
                document.id, 0 if document.is_part else 1, numbers.number, title, escape(title, quote=False), listed
            ),
        ),
        source=source,
        descriptions=draft.parsed[document.id].descriptions if document.id in draft.parsed else (),
        listed=listed,
        part=document.part.id if document.part and not document.is_part else "",
        specimen=False,
        authors=chapter.authors if chapter else (),
        byline=name_list([author.name for author in chapter.authors], lang or book.lang) if chapter else "",
        doi=chapter.doi if chapter else "",
        abstract=chapter.abstract if chapter else "",
        keywords=chapter.keywords if chapter else (),
    )


def _title_of(own: Gathered, id: str) -> str:
    """The first heading's words; the document's id where it has none."""
    return (own.headings[0].title.strip() if own.headings else "") or id


def _cited_in(draft: Draft, comma: str) -> dict[str, list[CitedIn]]:
    """The citations that name each source, in reading order; each place is named once."""
    places: dict[str, dict[tuple[str, str], CitedIn]] = {}
    for document in draft.planned:
        if document.id not in draft.gathered:
            continue
        own = draft.gathered[document.id]
        number = draft.numbers[document.id].number
        title = _title_of(own, document.id)
        chapter = _filled(draft.terms["cited-in-chapter"], chapter=number) if number else title
        notes = [note for note in own.notes if note.kind == "note" or draft.cited.note_style]
        note_of = {citation: number for number, note in enumerate(notes, start=1) for citation in note.citations}
        for index, use in enumerate(own.citations):
            note = _filled(draft.terms["cited-in-note"], note=str(note_of[index])) if index in note_of else ""
            for key in dict.fromkeys(cited.id for cited in use.cites):
                seen = places.setdefault(key, {})
                joined = bool(note) and any(place[0] == document.id for place in seen)
                label = note if joined else f"{chapter}{comma}\u00a0{note}" if note else chapter
                seen.setdefault((document.id, note), CitedIn(f"{document.id}-cite{index + 1}", label, joined))
    return {key: list(found.values()) for key, found in places.items()}


def _filled(term: str, **values: str) -> str:
    """A term with its number, which stays on its line."""
    return term.format(**values).replace(" ", "\u00a0")
