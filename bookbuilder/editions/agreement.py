"""Finds the first place at which a finished edition differs from the book, and reports it.

What is compared is read out of the files alone. Since each edition agrees with the book, all agree with each other; and
what all of them had lost in the same way would be found, too.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate, groupby
from typing import Literal

from bookbuilder.cache import Steps
from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.editions.edition import Edition, Files, Knows
from bookbuilder.editions.pdf.printed_text import is_printed_as, plain, runs_right_to_left
from bookbuilder.model.publication import Publication
from bookbuilder.pages.running_text import LINE_END, PAGE_NUMBER, Passage, read_publication

FARTHEST = 45
"""Paragraphs, items and lines of code that a figure or table may let pass in print, where it would leave a hole before it: a page.
Figures and tables that it lets pass are not counted, since they have gone on their own way."""
WINDOW = 60
"""Passages behind the first difference that are looked at to tell what is missing from what is too much."""
SHOWN = 90
"""Characters that a message shows of either text."""

KINDS = {
    "heading": "a heading", "text": "a paragraph", "cell": "a cell of a table", "caption": "a caption",
    "entry": "an entry of the bibliography", "excerpt": "an excerpt", "note": "a note",
}  # fmt: skip
CODES = {"missing": "AGR-001", "added": "AGR-002", "other": "AGR-003"}


@dataclass(frozen=True)
class Difference:
    """The first place at which an edition departs from the book."""

    place: Passage
    """The passage of the book that is missing or differs; where the edition has words too many, the passage after them."""
    kind: Literal["missing", "added", "other"]
    found: str
    """What the edition has there; empty where it has nothing."""


def disagreement(
    publication: Publication, edition: Edition, files: Files, steps: Steps | None = None
) -> tuple[Diagnostic, ...]:
    """The fault that an edition departs from the book, at the place of the manuscript; nothing where they agree."""
    assert edition.read_back is not None, "only what can be read back is compared"
    made = frozenset(document.id for document in publication.documents if document.template)
    steps = steps or Steps()
    passages = edition.read_back.read(files, made, steps)
    found = difference(read_publication(publication, steps), passages, knows=edition.read_back.knows, steps=steps)
    return (_fault(publication, edition, found),) if found else ()


def difference(
    book: Sequence[Passage], edition: Sequence[Passage], *, knows: Knows = "structure", steps: Steps | None = None
) -> Difference | None:
    """The first difference between the book and an edition; None where they agree. `knows`: see `ReadBack`.

    Of a printed edition, tables and figures are first put back to where the book has them, and line ends are resolved.
    """
    if not book:
        return Difference(replace(edition[0], text=""), "added", edition[0].text) if edition else None
    key = _words_key if knows == "words" else _key
    edition = _undrifted(book, edition) if knows == "print" else edition
    first = _agreeing(book, edition, knows, steps or Steps())
    if first == len(book) == len(edition):
        return None
    rest, found = book[first : first + WINDOW], edition[first : first + WINDOW]
    matcher = difflib.SequenceMatcher(None, [key(it) for it in rest], [key(it) for it in found], autojunk=False)
    tag, start, end, found_start, found_end = next(
        (it for it in matcher.get_opcodes() if it[0] != "equal"), ("replace", 0, 1, 0, 1)
    )
    place = book[min(first + start, len(book) - 1)]
    text = found[found_start].text if found_start < found_end else ""
    return Difference(place, {"delete": "missing", "insert": "added", "replace": "other"}[tag], text)  # type: ignore[arg-type]


def _agreeing(book: Sequence[Passage], edition: Sequence[Passage], knows: Knows, steps: Steps) -> int:
    """So many passages agree from the beginning on; a document that is as it was is not compared again."""
    first = 0
    for document, group in groupby(book, key=lambda it: it.document):
        due = list(group)
        found = edition[first : first + len(due)]

        def run(due: Sequence[Passage] = due, found: Sequence[Passage] = found) -> int:
            is_same, pairs = _comparison(knows, due), list(zip(due, found, strict=False))
            return next((at for at, pair in enumerate(pairs) if not is_same(*pair)), len(pairs))

        texts = ["\0".join(f"{it.document}\0{it.kind}\0{it.text}" for it in side) for side in (due, found)]
        agreeing = steps.step(f"compare {document} by its {knows}", {"texts": texts}, run)
        first += agreeing
        if agreeing < len(due):
            break
    return first


def _is_same(book: Passage, found: Passage) -> bool:
    return (book.document, book.kind, book.text) == (found.document, found.kind, found.text)


def _is_same_in_print(book: Passage, found: Passage, turned: bool) -> bool:
    return (book.document, _in_print(book.kind)) == (found.document, found.kind) and is_printed_as(
        book.text, found.text, beside_right_to_left=turned
    )


def _is_same_in_words(book: Passage, found: Passage) -> bool:
    """In plain text the number of a page is whatever stands there."""
    first, *others = book.text.split(PAGE_NUMBER)
    if not others or not found.text.startswith(first):
        return book.text == found.text
    at = len(first)
    for words in others[:-1]:
        at = found.text.find(words, at) + len(words)
        if at < len(words):
            return False
    return found.text.endswith(others[-1]) and at <= len(found.text) - len(others[-1])


def _comparison(knows: Knows, document: Sequence[Passage]) -> Callable[[Passage, Passage], bool]:
    """How the passages of a document are compared with an edition's."""
    if knows == "print":
        return partial(_is_same_in_print, turned=any(runs_right_to_left(it.text) for it in document))
    return _is_same if knows == "structure" else _is_same_in_words


