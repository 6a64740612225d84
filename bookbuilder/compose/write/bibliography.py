"""Writes the bibliography's document, in sections, with links back to every citation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from bookbuilder.compose.decide.style_classes import classes_for_styles
from bookbuilder.compose.write.directions import name_directions
from bookbuilder.diagnostics import Outcome
from bookbuilder.languages import language
from bookbuilder.markdown.inline_citations import entry_id
from bookbuilder.markdown.xhtml_text import ids_of, inner_xhtml, serialise
from bookbuilder.model.publication import ContentDocument, Heading
from bookbuilder.theme.filled import filled_document
from bookbuilder.theme.sections import fill_section
from bookbuilder.theme.templates import Theme
from bookbuilder.theme.terms import Section


@dataclass(frozen=True)
class CitedIn:
    """A place where a source is cited."""

    id: str
    label: str
    """The place in words: "ch. 2, n. 14" is note 14 of chapter 2; "ch. 2" is in its text; behind one of its chapter "n. 15"."""
    joined: bool = False
    """Whether it stands in the chapter of the place before."""


@dataclass(frozen=True)
class Entry:
    """One entry as the template sees it."""

    id: str
    """The id that citations lead to."""
    xhtml: str
    """The entry as inline XHTML."""
    lang: str
    """BCP 47 tag of the source, where it differs from the book's."""
    cited_in: tuple[CitedIn, ...]
    """The citations that name it, in reading order."""


@dataclass(frozen=True)
class EntrySection:
    """A section of the bibliography as the template sees it."""

    id: str
    title: str
    """Its title; empty where the bibliography is one list."""
    entries: tuple[Entry, ...]


def write_bibliography(
    draft: ContentDocument,
    entries: Sequence[tuple[str, str, str]],
    sections: Sequence[Section],
    languages: Mapping[str, str],
    cited_in: Mapping[str, Sequence[CitedIn]],
    terms: Mapping[str, str],
    lang: str,
    theme: Theme,
) -> Outcome[ContentDocument]:
    """Fill templates/content/bibliography.xhtml; a section without entries is left out."""
    titles = {section.id: section.title for section in sections}
    grouped: dict[str, list[Entry]] = {}
    for section, key, html in entries:
        calls = tuple(cited_in[key]) if key in cited_in else ()
        entry = Entry(entry_id(key), _entry(html), _other_language(key, languages, lang), calls)
        grouped.setdefault(section, []).append(entry)
    alone = len(grouped) < 2
    shown = tuple(
        EntrySection(id, "" if alone or id not in titles else titles[id], tuple(group)) for id, group in grouped.items()
    )
    headings = [
        Heading(f"{draft.id}-{section.id}", 2, "", section.title, section.title, False)
        for section in shown
        if section.title
    ]
    filled = fill_section(
        draft,
        theme,
        "bibliography.xhtml",
        {"sections": shown, "cited_in": terms["cited-in"], "marks": language(lang).marks},
        headings,
    )
    if not filled.value.body:
        return filled
    root = etree.fromstring(filled.value.body)
    name_directions(root, lang)
    return Outcome(replace(filled.value, body=serialise(root)), filled.diagnostics)


def write_references(
    document: ContentDocument,
    entries: Sequence[tuple[str, str]],
    languages: Mapping[str, str],
    title: str,
    lang: str,
    theme: Theme,
) -> Outcome[ContentDocument]:
    """A chapter with the list of its own sources: where the author has `::: {#refs}`, else before its notes.

    `entries` are item ids and HTML; the list is templates/content/references.xhtml, and the contents do not name it.
    """
    root = etree.fromstring(document.body)
    holder = next((element for element in root.iter("div") if element.get("id") == "refs"), None)
    listed = tuple(
        Entry(entry_id(key, document.id), _entry(html), _other_language(key, languages, lang), ())
        for key, html in entries
    )
    values = {"document_id": document.id, "title": title, "bare": holder is not None, "entries": listed}
    filled = filled_document(theme, "content/references.xhtml", values)
    if filled.value is None:
        return Outcome(document, filled.diagnostics)
    name_directions(filled.value, lang)
    notes = root.find("section[@role='doc-endnotes']")
    if holder is not None:
        holder.append(filled.value)
    elif notes is not None:
        notes.addprevious(filled.value)
    else:
        root.append(filled.value)
    heading = filled.value.find("h2")
    own = (Heading(heading.get("id") or "", 2, "", title, title, False),) if heading is not None else ()
    made = replace(document, body=serialise(root), ids=ids_of(root), headings=(*document.headings, *own))
    return Outcome(made, filled.diagnostics)


def _other_language(key: str, languages: Mapping[str, str], lang: str) -> str:
    """The language of a source, where it is not the book's."""
    language = languages[key] if key in languages else ""
    return language if language and language.split("-")[0] != lang.split("-")[0] else ""


def fill_refs(document: ContentDocument, bibliography: ContentDocument) -> ContentDocument:
    """Put the entries where an author's own chapter has `::: {#refs}`, as Pandoc does; its title stays the author's."""
    root = etree.fromstring(document.body)
    holder = next((element for element in root.iter("div") if element.get("id") == "refs"), None)
    if holder is None:
        return document
    for child in etree.fromstring(bibliography.body):
        if child.tag != "h1":
            child.tail = None
            holder.append(child)
    return replace(document, body=serialise(root), ids=ids_of(root))


def _entry(html: str) -> str:
    root = etree.fromstring(f"<div>{html}</div>")
    classes_for_styles(root)
    if (
        len(root) == 1
        and root[0].tag == "div"
        and not (root.text or "").strip()
        and root[0].get("class") == "csl-entry"
    ):
        root = root[0]
    return inner_xhtml(root)
