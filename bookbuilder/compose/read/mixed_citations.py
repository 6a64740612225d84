"""Makes of each citation what the book can print: references and notes apart from it, no citation, formula or picture in it.

Pandoc reads `@sec-x [@key, p. 3]` as one citation, lets a note or a citation stand in the words behind a locator, and takes
`[p. 3]` for words where a note is called at once: `@key [p. 3][^1]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import panflute as pf

from bookbuilder.compose.read.formulas import TEX_REFERENCE
from bookbuilder.compose.read.gathered import is_label
from bookbuilder.diagnostics import Diagnostic, Location, Severity
from bookbuilder.markdown.ast import in_order, replace
from bookbuilder.markdown.places import Places

_STOPS = re.compile(r"[,;.:)]")
_PLAIN = (pf.Str, pf.Space, pf.SoftBreak, pf.Emph, pf.Quoted)
_NO_WORDS = frozenset(",;:-–—|+~*!^_/\\=#")
"""Signs of which none alone says anything before a source or behind it."""


def separate_citations(document: pf.Doc, places: Places) -> list[Diagnostic]:
    """Separate what can be separated; CHP-046 names each citation that stands in another."""
    faults: list[Diagnostic] = []
    for note in [element for element in in_order(document) if isinstance(element, pf.Note)]:
        _take_locator_before(note)
    for cite in [element for element in in_order(document) if isinstance(element, pf.Cite)]:
        parts: list[pf.Element] = _without_references(cite)
        for part in (it for it in parts if isinstance(it, pf.Cite)):
            faults += [*_nested(part, places), *_other_than_words(part, places)]
        notes = [
            note
            for part in parts
            if isinstance(part, pf.Cite)
            for citation in part.citations
            for note in _notes_out_of(citation)
        ]
        if notes or len(parts) > 1:
            replace(cite, [*parts, *notes])
    return faults


def _take_locator_before(note: pf.Note) -> None:
    """What stands in brackets between a source in the sentence and a note's call belongs to the source."""
    end, container = note.index, note.container
    if end < 3 or not isinstance(container[end - 1], pf.Str) or not container[end - 1].text.endswith("]"):
        return
    siblings = list(container)
    start = next((at for at in range(end - 1, 1, -1) if pf.stringify(siblings[at]).startswith("[")), 0)
    words = siblings[start:end]
    if not start or not isinstance(siblings[start - 1], pf.Space) or not all(isinstance(it, _PLAIN) for it in words):
        return
    cite, bracket = siblings[start - 2], pf.stringify(pf.Span(*words))
    if isinstance(cite, pf.Cite) and re.fullmatch(r"\[[^\[\]]+\]", bracket) and not cite.citations[-1].suffix:
        words[0] = pf.Str(words[0].text[1:])
        words[-1] = pf.Str(words[-1].text[:-1])
        cite.citations[-1].suffix = words
        del note.container[start - 1 : end]


def _without_references(cite: pf.Cite) -> list[pf.Element]:
    r"""Sources and references to the book's own places stand beside each other: `[Chapter @sec-x; @key]`, `[see \ref{x}, @key]`."""
    groups: list[tuple[str, list[pf.Inline], list[pf.Citation]]] = []
    for citation in cite.citations:
        kind = "place" if is_label(citation.id) else "source"
        before, citation.prefix = _split_prefix(list(citation.prefix), kind)
        citation.suffix, behind = _split_suffix(list(citation.suffix), kind)
        groups += [("words", before, [])] * bool(before)
        if groups and groups[-1][0] == kind:
            groups[-1][2].append(citation)
        else:
            groups.append((kind, [], [citation]))
        groups += [("words", behind, [])] * bool(behind)
    if len(groups) == 1:
        return [cite]
    parts: list[pf.Element] = []
    for _, words, citations in groups:
        own = words or [pf.Cite(pf.Str(f"[@{citations[0].id}]"), citations=citations)]
        parts += [*([pf.Space()] if parts and not _STOPS.match(pf.stringify(own[0])) else []), *own]
    return parts


