"""Marks whole sentences that went in one place and came in another as moved."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bookbuilder.release.change_record import Change, ChapterChanges, Run

LEAST = 5
"""Words from which a sentence is known again elsewhere; shorter ones may stand in two places by chance."""
MOVED = {"removed": "moved-out", "added": "moved-in"}


def moved_sentences(chapters: Sequence[ChapterChanges]) -> list[ChapterChanges]:
    """A sentence counts as moved where it came, and as nothing where it went."""
    went, came = (Counter(_sentences(chapters, kind)) for kind in ("removed", "added"))
    both = went & came
    if not both:
        return list(chapters)
    left = {kind: Counter(both) for kind in MOVED}
    return [_with_moves(it, left) for it in chapters]


def _sentences(chapters: Sequence[ChapterChanges], kind: str) -> Iterator[str]:
    for run in (run for it in chapters for change in it.changes for run in change.runs if run.kind == kind):
        yield from (plain for plain in map(_plain, _parts(run.text)) if len(plain.split()) >= LEAST)


def _parts(text: str) -> list[str]:
    """Sentences, each with the marks and calls of notes behind its stop; what has no stop is one, too."""
    return [it.strip() for it in re.findall(r".+?(?:[.!?…][”’»\")]*(?:\[\d+\])*(?=\s|$)|$)", text) if it.strip()]


def _plain(sentence: str) -> str:
    """Without the numbers of notes."""
    return re.sub(r"\[\d+\]", "", sentence).strip()


def _with_moves(chapter: ChapterChanges, left: dict[str, Counter[str]]) -> ChapterChanges:
    changes = tuple(replace(change, runs=tuple(_runs(change, left))) for change in chapter.changes)
    went, came = (_words(changes, kind) for kind in ("moved-out", "moved-in"))
    return replace(
        chapter, changes=changes, added=chapter.added - came, removed=chapter.removed - went, moved=chapter.moved + came
    )


def _runs(change: Change, left: dict[str, Counter[str]]) -> Iterator[Run]:
    for run in change.runs:
        if run.kind not in MOVED:
            yield run
            continue
        for kind, text in _joined((_kind(part, run.kind, left), part) for part in _parts(run.text)):
            yield replace(run, kind=kind, text=text)


def _kind(part: str, kind: str, left: dict[str, Counter[str]]) -> str:
    plain = _plain(part)
    if not left[kind][plain]:
        return kind
    left[kind][plain] -= 1
    return MOVED[kind]


def _joined(parts: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Neighbours of one kind as one."""
    made: list[tuple[str, str]] = []
    for kind, text in parts:
        if made and made[-1][0] == kind:
            made[-1] = (kind, f"{made[-1][1]} {text}")
        else:
            made.append((kind, text))
    return made


def _words(changes: Iterable[Change], kind: str) -> int:
    return sum(len(run.text.split()) for change in changes for run in change.runs if run.kind == kind)
