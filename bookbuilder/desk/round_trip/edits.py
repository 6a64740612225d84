"""Writes words that are new, moved or gone as edits of the Markdown that a file was made from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bookbuilder.desk.round_trip.alignment import Op
from bookbuilder.desk.round_trip.source_text import SourceText, Word
from bookbuilder.desk.round_trip.units import NOTE, Token

END = Token("¶")
"""Stands for the end of a paragraph between two."""
MARKS = tuple(".,;:")
_CLOSERS = re.compile(r"(?:\*+|~+|\^+|`+|\]\{[^{}]*\}|\]\([^()\s]*\))+")
_OPENERS = re.compile(r"[*\[~^]+$")
_SPECIAL = re.compile(r"([\\*_`\[\]<>@$#^~|{}])")
_SENTENCE = re.compile(r"(?<=[.!?…])([\"”’»)]*) (?=[\"“‘«(]?[^\W\d_a-zа-яәғқңөұүһі])")
_ENDS = re.compile(r"[.!?…][\"”’»)]*(?:\[\^[^\]\s]+\]|\s?\[[^\[\]]*@[^\[\]]*\][.]?)*$")
Kind = Literal["words", "added", "removed", "moved", "split", "joined", "note", "letters", "comment"]


@dataclass(frozen=True)
class Edit:
    """New text in the place of what stands from one offset to another."""

    start: int
    end: int
    new: str

    def moved(self, by: int) -> Edit:
        """The same edit so many characters further on."""
        return Edit(self.start + by, self.end + by, self.new)


@dataclass(frozen=True)
class Change:
    """One thing that the author did."""

    kind: Kind
    before: str
    after: str
    edits: tuple[Edit, ...] = ()
    """What it is in the Markdown that went out; all of them or none."""
    problem: str = ""
    """Why a person must put it in."""
    place: int = 0
    """Where in that Markdown."""
    calls: bool = False
    """Whether a citation or a note goes or comes with it."""


Render = Callable[[Token], str]
"""Markdown of a new note, citation or picture."""


def applied(text: str, edits: Sequence[Edit]) -> str:
    """The text with edits that do not overlap; those at one place in the order in which they are given."""
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        pieces += [text[at : edit.start], edit.new]
        at = max(at, edit.end)
    return "".join([*pieces, text[at:]])


def escaped(text: str) -> str:
    """Words as Markdown has them."""
    return _SPECIAL.sub(r"\\\1", text)


def markdown(tokens: Sequence[Token], render: Render) -> str:
    """New words with their marks, without the space before the first."""
    pieces: list[str] = []
    marks = ""
    for at, token in enumerate(tokens):
        space = " " if token.space and at and tokens[at - 1] is not END else ""
        if token.marks != marks or token is END:
            pieces.append(marks[::-1])
            marks = token.marks
            pieces += [space, marks]
        else:
            pieces.append(space)
        piece = "\n\n" if token is END else render(token) if token.text.startswith("\0") else escaped(token.text)
        if token.text == NOTE and piece.startswith("[") and "@" in piece and pieces[-2:-1] and pieces[-2] in MARKS:
            pieces[-2:] = [f" {piece}", pieces[-2]]  # a citation stands before the mark behind which its note is called
        else:
            pieces.append(piece)
    return "".join([*pieces, marks[::-1]])


def sentences(text: str) -> str:
    """One sentence a line."""
    return _SENTENCE.sub(r"\1\n", text)


@dataclass(frozen=True)
class Side:
    """One stretch of words that went out, with their places in the source."""

    tokens: tuple[Token, ...]
    words: tuple[Word | None, ...]


def whole_stretch(text: str, edits: Sequence[Edit]) -> tuple[int, int] | None:
    """From the first to the last of some removals, with the marks that open before and close behind; None where they do not match."""
    start, end = min(it.start for it in edits), max(it.end for it in edits)
    while text[start:end][:1].isspace():
        start += 1
    opened, closed = _OPENERS.search(text, 0, start), _CLOSERS.match(text, end)
    for first, last in ((start, end), (opened.start() if opened else start, end), (start, closed.end() if closed else end),
                        (opened.start() if opened else start, closed.end() if closed else end)):  # fmt: skip
        piece = text[first:last]
        is_whole = piece.count("[") == piece.count("]") and piece.count("*") % 2 == 0
        if is_whole and not any(it.new for it in edits) and not (last == end and closed and closed[0].startswith("]{")):
            return first, last
    return None


def note_cuts(source: SourceText, words: Sequence[Word]) -> tuple[Edit, ...]:
    """A note whose call goes is taken out too."""
    notes = [source.notes[word.label] for word in words if word.label.startswith("[^") and word.label in source.notes]
    cuts = []
    for note in notes:
        spaces = re.compile(r"\n(?:[ \t]*\n)*").match(source.text, note.end)
        cuts.append(Edit(note.start, spaces.end() if spaces else note.end, ""))
    return tuple(cuts)


def joined_region(source: SourceText, words: Sequence[Word]) -> tuple[int, int] | None:
    """From the first to the last of some words, where nothing but spaces stands between them."""
    ordered = sorted(words, key=lambda word: word.start)
    for one, other in zip(ordered, ordered[1:], strict=False):
        if source.text[one.end : other.start].strip():
            return None
    return ordered[0].start, ordered[-1].end


def replacement(
    source: SourceText, region: tuple[int, int], text: str, sent: Side, back: Sequence[Token], op: Op, running: bool
) -> Edit:
    i, j, k, l = op  # noqa: E741
    start, end = region
    if not text:
        return removal(source.text, start, end)
    if back[k].space and not sent.tokens[i].space:
        text = f" {text}"
    elif not back[k].space and sent.tokens[i].space and source.text[start - 1 : start].isspace():
        start -= 1
    if l < len(back) and j < len(sent.tokens) and back[l].space and not sent.tokens[j].space:
        text += " "
    elif l < len(back) and j < len(sent.tokens) and not back[l].space and source.text[end : end + 1] == " ":
        end += 1
    if back[l - 1] is END:
        end += len(source.text[end:]) - len(source.text[end:].lstrip())
    return Edit(start, end, sentences(text) if running else text)


def removal(text: str, start: int, end: int) -> Edit:
    """Words are taken out with the space on one side of them."""
    if text[start - 1 : start] == "\n" and text[end : end + 1] in ("\n", ""):
        return Edit(start - 1, end, "")
    if _begins_line(text, start):
        return Edit(start, end + (text[end : end + 1] == " "), "")
    if text[start - 1 : start] in (" ", "\n") and (not text[end : end + 1] or not text[end].isalnum()):
        return Edit(start - 1, end, "")
    return Edit(start, end, "")


def _begins_line(text: str, at: int) -> bool:
    """Whether only a mark of a list, a quotation or a table stands before a place in its line."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return bool(re.fullmatch(r"[ \t>|#:*+-]*(?:\(?\w{1,3}[.)])?[ \t]*", line)) and (bool(line.strip()) or at > 0)


def insertion(
    source: SourceText, sent: Side, i: int, new: Sequence[Token], render: Render, running: bool
) -> tuple[Edit, ...]:
    before = sent.words[i - 1] if i else None
    after = sent.words[i] if i < len(sent.words) else None
    text = markdown(new, render)
    same = {token.marks for token in new}
    if same != {""} and len(same) == 1 and END not in new:  # it goes into the markup that stands there
        plain = markdown([replace(token, marks="") for token in new], render)
        if after is not None and {sent.tokens[i].marks} == same:
            return (Edit(after.start, after.start, f"{plain} "),)
        if before is not None and {sent.tokens[i - 1].marks} == same:
            return (Edit(before.end, before.end, f"{' ' if new[0].space else ''}{plain}"),)
    if before is not None:
        # a call may stand before the full stop here
        at = max(word.end for word in sent.words[max(0, i - 4) : i] if word)
        closers = _CLOSERS.match(source.text, at)
        if closers:
            at = closers.end()
        if new[0] is END or new[-1] is END:
            spaces = re.compile(r"\s*").match(source.text, at)
            assert spaces is not None
            lead = " " if new[0].space and new[0] is not END else ""
            return (Edit(at, spaces.end(), lead + text),)
        text = f" {text}" if new[0].space else text
        if running and _ENDS.search(source.text[max(0, at - 200) : at]) and new[0].space and text[1:2].isupper():
            text = "\n" + text[1:]
        return (Edit(at, at, sentences(text) if running else text),)
    if after is None:
        return ()
    openers = _OPENERS.search(source.text, 0, after.start)
    at = (
        openers.start()
        if openers and source.text[openers.start() - 1 : openers.start()] in (" ", "\n", "")
        else after.start
    )
    space = " " if i < len(sent.tokens) and (sent.tokens[i].space or i == 0) else ""
    if running and space and _ENDS.search(text):
        text, space = sentences(text), "\n"
    return (Edit(at, at, f"{text}{space}"),)


def words_within(source: SourceText, start: int, end: int) -> list[Word]:
    """The printed words of the source between two places."""
    starts = [word.start for word in source.words]
    return list(source.words[bisect_left(starts, start) : bisect_left(starts, end)])
