"""Formats the citations of all chapters in reading order as the style prints them, and the bibliography."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bookbuilder.cache import Steps
from bookbuilder.compose.decide.citable import citable
from bookbuilder.compose.decide.citation_faults import (
    EngineFault,
    engine_faults,
    nocite_faults,
    unknown_sources,
    unread_citations,
)
from bookbuilder.compose.decide.clusters import clusters, has_name, is_known, missing_name, names_alone, with_missing
from bookbuilder.compose.decide.csl_style import CitationStyle, style_of
from bookbuilder.compose.decide.interview_items import ENGLISH, standing_alone
from bookbuilder.compose.read.gathered import Gathered
from bookbuilder.diagnostics import Outcome
from bookbuilder.languages.joining_marks import with_marks
from bookbuilder.languages.quotes import marks_of
from bookbuilder.markdown.places import Places
from bookbuilder.model.book import Book
from bookbuilder.model.interview import Interview
from bookbuilder.model.references import EVERY, Reference, Uncited
from bookbuilder.theme.terms import Section

if TYPE_CHECKING:
    from bookbuilder.citations import Options

_NUMBER = re.compile(
    r'^\s*<div class="csl-left-margin">\W*1\W*</div>\s*<div class="csl-right-inline">((?:(?!</?div).)*)</div>\s*$',
    re.DOTALL,
)
"""The number of an entry in its own column, and the entry."""


@dataclass(frozen=True)
class CitedBook:
    """What the style prints for every citation, chapter by chapter, and the entries of the bibliography."""

    note_style: bool = True
    numeric: bool = False
    """Whether entries are numbered, so that they stand in one list."""
    citations: Mapping[str, tuple[str, ...]] | None = None
    """By document id: one HTML string a citation, in the chapter's order."""
    names: Mapping[str, tuple[str, ...]] | None = None
    """By document id: what stands in the text for `@key`, empty for other citations."""
    entries: tuple[tuple[str, str, str], ...] = ()
    """Section id, item id and HTML of every entry, in the order of print."""
    own_entries: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """By document id, item id and HTML of every entry of its own list; empty where the book has one bibliography."""
    nocite: tuple[str, ...] = ()
    """Keys of the sources that the book or a chapter wants listed though nothing cites them."""


@dataclass(frozen=True)
class Printed:
    """What the engine hands back: one string a cluster, one a name, and the entries."""

    citations: Sequence[str]
    names: Sequence[str]
    entries: Sequence[tuple[str, str]]
    """Item id and HTML of every entry."""
    faults: Sequence[EngineFault]


