"""Records the book's text as plain values, by chapter and paragraph.

It stands in every release as checks/text.json, so that two releases can be compared for the editor long after.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, field
from typing import Any

from lxml import etree

from bookbuilder.json_source import read_json
from bookbuilder.model.pages import PageMap
from bookbuilder.model.publication import ContentDocument, Publication
from bookbuilder.pages.points import plain
from bookbuilder.pages.running_text import read_document
from bookbuilder.release.metadata.record import cited_by


@dataclass(frozen=True)
class Paragraph:
    """One block of text."""

    kind: str
    """heading, text, cell, caption, entry, excerpt, note."""
    text: str
    page: str = ""
    """The printed page on which it begins."""


@dataclass(frozen=True)
class Chapter:
    """One document of the book."""

    id: str
    title: str
    label: str = ""
    """"Chapter 3"; empty where it is not numbered."""
    source: str = ""
    """The author's file."""
    page: str = ""
    """The printed page on which it begins."""
    paragraphs: tuple[Paragraph, ...] = ()
    references: tuple[str, ...] = ()
    """Keys of the sources that it cites."""
    excerpts: tuple[tuple[str, str], ...] = ()
    """Where an excerpt comes from, "kz-01 q3a", and its words."""
    figures: tuple[tuple[str, str], ...] = ()
    """Label and caption of each figure and table."""


@dataclass(frozen=True)
class Text:
    """The book's text as it was released."""

    title: str
    version: str
    chapters: tuple[Chapter, ...] = ()
    entries: Mapping[str, str] = field(default_factory=dict)
    """What the bibliography prints of each source."""


NO_PAGES = PageMap({})
"""Where nothing has been printed."""


def text_of_book(publication: Publication, items: Sequence[Mapping[str, Any]], pages: PageMap = NO_PAGES) -> Text:
    """Every written document in reading order."""
    documents = [document for document in publication.documents if document.body]
    chapters = tuple(_chapter(document, publication, items, pages) for document in documents)
    return Text(publication.book.full_title, publication.book.version, chapters, _entries(documents, items))


def _chapter(
    document: ContentDocument, publication: Publication, items: Sequence[Mapping[str, Any]], pages: PageMap
) -> Chapter:
    passages = read_document(etree.fromstring(document.body))
    return Chapter(
        document.id,
        document.title,
        " ".join(document.label.split()),
        document.source,
        pages.page(document.id),
        tuple(Paragraph(it.kind, it.text, pages.page(it.id)) for it in passages if it.kind != "entry"),
        tuple(str(item["id"]) for item in cited_by(document, items)),
        tuple((f"{it.code} {it.turn}", it.words) for it in publication.quotations if it.document == document.id),
        tuple((" ".join(it.label.split()), plain(it.title_xhtml)) for it in document.captioned),
    )


def _entries(documents: Sequence[ContentDocument], items: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    from bookbuilder.markdown.inline_citations import entry_id

    places = ("", *(document.id for document in documents))
    keys = {entry_id(str(item["id"]), place): str(item["id"]) for item in items for place in places}
    found: dict[str, str] = {}
    for document in documents:
        for entry in etree.fromstring(document.body).iterfind(".//div[@class='csl-entry']"):
            for cited_in in entry.findall("span[@class='cited-in']"):
                entry.remove(cited_in)
            if entry.get("id") in keys:
                found[keys[entry.get("id") or ""]] = " ".join("".join(entry.itertext()).split())
    return found


def as_json(text: Text) -> bytes:
    """The record's file."""
    value = {
        "title": text.title,
        "version": text.version,
        "chapters": [{**vars(it), "paragraphs": [astuple(each) for each in it.paragraphs]} for it in text.chapters],
        "entries": dict(sorted(text.entries.items())),
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def from_json(data: bytes) -> Text:
    """The record as `as_json` wrote it."""
    value = read_json(data)
    chapters = []
    for it in value["chapters"]:
        pairs = {key: tuple((first, second) for first, second in it[key]) for key in ("excerpts", "figures")}
        paragraphs = tuple(Paragraph(*each) for each in it["paragraphs"])
        chapters.append(Chapter(**{**it, **pairs, "paragraphs": paragraphs, "references": tuple(it["references"])}))
    return Text(value["title"], value["version"], tuple(chapters), value["entries"])
