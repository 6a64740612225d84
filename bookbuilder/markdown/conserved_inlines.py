"""Follows the text of a paragraph in the author's file along Pandoc's AST: words, spans, links, citations and notes."""

from __future__ import annotations

import re
from typing import Any

from bookbuilder.markdown.markup_patterns import (
    ATTRIBUTES,
    INLINE_MARKUP,
    NO_CITATION,
    NOTE_CALL,
    NOTE_DEFINITION,
    TAG,
)
from bookbuilder.markdown.source_cursor import Cursor
from bookbuilder.markdown.typed_marks import ADDRESS_HYPHEN
from bookbuilder.markdown.typography import Node

ADDRESS_LINE = re.compile(rf"^ {{0,3}}\[(?!\^){NO_CITATION}(?P<name>[^\]\n]+)\]:[ \t]*\S[^\n]*$", re.MULTILINE)
_BEHIND_RAISED = re.compile(r"\^\[\^(?P<label>[^\]\s]+)\]")
"""A call behind the sign that closes raised letters: `^a^[^1]` holds no note written within the line."""
_EMPTY_SPAN = re.compile(rf"\[\]{ATTRIBUTES}", re.DOTALL)
_LINK = re.compile(r"[*_~^`]*!?\[")
_WRAPPED = frozenset("Emph Strong Underline Strikeout Superscript Subscript SmallCaps".split())
_SPACES = frozenset(("Space", "SoftBreak"))
_BETWEEN_SOURCES = re.compile(r"[\s;]+")
_LITERAL_END = {
    "Code": re.compile(r"\s*`+(?:\{[^{}\n]*\})?"),
    "Math": re.compile(r"\s*\${1,2}"),
    "RawInline": re.compile(""),
}
_ADDRESS_OPENS = re.compile(r"(?<![\\\w])<|(?<=(?<!\\)<)")
_ADDRESS_END = re.compile(">(?=\\])")
_BLANK = re.compile(r"[ \t]+")
_EMPTY_CODE = re.compile(r"[*_~^]*(`+)\s+\1")