def cite(
    book: Book,
    style: CitationStyle,
    chapters: Mapping[str, Gathered],
    places: Mapping[str, Places],
    references: Sequence[Reference],
    interviews: Sequence[Interview],
    sections: Sequence[Section],
    steps: Steps,
    terms: Mapping[str, str] = ENGLISH,
    nocite: Mapping[str, Sequence[Uncited]] = {},
) -> Outcome[CitedBook]:
    """Render all citations at once, since ibid., year suffixes and short forms depend on what stands before.

    `chapters`, `places` and `nocite` are by document id, the chapters in reading order.
    """
    items = citable(style, references, interviews, steps, terms)
    note_style, numeric = style.is_note, style.is_numeric
    sources = [reference.id for reference in references]
    has_list = _has_list(book, chapters)
    of_book = _named(book.nocite if book.bibliography != "chapter" and has_list else (), sources)
    has_lists = has_list or book.bibliography != "book"
    of_chapters = {id: _named(nocite[id] if id in nocite and has_lists else (), sources) for id in chapters}
    faults = [
        *nocite_faults(book, nocite, sources, has_list),
        *unknown_sources(chapters, places, items, bool(references)),
        *unread_citations([places[id] for id in chapters], items),
    ]

    def listed(some: Mapping[str, Gathered]) -> dict[str, dict[str, Any]]:
        """The items that these chapters cite, in the order of citation, and behind them those that they want listed."""
        cited = dict.fromkeys(cite.id for chapter in some.values() for use in chapter.citations for cite in use.cites)
        besides = frozenset().union(*(of_chapters[id] for id in some), of_book if some is chapters else ())
        return {id: items[id] for id in [*cited, *(it for it in sources if it in besides)] if id in items}

    def printed(some: Mapping[str, Gathered], grouped: Mapping[str, list[str]], name: str = "") -> Printed:
        asked = clusters(some, items, note_style), names_alone(some, items)
        made = _printed(book, style, listed(some), *asked, grouped, steps, name)
        faults.extend(engine_faults(made.faults, some, places, items, references))
        return made

    nocited = tuple(key for key in sources if key in of_book.union(*of_chapters.values()))
    if book.bibliography == "chapter":
        # each chapter is a world of its own: numbers, letters behind years and short forms begin anew
        each = {id: printed({id: chapter}, {}, id) for id, chapter in chapters.items()}
        shared = [_shared_out({id: chapters[id]}, items, made, note_style) for id, made in each.items()]
        citations = {id: texts for found, _ in shared for id, texts in found.items()}
        names = {id: alone for _, found in shared for id, alone in found.items()}
        own = {id: tuple((key, html) for key, html in made.entries if html) for id, made in each.items()}
        return Outcome(CitedBook(note_style, numeric, citations, names, (), own, nocited), tuple(faults))
    grouped = {} if numeric else _by_section(listed(chapters), sections)
    whole = printed(chapters, grouped)
    citations, names = _shared_out(chapters, items, whole, note_style)
    entries = _in_sections(whole.entries, grouped)
    own = {}
    if book.bibliography == "both":
        texts = {key: html for _, key, html in entries}
        order = [key for key, _ in printed(chapters, {}, "the lists of chapters").entries] if grouped else list(texts)
        own = {
            id: tuple((key, texts[key]) for key in order if key in texts and key in used)
            for id, used in ((id, listed({id: chapter})) for id, chapter in chapters.items())
        }
    made = CitedBook(note_style, numeric, citations, names, entries, own, nocited)
    return Outcome(made, tuple(dict.fromkeys(faults)))


def _has_list(book: Book, chapters: Mapping[str, Gathered]) -> bool:
    """Whether the book lists its sources: on a page, or where the author has written `::: {#refs}`."""
    pages = (*book.frontmatter, *book.backmatter, *(it for part in book.parts for it in part.chapters))
    return any(it.source == "bibliography" for it in pages) or any("refs" in it.ids for it in chapters.values())


def _named(nocite: Sequence[Uncited], sources: Sequence[str]) -> frozenset[str]:
    """The keys that `nocite` names, of those that there are."""
    keys = {key for it in nocite for key in it.keys}
    return frozenset(sources) if EVERY in keys else frozenset(keys).intersection(sources)


def uncited(chapters: Mapping[str, Gathered]) -> CitedBook:
    """What a draft prints where the citations of the book could not be formatted: their keys."""
    texts = {
        id: tuple(escape(f"[{'; '.join(cited.id for cited in use.cites)}]") for use in chapter.citations)
        for id, chapter in chapters.items()
    }
    return CitedBook(citations=texts, names={id: tuple("" for _ in own) for id, own in texts.items()})


def entry_of(book: Book, folder: Path, item: Mapping[str, Any]) -> str:
    """One item's entry in the bibliography, as the book's style prints it when it stands alone, without a number's own column."""
    style = style_of(book, folder).value
    if style is None:
        return ""
    from bookbuilder.citations import Options, render  # the engine comes when something must be formatted

    options = Options(uncited=True, decline_months=True, language=book.lang, quotes=marks_of(book.lang, book.quotes))
    entries = render(style.name, style.locale, [item], [], options).entries
    return _NUMBER.sub(r"\1", entries[0][1]) if entries else ""


