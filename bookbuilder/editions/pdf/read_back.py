"""Reads a tagged PDF's passages in the order of its structure tree, as a program reads them aloud.

Words come from the pages' own content, through the fonts' ToUnicode maps; which words belong together, and in which
order, from the structure tree (ISO 32000-1, 14.7). Running heads and folios are artifacts and are passed over, and so is
whatever a style sheet puts before the items of a list. Words that stand on a page and in no element come last, since no
reader of the structure would ever meet them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from pikepdf import Array, Dictionary, Object, Pdf

from bookbuilder.cache import Steps
from bookbuilder.editions.pdf.words import Piece, words_of_pages
from bookbuilder.pages.running_text import GAP, LINE_END, Passage

BLOCKS = frozenset(
    "Document Part Art Sect Div BlockQuote P H H1 H2 H3 H4 H5 H6 L LI LBody Table THead TBody TFoot TR TH TD Caption TOC TOCI".split()
)
KINDS = {"Caption": "caption", "TH": "cell", "TD": "cell", "Note": "note"} | {f"H{n}": "heading" for n in range(1, 7)}

NARROW = 0.1
"""Less room than this between two pieces, in sizes of their type, is not a space."""

T = TypeVar("T")

Place = tuple[int, int | None]
"""A piece of marked content: page, counted from 0, and mcid; None for words that stand in no element."""

Content = dict[Place, list[tuple[int, Piece]]]
"""The words of each piece of marked content, with their page."""


def read_pdf(data: bytes, made: frozenset[str] = frozenset(), steps: Steps | None = None) -> list[Passage]:
    """Every passage; `made` holds the ids of made pages. The ends of printed lines stand in the texts as LINE_END."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        content: Content = {}
        for number, words in enumerate(words_of_pages(list(pdf.pages), steps or Steps())):
            for mcid, pieces in words.items():
                content[number, mcid] = [(number, piece) for piece in pieces]
        reading = _Reading(content, {page.obj.objgen: number for number, page in enumerate(pdf.pages)})
        passages: list[Passage] = []
        if "/StructTreeRoot" in pdf.Root:
            for element in reading.documents(pdf.Root.StructTreeRoot):
                found = reading.document(element)
                passages += found if _id(element) not in made else []
        left = _joined(reading.left())
        return [*passages, *([Passage("", "", "text", left)] if left else [])]