class InlineWalk:
    """Moves a cursor through the author's text; the blocks of a note are for whoever follows blocks."""

    def __init__(self, source: str) -> None:
        self.cursor = Cursor(source)
        self.definitions: dict[str, tuple[int, int, int]] = {}
        """Where each note's definition, its words, and what follows them begin."""
        self.starts: dict[int, int] = {}
        """Where each definition begins and ends, those that nothing calls too: Pandoc names these."""
        text = self.cursor.text
        for found in NOTE_DEFINITION.finditer(text):
            end = end_of_note(text, found.end())
            self.definitions[found["label"]] = (found.start(), found.end(), end)  # Pandoc takes the last of two
            self.starts[found.start()] = end
        self.cursor.apart = self.starts
        self.followed: set[str] = set()

    def blocks(self, blocks: list[Node]) -> None:
        """Follow blocks."""
        raise NotImplementedError

    def inlines(self, inlines: list[Node]) -> None:
        """Follow the words of a paragraph, a heading or a caption."""
        cursor, run = self.cursor, []
        for inline in inlines:
            kind = inline["t"]
            if kind == "Str":
                run.append(inline["c"].replace(ADDRESS_HYPHEN, "-"))
                continue
            if kind in _SPACES:
                run.append(" ")
                continue
            if run:
                cursor.run("".join(run))
                run = []
            if kind == "LineBreak":
                cursor.match(INLINE_MARKUP)
                cursor.match(re.compile(r"(?:[ \t]*\\?\n)?(?:[ \t>]*\\\n)*[ \t>]*"))
            elif kind in _WRAPPED:
                self.inlines(inline["c"])
                if kind in ("SmallCaps", "Underline"):
                    cursor.span_end()
            elif kind == "Span":
                if not inline["c"][1] and cursor.gap_end == cursor.position:
                    cursor.behind(_EMPTY_SPAN)
                cursor.match(_LINK)
                self.inlines(inline["c"][1])
                cursor.span_end()
            elif kind in ("Link", "Image"):
                self._link(inline["c"])
            elif kind == "Cite":
                self._cite(inline["c"])
            elif kind == "Note":
                self._note(inline["c"])
            else:
                self._literal(kind, inline["c"][1])
        if run:
            cursor.run("".join(run))

    def _link(self, content: list[Any]) -> None:
        """The words of a link or a picture; an address that was typed alone has no brackets."""
        cursor, words = self.cursor, content[1]
        is_address = bool({"uri", "email"} & set(content[0][1]))
        if is_address and cursor.stands_at(_ADDRESS_OPENS):  # in a picture's words, too
            self.inlines(words)
            cursor.match(_ADDRESS_END)
            return
        has_bracket = cursor.match(_LINK) or cursor.gap_end == cursor.position
        self.inlines(words)
        if has_bracket or not is_address:
            cursor.link_end()

    def _literal(self, kind: str, text: str) -> None:
        """Code, a formula, or raw markup."""
        cursor = self.cursor
        words = text.replace("\n", " ").strip()
        takes_space = kind == "RawInline" and text[-1:] == " "  # LaTeX takes the space behind a command's name
        if words and kind != "Code" and cursor.filled_in():
            cursor.match(_BLANK if takes_space else re.compile(""))
        elif words:
            if kind != "RawInline" and cursor.gap_end != cursor.position:
                cursor.no_space()
            cursor.literal(words, 12)
            cursor.match(_LITERAL_END[kind])
            if takes_space:
                cursor.match(_BLANK)
        elif kind == "Code":
            cursor.match(_EMPTY_CODE)

    def _note(self, blocks: list[Node]) -> None:
        cursor = self.cursor
        found = NOTE_CALL.match(cursor.text, cursor.position)
        if not found:
            cursor.match(re.compile(rf"(?:{TAG}|(?!\[\^[^\[]|\^\[)[*_~>\[\]])+"))
            found = NOTE_CALL.match(cursor.text, cursor.position)
        if not found and cursor.floor <= cursor.position:
            found = NOTE_CALL.search(cursor.text, cursor.floor, cursor.position + 2) or self._entered_call()
        if not found:
            return
        raised = _BEHIND_RAISED.match(cursor.text, found.start())
        found = raised if raised and raised["label"] in self.definitions else found
        cursor.position = cursor.floor = found.end()
        label = found["label"]
        if label is None:
            for block in blocks:
                self.inlines(block["c"])
            cursor.match(re.compile(r"[*_~^`]*\s*\]"))
        elif label in self.definitions and label not in self.followed:
            self.followed.add(label)
            _, words, end = self.definitions[label]
            starts = self.starts
            self.starts = self.cursor.apart = {it: to for it, to in starts.items() if words <= it < end}
            cursor.position = words
            self.blocks(blocks)
            cursor.passed_over(cursor.position, end)
            self.starts = self.cursor.apart = starts
            cursor.position = found.end()

    def _entered_call(self) -> re.Match[str] | None:
        """The call of a note of whose signs the first were taken for markup: it stands alone in a cell."""
        found = NOTE_CALL.search(self.cursor.text, self.cursor.floor)
        return found if found and found.start() < self.cursor.position < found.end() else None

    def _cite(self, content: Any) -> None:
        cursor = self.cursor
        cursor.match(re.compile(r"[*_~]+"))
        if cursor.gap_end != cursor.position:
            cursor.no_space()
        in_brackets = bool(cursor.match(re.compile(r"\[")))
        cursor.lenient += 1
        for citation in content[0]:
            cursor.match(_BETWEEN_SOURCES)
            if citation["citationPrefix"]:
                self.inlines(citation["citationPrefix"])
            key = re.compile(rf"[\s;,\[*_]*-?@\{{?{re.escape(citation['citationId'])}\}}?")
            if not cursor.match(key):
                found = key.search(cursor.text, cursor.position, cursor.position + 300)
                if found:
                    cursor.passed_over(cursor.position, found.start())
                    cursor.position = found.end()
            if citation["citationSuffix"]:
                self.inlines(citation["citationSuffix"])
        cursor.lenient -= 1
        if in_brackets or content[0][0]["citationSuffix"]:
            cursor.match(re.compile(r"[*_~>]*\s*\]"))


def end_of_note(text: str, position: int) -> int:
    """Where a note's definition ends: at a blank line, behind its first words, after which nothing is indented."""
    position = re.compile(r"\s*").match(text, position).end()  # type: ignore[union-attr]
    while True:
        line_end = text.find("\n", position)
        if line_end < 0:
            return len(text)
        rest = re.compile(r"(?:[ \t>]*\n)+").match(text, line_end + 1)
        if rest:
            if not re.compile(r"(?:>[ \t]?)*(?:    | {0,3}\t)[ \t]*\S").match(text, rest.end()):
                return line_end + 1
            position = rest.end()
        else:
            position = line_end + 1
            if NOTE_DEFINITION.match(text, position):
                return position
