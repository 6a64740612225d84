"""Turns what was changed in a file into edits of the Markdown that it was made of; what cannot be one is a problem with a reason."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bookbuilder.desk.round_trip.alignment import Op, differences
from bookbuilder.desk.round_trip.source_text import SourceText, Word
from bookbuilder.desk.round_trip.units import CITE, NOTE, OTHER, Token

END = Token("¶")
"""Stands for the end of a paragraph between two."""
MOVED = 4
"""So many words that are gone at one place and new at another were moved."""
MARKS = tuple(".,;:")
MADE_BY_THE_BOOK = "the book makes these words itself"
_CLOSERS = re.compile(r"(?:\*+|~+|\^+|`+|\]\{[^{}]*\}|\]\([^()\s]*\))+")
_OPENERS = re.compile(r"(?:\*+|\[|~+|\^+)+$")
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


def changes_of_words(
    source: SourceText, sent: Side, back: Sequence[Token], render: Render, running: bool
) -> list[Change]:
    """What differs in a unit; `running` text has a sentence a line."""
    ops = differences([token.key for token in sent.tokens], [token.key for token in back])
    changes = [_change(source, sent, back, op, render, running) for op in _merged(source, sent, ops)]
    return [*changes, *_letters(source, sent, back)]


def _merged(source: SourceText, sent: Side, ops: Sequence[Op]) -> list[Op]:
    """Changes with a word or two between them are one, where no markup stands there."""
    made: list[Op] = []
    for op in ops:
        if made and op[0] - made[-1][1] <= 2:
            first, last = made[-1][0], op[1]
            words = sent.words[first:last]
            if (
                first < last
                and all(words)
                and END not in sent.tokens[first:last]
                and _region(source, [it for it in words if it])
            ):
                made[-1] = (first, last, made[-1][2], op[3])
                continue
        made.append(op)
    return made


def _change(source: SourceText, sent: Side, back: Sequence[Token], op: Op, render: Render, running: bool) -> Change:
    i, j, k, l = op  # noqa: E741
    old, new = sent.tokens[i:j], list(back[k:l])
    before, after = _read(old), _read(new)
    kind: Kind = "joined" if END in old else "split" if END in new else "words"
    if (
        not before
        and not after
        and (NOTE in [it.text for it in (*old, *new)] or CITE in [it.text for it in (*old, *new)])
    ):
        kind, before, after = "note", _called(source, sent.words[i:j]), " ".join(render(it) for it in new)
    around = [word for word in (*sent.words[:i][::-1], *sent.words[j:]) if word]
    place = next((word.start for word in sent.words[i:j] if word), around[0].start if around else 0)
    calls = any(it.text in (NOTE, CITE) for it in (*old, *new))
    whole = Change(kind, before, after, place=place, calls=calls)
    if OTHER in [it.text for it in new]:
        return replace(whole, problem="a picture or a formula was put in")
    if END in old:
        return replace(whole, problem="paragraphs were joined here, and changed")
    words = [word for word in sent.words[i:j] if word is not None]
    if len(words) < j - i:
        return replace(whole, problem=MADE_BY_THE_BOOK)
    if END in new and not running:
        return replace(whole, problem="a paragraph cannot be split here")
    if not words:
        edits = _insertion(source, sent, i, new, render, running)
        return replace(whole, edits=edits, problem="" if edits else MADE_BY_THE_BOOK)
    text = markdown(new, render)
    region = _region(source, words)
    cuts = _definitions(source, words)
    if END in new and not running:
        return replace(whole, problem="a paragraph cannot be split here")
    if region:
        return replace(whole, edits=(_replacement(source, region, text, sent, back, op, running), *cuts))
    if END in new:
        return replace(whole, problem="the paragraph was split where words were changed")
    ordered = sorted(words, key=lambda word: word.start)
    edits = tuple(_removal(source.text, word.start, word.end) for word in ordered)
    if text:
        edits = (Edit(ordered[0].start, ordered[0].end, text), *edits[1:])
    return replace(whole, edits=(*edits, *cuts))


def carried(source: SourceText, changes: Sequence[Change]) -> list[Change]:
    """Words that were taken out at one place and put in at another are one move: they go as the source has them, with their marks."""
    made = list(changes)
    for at, put in enumerate(changes):
        if put.before or len(put.after.split()) < MOVED or len(put.edits) != 1 or put.problem:
            continue
        gone = next((it for it in changes if it.before == put.after and not it.after and it.edits and it in made), None)
        slice_ = _whole(source.text, gone.edits) if gone is not None else None
        if gone is None or slice_ is None:
            continue
        start, end = slice_
        new, edit = source.text[start:end].strip(), put.edits[0]
        lead = edit.new[: len(edit.new) - len(edit.new.lstrip())]
        trail = edit.new[len(edit.new.rstrip()) :]
        edits = (_removal(source.text, start, end), Edit(edit.start, edit.end, f"{lead}{new}{trail}"))
        made[at] = replace(put, kind="moved", before=gone.before, edits=edits, calls=put.calls or gone.calls)
        made.remove(gone)
    return made


def _whole(text: str, edits: Sequence[Edit]) -> tuple[int, int] | None:
    """From the first to the last of some removals, with the marks that open before and close behind; None where they do not match."""
    start, end = min(it.start for it in edits), max(it.end for it in edits)
    while text[start:end][:1].isspace():
        start += 1
    opened, closed = _OPENERS.search(text, 0, start), _CLOSERS.match(text, end)
    for first, last in ((start, end), (opened.start() if opened else start, end), (start, closed.end() if closed else end),
                        (opened.start() if opened else start, closed.end() if closed else end)):  # fmt: skip
        piece = text[first:last]
        if all(it.new == "" for it in edits) and piece.count("[") == piece.count("]") and piece.count("*") % 2 == 0:
            if not (last == end and closed and closed[0].startswith("]{")):
                return first, last
    return None


def _definitions(source: SourceText, words: Sequence[Word]) -> tuple[Edit, ...]:
    """A note whose call goes is taken out too."""
    notes = [source.notes[word.label] for word in words if word.label.startswith("[^") and word.label in source.notes]
    cuts = []
    for note in notes:
        spaces = re.compile(r"\n(?:[ \t]*\n)*").match(source.text, note.end)
        cuts.append(Edit(note.start, spaces.end() if spaces else note.end, ""))
    return tuple(cuts)


def _region(source: SourceText, words: Sequence[Word]) -> tuple[int, int] | None:
    """From the first to the last of some words, where nothing but spaces stands between them."""
    ordered = sorted(words, key=lambda word: word.start)
    for one, other in zip(ordered, ordered[1:], strict=False):
        if source.text[one.end : other.start].strip():
            return None
    return ordered[0].start, ordered[-1].end


def _replacement(
    source: SourceText, region: tuple[int, int], text: str, sent: Side, back: Sequence[Token], op: Op, running: bool
) -> Edit:
    i, j, k, l = op  # noqa: E741
    start, end = region
    if not text:
        return _removal(source.text, start, end)
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


def _removal(text: str, start: int, end: int) -> Edit:
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


def _insertion(
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
        at = max(
            word.end for word in sent.words[max(0, i - 4) : i] if word
        )  # a call may stand before the full stop here
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


def _letters(source: SourceText, sent: Side, back: Sequence[Token]) -> list[Change]:
    """Words that are the same in other letters: italics and bold are put in and taken away."""
    keys = [token.key for token in sent.tokens], [token.key for token in back]
    same: list[tuple[int, int]] = []
    i = k = 0
    for op in [*differences(*keys), (len(keys[0]), 0, len(keys[1]), 0)]:
        same += list(zip(range(i, op[0]), range(k, op[2]), strict=False))
        i, k = op[1], op[3]
    runs: list[list[tuple[int, int]]] = []
    for pair in same:
        one, other = sent.tokens[pair[0]], back[pair[1]]
        if one.marks == other.marks or sent.words[pair[0]] is None or one.text.startswith("\0"):
            continue
        last = runs[-1][-1] if runs else (-2, -2)
        if last == (pair[0] - 1, pair[1] - 1) and (sent.tokens[last[0]].marks, back[last[1]].marks) == (
            one.marks,
            other.marks,
        ):
            runs[-1].append(pair)
        else:
            runs.append([pair])
    changes = []
    for run in runs:
        old, new = sent.tokens[run[0][0]].marks, back[run[0][1]].marks
        words = [word for at, _ in run if (word := sent.words[at])]
        text = _read([sent.tokens[at] for at, _ in run])
        changes.append(
            _lettered(
                source,
                words,
                old,
                new,
                Change("letters", old + text + old[::-1], new + text + new[::-1], place=words[0].start),
            )
        )
    return changes


def _lettered(source: SourceText, words: Sequence[Word], old: str, new: str, change: Change) -> Change:
    region = _region(source, words)
    if region and not old and new in ("*", "**"):
        return replace(change, edits=(Edit(region[0], region[0], new), Edit(region[1], region[1], new)))
    if region and not new and old in ("*", "**"):
        start, end = region[0] - len(old), region[1] + len(old)
        if source.text[start : region[0]] == old == source.text[region[1] : end]:
            return replace(change, edits=(Edit(start, region[0], ""), Edit(region[1], end, "")))
    return replace(change, problem="its letters were changed")


def _read(tokens: Sequence[Token]) -> str:
    words = "".join((" " if it.space else "") + ("" if it.text.startswith("\0") else it.text) for it in tokens)
    return words.strip()


def _called(source: SourceText, words: Sequence[Word | None]) -> str:
    return " ".join(source.text[word.start : word.end] for word in words if word)


def words_within(source: SourceText, start: int, end: int) -> list[Word]:
    """The printed words of the source between two places."""
    starts = [word.start for word in source.words]
    return list(source.words[bisect_left(starts, start) : bisect_left(starts, end)])
