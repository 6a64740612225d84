"""Places what the citation engine reports at the line where the source is cited."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain

from bookbuilder.compose.decide.clusters import is_known
from bookbuilder.compose.read.gathered import LABEL_LIKE, CitationUse, Gathered, is_label
from bookbuilder.diagnostics import Diagnostic, Location, Severity, did_you_mean
from bookbuilder.markdown.places import Places
from bookbuilder.model.book import Book
from bookbuilder.model.references import BARE_KEY, BRACED_KEY, EVERY, Reference, Uncited

_BEHIND_A_WORD = re.compile(rf"(?<=[^\W_]|…|\.(?<=\.\.))@(?:{BRACED_KEY}|({BARE_KEY}))")
"""What may be a citation where Pandoc reads none; the words of an address are no key of a source."""

_WITHOUT_AT = re.compile(r"(?<![\w\]\\!^])\[([^\s@\[\],;^]{3,60})(?:[,;][^@\[\]]{0,80})?\](?![(\[{:])")
"""A bracket that begins with what may be the key of a source."""

EngineFault = tuple[str, str, str, "int | None"]
"""Kind, item, message, and the number of the citation where the fault lies in one."""

REMEDIES = {"locator-not-printed": "Say it in the sentence, or choose another style."}
"""What to do, by the engine's kind of fault."""

SILENT = ("unknown-item", "prints-nothing")
"""What the engine reports for nothing: the first is ours to report, the second the style's own decision."""


def unknown_sources(
    chapters: Mapping[str, Gathered], places: Mapping[str, Places], items: Collection[str], has_references: bool
) -> list[Diagnostic]:
    """CIT-001 for each cite of a key that nothing has; CIT-002, once, for a book that cites and has no source at all."""
    labels = {label for chapter in chapters.values() for label in _labels(chapter)}
    faults = [
        _unknown(cited, places[id], nth, items, labels)
        for id, chapter in chapters.items()
        for use, mentions in _mentions(chapter)
        for cited, nth in mentions
        if cited not in items and not cited.startswith(LABEL_LIKE)
    ]
    if len(faults) > 1 and not has_references:
        message = (
            f"references.yaml is missing or has no source that can be read, and the chapters cite {len(faults)} times."
        )
        remedy = "Put references.yaml into the book's folder, beside build.py, with a source for each key."
        return [Diagnostic("CIT-002", faults[0].location, message, remedy)]
    return faults


def unread_citations(places: Sequence[Places], items: Collection[str]) -> list[Diagnostic]:
    """CHP-018 for each key of a source right behind a letter, a figure or dots, where Pandoc takes `@` for a part of the word,
    and for each with a figure in it, which is no word of the text, that stands in brackets without its `@`."""
    found = [
        (chapter, it, f"Put a space before it, or brackets around it: [{it[0]}].")
        for chapter in places
        for it in _BEHIND_A_WORD.finditer(chapter.prose)
        if (it[1] or it[2]) in items
    ]
    found += [
        (chapter, it, f"A source is cited with @ before its key: [{'; '.join(_cited(it[0][1:-1], items))}]")
        for chapter in places
        for it in _WITHOUT_AT.finditer(chapter.prose)
        if it[1] in items and re.search(r"\d", it[1]) and f"[{it[1]}]:" not in chapter.prose
    ]
    return [
        Diagnostic("CHP-018", chapter.at(it.start()), f"“{it[0]}” would be printed as typed.", remedy, Severity.WARNING)
        for chapter, it, remedy in found
    ]


def _cited(words: str, items: Collection[str]) -> Iterator[str]:
    """The parts of a bracket, each that begins with the key of a source with its sign."""
    for part in map(str.strip, words.split(";")):
        yield f"@{part}" if part.split(",")[0].strip() in items else part


def nocite_faults(
    book: Book, of_chapters: Mapping[str, Sequence[Uncited]], sources: Collection[str], has_list: bool
) -> Iterator[Diagnostic]:
    """CIT-001 for each key of `nocite` that nothing has; CIT-005 where no list is there that would take the sources."""
    for it in (*book.nocite, *chain.from_iterable(of_chapters.values())):
        for key in it.keys:
            if key not in sources and key != EVERY:
                remedy = did_you_mean(key, sources) or "Add it to references.yaml, or fix the key."
                yield Diagnostic("CIT-001", it.location, f'There is no source "{key}".', remedy)
    if book.nocite and book.bibliography == "chapter":
        message = "“nocite” of the whole book lists nothing: each chapter has its own list of sources."
        remedy = "Write nocite at the top of the chapter whose list it means, or bibliography: both."
        yield Diagnostic("CIT-005", book.nocite[0].location, message, remedy)
    elif not has_list:
        lists = [book.nocite, *(of_chapters.values() if book.bibliography == "book" else ())]
        for nocite in filter(None, lists):
            message = "“nocite” lists nothing: the book has no bibliography."
            remedy = "Add bibliography to backmatter in book.yaml, or take nocite out."
            yield Diagnostic("CIT-005", nocite[0].location, message, remedy)


def engine_faults(
    faults: Sequence[EngineFault],
    chapters: Mapping[str, Gathered],
    places: Mapping[str, Places],
    items: Collection[str],
    references: Sequence[Reference],
) -> list[Diagnostic]:
    """CIT-010 for each fault of the engine: where its citation stands, else where its source does."""
    known = {reference.id: reference for reference in references}
    where = [
        (id, dict(mentions))
        for id, chapter in chapters.items()
        for use, mentions in _mentions(chapter)
        if is_known(use, items)
    ]
    result: list[Diagnostic] = []
    for kind, id, message, citation in faults:
        if kind in SILENT:
            continue
        place = known[id].location if id in known else Location("references.yaml")
        if citation is not None and citation < len(where):
            document, nth = where[citation]
            place = places[document].citation(id, nth[id] if id in nth else 0)
        text = f"{message[:1].upper()}{message[1:]}."
        result.append(Diagnostic("CIT-010", place, text, REMEDIES[kind] if kind in REMEDIES else ""))
    return result


def _mentions(chapter: Gathered) -> Iterator[tuple[CitationUse, list[tuple[str, int]]]]:
    """Each citation with its keys, and which mention of the key in the chapter each is, from 0."""
    seen: dict[str, int] = {}
    for use in chapter.citations:
        mentions: list[tuple[str, int]] = []
        for cited in use.cites:
            nth = seen[cited.id] if cited.id in seen else 0
            seen[cited.id] = nth + 1
            mentions.append((cited.id, nth))
        yield use, mentions


def _labels(chapter: Gathered) -> Iterator[str]:
    yield from (each.id for each in chapter.headings)
    yield from (each.id for each in chapter.captions)
    yield from (*chapter.equations, *chapter.listings)


def _unknown(key: str, places: Places, nth: int, items: Collection[str], labels: Collection[str]) -> Diagnostic:
    label = re.sub(r"[_:.]", "-", key.lower())
    if places.all(rf"https?://\S*@{re.escape(key)}"):
        remedy = "This is part of an address: put the address in <…>."
    elif is_label(label) and (meant := did_you_mean(label, labels, 1)):
        remedy = meant
    else:
        remedy = did_you_mean(key, items) or "Add it to references.yaml, or fix the key."
    return Diagnostic("CIT-001", places.citation(key, nth), f'There is no source "{key}".', remedy)
