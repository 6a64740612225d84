"""Reads a Word file as units: each paragraph, heading, item, cell, caption and note with its words, in order.

The file that went out and the one that came back are read by the same code, so that they differ only in what was changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import panflute as pf

from bookbuilder.desk.word_in.fields import prepare_file
from bookbuilder.markdown.ast import children, load, words
from bookbuilder.markdown.docx import read_docx
from bookbuilder.saving import temporary_folder

WORD = r"[^\W_]+(?:['’ʼ\u2011-][^\W_]+)*"
_TOKEN = re.compile(rf"{WORD}|[^\w\s]|_")
NOTE, CITE, OTHER = "\0note", "\0cite", "\0other"
"""What stands for a note's call, for a citation of a reference manager, for a picture or a formula."""
_SAME = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "ʼ": "'", "–": "-", "—": "-", "\u2011": "-",
         "…": "...", "−": "-", "\u2010": "-"}  # fmt: skip
_MARKS: Mapping[type, str] = {pf.Emph: "*", pf.Strong: "**", pf.Superscript: "^", pf.Subscript: "~", pf.Strikeout: "~~"}


@dataclass(frozen=True)
class Token:
    """One word or mark as it is read."""

    text: str
    space: bool = False
    """Whether a space stands before it."""
    marks: str = ""
    """Pandoc's marks around it: "*" for italics."""
    changed_by: str = ""
    """Who inserted it as a tracked change."""
    element: Any = field(default=None, compare=False, repr=False)
    """The note, citation or picture itself."""
    note: str = ""
    """The words of a note that both files have; the sources and places of a citation."""

    @property
    def key(self) -> str:
        """What is compared: quotation marks and dashes of every form are the same."""
        return normal(self.text) + self.note


@dataclass(frozen=True)
class Comment:
    """What somebody remarked on the words from one token of a unit to another."""

    by: str
    text: str
    first: int
    last: int


@dataclass(frozen=True)
class Unit:
    """A piece of text that ends where a paragraph ends."""

    kind: str
    """Pandoc's name of it: Para, Header, Plain, CodeBlock; Cell in a table, Caption below it; Note."""
    tokens: tuple[Token, ...]
    level: int = 0
    """Of a heading."""
    comments: tuple[Comment, ...] = ()
    cell: tuple[int, int, int] = (0, 0, 0)
    """Of a cell: its row, from 1 in the file, its column, from 0, and its table, from 1."""

    @property
    def keys(self) -> list[str]:
        """What is compared of each token."""
        return [token.key for token in self.tokens]

    @property
    def text(self) -> str:
        """As somebody would read it out."""
        return joined(self.tokens)


@dataclass(frozen=True)
class Text:
    """A whole file: its units in order, and the notes in the order of their calls."""

    units: tuple[Unit, ...]
    notes: tuple[tuple[Unit, ...], ...]
    items: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    """The sources that its citations bring along."""
    ast: str = ""


def normal(text: str) -> str:
    """A token in the form in which tokens are compared."""
    return "".join(_SAME.get(each, each) for each in text)


def joined(tokens: Sequence[Token]) -> str:
    """The words with their spaces, without notes and pictures."""
    words = "".join(
        (" " if token.space else "") + ("" if token.text.startswith("\0") else token.text) for token in tokens
    )
    return words.strip()


def split(text: str) -> list[tuple[str, int, int]]:
    """The tokens of a text, each with where it begins and ends."""
    return [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]


def read_units(file: Path, changes: str = "accept") -> Text:
    """Read a .docx; tracked changes are accepted or rejected, comments are kept at their words."""
    with temporary_folder() as work:
        apart = prepare_file(file)
        copy = Path(work) / "chapter.docx"
        copy.write_bytes(apart.data)
        ast = read_docx(copy, Path(work) / "media", "all")
    return replace(units_of(load(ast).content, changes == "reject"), items=apart.items, ast=ast)


def units_of(blocks: Sequence[pf.Element], reject: bool = False) -> Text:
    """The units of Pandoc's blocks."""
    walk = _Walk(reject)
    walk.blocks(blocks, "")
    return Text(tuple(walk.units), tuple(walk.notes))


