"""Lists every fault of a printed book's pages with its sheet and the line of the author's file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import etree

from bookbuilder.diagnostics import Location
from bookbuilder.markdown.xhtml_text import ids_of
from bookbuilder.model.pages import PageFacts
from bookbuilder.model.publication import ContentDocument, Publication
from bookbuilder.proof.faults import Kind, Mark, marks_on
from bookbuilder.source import read_source

REFERENCES = "references.yaml"
NEAR = 600
"""So many words behind the beginning of its element the words of a line are looked for."""
ENOUGH = 3
"""So many words in a row identify a line."""


@dataclass(frozen=True)
class Finding:
    """One fault where it stands."""

    kind: Kind
    mark: Mark
    sheet: int
    """The sheet of the file, from 1."""
    place: Location
    """The author's file and line, or the template's."""


def findings(
    publication: Publication, facts: Mapping[str, Sequence[PageFacts]], first_pages: Mapping[str, int], folder: Path
) -> list[Finding]:
    """Every fault of the book's pages, in the order of the pages."""
    found = []
    for document in publication.documents:
        if document.id not in facts:
            continue
        manuscript = AuthorsText(document, folder)
        for kind, mark in marks_on(facts[document.id], made=not document.body):
            found.append(Finding(kind, mark, first_pages[document.id] + mark.page - 1, manuscript.place(mark)))
    return found


class AuthorsText:
    """A document's text as its author wrote it."""

    def __init__(self, document: ContentDocument, folder: Path) -> None:
        self._document = document
        self._folder = folder

    def place(self, mark: Mark) -> Location:
        """The line on which the mark's words stand; where they are not found, that on which their element begins."""
        if not self._document.source:
            return self._made(mark)
        begins = self._document.place(mark.block)
        # The first and the last word of a printed line may be parts of words.
        line = self._longest(_words(mark.words), begins.line)
        if not line and mark.block in self._calls:  # a citation's note: what is in the file is its call
            paragraph, before = self._calls[mark.block]
            begins = self._document.place(paragraph)
            line = self._longest(before, begins.line)
        return Location(begins.file, line) if line else begins

    def _longest(self, wanted: list[str], after: int) -> int:
        """The line on which most of these words follow each other, looked for behind a line; 0 where none do."""
        for length in range(min(len(wanted), 6), ENOUGH - 1, -1):
            for at in range(len(wanted) - length, -1, -1):
                line = self._line(wanted[at : at + length], after)
                if line:
                    return line
        return 0

    def _line(self, wanted: list[str], after: int) -> int:
        first = next((index for index, (_, line) in enumerate(self._text) if line >= after), 0)
        for index in range(first, min(len(self._text), first + NEAR)):
            if [word for word, _ in self._text[index : index + len(wanted)]] == wanted:
                return self._text[index][1]
        return 0

    @cached_property
    def _text(self) -> list[tuple[str, int]]:
        lines = _read(self._folder / self._document.source, self._folder)
        return [(word, number) for number, line in enumerate(lines, start=1) for word in _words(line)]

    @cached_property
    def _calls(self) -> dict[str, tuple[str, list[str]]]:
        """The paragraph that calls each note, and the words before the call, by the ids of the note's parts."""
        root = etree.fromstring(self._document.body)
        before: dict[str, tuple[str, list[str]]] = {}
        for call in root.iter("a"):
            around = next((it for it in call.iterancestors() if it.get("id")), None)
            if call.get("role") == "doc-noteref" and around is not None:
                before[call.get("id") or ""] = around.get("id") or "", _words(_text_before(around, call))[-8:]
        found: dict[str, tuple[str, list[str]]] = {}
        for note in root.iter("aside"):
            links = [
                link.get("href", "").removeprefix("#") for link in note.iter("a") if link.get("role") == "doc-backlink"
            ]
            if links and links[0] in before:
                found.update(dict.fromkeys(ids_of(note), before[links[0]]))
        return found

    def _made(self, mark: Mark) -> Location:
        if self._document.template:
            return Location(f"templates/pages/{self._document.template}.xhtml")
        if self._document.kind != "bibliography":
            return Location("manuscript/book.yaml")
        wanted = re.compile(rf"\s*-?\s*id:\s*[\"']?{re.escape(mark.block.removeprefix('ref-'))}[\"']?\s*")
        lines = enumerate(_read(self._folder / REFERENCES, self._folder), start=1)
        return Location(REFERENCES, next((number for number, line in lines if wanted.fullmatch(line)), 0))


def _text_before(around: etree._Element, call: etree._Element) -> str:
    """The text of a paragraph up to the call of a note, without the numbers of the notes before it."""
    pieces = [around.text or ""]
    for element in around.iterdescendants():
        if element is call:
            break
        if element.get("role") != "doc-noteref":
            pieces.append(element.text or "")
        pieces.append(element.tail or "")
    return " ".join(pieces)


def _words(text: str) -> list[str]:
    """Its words, those with figures left out: the number of a note may stand within them in print."""
    return re.findall(r"(?<![\w])[^\W\d]+(?![\w])", re.sub(r"\[\^[^\]\s]+\]", " ", text).casefold())


def _read(path: Path, folder: Path) -> list[str]:
    source = read_source(path, folder).value
    return source.text.splitlines() if source is not None else []
