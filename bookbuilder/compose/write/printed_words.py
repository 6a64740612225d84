"""Compares a chapter's finished tree with its AST: the same words in the same order, before and after the templates.

What may differ is listed here: quotation marks are those of the language, white space between blocks is one space, notes
stand at the end; and what the book has decided (citations, references, numbers, labels) is one sign on both sides, with
the punctuation that a call moves across.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from bookbuilder.compose.read.gathered import is_label
from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.markdown.places import Places
from bookbuilder.markdown.xhtml_text import class_names
from bookbuilder.mathematics.mathml import MATH
from bookbuilder.source import Source

HOLE = "\ufffc"
"""What stands for a call, a citation, a reference or a formula."""

_BLOCKS = frozenset(
    "p div li td th h1 h2 h3 h4 h5 h6 dt dd caption figcaption blockquote table aside pre tr figure section br hr ol ul dl".split()
)
_DECIDED = frozenset("noteref citation xref missing page-ref equation unread-formula".split())
_ADDED = frozenset(
    "label number noteref-comma note-number missing-picture line-number item-label equation-number".split()
)
_QUOTES = re.compile("[\u202f\u00a0]?[»›]|[«‹][\u202f\u00a0]?|[\"'‘’‚‛“”„‟「」『』《》〈〉]")
_AROUND_HOLE = re.compile(rf"(?<![\s.,;:!?])[\s.,;:!?]*{HOLE}[\s.,;:!?{HOLE}]*")
_DRAWN_IN = re.compile(rf"[.,](?='+{HOLE})")
"""A full stop or a comma that stands within quotation marks before a call, where the language asks for it there."""
_OWN = re.compile(rf"(?:(?<!\s)\s+|(?<!{HOLE})){HOLE}+((?:'s\b|-[а-яёәғқңөұүһі]{{1,6}}\b|(?:н|д|т)[ыі]ң\b)+)")
"""What belongs to a name stands before its call on one side, and behind it on the other."""
_GAPS = re.compile("[\u2007\u2008\u200b\u2060\u00ad\ufe0e]")


def words_of_ast(ast: str, names: Sequence[str], note_style: bool) -> tuple[str, Counter[str]]:
    """The words of a chapter as its AST has them, and how many it has of each kind of thing that `counted` counts.

    `names` are what stands in the text for each citation.
    """
    reading = _Reading(names, note_style)
    reading.read(json.loads(ast)["blocks"])
    return _folded("".join(reading.parts) + " " + " ".join(reading.notes)), reading.kinds


def words_of_tree(section: etree._Element) -> str:
    """The words of its tree."""
    parts: list[str] = []
    _gather(section, parts)
    return _folded("".join(parts))


def conserved_words(due: str, section: etree._Element, file: str, text: str) -> list[Diagnostic]:
    """CHP-043: where the tree first has other words than the AST; our fault, or a template's."""
    got = words_of_tree(section)
    if due == got:
        return []
    at = next((index for index, (one, other) in enumerate(zip(due, got, strict=False)) if one != other), None)
    at = min(len(due), len(got)) if at is None else at
    place = _place(due, at, Places(Source(file, text), text))
    before, wanted, found = (
        each.replace(HOLE, " ") for each in (due[max(0, at - 40) : at], due[at:][:40], got[at:][:40])
    )
    message = f"Behind “{before.strip()}” the book would print “{found}” where the text has “{wanted}”."
    return [Diagnostic("CHP-043", place, message, "This is a fault of the book builder: send it to its maintainers.")]


def kept_words(due: str, section: etree._Element, file: str, text: str) -> list[Diagnostic]:
    """CHP-043 at the first word that a template left out; words that templates add are passed over, also before a note's call."""
    apart = f" {HOLE} "
    found = iter(words_of_tree(section).replace(HOLE, apart).split())
    for number, word in enumerate(words := due.replace(HOLE, apart).split()):
        if word not in found:
            at = sum(len(it) + 1 for it in words[:number])
            place = _place(" ".join(words), at, Places(Source(file, text), text))
            before = " ".join(words[max(0, number - 5) : number]).replace(HOLE, "")
            message = f"A template does not print “{word.replace(HOLE, '')}” behind “{before}”."
            return [Diagnostic("CHP-043", place, message, "Correct the template in templates/content/.")]
    return []


def _place(due: str, at: int, places: Places) -> Location:
    """Where in the author's file the words stand that end, or begin, at an offset of a chapter's words.

    The last words before the place of which the file has three, two or one in a row, of those that occur oftener the one
    that is as far on as they are.
    """
    before = [match for match in re.finditer(r"[^\W_]+", due[:at])]
    for back in range(min(len(before), 12)):
        for count in (3, 2, 1):
            run = before[max(0, len(before) - back - count) : len(before) - back]
            pattern = r"[\W_]+".join(rf"\b{re.escape(match[0])}\b" for match in run)
            found = places.all(pattern)
            if found and (count > 1 or len(found) == 1 or back > 3):
                nth = len(re.findall(pattern, due[: run[0].start()]))
                return found[min(nth, len(found) - 1)]
    after = re.search(r"[^\W_]+", due[at:])
    return places.phrase(after[0]) if after else places.first(r"\S")