def _in_print(kind: str) -> str:
    """Tags of a PDF tell neither excerpts nor entries from other paragraphs."""
    return "text" if kind in ("entry", "excerpt") else kind


def _key(passage: Passage) -> tuple[str, str, str]:
    return passage.document, _in_print(passage.kind), plain(passage.text)


def _words_key(passage: Passage) -> tuple[str, str, str]:
    return "", "", plain(passage.text)


def _undrifted(book: Sequence[Passage], edition: Sequence[Passage]) -> Sequence[Passage]:
    """The printed passages with each table and figure, and its notes, where the book has it, if it let no more pass than it may."""
    around = {(it.document, it.id): it.around for it in book if it.around}
    due: dict[tuple[str, str], int] = {}
    for place, passage in enumerate(book):
        if passage.around:
            due.setdefault((passage.document, passage.around), place)
    found: dict[tuple[str, str], list[int]] = {}
    for place, passage in enumerate(edition):
        if passage.kind != "note" and (passage.document, passage.id) in around:
            found.setdefault((passage.document, around[passage.document, passage.id]), []).append(place)
    text, printed = ([*accumulate((it.document, it.id) not in around for it in side)] for side in (book, edition))
    drifted = {
        key: places
        for key, places in found.items()
        if places == list(range(places[0], places[-1] + 1))
        and places[0] != due[key]
        and abs(text[due[key]] - printed[places[0]]) <= FARTHEST
    }
    if not drifted:
        return edition
    taken = {place for places in drifted.values() for place in places}
    placed = [it for place, it in enumerate(edition) if place not in taken]
    for key in sorted(drifted, key=lambda it: due[it]):
        placed[due[key] : due[key]] = [edition[place] for place in drifted[key]]
    return _with_notes_in_order(book, placed)


def _with_notes_in_order(book: Sequence[Passage], edition: Sequence[Passage]) -> Sequence[Passage]:
    """The notes of each document as they follow each other in the book: those of a table that has let others pass come later in print."""
    due = {(it.document, it.id): place for place, it in enumerate(book)}
    found: list[Passage] = []
    for (_, kind), group in groupby(edition, key=lambda it: (it.document, it.kind)):
        passages = list(group)
        is_known = kind == "note" and all((it.document, it.id) in due for it in passages)
        found += sorted(passages, key=lambda it: due[it.document, it.id]) if is_known else passages
    return found


def _fault(publication: Publication, edition: Edition, found: Difference) -> Diagnostic:
    place, name = found.place, edition.title
    due, there = _shortened(place.text), _shortened(found.found)
    was, became = _different(place.text, found.found)
    said = {
        "missing": f"{name} lacks {KINDS[place.kind]} of the book: “{due}”.",
        "added": f"{name} has what is not in the book, before “{due}”: “{there}”.",
        "other": f"{name} departs from the book in {KINDS[place.kind]}: “{was}” there is “{became}”.",
    }[found.kind]
    return Diagnostic(
        CODES[found.kind],
        _location(publication, place),
        said[0].upper() + said[1:],
        "Look at this place in the edition, and report it: the book builder has lost or changed words.",
        blocks=frozenset({edition.name}),
    )


def _location(publication: Publication, passage: Passage) -> Location:
    """The author's line of a passage, or of the nearest one before it that has one."""
    document = next((it for it in publication.documents if it.id == passage.document), None)
    if document is None:
        return Location("manuscript/book.yaml")
    line = 0
    lines = dict(document.lines)
    for it in document.ids:
        line = lines[it] if it in lines else line
        if it == passage.id:
            break
    return Location(document.source, line) if document.source else Location("manuscript/book.yaml")


def _shortened(text: str) -> str:
    text = text.replace(LINE_END, " ")
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _different(text: str, other: str) -> tuple[str, str]:
    """What differs between two texts, each with the word before and the word behind it."""
    one, two = text.replace(LINE_END, " ").split(), other.replace(LINE_END, " ").split()
    start = 0
    while start < min(len(one), len(two)) and one[start] == two[start]:
        start += 1
    end = 0
    while end < min(len(one), len(two)) - start and one[-1 - end] == two[-1 - end]:
        end += 1
    return _stretch(one, start, len(one) - end), _stretch(two, start, len(two) - end)


def _stretch(words: list[str], start: int, end: int) -> str:
    first, last = max(start - 1, 0), min(end + 1, len(words))
    shown = _shortened(" ".join(words[first:last]))
    return f"{'…' if first else ''}{shown}{'…' if last < len(words) and not shown.endswith('…') else ''}"
