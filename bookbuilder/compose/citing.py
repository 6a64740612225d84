"""The citations of all chapters in reading order, in; their text as the style prints it, and the bibliography, out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bookbuilder.cache import Steps
from bookbuilder.citations import Options, render, style_info
from bookbuilder.compose.csl_style import csl_locale, style_of
from bookbuilder.compose.gather import LABEL_LIKE, CitationUse, Cited, Gathered
from bookbuilder.compose.interview_items import (
    ENGLISH,
    interview_item,
    standing_alone,
    tells_interviews,
)
from bookbuilder.compose.places import Places
from bookbuilder.compose.terms import Section
from bookbuilder.diagnostics import (
    Diagnostic,
    Location,
    Outcome,
    Severity,
    did_you_mean,
)
from bookbuilder.model.book import Book
from bookbuilder.model.interview import Interview
from bookbuilder.model.references import Reference

EngineFault = tuple[str, str, str, "int | None"]
"""Kind, item, message, and the number of the citation where the fault lies in one."""


@dataclass(frozen=True)
class CitedBook:
    """What the style prints for every citation, chapter by chapter, and the entries of the bibliography."""

    note_style: bool = True
    """Whether the style cites in notes."""
    numeric: bool = False
    """Whether entries are numbered, so that they stand in one list."""
    citations: Mapping[str, tuple[str, ...]] | None = None
    """By document id: one HTML string a citation, in the chapter's order."""
    names: Mapping[str, tuple[str, ...]] | None = None
    """By document id: what stands in the text for `@key`, empty for other citations."""
    entries: tuple[tuple[str, str, str], ...] = ()
    """Section id, item id and HTML of every entry, in the order of print."""


def citable(
    book: Book,
    style: str,
    references: Sequence[Reference],
    interviews: Sequence[Interview],
    steps: Steps,
    terms: Mapping[str, str] = ENGLISH,
) -> dict[str, dict[str, Any]]:
    """Everything that can be cited, as CSL items by id: the sources and the interviews."""
    items = {reference.id: _with_both_events(reference.item) for reference in references}
    tells = not interviews or steps.step(
        "see how the style cites interviews",
        {"style": _style_inputs(style), "language": csl_locale(book.lang)},
        lambda: tells_interviews(style, csl_locale(book.lang)),
    )
    items.update({interview.code: interview_item(interview, terms, not tells) for interview in interviews})
    return items


def _with_both_events(item: Mapping[str, Any]) -> dict[str, Any]:
    """`event-title` was `event` before CSL 1.0.2, and most styles ask for one of the two only."""
    named = next((item[name] for name in ("event-title", "event") if name in item), None)
    return dict(item) if named is None else {**item, "event-title": named, "event": named}