class _Walk:
    """Gathers units in the order of reading."""

    def __init__(self, reject: bool) -> None:
        self.units: list[Unit] = []
        self.notes: list[tuple[Unit, ...]] = []
        self.reject = reject
        self.rows = self.tables = 0
        self.cell = (0, 0, 0)
        self.goes_on = False
        """Whether the end of the paragraph before was deleted, so that the next one goes on in it."""

    def blocks(self, blocks: Sequence[pf.Element], kind: str) -> None:
        for block in blocks:
            if isinstance(block, (pf.Para, pf.Plain, pf.Header)):
                self._unit(block, kind or type(block).__name__)
            elif isinstance(block, pf.LineBlock):
                for line in block.content:
                    self._unit(line, "Line")
            elif isinstance(block, pf.CodeBlock):
                tokens = [Token(text, False) for text, _, _ in split(block.text)]
                self.units.append(Unit("CodeBlock", tuple(tokens)))
            elif isinstance(block, pf.Table):
                self.blocks(block.caption.content if block.caption else [], "Caption")
                self.tables += 1
                for row in _rows(block):
                    self.rows += 1
                    for column, cell in enumerate(row.content):
                        self.cell = (self.rows, column, self.tables)
                        self.blocks(cell.content, "Cell")
                self.cell = (0, 0, 0)
            elif isinstance(block, pf.Figure):
                self.blocks(block.content, "Plain")
                self.blocks(block.caption.content if block.caption else [], "Caption")
            elif isinstance(block, pf.DefinitionItem):
                self._unit(pf.Plain(*block.term), "Term")
                for each in block.definitions:
                    self.blocks(each.content, kind)
            else:
                inner = "Item" if isinstance(block, (pf.BulletList, pf.OrderedList)) else kind
                self.blocks(list(children(block)), inner)

    def _unit(self, holder: pf.Element, kind: str) -> None:
        reader = _Inlines(self)
        reader.read(holder.content, "", "")
        goes_on, self.goes_on = self.goes_on, reader.goes_on
        if goes_on and self.units:
            before = self.units.pop()
            tokens = (
                *before.tokens,
                *(replace(each, space=True) if not at else each for at, each in enumerate(reader.tokens)),
            )
            self.units.append(replace(before, tokens=tokens))
        elif reader.tokens:
            level = holder.level if isinstance(holder, pf.Header) else 0
            self.units.append(Unit(kind, tuple(reader.tokens), level, tuple(reader.comments), self.cell))


class _Inlines:
    """Gathers the tokens of one unit, and the comments on them."""

    def __init__(self, walk: _Walk) -> None:
        self.walk = walk
        self.tokens: list[Token] = []
        self.comments: list[Comment] = []
        self.space = False
        self.goes_on = False
        self.open: dict[str, tuple[str, str, int]] = {}

    def read(self, inlines: Sequence[pf.Element], marks: str, by: str) -> None:
        for inline in inlines:
            if isinstance(inline, pf.Str):
                self._words(inline.text, marks, by)
            elif isinstance(inline, pf.Code):
                self._words(inline.text, "`", by)
            elif isinstance(inline, (pf.Space, pf.SoftBreak, pf.LineBreak)):
                self.space = True
            elif isinstance(inline, pf.Note):
                inner = _Walk(self.walk.reject)
                inner.blocks(inline.content, "Note")
                self._atom(NOTE, by, inline)
                self.walk.notes.append(tuple(inner.units))
            elif (
                isinstance(inline, pf.Cite)
                and inline.citations
                and not inline.citations[0].id.startswith(("fig-", "tbl-", "sec-"))
            ):
                self._atom(CITE, by, inline, "; ".join(map(_cited, inline.citations)))
            elif isinstance(inline, (pf.Image, pf.Math)):
                self._atom(OTHER, by, inline)
            elif isinstance(inline, pf.Span):
                self._span(inline, marks, by)
            elif isinstance(inline, pf.Quoted):
                self._words("“" if inline.quote_type == "DoubleQuote" else "‘", marks, by)
                self.read(inline.content, marks, by)
                self._words("”" if inline.quote_type == "DoubleQuote" else "’", marks, by)
            elif not isinstance(inline, pf.RawInline):
                own = _MARKS[type(inline)] if type(inline) in _MARKS else ""
                self.read(list(children(inline)), marks + own, by)

    def _span(self, span: pf.Span, marks: str, by: str) -> None:
        author = span.attributes["author"] if "author" in span.attributes else ""
        if "insertion" in span.classes:
            self.read(span.content if not self.walk.reject else [], marks, author)
        elif "deletion" in span.classes:
            self.read(span.content if self.walk.reject else [], marks, "")
        elif "paragraph-deletion" in span.classes and not self.walk.reject:
            self.goes_on = True
        elif "comment-start" in span.classes:
            self.open[span.attributes["id"]] = (author, " ".join(_plain(span.content).split()), len(self.tokens))
        elif "comment-end" in span.classes:
            if span.attributes["id"] in self.open:
                who, text, first = self.open.pop(span.attributes["id"])
                self.comments.append(Comment(who, text, first, len(self.tokens)))
        else:
            self.read(span.content, marks, by)

    def _words(self, text: str, marks: str, by: str) -> None:
        at = 0
        for word, start, end in split(text.replace("\u00ad", "")):
            space = self.space or bool(text[at:start].strip("\u00ad\u200b\u2060"))
            space = space or any(each.isspace() for each in text[at:start])
            self.tokens.append(Token(word, space, marks, by))
            self.space, at = False, end
        if text and at < len(text) and text[at:].isspace():
            self.space = True

    def _atom(self, kind: str, by: str, element: pf.Element, note: str = "") -> None:
        self.tokens.append(Token(kind, self.space, "", by, element, note))
        self.space = False


def _cited(citation: pf.Citation) -> str:
    """A source with what stands before and after it: the same in both files where nobody changed it."""
    return " ".join(f"{words(list(citation.prefix))} {citation.id} {words(list(citation.suffix))}".split())


def _rows(table: pf.Table) -> Iterator[pf.TableRow]:
    yield from table.head.content if table.head else ()
    for body in table.content:
        yield from body.head
        yield from body.content
    yield from table.foot.content if table.foot else ()


def _plain(inlines: Sequence[pf.Element]) -> str:
    return "".join(
        each.text
        if isinstance(each, pf.Str)
        else " "
        if isinstance(each, (pf.Space, pf.SoftBreak))
        else _plain(list(children(each)))
        for each in inlines
    )
