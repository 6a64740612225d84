"""Links each term of the glossary at its first use in a chapter, and gives each abbreviation its words there.

A term is the first part of an entry of the definition lists in glossary.md. An author's own mark, `[words]{.term}` or
`[inflected]{.term entry="word"}`, comes before whatever would be found; else a term is found as it is written there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from lxml import etree

from bookbuilder.compose.read.gathered import Gathered
from bookbuilder.diagnostics import Diagnostic, did_you_mean
from bookbuilder.markdown.places import Places
from bookbuilder.markdown.xhtml_text import class_names, parent_of

_WHOLE = frozenset("h1 h2 h3 h4 h5 h6 a code pre figure figcaption caption aside blockquote dfn dt".split())
"""Elements whose words are not searched."""


def term_ids(document: str, terms: Sequence[str]) -> dict[str, str]:
    """The id of each term's entry, in order; those of the same words share the first."""
    ids: dict[str, str] = {}
    for place, term in enumerate(terms, start=1):
        ids.setdefault(term, f"{document}-term{place}")
    return ids


def term_faults(
    gathered: Mapping[str, Gathered], ids: Mapping[str, str], places: Mapping[str, Places]
) -> list[Diagnostic]:
    """GLO-001: a word that is sent to the glossary, which does not have it."""
    known = {term.casefold() for term in ids}
    return [
        Diagnostic(
            "GLO-001",
            places[id].phrase(term),
            f'The glossary has no "{term}".',
            did_you_mean(term, ids) or 'Define it there, or name the entry: [words]{.term entry="…"}.',
        )
        for id, own in gathered.items()
        for term in own.terms_used
        if term.casefold() not in known
    ]


def name_terms(section: etree._Element, ids: Mapping[str, str]) -> None:
    """Give the entries of the glossary itself their ids, as terms that are defined here."""
    seen: set[str] = set()
    for dt in section.iter("dt"):
        words = " ".join("".join(dt.itertext()).split())
        if words in ids and words not in seen:
            seen.add(words)
            term = etree.Element("dfn", {"id": ids[words]})
            term.text, dt.text = dt.text, None
            term.extend(list(dt))
            dt.append(term)


def link_terms(section: etree._Element, ids: Mapping[str, str]) -> None:
    """Link the first use of each term in this chapter to its entry."""
    linked: set[str] = set()
    folded = {term.casefold(): id for term, id in ids.items()}
    for span in [it for it in section.iter("span") if "term" in class_names(it)]:
        words = span.attrib.pop("data-entry", None) or " ".join("".join(span.itertext()).split())
        id = folded.get(words.casefold(), "")
        if id and id not in linked:
            linked.add(id)
            span.tag = "a"
            span.set("href", f"#{id}")
            span.set("role", "doc-glossref")
            span.set("class", "glossref")
    wanted = {term: id for term, id in ids.items() if id not in linked}
    if not wanted:
        return
    pattern = re.compile(rf"(?<!\w)(?:{_either(wanted)})(?!\w)", re.IGNORECASE)
    left = {term.casefold(): id for term, id in wanted.items()}

    def link(words: str) -> etree._Element | None:
        id = left[" ".join(words.split()).casefold()]
        if id in linked:
            return None
        linked.add(id)
        return etree.Element("a", {"href": f"#{id}", "class": "glossref", "role": "doc-glossref"})

    for element, is_tail in list(_texts(section)):
        _wrap(element, is_tail, pattern, link)


def name_abbreviations(section: etree._Element, words: Mapping[str, str]) -> None:
    """Give each abbreviation its words, where the chapter uses it first: a screen reads them out or shows them."""
    left = dict(words)
    if not left:
        return
    pattern = re.compile(rf"(?<![\w/-])(?:{_either(left)})(?![\w-])")

    def mark(name: str) -> etree._Element | None:
        return etree.Element("abbr", {"title": left.pop(name)}) if name in left else None

    for element, is_tail in list(_texts(section)):
        _wrap(element, is_tail, pattern, mark)


def _either(terms: Iterable[str]) -> str:
    """A pattern for any of some terms, the longest first; at each word of a chapter those alone are tried that begin as it does."""
    alike: dict[str, list[list[str]]] = {}
    for words in [term.split() for term in sorted(terms, key=lambda term: (-len(term), term)) if term.strip()]:
        alike.setdefault(words[0][0].casefold(), []).append(words)
    tried = []
    for those in alike.values():
        begins = "".join(sorted({re.escape(words[0][0]) for words in those}))
        tried.append(f"(?=[{begins}])(?:{'|'.join(_spaced(words) for words in those)})")
    return "|".join(tried) or "(?!)"


def _spaced(words: Iterable[str]) -> str:
    return r"\s+".join(map(re.escape, words))


def _texts(element: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    """Every piece of text that may be linked: an element, and whether the piece is its tail."""
    if element.tag in _WHOLE or element.get("lang") and element.tag != "section":
        return
    yield element, False
    for child in element:
        yield from _texts(child)
        yield child, True


def _wrap(
    element: etree._Element, is_tail: bool, pattern: re.Pattern[str], make: Callable[[str], etree._Element | None]
) -> None:
    """Put what is found into the element that `make` gives for it, if it gives one."""
    text = (element.tail if is_tail else element.text) or ""
    for match in pattern.finditer(text):
        link = make(match[0])
        if link is None:
            continue
        link.text, link.tail = match[0], text[match.end() :]
        if is_tail:
            element.tail = text[: match.start()]
            parent = parent_of(element)
            parent.insert(parent.index(element) + 1, link)
        else:
            element.text = text[: match.start()]
            element.insert(0, link)
        _wrap(link, True, pattern, make)
        return