def _split_prefix(words: list[pf.Inline], kind: str) -> tuple[list[pf.Inline], list[pf.Inline]]:
    """The words before a citation in two, of which the first ends with what cannot stand in it."""
    ends = [at + 1 for at, it in enumerate(words) if _stands_apart(it, kind)][-1:]
    if not ends:
        return [], words
    rest = words[ends[0] :]
    while rest and not pf.stringify(rest[0]).strip(" ,;"):
        del rest[0]
    return words[: ends[0]], rest


def _split_suffix(words: list[pf.Inline], kind: str) -> tuple[list[pf.Inline], list[pf.Inline]]:
    """The words behind a citation in two, of which the second has what cannot stand in it, from the last comma before it on."""
    start = next((at for at, it in enumerate(words) if _stands_apart(it, kind)), None)
    if start is None:
        return words, []
    while kind == "source" and start and pf.stringify(words[start - 1])[-1:] not in (",", ";"):
        start -= 1
    kept = words[:start]
    while kept and not pf.stringify(kept[-1]).strip(" ,;"):
        kept.pop()
    if kept and isinstance(kept[-1], pf.Str):
        kept[-1] = pf.Str(kept[-1].text.rstrip(",;"))
    return kept, words[start + isinstance(words[start], pf.Space) :]


def _stands_apart(words: pf.Inline, kind: str) -> bool:
    """Whether words in the citation of a source are a reference to a place of the book, or the other way."""
    if isinstance(words, pf.Cite):
        return all(is_label(it.id) for it in words.citations) == (kind == "source")
    return (
        kind == "source" and isinstance(words, pf.RawInline) and TEX_REFERENCE.fullmatch(words.text.strip()) is not None
    )


def _notes_out_of(citation: pf.Citation) -> Iterator[pf.Note]:
    """A note in the words of a citation stands behind it: a note holds no other."""
    for words in (citation.prefix, citation.suffix):
        for note in [inline for inline in words if isinstance(inline, pf.Note)]:
            del words[next(index for index, inline in enumerate(words) if inline is note)]
            yield note


def _nested(cite: pf.Cite, places: Places) -> Iterator[Diagnostic]:
    for citation in cite.citations:
        for inner in [it for words in (citation.prefix, citation.suffix) for each in words for it in in_order(each)]:
            if isinstance(inner, pf.Cite):
                key = inner.citations[0].id
                message = f"The citation of “{key}” is inside that of “{citation.id}”."
                remedy = f"Write one after the other: [@{citation.id}, p. 3; see also @{key}]."
                within = rf"@\{{?{re.escape(citation.id)}\b[^@;\]]*(@)\{{?{re.escape(key)}\b"
                found = re.search(within, places.prose)
                yield Diagnostic(
                    "CHP-046", places.at(found.start(1)) if found else places.citation(key), message, remedy
                )


def _other_than_words(cite: pf.Cite, places: Places) -> Iterator[Diagnostic]:
    """CHP-018: formulas and pictures in a citation's words, and signs that are not words: `[+@key]`, `[@key |p. 3]`."""
    for citation in cite.citations:
        key = rf"@\{{?{re.escape(citation.id)}\}}?"
        for inline in [it for each in (*citation.prefix, *citation.suffix) for it in in_order(each)]:
            if isinstance(inline, pf.Math):
                message = f"“{inline.text[:40]}” would be printed in a citation as TeX."
                yield _warning(places.first(re.escape(f"${inline.text}$"), key), message, "Write it in words.")
            elif isinstance(inline, pf.Image):
                message = "A picture in a citation would not be printed."
                yield _warning(places.image(inline.url), message, "Put it in a paragraph of its own.")
        for words, form in ((citation.prefix, r"{sign}\s*-?{key}"), (citation.suffix, r"{key}\s*{sign}")):
            sign = "".join(pf.stringify(each) for each in words).strip()
            if sign and set(sign) <= _NO_WORDS or re.match(r"[|+~*]|-?@\{", sign):
                place = places.first(form.format(sign=re.escape(sign[:1]), key=key), key)
                message = (
                    f"“{sign[:20]}” stands in the citation of “{citation.id}” and would be printed as it is typed."
                )
                yield _warning(place, message, "Take the sign out: [see @key, p. 3].")


def _warning(place: Location, message: str, remedy: str) -> Diagnostic:
    return Diagnostic("CHP-018", place, message, remedy, Severity.WARNING)
