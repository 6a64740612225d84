"""A chapter's AST in; what the whole book must know of it, out: headings, labels, notes, citations, references to ids.

Everything comes in the order of reading, which `write` walks again: the nth citation here is the nth citation there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import panflute as pf

from bookbuilder.compose.ast import children, in_order, load, words
from bookbuilder.compose.index import IndexMark, is_mark, read_mark
from bookbuilder.compose.locators import parse_locator
from bookbuilder.compose.recommendations import Recommendation, recommendations
from bookbuilder.compose.rich_text import rich_text

LABEL_PREFIXES = ("sec-", "fig-", "tbl-", "rec-", "part-")
LABEL_LIKE = ("sec:", "fig:", "tbl:", "eq:", "eq-")


@dataclass(frozen=True)
class Cited:
    """One cite of a citation, as the author wrote it."""

    id: str
    prefix: str = ""
    """CSL rich text."""
    locator: str = ""
    label: str = ""
    suffix: str = ""
    """CSL rich text."""
    suppress_author: bool = False
    author_in_text: bool = False
    named_in_text: bool = False
    """Whether the text names the author already, as the attribution of an excerpt does."""


@dataclass(frozen=True)
class CitationUse:
    """One citation, with the note that holds it, counted from 1 in its chapter; 0 in the text itself."""

    cites: tuple[Cited, ...]
    in_note: bool


@dataclass(frozen=True)
class Note:
    """A call in the text: an author's own note, or a citation that a note style prints as one."""

    kind: Literal["note", "citation"]
    citations: tuple[int, ...]
    """The numbers, from 0 in the chapter, of the citations in it."""


@dataclass(frozen=True)
class HeadingUse:
    level: int
    id: str
    numbered: bool
    listed: bool
    title: str
    inlines: str
    """The title as a JSON list of Pandoc inlines, without notes."""
    classes: tuple[str, ...] = ()


@dataclass(frozen=True)
class CaptionUse:
    kind: Literal["figure", "table"]
    id: str
    caption: str
    inlines: str


@dataclass(frozen=True)
class Gathered:
    """What one chapter brings to the book."""

    headings: tuple[HeadingUse, ...] = ()
    captions: tuple[CaptionUse, ...] = ()
    notes: tuple[Note, ...] = ()
    citations: tuple[CitationUse, ...] = ()
    ids: tuple[str, ...] = ()
    """Every id that the author wrote, doubles included."""
    labels_used: tuple[str, ...] = ()
    """Every `@sec-x`, `@fig-x`, `@tbl-x` in it."""
    links: tuple[str, ...] = ()
    """Every `#id` that a link leads to."""
    file_links: tuple[str, ...] = ()
    """Every address of a link that names a file rather than a place in the book or on the web."""
    images: tuple[tuple[str, str, str], ...] = ()
    """Address and alternative text of every picture."""
    wrong_labels: tuple[str, ...] = ()
    """`@fig:x` and its like, which is not how this house writes them."""
    marks: tuple[IndexMark, ...] = ()
    """Every mark for the index."""
    pageless: tuple[str, ...] = ()
    """The words of every `[…]{.page}` that names nothing whose page could be printed."""
    recommendations: tuple[Recommendation, ...] = ()
    """Every block or item that a recommendation's id marks."""
    defined: tuple[str, ...] = ()
    """What the definition lists define."""
    misplaced_marks: tuple[str, ...] = ()
    """The words of every heading, block or picture that carries `.index`, which only words in brackets can."""
    terms_used: tuple[str, ...] = ()
    """Every word that `[…]{.term}` sends to the glossary."""


def is_label(key: str) -> bool:
    """Whether `@key` is a cross-reference and no citation."""
    return key.startswith(LABEL_PREFIXES)