@dataclass
class _Reading:
    names: Sequence[str]
    note_style: bool
    parts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    in_note: bool = False
    cites: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    """Pandoc's kinds, each with how many were read; a citation that is printed as a note is a Note."""
    calls: list[str] = field(default_factory=list)
    """Where a note's call goes: to the words, and behind a link in which it stands."""

    def __post_init__(self) -> None:
        self.calls = self.parts

    def read(self, node: Any) -> None:
        """Blocks and inlines in the order of reading."""
        if isinstance(node, list):
            for child in node:
                self.read(child)
        elif isinstance(node, dict):
            kind, content = node.get("t"), node.get("c")
            if kind == "Str":
                self.parts.append(content)  # type: ignore[arg-type]
            elif kind in ("Space", "SoftBreak", "LineBreak", "HorizontalRule"):
                self.parts.append(" ")
            elif content is not None:
                self._element(str(kind), content)

    def _element(self, kind: str, content: Any) -> None:
        self.kinds[kind] += 1
        if kind in ("Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps"):
            self.read(content)
        elif kind == "Quoted":
            self.parts.append("'")
            self.read(content[1])
            self.parts.append("'")
        elif kind in ("Link", "Span"):
            if {"equation", "missing"} & set(content[0][1]):
                self.parts.append(HOLE)
                self.kinds["Math"] += any(it.get("t") == "Math" for it in content[1])
            elif kind == "Link":
                outer, self.calls = self.calls, []
                self.read(content[1])
                outer += self.calls
                self.calls = outer
            else:
                self.read(content[1])
        elif kind == "Cite":
            self._cite(content[0])
        elif kind == "Note":
            self._note(content)
        elif kind in ("Code", "CodeBlock"):
            self.parts.append(f" {content[1]} " if kind == "CodeBlock" else content[1])
        elif kind == "Math":
            self.parts.append(HOLE)
        elif kind in ("Image", "RawInline", "RawBlock"):
            return
        else:
            self.parts.append(" ")
            self._block(kind, content)
            self.parts.append(" ")

    def _block(self, kind: str, content: Any) -> None:
        if kind == "Header":
            self.read(content[2])
        elif kind in ("OrderedList", "Div"):
            self._apart(content[1])
        elif kind == "LineBlock":
            self._apart(content)
        elif kind == "DefinitionList":
            for term, definitions in content:
                self._apart([term, *definitions])
        elif kind == "Figure":
            self.read(content[2])
            self._apart(content[1][1])
        elif kind == "Table":
            rows = [*content[3][1], *(row for body in content[4] for row in [*body[2], *body[3]]), *content[5][1]]
            self._apart(content[1][1])
            self._apart([cell[4] for row in rows for cell in row[1]])
        else:
            self._apart(content) if kind == "BulletList" else self.read(content)

    def _apart(self, parts: Any) -> None:
        for part in parts:
            self.parts.append(" ")
            self.read(part)
        self.parts.append(" ")

    def _cite(self, citations: list[Any]) -> None:
        if all(is_label(citation["citationId"]) for citation in citations):
            for citation in citations:
                self.read(citation["citationPrefix"])
                self.parts.append(HOLE)
                self.read(citation["citationSuffix"])
            return
        name = self.names[self.cites] if self.cites < len(self.names) else ""
        self.cites += 1
        if name and self.note_style and not self.in_note:
            _gather(etree.fromstring(f"<span>{name}</span>"), self.parts)
        if self.note_style and not self.in_note:
            self.kinds["Note"] += 1
            self.notes.append(HOLE)
            self._call()
        else:
            self.parts.append(HOLE)

    def _call(self) -> None:
        """A call, which goes behind a link and takes the space before it away there."""
        while self.calls is not self.parts and self.parts[-1:] == [" "]:
            self.parts.pop()
        self.calls.append(HOLE)

    def _note(self, blocks: Any) -> None:
        self._call()
        parts, calls = self.parts, self.calls
        self.parts = self.calls = []
        self.in_note = True
        self.read(blocks)
        self.notes.append("".join(self.parts))
        self.parts, self.calls, self.in_note = parts, calls, False


def _gather(element: etree._Element, parts: list[str]) -> None:
    classes = set(class_names(element))
    if classes & _DECIDED or element.tag == MATH:
        parts.append(HOLE)
    elif not classes & _ADDED or element.tag not in ("span", "sup", "a"):
        apart = element.tag in _BLOCKS
        if apart:
            parts.append(" ")
        if element.tag == "input":  # the box of a task, which styles draw
            parts.append("☒ " if element.get("checked") is not None else "☐ ")
        parts.append(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                _gather(child, parts)
            parts.append(child.tail or "")
        if apart:
            parts.append(" ")


def _folded(text: str) -> str:
    text = _OWN.sub(rf"\1{HOLE}", _QUOTES.sub("'", _GAPS.sub("", text)))
    text = _DRAWN_IN.sub("", _AROUND_HOLE.sub(HOLE, text))
    return " ".join(text.split())
