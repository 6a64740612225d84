"""The book decided once: ordered XHTML documents, contents and resources, from which every edition is printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

from bookbuilder.diagnostics import Location
from bookbuilder.model.book import Book
from bookbuilder.model.index import IndexEntry
from bookbuilder.model.interview import Interview, Quotation
from bookbuilder.model.pages import PageMap
from bookbuilder.model.people import Contributor

Matter = Literal["frontmatter", "bodymatter", "backmatter"]


@dataclass(frozen=True)
class Heading:
    """A heading of a document, for contents, bookmarks and running heads."""

    id: str
    """The id that a link to it uses; unique in the book."""
    level: int
    """0 a part, 1 a chapter or another whole document, 2 a section, and so on."""
    number: str
    """"3", "3.2", "II"; empty where it is not numbered."""
    title: str
    """The title as plain text."""
    title_xhtml: str
    """The title as inline XHTML, without notes and links."""
    listed: bool = True
    """Whether the contents name it."""


@dataclass(frozen=True)
class Captioned:
    """A figure or a table, for the lists of them."""

    id: str
    """The id that a link to it uses."""
    kind: Literal["figure", "table"]
    """What it is."""
    label: str
    """"Figure 2.1"."""
    title_xhtml: str
    """The caption as inline XHTML, without notes and links."""
    credit: str = ""
    """Whose picture it is, and by whose permission it is printed: the figure's `credit`."""


@dataclass(frozen=True)
class Description:
    """What a figure shows, described at length; EPUB and web edition have it beside the figure, and print has the figure."""

    figure: str
    """The id of the figure."""
    xhtml: str
    """Paragraphs, lists and tables, without notes, ids and links within the book."""


@dataclass(frozen=True)
class ContentDocument:
    """One part of the book in reading order: a chapter, a part's title page, a made page; one XHTML for all editions.

    `body` is one well-formed XHTML <section> with the default namespace left out; every id in it is unique in the
    whole book, and every internal link is `#id`, wherever the target stands: the writers know from
    `Publication.document_of` in which document that is. Notes stand at the section's end in
    `<section role="doc-endnotes" class="notes">` as `<aside role="doc-footnote" class="note" id="…">`; each begins
    with `<a role="doc-backlink" class="note-number" href="#CALL">1</a>`; calls are
    `<a role="doc-noteref" class="noteref" id="CALL" href="#NOTE">1</a>`. A made page has a `template` and no body: each
    writer fills `templates/pages/NAME.xhtml` with its own edition's values.
    """

    id: str
    """The document's id and the stem of its file name: introduction, 03-trade, title."""
    kind: str
    """half-title, title, imprint, contents, foreword, part, chapter, appendix, bibliography, index …"""
    role: str
    """DPUB-ARIA role: doc-chapter, doc-foreword, doc-bibliography …; empty where there is none."""
    matter: Matter
    """Which of the three stretches of the book it belongs to."""
    title: str
    """Its title as plain text."""
    title_xhtml: str
    """Its title as inline XHTML, without notes and links."""
    number: str = ""
    """"3" of a chapter, "II" of a part, "A" of an appendix; empty where it is not numbered."""
    label: str = ""
    """"Chapter 3", "Part II"; empty where it is not numbered."""
    running_title: str = ""
    """The title for running heads."""
    lang: str = ""
    """BCP 47 tag, where it differs from the book's."""
    body: str = ""
    """The XHTML; empty for a made page."""
    template: str = ""
    """The name of the template that makes the page; empty for a written document."""
    headings: tuple[Heading, ...] = ()
    """Its headings in order, its own title first."""
    captioned: tuple[Captioned, ...] = ()
    """Its figures and tables in order."""
    ids: tuple[str, ...] = ()
    """Every id in the body."""
    descriptions: tuple[Description, ...] = ()
    """The long descriptions of its figures."""
    resources: tuple[str, ...] = ()
    """Names of the resources that the body uses."""
    source: str = ""
    """The author's file, relative to the book's folder; empty for a made page."""
    lines: tuple[tuple[str, int], ...] = ()
    """Ids with the line of the author's file at which they begin."""
    listed: bool = True
    """Whether the contents name it."""
    part: str = ""
    """The id of the part in which the chapter stands; empty where it stands in none."""
    specimen: bool = False
    """Whether it quotes specimen interviews."""
    authors: tuple[Contributor, ...] = ()
    """Who wrote it, where it says so itself, as in an edited volume; empty where it is by the authors of the book."""
    byline: str = ""
    """Its authors' names in one line: "A, B and C"; empty where it names none."""
    doi: str = ""
    """Its own DOI, as its metadata block has it."""
    abstract: str = ""
    """What it says in short, as plain text; an empty line parts two paragraphs."""
    keywords: tuple[str, ...] = ()
    """Its keywords."""

    @property
    def abstract_paragraphs(self) -> list[str]:
        """The abstract, paragraph by paragraph."""
        return [" ".join(paragraph.split()) for paragraph in self.abstract.split("\n\n") if paragraph.strip()]

    @property
    def file(self) -> str:
        """The file to name for it: the author's, the template that makes the page, or else the book's list of them."""
        made = f"templates/pages/{self.template}.xhtml" if self.template else "manuscript/book.yaml"
        return self.source or made

    def place(self, id: str) -> Location:
        """Where in the author's file the element with this id begins; the file as a whole where that is not known."""
        return Location(self.source, dict(self.lines)[id] if id in dict(self.lines) else 0)

    def place_before(self, text: str) -> Location:
        """Where in the author's file the last element begins before some characters of the body."""
        before, found, _ = self.body.partition(text)
        lines = dict(self.lines) if found else {}
        known = [lines[id] for id in re.findall(r'\bid="([^"]*)"', before) if id in lines]
        return Location(self.file, known[-1], 1) if known else Location(self.file)


