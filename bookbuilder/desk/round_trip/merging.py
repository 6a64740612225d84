"""Merges an author's changes of a text with what editors have written into it since, word by word: nothing is overwritten."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bookbuilder.desk.round_trip.alignment import differences
from bookbuilder.desk.round_trip.edits import Change, Edit, applied

_PIECE = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class Conflict:
    """A change of the author's at words that an editor has changed in another way since."""

    change: Change
    ours: str
    """What stands there now."""
    theirs: str
    """What the author has."""
    line: int
    """In the text as it is now."""


@dataclass(frozen=True)
class Merged:
    """The text with both."""

    text: str
    taken: tuple[Change, ...]
    there: tuple[Change, ...]
    """Changes that stand in the text already."""
    conflicts: tuple[Conflict, ...]


def merge(base: str, now: str, changes: Sequence[Change]) -> Merged:
    """`changes` are those of the text that went out, `now` is the text as editors have it."""
    ours = edits_between(base, now)
    taken: list[Change] = []
    there: list[Change] = []
    conflicts: list[Conflict] = []
    for change in changes:
        against = [edit for edit in change.edits if any(_meet(edit, own) for own in ours)]
        if not against:
            taken.append(change)
            continue
        start, end = _window(base, against, ours)
        theirs = applied(
            base[start:end], [edit.moved(-start) for edit in change.edits if start <= edit.start and edit.end <= end]
        )
        mine = [edit.moved(-start) for edit in ours if start <= edit.start and edit.end <= end]
        current = applied(base[start:end], mine)
        if theirs == current:
            there.append(change)
        else:
            line = applied(base[:start], [edit for edit in ours if edit.end <= start]).count("\n") + 1
            conflicts.append(Conflict(change, " ".join(current.split()), " ".join(theirs.split()), line))
    edits = [edit for change in taken for edit in change.edits]
    return Merged(applied(base, [*ours, *edits]), tuple(taken), tuple(there), tuple(conflicts))


def edits_between(base: str, now: str) -> list[Edit]:
    """What editors have done."""
    pieces = [[(match[0], match.start(), match.end()) for match in _PIECE.finditer(text)] for text in (base, now)]
    ops = differences([piece for piece, _, _ in pieces[0]], [piece for piece, _, _ in pieces[1]])
    edits = []
    for i, j, k, l in ops:  # noqa: E741
        start = pieces[0][i][1] if i < len(pieces[0]) else len(base)
        end = pieces[0][j - 1][2] if j > i else start
        edits.append(Edit(start, end, "".join(piece for piece, _, _ in pieces[1][k:l])))
    return edits


def _meet(one: Edit, other: Edit) -> bool:
    """Whether two edits change the same words, or insert at the same place."""
    if one.start == one.end and other.start == other.end:
        return one.start == other.start
    if one.start == one.end:
        return other.start < one.start < other.end
    if other.start == other.end:
        return one.start < other.start < one.end
    return one.start < other.end and other.start < one.end


def _window(base: str, edits: Sequence[Edit], ours: Sequence[Edit]) -> tuple[int, int]:
    """The lines in which edits stand, with all of the editors' edits that reach into them."""
    start = base.rfind("\n", 0, min(edit.start for edit in edits)) + 1
    end = base.find("\n", max(edit.end for edit in edits))
    end = len(base) if end < 0 else end
    reaching = [edit for edit in ours if edit.start < end and edit.end > start]
    return min([start, *(edit.start for edit in reaching)]), max([end, *(edit.end for edit in reaching)])