def gather(ast: str) -> Gathered:
    """Walk a chapter once."""
    document = load(ast)
    headings: list[HeadingUse] = []
    captions: list[CaptionUse] = []
    notes: list[Note] = []
    citations: list[CitationUse] = []
    ids: list[str] = []
    labels: list[str] = []
    links: list[str] = []
    images: list[tuple[str, str, str]] = []
    files: list[str] = []
    wrong: list[str] = []
    marks: list[IndexMark] = []
    pageless: list[str] = []
    defined: list[str] = []
    misplaced: list[str] = []
    terms: list[str] = []
    for element, in_note in read(document):
        if getattr(element, "identifier", ""):
            ids.append(element.identifier)
        if "index" in getattr(element, "classes", ()) and not is_mark(element):
            misplaced.append(" ".join(words(element).split()[:3]))
        if isinstance(element, pf.Header):
            headings.append(_heading(element))
        elif isinstance(element, (pf.Figure, pf.Table)):
            caption = _caption(element)
            if caption:
                captions.append(caption)
        elif isinstance(element, pf.Note):
            inner = sum(isinstance(e, pf.Cite) and not _labels_of(e) for e in in_order(element))
            notes.append(Note("note", tuple(range(len(citations), len(citations) + inner))))
        elif isinstance(element, pf.Cite):
            found = _labels_of(element)
            wrong += [c.id for c in element.citations if c.id.startswith(LABEL_LIKE)]
            if found:
                labels += found
                continue
            if not in_note:
                notes.append(Note("citation", (len(citations),)))
            named = _is_attributed(element)
            citations.append(CitationUse(tuple(_cited(citation, named) for citation in element.citations), in_note))
        elif isinstance(element, pf.Link) and element.url.startswith("#"):
            links.append(element.url[1:])
        elif isinstance(element, pf.Link) and not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//|$", element.url):
            files.append(element.url)
        elif isinstance(element, pf.Image):
            width = element.attributes["width"] if "width" in element.attributes else ""
            images.append((element.url, alternative(element), width))
        elif is_mark(element):
            marks.append(read_mark(element, len(notes) if in_note else 0, len(headings) - 1))
        elif isinstance(element, pf.Span) and "page" in element.classes:
            if not any(isinstance(inside, pf.Cite) and _labels_of(inside) for inside in element.content):
                pageless.append(words(element))
        elif isinstance(element, pf.Span) and "term" in element.classes:
            terms.append(str(element.attributes["entry"]) if "entry" in element.attributes else words(element))
        elif isinstance(element, pf.DefinitionItem):
            defined.append(words(list(element.term)))
    return Gathered(
        tuple(headings), tuple(captions), tuple(notes), tuple(citations), tuple(ids), tuple(labels), tuple(links),
        tuple(files), tuple(images), tuple(wrong), tuple(marks), tuple(pageless),
        recommendations(document), tuple(defined), tuple(misplaced), tuple(terms),
    )  # fmt: skip


def read(element: pf.Element, in_note: bool = False) -> Iterator[tuple[pf.Element, bool]]:
    """Every element in the order of reading, and whether it stands in a note."""
    yield element, in_note
    for child in children(element):
        yield from read(child, in_note or isinstance(element, pf.Note))


def alternative(image: pf.Image) -> str:
    """A picture's alternative text; Pandoc repeats a figure's caption where the author gave none."""
    if "alt" in image.attributes:
        return str(image.attributes["alt"]).strip()
    text = words(list(image.content))
    figure = image.ancestor(2)
    caption = words(list(figure.caption.content)) if isinstance(figure, pf.Figure) and figure.caption else ""
    return "" if text == caption and isinstance(figure, pf.Figure) else text


def inlines_json(inlines: list[pf.Inline]) -> str:
    """Inlines as JSON, without notes and the references that only print in place."""
    kept = [inline for inline in inlines if not isinstance(inline, pf.Note)]
    return json.dumps([inline.to_json() for inline in kept], ensure_ascii=False)


def _heading(header: pf.Header) -> HeadingUse:
    numbered = "unnumbered" not in header.classes
    listed = "unlisted" not in header.classes
    return HeadingUse(
        header.level, header.identifier, numbered, listed, words(header), inlines_json(list(header.content)),
        tuple(header.classes),
    )  # fmt: skip


def _caption(element: pf.Figure | pf.Table) -> CaptionUse | None:
    kind: Literal["figure", "table"] = "figure" if isinstance(element, pf.Figure) else "table"
    blocks = list(element.caption.content) if element.caption else []
    if not blocks and not element.identifier:
        return None
    inlines = [inline for block in blocks if hasattr(block, "content") for inline in block.content]
    return CaptionUse(kind, element.identifier, words(blocks), inlines_json(inlines))


def _labels_of(cite: pf.Cite) -> list[str]:
    keys = [citation.id for citation in cite.citations]
    return keys if all(is_label(key) for key in keys) else []


def _is_attributed(cite: pf.Cite) -> bool:
    holder = cite.ancestor(2)
    return isinstance(holder, pf.Div) and "excerpt-citation" in holder.classes


def _cited(citation: pf.Citation, named_in_text: bool = False) -> Cited:
    prefix = rich_text(citation.prefix)
    label, locator, rest = _suffix(list(citation.suffix))
    return Cited(
        citation.id,
        prefix,
        locator,
        label,
        rest,
        citation.mode == "SuppressAuthor",
        citation.mode == "AuthorInText",
        named_in_text,
    )


def _suffix(inlines: list[pf.Inline]) -> tuple[str, str, str]:
    """Label, locator and the rest: a locator is looked for in the plain words up to the first markup."""
    plain: list[pf.Inline] = []
    for inline in inlines:
        if not isinstance(inline, (pf.Str, pf.Space, pf.SoftBreak)):
            break
        plain.append(inline)
    text = "".join(inline.text if isinstance(inline, pf.Str) else " " for inline in plain)
    label, locator, rest = parse_locator(text)
    if not locator:
        return "", "", rich_text(inlines)
    return label, locator, rich_text([pf.Str(rest)] if rest else []) + rich_text(inlines[len(plain) :])
