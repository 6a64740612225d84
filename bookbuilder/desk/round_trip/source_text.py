"""Reads a chapter's Markdown as the words that are printed of it, each with its place, and as the blocks that they stand in.

Markup, attributes, addresses, comments and Jinja are passed over, so that no change of the author's ever touches them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from bookbuilder.desk.round_trip.units import NOTE, OTHER, WORD, normal

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_ATTRIBUTES = r"""\{(?:[^{}"\n]|"[^"]*"|\n(?!\n))*\}"""
_SKIPPED = rf"""<!--.*?-->|\{{\{{.*?\}}\}}|\{{%.*?%\}}|^(?:```|~~~|:::)[^\n]*|^\[\^[^\]\s]+\]:|\]\([^()\s]*(?:\s"[^"]*")?\)|{_ATTRIBUTES}
|</?[a-zA-Z][^<>\n]*>|^[ \t>]*(?:[-*+]|\(?\d{{1,3}}[.)]|\(?[a-z][.)]|\(@\w*\))(?=\s)|^[ \t]*\#{{1,6}}(?=\s)|^:(?=\s)|^\|?[ :|-]+\|[ :|-]*$
|-?@[\w{{][\w:.\#$%&+?<>~/-]*\w|\\"""
_SOURCE = re.compile(
    rf"""(?P<skip>{_SKIPPED.replace(chr(10), "")})|(?P<note>\[\^[^\]\s]+\])|(?P<cite>\[[^\[\]]*@[^\[\]]*\])|(?P<other>\$\$.+?\$\$|\$[^$\s][^$\n]*\$|!(?=\[))
|(?P<mark>[*_`|~^\[\]>]+)|(?P<word>{WORD}|-{{2,3}}|\.{{3}}|[^\w\s])""".replace("\n", ""),
    re.DOTALL | re.MULTILINE,
)
_ITEM = re.compile(r"^([ \t]*(?:[-*+]|\(?\d{1,3}[.)]|\(?[a-z][.)]|\(@\w*\))[ \t]+)", re.MULTILINE)


@dataclass(frozen=True)
class Word:
    """A word or mark that is printed, or what a note's call or citation stands for."""

    key: str
    start: int
    end: int
    label: str = ""
    """Of a note's call: "[^oil]"."""


@dataclass(frozen=True)
class NoteText:
    """The words of a note: of its definition, or of one within the line."""

    words: tuple[Word, ...]
    start: int
    end: int
    """The whole of it, with its label or `^[` and `]`."""


@dataclass(frozen=True)
class SourceText:
    """A chapter's text and what is printed of it."""

    text: str
    words: tuple[Word, ...]
    """Those outside notes, in order."""
    notes: dict[str, NoteText]
    """By label; those within a line are called by the place where they begin."""

    @cached_property
    def blocks(self) -> tuple[tuple[int, int], ...]:
        """Where each piece between blank lines begins and ends."""
        return tuple(
            (match.start(), match.end()) for match in re.finditer(r"(?:^(?![ \t]*$).*\n?)+", self.text, re.MULTILINE)
        )

    def block(self, at: int) -> tuple[int, int]:
        """The block in which a place lies, without the end of its last line."""
        starts = [start for start, _ in self.blocks]
        start, end = self.blocks[max(0, bisect_right(starts, at) - 1)]
        return start, end - (self.text[end - 1 : end] == "\n")

    def item(self, at: int) -> tuple[int, int, str] | None:
        """The item of a list in which a place lies, and what stands before its words: "- "; None where it is in none."""
        start, end = self.block(at)
        marks = [match for match in _ITEM.finditer(self.text, start, end)]
        mine = next((match for match in reversed(marks) if match.start() <= at), None)
        if mine is None:
            return None
        after = next((match.start() - 1 for match in marks if match.start() > mine.start()), end)
        return mine.start(), after, mine[1]

    def line(self, at: int) -> int:
        """The number of the line, from 1."""
        return self.text.count("\n", 0, at) + 1


def read_source_text(text: str) -> SourceText:
    """Read the text of a chapter, with \\n at the ends of its lines."""
    front = _FRONT.match(text)
    from_ = front.end() if front else 0
    notes: dict[str, NoteText] = {}
    holes: list[tuple[int, int]] = []
    for match in re.finditer(
        r"^\[\^([^\]\s]+)\]:(?:.*\n?)(?:(?![ \t]*\n)(?!\[\^).+\n?|[ \t]*\n(?=    |\t))*", text, re.MULTILINE
    ):
        end = match.start() + len(match[0].rstrip())
        notes[f"[^{match[1]}]"] = NoteText(tuple(_words(text, match.start(), end)), match.start(), end)
        holes.append((match.start(), match.end()))
    calls: list[Word] = []
    for match in re.finditer(r"\^\[", text):
        if any(start <= match.start() < end for start, end in holes):
            continue
        end = _closing(text, match.end())
        label = f"^{match.start()}"
        notes[label] = NoteText(tuple(_words(text, match.end(), end - 1)), match.start(), end)
        holes.append((match.start(), end))
        calls.append(Word(NOTE, match.start(), end, label))
    words = [
        word for word in _words(text, from_, len(text)) if not any(start <= word.start < end for start, end in holes)
    ]
    ordered = tuple(sorted([*words, *calls], key=lambda word: word.start))
    return SourceText(text, ordered, notes)


def _words(text: str, start: int, end: int) -> list[Word]:
    words = []
    for match in _SOURCE.finditer(text, start, end):
        kind = match.lastgroup
        if kind in ("note", "cite"):
            words.append(Word(NOTE, match.start(), match.end(), match[0] if kind == "note" else ""))
        elif kind == "other":
            words.append(Word(OTHER, match.start(), match.end()))
        elif kind == "word":
            key = "-" if match[0].startswith("--") else normal(match[0])
            words.append(Word(key, match.start(), match.end()))
    return words


def _closing(text: str, at: int) -> int:
    """Behind the bracket that closes what is open at a place."""
    depth = 1
    while at < len(text) and depth:
        depth += {"[": 1, "]": -1}.get(text[at], 0) if text[at - 1] != "\\" else 0
        at += 1
    return at