@dataclass(frozen=True)
class Resource:
    """A picture that the book uses; `name` is what `<img src>` says, relative and with forward slashes."""

    name: str
    """figures/timeline.svg"""
    media_type: str
    """image/svg+xml, image/png, image/jpeg"""
    path: Path
    """Where the file lies."""
    sha256: str
    """The digest of its bytes, in hexadecimal."""
    width: int = 0
    """Width in pixels (SVG: CSS pixels of its width, or of its view box)."""
    height: int = 0
    """Height in pixels."""


@dataclass(frozen=True)
class Publication:
    """Everything that the writers of print, EPUB and web receive."""

    book: Book
    """The book as book.yaml declares it."""
    documents: tuple[ContentDocument, ...]
    """All documents in reading order."""
    resources: tuple[Resource, ...] = ()
    """All pictures, each once, in reading order."""
    characters: str = ""
    """Every character that the documents print outside code and formulas, sorted, each once: what the fonts must have."""
    code_characters: str = ""
    """The same of code."""
    formula_characters: str = ""
    """The same of formulas."""
    picture_characters: str = ""
    """The same of the words in drawings, whose own fonts no edition has."""
    own_fonts: tuple[Path, ...] = ()
    """The book's own font files, in styles/fonts/."""
    interviews: tuple[Interview, ...] = ()
    """Every interview of the book, in the order of its codes, the withdrawn left out."""
    quotations: tuple[Quotation, ...] = ()
    """Every excerpt and every quoted phrase, in reading order."""
    terms: Mapping[str, str] = field(default_factory=dict)
    """The words that the book itself adds, in its language."""
    cited: tuple[str, ...] = ()
    """Keys of the sources that the book cites, in the order of their first citation, and of those that it lists besides."""
    has_specimens: bool = False
    """Whether the book quotes specimen interviews; every edition then says so."""
    identifier: str = ""
    """urn:isbn:… of the EPUB, or a urn:uuid made from title, publisher and version."""
    modified: str = ""
    """The date that stands in metadata as the time of modification: 2021-03-01T00:00:00Z."""
    index: tuple[IndexEntry, ...] = ()
    """The main headings of the index, in order."""
    pages: PageMap = PageMap({})
    """The printed pages, for editions without pages of their own; empty where they are not known."""

    @cached_property
    def document_of(self) -> dict[str, str]:
        """The id of the document in which each id stands; a document's own id leads to itself."""
        places: dict[str, str] = {}
        for document in self.documents:
            places[document.id] = document.id
            for id in document.ids:
                places[id] = document.id
        return places

    def document(self, id: str) -> ContentDocument:
        """The document with this id."""
        return next(document for document in self.documents if document.id == id)


def chapter_authors(book: Book, documents: Iterable[ContentDocument]) -> list[Contributor]:
    """Who wrote chapters and is not named in book.yaml, each once with all that any chapter says of them, in reading order."""
    named = {person.name for person in book.people}
    found: dict[str, Contributor] = {}
    for author in (author for document in documents for author in document.authors if author.name not in named):
        known = found.setdefault(author.name, author)
        found[author.name] = replace(
            known,
            sort_name=known.sort_name or author.sort_name,
            affiliation=known.affiliation or author.affiliation,
            ror=known.ror or author.ror,
            contributions=known.contributions or author.contributions,
            orcid=known.orcid or author.orcid,
            biography=known.biography or author.biography,
        )
    return list(found.values())


@dataclass(frozen=True)
class Edition:
    """One of the three editions, as templates see it."""

    format: Literal["pdf", "epub", "html"]
    """pdf, epub or html."""
    name: str
    """"Print edition", "EPUB edition", "Web edition"."""
    isbn: str = ""
    """Its ISBN with hyphens, where it has one."""


@dataclass(frozen=True)
class Artefact:
    """A finished file or folder in output/."""

    format: str
    """pdf, epub, html …"""
    path: Path
    """Where it lies."""
    pages: int = 0
    """Its pages, for a PDF."""
    errors: int = 0
    """The errors that stand in it, where it is a draft."""
    remarks: tuple[str, ...] = ()
    """What is to be said of it, a line each: the words that a Word file lost."""