def cite(
    book: Book,
    style: str,
    order: Sequence[str],
    gathered: Mapping[str, Gathered],
    places: Mapping[str, Places],
    references: Sequence[Reference],
    interviews: Sequence[Interview],
    sections: Sequence[Section],
    steps: Steps,
    terms: Mapping[str, str] = ENGLISH,
) -> Outcome[CitedBook]:
    """Render all citations at once, since ibid., year suffixes and short forms depend on what stands before."""
    items = citable(book, style, references, interviews, steps, terms)
    uses = [(id, use) for id in order if id in gathered for use in gathered[id].citations]
    diagnostics = _unknown(order, gathered, places, items)
    if len(diagnostics) > 1 and not references:
        diagnostics = [_no_sources(diagnostics)]
    info = style_info(style)
    note_style = info.style_class == "note"
    numeric = info.citation_format in ("numeric", "label")
    citations = clusters(order, gathered, items, note_style)
    used = {cite.id for _, use in uses for cite in use.cites if cite.id in items}
    chosen = {id: item for id, item in items.items() if id in used}
    grouped = {} if numeric else _by_section(chosen, sections)
    names = [
        {"citationItems": [{"id": use.cites[0].id, "author-only": True}], "properties": {"noteIndex": 0, "section": id}}
        for id, use in uses
        if use.cites[0].author_in_text and use.cites[0].id in items
    ]
    options = Options(
        reset_positions=book.citing.reset_by_chapter,
        mark_cites=book.citing.link,
        link_addresses=book.citing.link,
        item_language=book.citing.item_language,
        romanisation=book.citing.romanisation or None,
    )
    inputs = {
        "style": _style_inputs(style),
        "language": csl_locale(book.lang),
        "options": json.dumps(book.citing.__dict__, sort_keys=True),
        "references": chosen,
        "citations": citations,
        "names": names,
        "sections": grouped,
    }

    def by_chapter(id: str, states: list[str], format: Callable[[], list[Any]]) -> list[Any]:
        return steps.step(f"format the citations of {id}", {"position, neighbours or source": states}, format)

    def run() -> tuple[list[str], list[tuple[str, str]], list[str], list[EngineFault]]:
        lists = [ids for ids in grouped.values() if ids] or None
        result = render(style, csl_locale(book.lang), list(chosen.values()), citations, options, lists, by_chapter)
        in_text = render(style, csl_locale(book.lang), list(chosen.values()), names, options).citations if names else []
        faults = [(fault.kind, fault.item or "", fault.message, fault.citation) for fault in result.faults]
        omitted = [chosen[id] for id, html in result.entries if not html and chosen[id]["type"] == "interview"]
        beside = [html for _, html in result.entries]
        alone = standing_alone(style, csl_locale(book.lang), omitted, replace(options, mark_cites=False), beside) if omitted else {}
        entries = [(id, html or (alone[id] if id in alone else "")) for id, html in result.entries]
        return list(result.citations), entries, list(in_text), faults

    texts, entries, in_text, faults = steps.step("cite the book", inputs, run)
    diagnostics += _engine_faults(faults, references, _where_cited(order, gathered, items), places)
    return Outcome(_cited(order, gathered, items, texts, entries, in_text, note_style, numeric, grouped), tuple(diagnostics))


def _style_inputs(style: str) -> list[object]:
    return [style, Path(style) if style.endswith(".csl") else ""]


def entry_of(book: Book, folder: Path, item: Mapping[str, Any]) -> str:
    """One item's entry in the bibliography, as the book's style prints it when it stands alone."""
    style = style_of(book, folder).value
    if style is None:
        return ""
    entries = render(style, csl_locale(book.lang), [item], [], Options(uncited=True)).entries
    return entries[0][1] if entries else ""


def _unknown(
    order: Sequence[str], gathered: Mapping[str, Gathered], places: Mapping[str, Places], items: Mapping[str, Any]
) -> list[Diagnostic]:
    faults: list[Diagnostic] = []
    for id in order:
        if id not in gathered:
            continue
        seen: dict[str, int] = {}
        for use in gathered[id].citations:
            for cited in use.cites:
                nth = seen[cited.id] if cited.id in seen else 0
                seen[cited.id] = nth + 1
                if cited.id in items or cited.id.startswith(LABEL_LIKE):
                    continue
                if places[id].all(rf"https?://\S*@{re.escape(cited.id)}"):
                    remedy = "This is part of an address: put the address in <…>."
                else:
                    remedy = did_you_mean(cited.id, items) or "Add it to references.yaml, or mend the key."
                message = f'There is no source "{cited.id}".'
                faults.append(Diagnostic("CIT-001", places[id].citation(cited.id, nth), message, remedy))
    return faults


def _no_sources(unknown: Sequence[Diagnostic]) -> Diagnostic:
    """One fault for a book without a single source, in place of one for each citation."""
    message = f"references.yaml is missing or has no source in it, and the chapters cite {len(unknown)} times."
    remedy = "Put references.yaml into the book's folder, beside build.py, with a source for each key."
    return Diagnostic("CIT-002", unknown[0].location, message, remedy)


def clusters(
    order: Sequence[str], gathered: Mapping[str, Gathered], items: Mapping[str, Any], note_style: bool
) -> list[dict[str, Any]]:
    """One cluster a citation in citeproc-js's form: cites, the note's number, and the chapter as its section."""
    made: list[dict[str, Any]] = []
    note_index = 0
    for id in order:
        if id not in gathered:
            continue
        chapter = gathered[id]
        index_of: dict[int, int] = {}
        for note in chapter.notes:
            if note.kind == "citation" and not note_style:
                continue
            note_index += 1
            for citation in note.citations:
                index_of[citation] = note_index
        for number, use in enumerate(chapter.citations):
            index = index_of[number] if number in index_of else 0
            cites = [_item(cited, note_style) for cited in use.cites if cited.id in items]
            if cites:
                made.append(
                    {"citationItems": cites, "properties": {"noteIndex": index, "section": id}}
                )
    return made


