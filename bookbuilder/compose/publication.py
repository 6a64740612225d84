"""Composes the manuscript: decides everything once for the whole book, and writes the Publication."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from html import unescape

from lxml import etree

from bookbuilder.cache import Steps
from bookbuilder.compose.decide.draft import Draft, draft_book
from bookbuilder.compose.write.block_counts import listed
from bookbuilder.compose.write.documents import write_documents
from bookbuilder.compose.write.draft_repairs import repair_documents
from bookbuilder.compose.write.transcripts import whole_quotations
from bookbuilder.diagnostics import Diagnostic, Outcome, Stage, blocking, errors
from bookbuilder.manuscript.folder import Manuscript
from bookbuilder.mathematics.mathml import MATH
from bookbuilder.model.book import Book
from bookbuilder.model.interview import Interview
from bookbuilder.model.publication import ContentDocument, Publication, Resource
from bookbuilder.source import found_bytes
from bookbuilder.theme.font_files import own_fonts
from bookbuilder.theme.templates import Theme

CODE = ("code", "pre", "kbd", "samp")
"""Elements that are set in the type of code."""
_WORDS = re.compile(rb"<(?:\w+:)?text\b.*?</(?:\w+:)?text>", re.DOTALL)
"""What a drawing prints as words."""
_TAG = re.compile(r"<[^>]*>")


def compose(
    manuscript: Manuscript, theme: Theme, steps: Steps, *, stage: Stage = Stage.DRAFT
) -> Outcome[Publication | None]:
    """Resolve excerpts, numbers, citations and references, and write every chapter's XHTML.

    A draft marks in the margin the words that consent does not cover, and has a stand-in for what is missing: it is
    None only where no chapter can be read. A release is None while an error stands.
    """
    diagnostics: list[Diagnostic] = []
    draft = draft_book(manuscript, theme, steps, diagnostics, stage)
    if not draft.parsed or _stops(diagnostics, stage):
        return Outcome(None, tuple(diagnostics))
    documents = write_documents(manuscript, draft, theme, steps, diagnostics, stage)
    diagnostics += listed(manuscript, documents)
    if _stops(diagnostics, stage):
        return Outcome(None, tuple(diagnostics))
    if errors(diagnostics):
        documents = repair_documents(documents)
    return Outcome(_publication(manuscript, draft, documents), tuple(diagnostics))


def _stops(diagnostics: list[Diagnostic], stage: Stage) -> bool:
    """Whether nothing can be composed: for a release, any fault that is an error in a draft too; its other reasons come later."""
    return bool(errors(diagnostics) if stage is Stage.RELEASE else blocking(diagnostics, stage))


def _publication(manuscript: Manuscript, draft: Draft, documents: list[ContentDocument]) -> Publication:
    book = manuscript.book
    specimens = {interview.code for interview in manuscript.interviews if interview.is_specimen}
    marked = [
        replace(document, specimen=True)
        if (document.id in draft.parsed and specimens & set(draft.parsed[document.id].quoted))
        or (document.kind == "transcripts" and specimens)
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
        characters=_characters(book, documents, manuscript.interviews, draft),
        code_characters=_characters_in(documents, *CODE),
        formula_characters=_characters_in(documents, MATH),
        picture_characters=_characters_of_drawings(resources.values()),
        own_fonts=own_fonts(manuscript.folder),
        cited=_cited_keys(draft),
        has_specimens=any(document.specimen for document in marked),
        interviews=tuple(interview for interview in manuscript.interviews if not interview.withdrawn),
        quotations=tuple(
            quotation
            for document in documents
            if document.id in draft.parsed
            for quotation in draft.parsed[document.id].quotations
        )
        + tuple(
            quotation
            for document in documents
            if document.kind == "transcripts"
            for quotation in whole_quotations(document.id, manuscript.interviews)
        ),
        terms=draft.terms,
        index=draft.index,
        identifier=_identifier(book),
        modified=_modified(book),
    )


def _cited_keys(draft: Draft) -> tuple[str, ...]:
    uses = [
        use
        for document in draft.planned
        if document.id in draft.gathered
        for use in draft.gathered[document.id].citations
    ]
    return tuple(dict.fromkeys([*(cited.id for use in uses for cited in use.cites), *draft.cited.nocite]))


def _characters(book: Book, documents: list[ContentDocument], interviews: Sequence[Interview], draft: Draft) -> str:
    found: set[str] = {character for term in draft.terms.values() for character in term}
    for interview in interviews:
        found |= set(interview.attribution + interview.country)
    for document in documents:
        found |= set(document.title) | set(document.label) | set(document.running_title)
        for description in document.descriptions:
            found |= set("".join(etree.fromstring(f"<div>{description.xhtml}</div>").itertext()))
        if document.body:
            found |= _own_characters(document.body)
    found |= {c for entry in draft.index for inner in entry.all() for c in inner.term + inner.letter}
    named = (book.title, book.subtitle, book.short_title, book.authors, book.rights, book.notice, book.description)
    made = (
        book.publisher,
        book.series,
        book.edition,
        book.creator,
        book.contributor,
        book.funding,
        book.dedication,
        book.epigraph,
    )
    for text in _texts_in((*named, *made)):
        found |= set(text)
    return "".join(sorted(character for character in found if character not in "\n\r\t"))


def _characters_of_drawings(resources: Iterable[Resource]) -> str:
    drawings = (found_bytes(it.path) for it in resources if it.media_type == "image/svg+xml")
    words = {word for it in drawings for word in _WORDS.findall(it)}
    text = unescape(_TAG.sub("", b"".join(sorted(words)).decode("utf-8", "replace")))
    return "".join(sorted(set(text) - set("\n\r\t")))


def _texts_in(value: object) -> Iterator[str]:
    """Every text in what book.yaml says of something: made pages may print any of them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for it in value:
            yield from _texts_in(it)
    elif is_dataclass(value):
        for it in fields(value):
            yield from _texts_in(getattr(value, it.name))


@lru_cache(maxsize=1024)
def _own_characters(body: str) -> frozenset[str]:
    """What is set in the text's own type: neither code nor a formula."""
    root = etree.fromstring(body)
    for element in list(root.iter(*CODE, MATH)):
        element.clear(keep_tail=True)
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    return frozenset("".join(root.itertext()))


def _characters_in(documents: list[ContentDocument], *names: str) -> str:
    found: set[str] = set()
    for document in documents:
        if document.body and any(f"<{etree.QName(name).localname}" in document.body for name in names):
            for element in etree.fromstring(document.body).iter(*names):
                found |= set("".join(element.itertext()))
    return "".join(sorted(found - set("\n\r\t")))


def _identifier(book: Book) -> str:
    if book.identifier.epub:
        return f"urn:isbn:{book.identifier.epub.replace('-', '')}"
    name = "\n".join((book.full_title, book.publisher.name, book.version))
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"


def _modified(book: Book) -> str:
    """The book's own date: no clock is asked, so that the same sources make the same bytes."""
    year, month, day = (*(book.date or "2000").split("-"), "01", "01")[:3]
    return f"{year}-{month}-{day}T00:00:00Z"
