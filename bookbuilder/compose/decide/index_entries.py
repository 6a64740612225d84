"""Makes the index's headings from marks in reading order: sorted by the alphabet of the book's language, with see and see also, and with faults."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bookbuilder.compose.read.index_marks import ATTRIBUTES, IndexMark, Path
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, did_you_mean
from bookbuilder.languages import language
from bookbuilder.model.index import IndexEntry, Passage, SeeEntry

KINDS = ("index", "index-of-names", "index-of-subjects")
"""The pages that print it: the whole, the headings of names, all others."""


Below = dict[Path, list[Path]]
"""The headings right below each."""


@dataclass(frozen=True)
class Marked:
    """A mark, and where it stands in the book and in the author's file."""

    mark: IndexMark
    id: str
    note: str
    section: str
    place: Location


@dataclass
class _Heading:
    path: Path
    place: Location
    passages: list[Passage] = field(default_factory=list)
    see: dict[Path, Location] = field(default_factory=dict)
    see_also: dict[Path, Location] = field(default_factory=dict)
    is_name: bool = False


def index_entries(marked: Sequence[Marked], lang: str) -> Outcome[tuple[IndexEntry, ...]]:
    """The main headings, in order, with all below them."""
    headings: dict[Path, _Heading] = {}
    faults = [*_spelling(marked), *_passages(marked, headings)]
    for heading in headings.values():
        heading.see, heading.see_also = (_as_marked(it, headings) for it in (heading.see, heading.see_also))
    below: Below = {}
    for path in headings:
        below.setdefault(path[:-1], []).append(path)
    faults += _leading(headings, below)
    entries = _entries((), headings, below, _ids(headings), lang)
    return Outcome(tuple(entries), tuple(faults))


def _spelling(marked: Iterable[Marked]) -> Iterator[Diagnostic]:
    """IDX-004: a mark that says nothing, or what no mark can say."""
    for it in marked:
        for name in it.mark.unknown:
            remedy = did_you_mean(name, ATTRIBUTES) or f"A mark can have {', '.join(ATTRIBUTES)} and the class .name."
            yield Diagnostic("IDX-004", it.place, f'A mark for the index has no "{name}".', remedy)
        if not all(it.mark.path):
            remedy = 'Write [words]{.index} or []{.index entry="Heading!Sub-heading"}.'
            yield Diagnostic("IDX-004", it.place, "This mark for the index has no heading.", remedy)
        if it.mark.range not in ("", "start", "end"):
            yield Diagnostic(
                "IDX-004",
                it.place,
                f'range="{it.mark.range}" is neither start nor end.',
                'Write range="start" or range="end".',
            )


def _passages(marked: Sequence[Marked], headings: dict[Path, _Heading]) -> list[Diagnostic]:
    """Fill the headings; IDX-003 where a passage has one end only."""
    faults: list[Diagnostic] = []
    begun: dict[Path, Marked] = {}
    positions: dict[Path, int] = {}
    for it in marked:
        mark = it.mark
        if not all(mark.path):
            continue
        for depth in range(1, len(mark.path) + 1):
            headings.setdefault(mark.path[:depth], _Heading(mark.path[:depth], it.place))
        heading = headings[mark.path]
        headings[mark.path[:1]].is_name |= mark.is_name
        heading.see.update((path, it.place) for path in mark.see if path not in heading.see)
        heading.see_also.update((path, it.place) for path in mark.see_also if path not in heading.see_also)
        if mark.see:
            continue
        if mark.range == "end":
            if mark.path not in begun:
                message = f'The passage about "{_text(mark.path)}" ends here and has no beginning.'
                faults.append(Diagnostic("IDX-003", it.place, message, 'Mark its beginning with range="start".'))
                continue
            begun.pop(mark.path)
            start = heading.passages[positions[mark.path]]
            heading.passages[positions[mark.path]] = Passage(start.id, it.id, start.note, start.section)
            continue
        if mark.range == "start":
            if mark.path in begun:
                message = f'A passage about "{_text(mark.path)}" begins in {begun[mark.path].place} already.'
                faults.append(Diagnostic("IDX-003", it.place, message, 'End that one first with range="end".'))
                continue
            begun[mark.path], positions[mark.path] = it, len(heading.passages)
        heading.passages.append(Passage(it.id, "", it.note, it.section))
    for path, it in begun.items():
        message = f'The passage about "{_text(path)}" begins here and has no end.'
        faults.append(
            Diagnostic(
                "IDX-003", it.place, message, f'Mark its end: []{{.index entry="{"!".join(path)}" range="end"}}.'
            )
        )
    return faults


def _as_marked(targets: dict[Path, Location], headings: dict[Path, _Heading]) -> dict[Path, Location]:
    """Where "see" leads, with "Heading, sub-heading" as the path that it means, where no heading has such words."""
    return {
        next((it for it in (path, tuple(", ".join(path).split(", ", 1))) if it in headings), path): place
        for path, place in targets.items()
    }