def _printed(
    book: Book,
    style: CitationStyle,
    items: Mapping[str, dict[str, Any]],
    citations: list[dict[str, Any]],
    names: list[dict[str, Any]],
    sections: Mapping[str, list[str]],
    steps: Steps,
    name: str,
) -> Printed:
    """Ask the engine, once for the book or for what `name` says; a chapter in the same state as before is answered from the cache."""
    inputs = {
        "style": style.inputs,
        "language": [style.locale, book.lang],
        "options": json.dumps({**asdict(book.citations), "quotes": book.quotes}, sort_keys=True),
        "references": items,
        "citations": citations,
        "names": names,
        "sections": sections,
    }

    def by_chapter(id: str, states: list[str], format: Callable[[], list[Any]]) -> list[Any]:
        return steps.step(
            f"format the citations of {id}{f' in {name}' if name else ''}",
            {"position, neighbours or source": states},
            format,
        )

    def run() -> Printed:
        from bookbuilder.citations import render

        options = replace(_options(book), uncited=True)  # the items are those of the list
        lists = [ids for ids in sections.values() if ids] or None
        result = render(style.name, style.locale, list(items.values()), citations, options, lists, by_chapter)
        in_text = (
            render(style.name, style.locale, list(items.values()), names, _options(book)).citations if names else []
        )
        faults = [(fault.kind, fault.item or "", fault.message, fault.citation) for fault in result.faults]
        entries = _with_interviews(style.name, style.locale, items, result.entries, options)
        marks = partial(with_marks, lang=book.lang)
        return Printed(
            list(map(marks, result.citations)),
            list(map(marks, in_text)),
            [(id, marks(html)) for id, html in entries],
            faults,
        )

    return steps.step(f"cite {name or 'the book'}", inputs, run)


def _options(book: Book) -> Options:
    from bookbuilder.citations import Options

    citing = book.citations
    return Options(
        language=book.lang,
        quotes=marks_of(book.lang, book.quotes),
        reset_positions=citing.reset_by_chapter,
        mark_cites=citing.link,
        link_addresses=citing.link,
        decline_months=True,
        item_language=citing.item_language,
        romanisation=citing.romanisation or None,
    )


def _with_interviews(
    style: str, locale: str, items: Mapping[str, dict[str, Any]], entries: Sequence[tuple[str, str]], options: Options
) -> list[tuple[str, str]]:
    """The entries; an interview for which the style prints none has what a first citation of it says."""
    omitted = [items[id] for id, html in entries if not html and items[id]["type"] == "interview"]
    beside = [html for _, html in entries]
    alone = standing_alone(style, locale, omitted, replace(options, mark_cites=False), beside) if omitted else {}
    return [(id, html or (alone[id] if id in alone else "")) for id, html in entries]


def _by_section(items: Mapping[str, dict[str, Any]], sections: Sequence[Section]) -> dict[str, list[str]]:
    """The items of each section: by their own `categories`, else by type; the rest where a section takes all types."""
    grouped: dict[str, list[str]] = {section.id: [] for section in sections}
    rest = next((section.id for section in sections if not section.types), sections[-1].id if sections else "")
    if not sections:
        return {}
    for id, item in items.items():
        own = item["categories"] if "categories" in item and isinstance(item["categories"], list) else []
        named = next((name for name in own if isinstance(name, str) and name in grouped), "")
        typed = next((section.id for section in sections if item["type"] in section.types), rest)
        grouped[named or typed].append(id)
    return grouped


def _in_sections(
    entries: Sequence[tuple[str, str]], grouped: Mapping[str, list[str]]
) -> tuple[tuple[str, str, str], ...]:
    """Section, item and HTML of every entry that prints something, section by section."""
    section_of = {id: section for section, ids in grouped.items() for id in ids}
    placed = [(section_of[id] if id in section_of else "", id, html) for id, html in entries if html]
    return tuple(entry for section in [*grouped, ""] for entry in placed if entry[0] == section)


def _shared_out(
    chapters: Mapping[str, Gathered], items: Mapping[str, Any], printed: Printed, note_style: bool
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """The texts and the names of each chapter, in its order; what names nothing known says so."""
    texts, names = iter(printed.citations), iter(printed.names)
    shared = {
        id: [
            (
                with_missing(next(texts) if is_known(use, items) else "", use, items, note_style),
                next(names) if has_name(use, items) else missing_name(use, items),
            )
            for use in chapter.citations
        ]
        for id, chapter in chapters.items()
    }
    return (
        {id: tuple(text for text, _ in each) for id, each in shared.items()},
        {id: tuple(name for _, name in each) for id, each in shared.items()},
    )