class _Reading:
    """Keeps account of what has been read, so that what stands in no element is known."""

    def __init__(self, content: Content, numbers: Mapping[tuple[int, int], int]) -> None:
        self._content = content
        self._numbers = numbers
        self._taken: set[Place] = set()
        self._inline: list[tuple[int, Piece]] = []
        self._call = ""
        self._notes: list[tuple[str, list[tuple[str, str, str]]]] = []

    def documents(self, root: Object) -> Iterator[Object]:
        """The elements of the book's documents, in order."""
        for kid in self._kids(root):
            if isinstance(kid, Object):
                yield from (it for it in self._kids(kid) if isinstance(it, Object))

    def document(self, element: Object) -> list[Passage]:
        """The passages of one document, those of its notes last."""
        self._notes = []
        text = list(self._block(element, "", "text", False))
        notes = [passage for _, note in _in_order(self._notes) for passage in note]
        return [Passage(_id(element), *it) for it in (*text, *notes)]

    def left(self) -> list[tuple[int, Piece]]:
        """The words that no element holds."""
        return [piece for place, pieces in self._content.items() if place not in self._taken for piece in pieces]

    def _block(self, element: Object, id: str, kind: str, terms: bool) -> Iterator[tuple[str, str, str]]:
        """Id, kind and text of each passage in an element that begins and ends a line; `terms`: in a definition list."""
        type = _type(element)
        id = _id(element) or id
        kind = KINDS[type] if type in KINDS and kind != "note" else kind
        terms = _is_definition_list(element) if type == "L" else terms
        around, self._inline = self._inline, []
        if type == "Figure":
            self._inline.append(_set(f"[{element.get('/Alt', '')}]"))
        for kid in self._kids(element):
            if isinstance(kid, Object) and type == "LI" and _type(kid) == "Lbl" and not terms:
                self._pass_over(kid)
            elif isinstance(kid, Object) and (_is_block(kid) or type == "LI"):
                yield from self._whole(id, kind)
                yield from self._block(kid, id, kind, terms)
            else:
                self._within(kid, element)
        yield from self._whole(id, kind)
        self._inline = around

    def _whole(self, id: str, kind: str) -> Iterator[tuple[str, str, str]]:
        text, self._inline = _joined(self._inline), []
        if text:
            yield id, kind, text

    def _within(self, kid: Object | Place, around: Object) -> None:
        """Take in a part of a line: words, or an element within the line."""
        if isinstance(kid, tuple):
            self._taken.add(kid)
            if kid in self._content and _type(around) != "Figure":
                self._inline += self._content[kid]
        elif _type(kid) == "Note":
            call, self._call = self._call, ""
            self._notes.append((call, list(self._block(kid, "", "note", False))))
        elif _type(kid) in ("Figure", "Formula"):
            # spaces beside one that begins or ends a line are not drawn
            self._inline.append(_set(f"{GAP}[{kid.get('/Alt', '')}]{GAP}"))
            self._pass_over(kid)
        else:
            begins = len(self._inline)
            for inner in self._kids(kid):
                self._within(inner, kid)
            if _type(kid) == "Reference":
                self._call = _joined(self._inline[begins:])
                self._inline[begins:] = [_set("["), *self._inline[begins:], _set("]")]

    def _pass_over(self, element: Object) -> None:
        for kid in self._kids(element):
            if isinstance(kid, tuple):
                self._taken.add(kid)
            else:
                self._pass_over(kid)

    def _kids(self, element: Object) -> Iterator[Object | Place]:
        """The elements and pieces of content in an element, in order; annotations hold no words."""
        kids = element.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if not isinstance(kid, Dictionary):
                yield self._numbers[element.Pg.objgen], int(kid)
            elif "/S" in kid:
                yield kid
            elif kid.get("/Type") == "/MCR":
                page = kid.Pg if "/Pg" in kid else element.Pg
                yield self._numbers[page.objgen], int(kid.MCID)


def _in_order(notes: Sequence[tuple[str, T]]) -> Sequence[tuple[str, T]]:
    """Notes in the order of the numbers of their calls, since a table with a call may stand behind a later one."""
    if not all(call.isdecimal() for call, _ in notes):
        return notes
    return sorted(notes, key=lambda it: int(it[0]))


def _set(text: str) -> tuple[int, Piece]:
    return -1, Piece(text)


def _joined(pieces: Sequence[tuple[int, Piece]]) -> str:
    """The words of all pieces, with LINE_END wherever the line changes and GAP where nothing is shown between two pieces."""
    text = ""
    before: tuple[int, Piece] | None = None
    for page, piece in pieces:
        if piece.line is not None:
            if before is not None and (before[0], before[1].line) != (page, piece.line):
                text += LINE_END
            elif before is not None and abs(piece.begins - before[1].ends) > NARROW * piece.size:
                text += GAP
            before = page, piece
        text += piece.text
    return text.strip(f" {LINE_END}{GAP}")


def _type(element: Object) -> str:
    return str(element.get("/S", "")).lstrip("/")


def _id(element: Object) -> str:
    return str(element.get("/ID", ""))


def _is_block(element: Object) -> bool:
    """Whether an element stands on lines of its own; a figure does where it is one of the author's, with id or caption."""
    if _type(element) != "Figure":
        return _type(element) in BLOCKS
    kids = element.get("/K", Array())
    captions = [
        kid for kid in (kids if isinstance(kids, Array) else [kids]) if isinstance(kid, Dictionary) and "/S" in kid
    ]
    return bool(_id(element) or captions)


def _is_definition_list(element: Object) -> bool:
    attributes = element.get("/A", Array())
    return any(
        str(it.get("/ListNumbering", "")) == "/None"
        for it in (attributes if isinstance(attributes, Array) else [attributes])
    )
