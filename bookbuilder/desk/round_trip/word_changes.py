"""Finds what differs between the words that were sent and those that were returned, as changes with their edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bookbuilder.desk.round_trip.alignment import Op, differences
from bookbuilder.desk.round_trip.edits import (
    END,
    Change,
    Edit,
    Kind,
    Render,
    Side,
    insertion,
    joined_region,
    markdown,
    note_cuts,
    removal,
    replacement,
    whole_stretch,
)
from bookbuilder.desk.round_trip.source_text import SourceText, Word
from bookbuilder.desk.round_trip.units import CITE, NOTE, OTHER, Token, joined

MOVED = 4
"""So many words that are gone at one place and new at another were moved."""

MADE_BY_THE_BOOK = "the book makes these words itself"


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
                and joined_region(source, [it for it in words if it])
            ):
                made[-1] = (first, last, made[-1][2], op[3])
                continue
        made.append(op)
    return made


def _change(source: SourceText, sent: Side, back: Sequence[Token], op: Op, render: Render, running: bool) -> Change:
    i, j, k, l = op  # noqa: E741
    old, new = sent.tokens[i:j], list(back[k:l])
    before, after = joined(old), joined(new)
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
        edits = insertion(source, sent, i, new, render, running)
        return replace(whole, edits=edits, problem="" if edits else MADE_BY_THE_BOOK)
    text = markdown(new, render)
    region = joined_region(source, words)
    cuts = note_cuts(source, words)
    if END in new and not running:
        return replace(whole, problem="a paragraph cannot be split here")
    if region:
        return replace(whole, edits=(replacement(source, region, text, sent, back, op, running), *cuts))
    if END in new:
        return replace(whole, problem="the paragraph was split where words were changed")
    ordered = sorted(words, key=lambda word: word.start)
    edits = tuple(removal(source.text, word.start, word.end) for word in ordered)
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
        slice_ = whole_stretch(source.text, gone.edits) if gone is not None else None
        if gone is None or slice_ is None:
            continue
        start, end = slice_
        new, edit = source.text[start:end].strip(), put.edits[0]
        lead = edit.new[: len(edit.new) - len(edit.new.lstrip())]
        trail = edit.new[len(edit.new.rstrip()) :]
        edits = (removal(source.text, start, end), Edit(edit.start, edit.end, f"{lead}{new}{trail}"))
        made[at] = replace(put, kind="moved", before=gone.before, edits=edits, calls=put.calls or gone.calls)
        made.remove(gone)
    return made


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
        text = joined([sent.tokens[at] for at, _ in run])
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
    region = joined_region(source, words)
    if region and not old and new in ("*", "**"):
        return replace(change, edits=(Edit(region[0], region[0], new), Edit(region[1], region[1], new)))
    if region and not new and old in ("*", "**"):
        start, end = region[0] - len(old), region[1] + len(old)
        if source.text[start : region[0]] == old == source.text[region[1] : end]:
            return replace(change, edits=(Edit(start, region[0], ""), Edit(region[1], end, "")))
    return replace(change, problem="its letters were changed")


def _called(source: SourceText, words: Sequence[Word | None]) -> str:
    return " ".join(source.text[word.start : word.end] for word in words if word)