def _leading(headings: dict[Path, _Heading], below: Below) -> Iterator[Diagnostic]:
    """IDX-001, 002: where "see" leads; IDX-005, 006: headings that are two things at once, or one thing twice."""
    known = {"!".join(path): path for path in headings}
    folded: dict[str, Path] = {}
    for path, heading in headings.items():
        for target, place in [*heading.see.items(), *heading.see_also.items()]:
            if target not in headings:
                remedy = did_you_mean("!".join(target), known) or "Mark that heading somewhere, or drop this reference."
                yield Diagnostic("IDX-001", place, f'The index has no heading "{_text(target)}" to see.', remedy)
            elif target == path:
                yield Diagnostic(
                    "IDX-002", place, f'"{_text(path)}" sends the reader to itself.', "Name another heading."
                )
            elif headings[target].see and not headings[target].passages:
                message = f'"{_text(target)}" only sends the reader on to "{_text(next(iter(headings[target].see)))}".'
                yield Diagnostic("IDX-002", place, message, "Name that heading here.")
        if heading.see and (heading.passages or path in below):
            place = next(iter(heading.see.values()))
            message = f'"{_text(path)}" has pages of its own; its "see" is printed as "see also".'
            yield Diagnostic("IDX-005", place, message, "Write see-also here.")
        plain = "!".join(path).casefold()
        if plain in folded and folded[plain] != path:
            message = f'"{_text(path)}" and "{_text(folded[plain])}" are two headings of the index.'
            yield Diagnostic("IDX-006", heading.place, message, "Write both alike.")
        folded.setdefault(plain, path)


def _ids(headings: dict[Path, _Heading]) -> dict[Path, str]:
    ids: dict[Path, str] = {}
    taken: set[str] = set()
    counts: dict[str, int] = {}
    for path in headings:
        plain = unicodedata.normalize("NFC", " ".join(path)).lower()
        stem = id = "index-" + ("-".join(re.findall(r"[^\W_]+", plain)) or "entry")
        while id in taken:
            counts[stem] = counts.get(stem, 1) + 1
            id = f"{stem}-{counts[stem]}"
        ids[path] = id
        taken.add(id)
    return ids


def _entries(
    path: Path, headings: dict[Path, _Heading], below: Below, ids: dict[Path, str], lang: str
) -> list[IndexEntry]:
    found = []
    for own in sorted(below.get(path, []), key=lambda it: sort_key(it[-1], lang, len(it) > 1)):
        heading = headings[own]
        inner = _entries(own, headings, below, ids, lang)
        see = _see(heading.see, ids, lang)
        also = _see(heading.see_also, ids, lang)
        if see and (heading.passages or inner):
            see, also = (), tuple(dict.fromkeys((*also, *see)))
        found.append(
            IndexEntry(
                ids[own], own[-1], letter_of(own[0]), heading.is_name, tuple(heading.passages), see, also, tuple(inner)
            )
        )
    return found


def _see(targets: Iterable[Path], ids: dict[Path, str], lang: str) -> tuple[SeeEntry, ...]:
    known = [target for target in targets if target in ids]
    return tuple(SeeEntry(ids[target], target) for target in sorted(known, key=lambda it: sort_key(" ".join(it), lang)))


def _text(path: Path) -> str:
    return ", ".join(path)


def sort_key(heading: str, lang: str, below: bool = False) -> tuple[Any, ...]:
    """What headings are sorted by; a sub-heading (`below`) without the small words before it.

    Word by word, without regard to capitals and punctuation; Cyrillic before Latin in languages that are written in it.
    """
    from bookbuilder.citations import collation_key

    known = language(lang)
    words = heading.split()
    while below and len(words) > 1 and words[0].lower() in known.small_words:
        words = words[1:]
    moved = {_weight(letter, lang): _weight(before, lang) for letter, before in known.letters_after.items()}
    key = collation_key(" ".join(words).replace("\u2013", " "), lang)
    if moved:
        key = tuple((part[0], moved[part][1] + 0.5) if part in moved else part for part in key)
    return (key, heading)


def _weight(letter: str, lang: str) -> tuple[Any, ...]:
    from bookbuilder.citations import collation_key

    return tuple(collation_key(letter, lang)[0])


def letter_of(heading: str) -> str:
    """The letter under which a heading stands: "E" of "élite", "Е" of "Ёлкин", "0–9" of figures, "" of signs."""
    first = next((character for character in heading if character.isalnum()), "")
    if first.isdigit():
        return "0–9"
    capital = unicodedata.normalize("NFC", first).upper()[:1]
    if capital == "Ё":
        return "Е"
    if capital and "LATIN" in unicodedata.name(capital, ""):
        plain = unicodedata.normalize("NFD", capital)[0]
        return {"Ł": "L", "Ø": "O", "Đ": "D", "Æ": "A", "Œ": "O", "Þ": "T", "İ": "I"}.get(plain, plain)
    return capital
