"""Puts note calls in their places, and the notes' own blocks at the chapter's end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import panflute as pf

from bookbuilder.languages.quotes import takes_signs_in
from bookbuilder.markdown.ast import position_of

MOVES_BEFORE_CALL = ".,;:!?։،؛؟।"
_CLOSING = re.compile("”?’?”$")
POSSESSIVE = re.compile(r"[’']s\b|-[а-яёәғқңөұүһі]{1,6}\b|(?:н|д|т)[ыі]ң\b")
"""What belongs to a name before the call of its note: `@key's`."""


@dataclass
class NoteText:
    """One note: an author's own (its blocks), or a citation that the style prints as one (its HTML)."""

    document: str
    number: int
    element: pf.Element
    """What stands for the call in the AST: a Note or a Cite."""
    blocks: list[pf.Block] = field(default_factory=list)
    html: str = ""
    name: str = ""
    """What stands in the text before the call, for `@key`."""
    citation: int = 0

    @property
    def id(self) -> str:
        """The note's id."""
        return f"{self.document}-fn{self.number}"

    @property
    def call(self) -> str:
        """The call's id."""
        return f"{self.document}-fnref{self.number}"


def place_notes(document: pf.Doc, notes: list[NoteText], lang: str = "") -> None:
    """Number the calls and gather the notes in a div `notes` at the end; a citation's call goes after punctuation.

    Where the language asks for it, a full stop or a comma behind the call goes into the quotation marks before it.
    """
    if not notes:
        return
    _out_of_links(notes)
    for note in notes:
        call = pf.Link(
            pf.Str(str(note.number)),
            url=f"#{note.id}",
            identifier=note.call,
            classes=["noteref"],
            attributes={"role": "doc-noteref"},
        )
        if isinstance(note.element, pf.Note):
            _put(note.element, [call])
        else:
            _put_citation(note, call, takes_signs_in(lang))
    gathered: list[pf.Block] = []
    for note in notes:
        blocks = note.blocks if isinstance(note.element, pf.Note) else [pf.Para(_citation_text(note))]
        gathered.append(pf.Div(*blocks, identifier=note.id, classes=["note"]))
    document.content.append(pf.Div(*gathered, classes=["endnotes"]))


def _out_of_links(notes: list[NoteText]) -> None:
    """A call is a link, and no link can stand in another: those within one go behind it, in their order."""
    last: dict[int, pf.Element] = {}
    for note in notes:
        link = next((it for it in reversed(_ancestors(note.element)) if isinstance(it, pf.Link)), None)
        if link is None:
            continue
        content = note.element.container
        position = position_of(note.element, content)
        if note.name:
            content[position] = pf.RawInline(note.name, format="html")
            note.name = ""
        else:
            while position and isinstance(content[position - 1], (pf.Space, pf.SoftBreak)):
                del content[position - 1]
                position -= 1
            del content[position]
        around = link.container
        behind = last[id(link)] if id(link) in last else link
        position = position_of(behind, around) + 1
        around.insert(position, note.element)
        last[id(link)] = around[position]


def _ancestors(element: pf.Element) -> list[pf.Element]:
    """What an element stands in, from the innermost outwards."""
    found: list[pf.Element] = []
    while (element := element.parent) is not None:
        found.append(element)
    return found


def _citation_text(note: NoteText) -> pf.Inline:
    return pf.Span(
        pf.RawInline(note.html, format="html"),
        identifier=f"{note.document}-cite{note.citation + 1}",
        classes=["citation", "sentence"],
    )


def _put(element: pf.Element, others: list[pf.Element]) -> None:
    content = element.container
    position = position_of(element, content)
    before = _previous(content, position)
    if before is not None and "noteref" in getattr(before, "classes", []):
        others = [pf.Span(pf.Str(","), classes=["noteref-comma"]), *others]
    content[position : position + 1] = others


def _put_citation(note: NoteText, call: pf.Link, into_quotes: bool) -> None:
    content = note.element.container
    position = position_of(note.element, content)
    while position and isinstance(content[position - 1], (pf.Space, pf.SoftBreak)) and not note.name:
        del content[position - 1]
        position -= 1
    if not position and not note.name:
        _close_up(note.element.parent)
    following = content[position + 1] if position + 1 < len(content) else None
    moved = ""
    if isinstance(following, pf.Str):
        own = POSSESSIVE.match(following.text)
        rest = following.text[own.end() if own else 0 :].lstrip(MOVES_BEFORE_CALL)
        moved = following.text[: len(following.text) - len(rest)]
        if moved:
            following.text = following.text[len(moved) :]
    before = _previous(content, position)
    if not note.name and moved and moved in (_printed_before(content, before), _sign_before(before)):
        moved = ""
    if into_quotes and not note.name and moved in (".", ",") and isinstance(before, pf.Str):
        closing = _CLOSING.search(before.text)
        last = _sign_within(content, position)
        if closing and last not in ",;:":
            before.text = before.text[: closing.start()] + ("" if last in "?!" else moved) + closing[0]
            moved = ""
    parts: list[pf.Inline] = [pf.RawInline(note.name, format="html")] if note.name else []
    parts += [pf.Str(moved)] if moved else []
    if not parts and before is not None and "noteref" in getattr(before, "classes", []):
        parts.append(pf.Span(pf.Str(","), classes=["noteref-comma"]))
    content[position : position + 1] = [*parts, call]


def _sign_within(content: list[pf.Element], position: int) -> str:
    """The sign before a position and before the closing marks that stand there."""
    signs = (str(pf.stringify(content[index])).rstrip("”’")[-1:] for index in range(position - 1, -1, -1))
    return next(filter(None, signs), "")


def _close_up(holder: pf.Element) -> None:
    """Take the white space away before emphasis that a citation begins, as before a citation itself."""
    while isinstance(holder, (pf.Emph, pf.Strong, pf.Underline, pf.Strikeout, pf.SmallCaps)):
        around = holder.container
        position = position_of(holder, around)
        while position and isinstance(around[position - 1], (pf.Space, pf.SoftBreak)):
            del around[position - 1]
            position -= 1
        if position:
            return
        holder = holder.parent


def _sign_before(before: pf.Element | None) -> str:
    """The sign that the words before end with: `etc. [@key].` has one full stop, `"so," [@key], he said` one comma."""
    return "" if before is None else str(pf.stringify(before)).rstrip("”’»“\"' ")[-1:]


def _printed_before(content: list[pf.Element], call: pf.Element | None) -> str:
    """The sign that stands before a note's call already: a sentence that is a citation alone has no full stop of its own."""
    if call is None or "noteref" not in getattr(call, "classes", []):
        return ""
    sign = _previous(content, position_of(call, content))
    return sign.text[-1:] if isinstance(sign, pf.Str) else ""


def _previous(content: list[pf.Element], position: int) -> pf.Element | None:
    """The element before, past white space and empty words."""
    for index in range(position - 1, -1, -1):
        element = content[index]
        if isinstance(element, pf.Str) and not element.text:
            continue
        return element
    return None
