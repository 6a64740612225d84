"""Finds what changed between two text records of a book, chapter by chapter, as an editor reads it, and writes the page that shows it."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bookbuilder.diagnostics import Outcome
from bookbuilder.release.change_record import Change, Changes, ChapterChanges, Run
from bookbuilder.release.moved_sentences import moved_sentences
from bookbuilder.release.text_record import Chapter, Paragraph, Text
from bookbuilder.theme.templates import Theme, render

LIKE = 0.5
"""Share of equal words from which two paragraphs are one, changed."""


def changes(before: Text, after: Text) -> Changes:
    """Chapters are known by their ids, or where an id is gone, by their source files."""
    partners = _partners(before, after)
    gone = [it for it in before.chapters if it.id not in {old.id for old in partners.values()}]
    found = [_chapter(partners[it.id] if it.id in partners else None, it) for it in after.chapters]
    found += [_chapter(it, None) for it in gone]
    found = moved_sentences(_moved_between(found))
    order = [partners[it.id].id for it in after.chapters if it.id in partners]
    kept = set(order)
    reordered = order != [it.id for it in before.chapters if it.id in kept]
    return Changes(before, after, tuple(found), tuple(_values(before.entries, after.entries)), reordered)


def _partners(before: Text, after: Text) -> dict[str, Chapter]:
    by_id = {it.id: it for it in before.chapters}
    partners = {it.id: by_id[it.id] for it in after.chapters if it.id in by_id}
    left = {it.source: it for it in before.chapters if it.source and it.id not in partners}
    for it in after.chapters:
        if it.id not in partners and it.source in left:
            partners[it.id] = left.pop(it.source)
    return partners


def _chapter(before: Chapter | None, after: Chapter | None) -> ChapterChanges:
    chapter = after or before
    assert chapter is not None
    old, new = before.paragraphs if before else (), after.paragraphs if after else ()
    found = (
        tuple(_paragraphs(old, new)) if before and after else tuple(_all("added" if after else "removed", old or new))
    )
    cited_before, cited = before.references if before else (), after.references if after else ()
    return ChapterChanges(
        chapter,
        "kept" if before and after else "added" if after else "removed",
        found,
        sum(_count(run.text) for it in found if it.kind != "moved" for run in it.runs if run.kind == "added"),
        sum(_count(run.text) for it in found if it.kind != "moved" for run in it.runs if run.kind == "removed"),
        sum(_count(run.text) for it in found if it.kind == "moved" for run in it.runs),
        tuple(key for key in cited if key not in cited_before),
        tuple(key for key in cited_before if key not in cited),
        tuple(_listed(before.excerpts if before else (), after.excerpts if after else ())),
        tuple(_values(dict(before.figures if before else ()), dict(after.figures if after else ()))),
        before.page if before else "",
        after.page if after else "",
    )


def _all(kind: str, paragraphs: Sequence[Paragraph]) -> Iterator[Change]:
    for it in paragraphs:
        yield Change(
            kind,
            it.kind,
            (Run(kind, it.text),),
            it.page if kind == "removed" else "",
            it.page if kind == "added" else "",
        )


def _paragraphs(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> Iterator[Change]:
    old, new = [(it.kind, _plain(it)) for it in before], [(it.kind, _plain(it)) for it in after]
    gone: list[Paragraph] = []
    came: list[tuple[int, Paragraph]] = []
    pairs: list[tuple[int, Paragraph, Paragraph]] = []
    for tag, start, end, new_start, new_end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        stretch, rest = list(before[start:end]), []
        for place, paragraph in enumerate(after[new_start:new_end], new_start):
            partner = _closest(paragraph, stretch)
            if partner is None:
                rest.append((place, paragraph))
            else:
                stretch.remove(partner)
                pairs.append((place, partner, paragraph))
        gone += stretch
        came += rest
    placed = [
        (place, Change("changed", new.kind, tuple(_words(old.text, new.text)), old.page, new.page))
        for place, old, new in pairs
    ]
    for place, paragraph in came:
        same = next((it for it in gone if (it.kind, _plain(it)) == (paragraph.kind, _plain(paragraph))), None)
        if same is not None:
            gone.remove(same)
            placed.append(
                (place, Change("moved", paragraph.kind, (Run("same", paragraph.text),), same.page, paragraph.page))
            )
        else:
            placed += [(place, change) for change in _all("added", [paragraph])]
    places = {id(it): number for number, it in enumerate(before)}
    placed += [(places[id(it)], change) for it in gone for change in _all("removed", [it])]
    yield from (change for _, change in sorted(placed, key=lambda pair: pair[0]))


def _plain(paragraph: Paragraph) -> str:
    """Without the numbers of notes: they move when a note comes or goes, and nobody changed them."""
    text = re.sub(r"\[\d+\]", "", paragraph.text)
    return re.sub(r"^\d+ ", "", text) if paragraph.kind == "note" else text


def _closest(paragraph: Paragraph, among: Sequence[Paragraph]) -> Paragraph | None:
    words = _plain(paragraph).split()
    best, likeness = None, LIKE
    for other in among:
        if other.kind != paragraph.kind:
            continue
        ratio = difflib.SequenceMatcher(None, _plain(other).split(), words, autojunk=False).ratio()
        if ratio > likeness:
            best, likeness = other, ratio
    return best


def _words(before: str, after: str) -> Iterator[Run]:
    old, new = before.split(), after.split()
    for tag, start, end, new_start, new_end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Run("same", " ".join(old[start:end]))
            continue
        if start < end:
            yield Run("removed", " ".join(old[start:end]))
        if new_start < new_end:
            yield Run("added", " ".join(new[new_start:new_end]))


def _moved_between(chapters: Sequence[ChapterChanges]) -> list[ChapterChanges]:
    """A paragraph that left one chapter and came to another, word for word, has moved and is shown where it came."""
    removed = Counter(
        (change.what, change.runs[0].text) for it in chapters for change in it.changes if change.kind == "removed"
    )
    added = Counter(
        (change.what, change.runs[0].text) for it in chapters for change in it.changes if change.kind == "added"
    )
    both = removed & added
    made = []
    for it in chapters:
        kept, words_added, words_removed, words_moved = [], it.added, it.removed, it.moved
        for change in it.changes:
            key = (change.what, change.runs[0].text)
            if change.kind not in ("added", "removed") or key not in both:
                kept.append(change)
            elif change.kind == "added":
                words_added, words_moved = words_added - _count(key[1]), words_moved + _count(key[1])
                kept.append(Change("moved", change.what, (Run("same", key[1]),), "", change.page))
            else:
                words_removed -= _count(key[1])
        made.append(replace(it, changes=tuple(kept), added=words_added, removed=words_removed, moved=words_moved))
    return made


def _listed(before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]) -> Iterator[Change]:
    """Excerpts: one place may be quoted more than once; what is quoted of it in other words has changed."""
    old, new = Counter(before), Counter(after)
    gone = list(old - new)
    for place, words in new - old:
        partner = next((it for it in gone if it[0] == place), None)
        if partner is None:
            yield Change("added", place, (Run("added", words),))
        else:
            gone.remove(partner)
            yield Change("changed", place, tuple(_words(partner[1], words)))
    for place, words in gone:
        yield Change("removed", place, (Run("removed", words),))


def _values(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for key in after:
        if key not in before:
            yield Change("added", key, (Run("added", after[key]),))
        elif before[key] != after[key]:
            yield Change("changed", key, tuple(_words(before[key], after[key])))
    for key in before:
        if key not in after:
            yield Change("removed", key, (Run("removed", before[key]),))


def _count(text: str) -> int:
    return len(text.split())


TEMPLATE = "release/changes.html"


@dataclass(frozen=True)
class _MovedPage:
    """A chapter, figure or table that begins on another printed page now."""

    title: str
    before: str
    after: str


def changes_page(before: Text, before_name: str, after: Text, after_name: str, theme: Theme) -> Outcome[str]:
    """The page, as HTML."""
    found = changes(before, after)
    moved = [
        _MovedPage(it.chapter.title, it.page_before, it.page)
        for it in found.chapters
        if it.page_before and it.page and it.page_before != it.page
    ]
    values = {
        "before": {"title": before.title, "version": before.version, "name": before_name},
        "after": {"title": after.title, "version": after.version, "name": after_name},
        "changes": found,
        "moved_pages": moved,
        "entries": {**before.entries, **after.entries},
    }
    return render(theme, TEMPLATE, values)
