"""Makes of each citation what the book can print: references and notes apart from it, no citation, formula or picture in it.

Pandoc reads `@sec-x [@key, p. 3]` as one citation, and lets a note or a citation stand in the words behind a locator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import panflute as pf

from bookbuilder.compose.read.gathered import is_label
from bookbuilder.diagnostics import Diagnostic, Location, Severity
from bookbuilder.markdown.ast import in_order, replace
from bookbuilder.markdown.places import Places

_NO_WORDS = frozenset(",;:-–—|+~*!^_/\\=#")
"""Signs of which none alone says anything before a source or behind it."""


def separate_citations(document: pf.Doc, places: Places) -> list[Diagnostic]:
    """Separate what can be separated; CHP-046 names each citation that stands in another."""
    faults: list[Diagnostic] = []
    for cite in [element for element in in_order(document) if isinstance(element, pf.Cite)]:
        faults += [*_nested(cite, places), *_other_than_words(cite, places)]
        notes = [note for citation in cite.citations for note in _notes_out_of(citation)]
        parts: list[pf.Element] = _without_reference(cite)
        if notes or len(parts) > 1:
            replace(cite, [*parts, *notes])
    return faults


def _without_reference(cite: pf.Cite) -> list[pf.Element]:
    """`@sec-x` before a citation in brackets is a reference of its own."""
    first, *rest = cite.citations
    mixed = rest and is_label(first.id) and not any(is_label(each.id) for each in rest)
    if not mixed or first.mode != "AuthorInText" or first.suffix:
        return [cite]
    own = pf.Cite(*cite.content, citations=[first])
    return [own, pf.Space(), pf.Cite(pf.Str(f"[@{rest[0].id}]"), citations=list(rest))]


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
                message = f"The citation of “{key}” stands within that of “{citation.id}”."
                remedy = f"Write one after the other: [@{citation.id}, p. 3; see also @{key}]."
                within = rf"@\{{?{re.escape(citation.id)}\b[^@]*(@)\{{?{re.escape(key)}\b"
                found = re.search(within, places.prose)
                yield Diagnostic(
                    "CHP-046", places.at(found.start(1)) if found else places.citation(key), message, remedy
                )


def _other_than_words(cite: pf.Cite, places: Places) -> Iterator[Diagnostic]:
    """CHP-018: formulas and pictures in a citation's words, and signs that are no words: `[+@key]`, `[@key |p. 3]`."""
    for citation in cite.citations:
        key = rf"@\{{?{re.escape(citation.id)}\}}?"
        for inline in [it for each in (*citation.prefix, *citation.suffix) for it in in_order(each)]:
            if isinstance(inline, pf.Math):
                message = f"“{inline.text[:40]}” would be printed in a citation as TeX."
                yield _warning(places.first(re.escape(f"${inline.text}$"), key), message, "Write it in words.")
            elif isinstance(inline, pf.Image):
                message = "A picture in a citation would not be printed."
                yield _warning(places.image(inline.url), message, "Let it stand in a paragraph of its own.")
        for words, form in ((citation.prefix, r"{sign}\s*-?{key}"), (citation.suffix, r"{key}\s*{sign}")):
            sign = "".join(pf.stringify(each) for each in words).strip()
            if sign and set(sign) <= _NO_WORDS or re.match(r"[|+~*]|-?@\{", sign):
                place = places.first(form.format(sign=re.escape(sign[:1]), key=key), key)
                message = f"“{sign[:20]}” stands in the citation of “{citation.id}” and would be printed."
                yield _warning(place, message, "Take the sign out: [see @key, p. 3].")


def _warning(place: Location, message: str, remedy: str) -> Diagnostic:
    return Diagnostic("CHP-018", place, message, remedy, Severity.WARNING)
