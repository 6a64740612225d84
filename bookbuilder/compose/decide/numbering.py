"""Numbers and labels every chapter, section, figure, table, formula and listing of code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bookbuilder.compose.decide.plan import Planned
from bookbuilder.compose.read.gathered import Gathered
from bookbuilder.languages.quotes import Quotes, quoted
from bookbuilder.model.folios import roman


@dataclass(frozen=True)
class Label:
    """What a cross-reference to an id prints."""

    id: str
    kind: str
    """chapter, section, appendix, part, figure, table, equation, listing, recommendation"""
    number: str
    """"3.2"; empty where the target is not numbered."""
    text: str
    """"Section 3.2"; the title where the target is not numbered."""
    document: str
    """The id of the document in which the target stands."""
    within: str = ""
    """What it prints within a sentence, where the language shortens it there: "табл. 3.2"."""


@dataclass(frozen=True)
class DocumentNumbers:
    """The numbers in one document, in its order of reading."""

    number: str = ""
    label: str = ""
    headings: tuple[str, ...] = ()
    """The number of each heading, the chapter's own first; empty where it has none."""
    heading_ids: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    """"Figure 2.1" of each caption."""
    caption_ids: tuple[str, ...] = ()
    equations: tuple[tuple[str, str], ...] = ()
    """Ids of numbered formulas, and their numbers: "3.1"."""
    listings: tuple[tuple[str, str], ...] = ()
    """The same of listings of code."""
    blocks: tuple[tuple[str, str], ...] = ()
    """Ids of recommendations that are blocks, and their labels."""


def number(
    planned: list[Planned],
    gathered: Mapping[str, Gathered],
    terms: Mapping[str, str],
    lang: str = "en",
    quotes: Quotes = "",
) -> tuple[dict[str, DocumentNumbers], dict[str, Label]]:
    """Chapters count through the whole book, parts in roman, appendices in letters, the rest within its chapter."""
    documents: dict[str, DocumentNumbers] = {}
    labels: dict[str, Label] = {}
    parts = chapters = appendices = recommended = 0
    for document in planned:
        if document.is_part:
            parts += 1
            roman_number = roman(parts).upper()
            text = called(terms["part"], roman_number).replace("\u00a0", " ")
            documents[document.id] = DocumentNumbers(roman_number, text)
            labels[document.id] = Label(document.id, "part", roman_number, text, document.id)
            continue
        if document.id not in gathered:
            continue
        own = gathered[document.id]
        is_numbered = bool(own.headings) and own.headings[0].numbered
        own_number, term = "", ""
        if is_numbered and document.matter == "bodymatter":
            chapters += 1
            own_number, term = str(chapters), "chapter"
        elif is_numbered and document.matter == "backmatter":
            appendices += 1
            own_number, term = letter(appendices), "appendix"
        numbers = _inside(document, own, own_number, term, terms)
        labels.update(_labels(document, own, numbers, terms, quoted(lang, False, quotes)))
        for it in own.recommendations:
            recommended += 0 if it.number else 1
            count = it.number or str(recommended)
            text = f"{terms['recommendation']}\u00a0{count}"
            labels[it.id] = Label(it.id, "recommendation", count, text, document.id)
            if not it.number:
                numbers = replace(numbers, blocks=(*numbers.blocks, (it.id, text)))
        documents[document.id] = numbers
    return documents, labels


def _inside(document: Planned, own: Gathered, number: str, term: str, terms: Mapping[str, str]) -> DocumentNumbers:
    counters = [0] * 7
    numbers: list[str] = []
    ids: list[str] = []
    for index, heading in enumerate(own.headings):
        if index == 0:
            numbers.append(number)
            ids.append(heading.id or document.id)
            continue
        ids.append(heading.id or f"{document.id}-s{index}")
        level = max(heading.level, 2)
        if not number or not heading.numbered or level > 3:
            numbers.append("")
            continue
        counters[level] += 1
        counters[level + 1 :] = [0] * (6 - level)
        numbers.append(".".join([number, *(str(count) for count in counters[2 : level + 1])]))
    captions: list[str] = []
    caption_ids: list[str] = []
    counts = {"figure": 0, "table": 0}
    parts = 0
    for caption in own.captions:
        if caption.kind == "subfigure":
            parts += 1
            captions.append(f"({chr(ord('a') + (parts - 1) % 26)})")
            caption_ids.append(caption.id or f"{caption_ids[-parts]}-{chr(ord('a') + (parts - 1) % 26)}")
            continue
        parts = 0
        if caption.is_twin:
            captions.append(captions[caption_ids.index(caption.id)])
            caption_ids.append(caption.id)
            continue
        counts[caption.kind] += 1
        captions.append(called(terms[caption.kind], _count(number, counts[caption.kind])))
        prefix = "fig" if caption.kind == "figure" else "tbl"
        caption_ids.append(caption.id or f"{document.id}-{prefix}{counts[caption.kind]}")
    label = called(terms[term], number) if number else ""
    equations = tuple((id, _count(number, count)) for count, id in enumerate(own.equations, start=1))
    listings = tuple((id, _count(number, count)) for count, id in enumerate(own.listings, start=1))
    return DocumentNumbers(
        number, label, tuple(numbers), tuple(ids), tuple(captions), tuple(caption_ids), equations, listings
    )


def called(term: str, number: str) -> str:
    """A term with its number: "Figure 1.2", or "第2章" where the language has it elsewhere, and the term says {number}."""
    return term.replace("{number}", number) if "{number}" in term else f"{term}\u00a0{number}"


def _count(chapter: str, count: int) -> str:
    return f"{chapter}.{count}" if chapter else str(count)


def _within(kind: str, number: str, terms: Mapping[str, str]) -> str:
    term = f"{kind}-within"
    return called(terms[term], number) if term in terms and number else ""


def _labels(
    document: Planned, own: Gathered, numbers: DocumentNumbers, terms: Mapping[str, str], marks: tuple[str, str]
) -> dict[str, Label]:
    labels: dict[str, Label] = {}
    opening, closing = marks
    for index, (heading, id) in enumerate(zip(own.headings, numbers.heading_ids, strict=True)):
        own_number = numbers.headings[index]
        kind = "section" if index else ("appendix" if document.matter == "backmatter" else "chapter")
        text = called(terms[kind], own_number) if own_number else f"{opening}{heading.title}{closing}"
        labels[id] = Label(id, kind, own_number, text, document.id, _within(kind, own_number, terms))
    whole = Label("", "figure", "", "", document.id)
    counts = {"figure": 0, "table": 0}
    for caption, id, text in zip(own.captions, numbers.caption_ids, numbers.captions, strict=True):
        if caption.kind == "subfigure":
            letter = text.strip("()")
            within = whole.within and f"{whole.within}{letter}"
            labels[id] = Label(id, whole.kind, f"{whole.number}{letter}", f"{whole.text}{letter}", document.id, within)
            continue
        if caption.is_twin:
            whole = labels[id]
            continue
        counts[caption.kind] += 1
        count = _count(numbers.number, counts[caption.kind])
        labels[id] = whole = Label(id, caption.kind, count, text, document.id, _within(caption.kind, count, terms))
    for kind, numbered in (("equation", numbers.equations), ("listing", numbers.listings)):
        for id, count in numbered:
            labels[id] = Label(id, kind, count, called(terms[kind], count), document.id, _within(kind, count, terms))
    return labels


def letter(number: int) -> str:
    """1 is A, 27 is AA."""
    result = ""
    while number:
        number, rest = divmod(number - 1, 26)
        result = chr(ord("A") + rest) + result
    return result