def _item(cited: Cited, note_style: bool) -> dict[str, Any]:
    item: dict[str, Any] = {"id": cited.id}
    for name, value in (
        ("locator", cited.locator),
        ("label", cited.label),
        ("prefix", f"{cited.prefix} " if cited.prefix else ""),
        ("suffix", cited.suffix),
    ):
        if value:
            item[name] = value
    if cited.suppress_author or ((cited.author_in_text or cited.named_in_text) and not note_style):
        item["suppress-author"] = True
    return item


def _by_section(items: Mapping[str, dict[str, Any]], sections: Sequence[Section]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {section.id: [] for section in sections}
    rest = next((section.id for section in sections if not section.types), sections[-1].id if sections else "")
    if not sections:
        return {}
    for id, item in items.items():
        own = item["categories"] if "categories" in item and isinstance(item["categories"], list) else []
        named = next((name for name in own if name in grouped), "")
        typed = next((section.id for section in sections if item["type"] in section.types), rest)
        grouped[named or typed].append(id)
    return grouped


def _where_cited(
    order: Sequence[str], gathered: Mapping[str, Gathered], items: Mapping[str, Any]
) -> list[tuple[str, dict[str, int]]]:
    """For each citation that the engine gets: its document, and which mention of each key there it is."""
    where: list[tuple[str, dict[str, int]]] = []
    for id in order:
        if id not in gathered:
            continue
        seen: dict[str, int] = {}
        for use in gathered[id].citations:
            mentions: dict[str, int] = {}
            for cited in use.cites:
                mentions[cited.id] = seen[cited.id] if cited.id in seen else 0
                seen[cited.id] = mentions[cited.id] + 1
            if _has_known(use, items):
                where.append((id, mentions))
    return where


def _engine_faults(
    faults: Sequence[EngineFault],
    references: Sequence[Reference],
    where: Sequence[tuple[str, dict[str, int]]],
    places: Mapping[str, Places],
) -> list[Diagnostic]:
    known = {reference.id: reference for reference in references}
    result: list[Diagnostic] = []
    for kind, id, message, citation in faults:
        if kind in ("unknown-item", "prints-nothing"):  # the first is ours to tell, the second the style's own decision
            continue
        place = known[id].location if id in known else Location("references.yaml")
        if citation is not None and citation < len(where):
            document, mentions = where[citation]
            place = places[document].citation(id, mentions[id] if id in mentions else 0)
        text = f"{message[:1].upper()}{message[1:]}."
        result.append(Diagnostic("CIT-010", place, text, _REMEDIES[kind] if kind in _REMEDIES else "", Severity.WARNING))
    return result


_REMEDIES = {"locator-not-printed": "Say it in the sentence, or choose another style."}


def _cited(
    order: Sequence[str],
    gathered: Mapping[str, Gathered],
    items: Mapping[str, Any],
    texts: Sequence[str],
    entries: Sequence[tuple[str, str]],
    in_text: Sequence[str],
    note_style: bool,
    numeric: bool,
    grouped: Mapping[str, list[str]],
) -> CitedBook:
    remaining, remaining_names = iter(texts), iter(in_text)
    citations: dict[str, tuple[str, ...]] = {}
    names: dict[str, tuple[str, ...]] = {}
    for id in order:
        if id not in gathered:
            continue
        own_texts: list[str] = []
        own_names: list[str] = []
        for use in gathered[id].citations:
            own_texts.append(next(remaining) if _has_known(use, items) else "")
            has_name = use.cites[0].author_in_text and use.cites[0].id in items
            own_names.append(next(remaining_names) if has_name else "")
        citations[id], names[id] = tuple(own_texts), tuple(own_names)
    section_of = {id: section for section, ids in grouped.items() for id in ids}
    placed = tuple((section_of[id] if id in section_of else "", id, html) for id, html in entries if html)
    ordered = tuple(entry for section in [*grouped, ""] for entry in placed if entry[0] == section)
    return CitedBook(note_style, numeric, citations, names, ordered)


def _has_known(use: CitationUse, items: Mapping[str, Any]) -> bool:
    return any(cited.id in items for cited in use.cites)
