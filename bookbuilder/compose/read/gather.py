"""Collects what the whole book must know of a chapter: headings, labels, notes, citations, references to ids.

Everything comes in the order of reading, which `write` walks again: the nth citation here is the nth citation there.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

import panflute as pf

from bookbuilder.compose.read.blocks import is_listing
from bookbuilder.compose.read.formulas import is_equation
from bookbuilder.compose.read.gathered import (
    LABEL_LIKE,
    CaptionUse,
    CitationUse,
    Cited,
    Gathered,
    HeadingUse,
    Note,
    is_label,
)
from bookbuilder.compose.read.index_marks import IndexMark, is_mark, read_mark
from bookbuilder.compose.read.locators import parse_locator, with_ranges
from bookbuilder.compose.read.recommendations import recommendations
from bookbuilder.compose.read.rich_text import rich_text
from bookbuilder.markdown.ast import in_order, in_order_and_notes, load_to_read, words

ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|$")
"""Addresses with a scheme or a host, and empty ones."""


def gather(ast: str, lang: str = "en") -> Gathered:
    """Walk a chapter once; each kind of thing that it brings is read by its own function below. `lang` is the chapter's language."""
    document = load_to_read(ast)
    elements = list(in_order_and_notes(document))
    notes, citations, marks = _notes(elements, lang)
    cites = [element for element, _ in elements if isinstance(element, pf.Cite)]
    links = [element.url for element, _ in elements if isinstance(element, pf.Link)]
    spans = [element for element, _ in elements if isinstance(element, pf.Span) and not is_mark(element)]
    twins = _twins(elements)
    return Gathered(
        headings=_headings(elements),
        captions=_captions(elements, twins),
        notes=notes,
        citations=citations,
        ids=tuple(
            element.identifier
            for element, _ in elements
            if getattr(element, "identifier", "")
            and id(element) not in twins
            and not any(isinstance(it, pf.Image) for it in _around(element))
        ),
        anchors=tuple(span.identifier for span in spans if span.identifier and not span.content),
        labels_used=tuple(label for cite in cites for label in _labels_of(cite)),
        links=tuple(url[1:] for url in links if url.startswith("#")),
        file_links=tuple(url for url in links if not url.startswith("#") and not ELSEWHERE.match(url)),
        images=tuple(_image(element) for element, _ in elements if isinstance(element, pf.Image)),
        image_captions=tuple(caption_of(element) for element, _ in elements if isinstance(element, pf.Image)),
        wrong_labels=tuple(each.id for cite in cites for each in cite.citations if each.id.startswith(LABEL_LIKE)),
        marks=marks,
        pageless=tuple(words(span) for span in spans if "page" in span.classes and not _has_label(span)),
        recommendations=recommendations(document),
        defined=tuple(words(list(element.term)) for element, _ in elements if isinstance(element, pf.DefinitionItem)),
        misplaced_marks=tuple(
            " ".join(words(element).split()[:3])
            for element, _ in elements
            if "index" in getattr(element, "classes", ()) and not is_mark(element)
        ),
        classes=tuple(
            Counter(
                name for element, _ in elements if isinstance(element, (pf.Div, pf.Span)) for name in element.classes
            ).items()
        ),
        equations=tuple(dict.fromkeys(span.identifier for span in spans if is_equation(span) and span.identifier)),
        listings=tuple(dict.fromkeys(element.identifier for element, _ in elements if is_listing(element))),
        terms_used=tuple(_term(span) for span in spans if "term" in span.classes and "page" not in span.classes),
    )


def caption_of(image: pf.Image) -> str:
    """The caption of the figure in which a picture stands, alone or as a part without one of its own, as plain words."""
    return next(iter(captions_of(image)), "")


def captions_of(image: pf.Image) -> list[str]:
    """The captions of the figures around a picture, the innermost first."""
    found, around = list[str](), image.parent
    while around is not None:
        if isinstance(around, pf.Figure) and around.caption:
            found.append(words(list(around.caption.content)))
        around = around.parent
    return [it for it in found if it]


def alternative(image: pf.Image) -> str:
    """A picture's alternative text; Pandoc repeats a figure's caption where the author gave none."""
    if "alt" in image.attributes:
        return str(image.attributes["alt"]).strip()
    text = words(list(image.content))
    caption, figure = caption_of(image), image.ancestor(2)
    return "" if text == caption and isinstance(figure, pf.Figure) else text


def inlines_json(inlines: list[pf.Inline]) -> str:
    """Inlines as JSON, without notes and the references that only print in place."""
    kept = [inline for inline in inlines if not isinstance(inline, pf.Note)]
    return json.dumps([inline.to_json() for inline in kept], ensure_ascii=False)


def has_caption(element: pf.Figure | pf.Table) -> bool:
    """Whether a figure or table is numbered: one with neither caption nor id is not."""
    return bool(element.identifier or (element.caption and element.caption.content))


def _notes(
    elements: Sequence[tuple[pf.Element, bool]], lang: str
) -> tuple[tuple[Note, ...], tuple[CitationUse, ...], tuple[IndexMark, ...]]:
    """Notes, citations and marks for the index: each is identified by how many of the others stand before it."""
    notes: list[Note] = []
    citations: list[CitationUse] = []
    marks: list[IndexMark] = []
    headings = 0
    for element, in_note in elements:
        if isinstance(element, pf.Header):
            headings += 1
        elif isinstance(element, pf.Note):
            inner = sum(isinstance(e, pf.Cite) and not _labels_of(e) for e in in_order(element))
            notes.append(Note("note", tuple(range(len(citations), len(citations) + inner))))
        elif isinstance(element, pf.Cite) and not _labels_of(element):
            if not in_note:
                notes.append(Note("citation", (len(citations),)))
            named = _is_attributed(element)
            citations.append(
                CitationUse(tuple(_cited(citation, lang, named) for citation in element.citations), in_note)
            )
        elif is_mark(element):
            marks.append(read_mark(element, len(notes) if in_note else 0, headings - 1))
    return tuple(notes), tuple(citations), tuple(marks)


def headings_of(document: pf.Doc) -> tuple[HeadingUse, ...]:
    """The headings of a chapter that is loaded already."""
    return _headings(list(in_order_and_notes(document)))


def _headings(elements: Sequence[tuple[pf.Element, bool]]) -> tuple[HeadingUse, ...]:
    return tuple(_heading(element) for element, _ in elements if isinstance(element, pf.Header))


def _heading(header: pf.Header) -> HeadingUse:
    numbered = "unnumbered" not in header.classes
    listed = "unlisted" not in header.classes
    return HeadingUse(
        header.level, header.identifier, numbered, listed, words(header), inlines_json(list(header.content)),
        tuple(header.classes),
    )  # fmt: skip


def _twins(elements: Sequence[tuple[pf.Element, bool]]) -> set[int]:
    """The elements whose id another has in other editions: a figure that is drawn for print and for the web."""
    ids = Counter(it.identifier for it, _ in elements if getattr(it, "identifier", ""))
    seen: dict[str, set[str]] = {}
    twins: set[int] = set()
    for element, _ in elements:
        name = getattr(element, "identifier", "")
        if not name or ids[name] < 2:
            continue
        only = _editions_of(element)
        if name in seen and only and seen[name] and not only & seen[name]:
            twins.add(id(element))
        seen[name] = seen.setdefault(name, only) | only
    return twins


def _editions_of(element: pf.Element) -> set[str]:
    """The editions that alone have an element; none where all have it."""
    around = (element, *_around(element))
    only = (it.attributes["only"] for it in around if isinstance(it, (pf.Div, pf.Span)) and "only" in it.attributes)
    return set(str(next(only, "")).split())


def _around(element: pf.Element) -> Iterator[pf.Element]:
    """What an element stands in, from the inside."""
    while (element := element.parent) is not None:
        yield element


def _captions(elements: Sequence[tuple[pf.Element, bool]], twins: set[int]) -> tuple[CaptionUse, ...]:
    """Every caption; the twin of what has none, such as a widget, has a number of its own."""
    found: dict[int, CaptionUse] = {}
    ids: set[str] = set()
    for element, _ in elements:
        if isinstance(element, (pf.Figure, pf.Table)) and has_caption(element):
            found[id(element)] = _caption(element, id(element) in twins and element.identifier in ids)
            ids.add(element.identifier)
    return tuple(found.values())


def _caption(element: pf.Figure | pf.Table, is_twin: bool) -> CaptionUse:
    is_table = isinstance(element, pf.Table) or element.identifier.startswith("tbl-")
    kind: Literal["figure", "table", "subfigure"] = "table" if is_table else "figure"
    if "subfigure" in getattr(element, "classes", ()):
        kind = "subfigure"
    blocks = list(element.caption.content) if element.caption else []
    inlines = [inline for block in blocks if hasattr(block, "content") for inline in block.content]
    return CaptionUse(kind, element.identifier, words(blocks), inlines_json(inlines), is_twin)


def _image(image: pf.Image) -> tuple[str, str, str]:
    return image.url, alternative(image), image.attributes["width"] if "width" in image.attributes else ""


def _term(span: pf.Span) -> str:
    return str(span.attributes["entry"]) if "entry" in span.attributes else words(span)


def _has_label(span: pf.Span) -> bool:
    return any(isinstance(inside, pf.Cite) and _labels_of(inside) for inside in span.content)


def _labels_of(cite: pf.Cite) -> list[str]:
    keys = [citation.id for citation in cite.citations]
    return keys if all(is_label(key) for key in keys) else []


def _is_attributed(cite: pf.Cite) -> bool:
    holder = cite.ancestor(2)
    return isinstance(holder, pf.Div) and "excerpt-citation" in holder.classes


def _cited(citation: pf.Citation, lang: str, named_in_text: bool = False) -> Cited:
    prefix = rich_text(citation.prefix)
    label, locator, rest = _suffix(list(citation.suffix), lang)
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


def _suffix(inlines: list[pf.Inline], lang: str) -> tuple[str, str, str]:
    """Label, locator and the rest. A locator is looked for in the words of all, the rest keeps its markup."""
    texts = [_plain(inline) for inline in inlines]
    typed = "".join(texts)
    label, locator, rest = parse_locator(typed, lang)
    comma = "" if typed.endswith(rest) else rest[:2]  # which was put before it
    rest = rest[len(comma) :]
    left = len(rest)
    kept: list[pf.Inline] = []
    for inline, text in zip(reversed(inlines), reversed(texts), strict=True):
        if left < len(text):
            kept[:0] = [pf.Str(text[len(text) - left :])] if left else []
            left = 0
            break
        kept.insert(0, inline)
        left -= len(text)
    begun = comma + rest[:left]
    suffix = with_ranges(rich_text([*([pf.Str(begun)] if begun else []), *kept]), lang)
    return label or ("none" if locator else ""), _with_markup(locator, inlines, texts), suffix


def _with_markup(locator: str, inlines: list[pf.Inline], texts: list[str]) -> str:
    """A locator in words, as `{s.v. *steppe*}` has, as rich text; one in figures stays plain, so that it can be counted."""
    begin = "".join(texts).find(locator)
    if begin < 0 or any(character.isdigit() for character in locator):
        return locator
    end, place, own = begin + len(locator), 0, list[pf.Inline]()
    for inline, text in zip(inlines, texts, strict=True):
        first, last = max(begin - place, 0), min(end - place, len(text))
        if first < last and last - first < len(text) and not isinstance(inline, pf.Str):
            return locator  # it ends within the markup
        if first < last:
            own.append(pf.Str(text[first:last]) if isinstance(inline, pf.Str) else inline)
        place += len(text)
    return locator if all(isinstance(each, (pf.Str, pf.Space, pf.SoftBreak)) for each in own) else rich_text(own)


def _plain(inline: pf.Inline) -> str:
    if isinstance(inline, (pf.Space, pf.SoftBreak, pf.LineBreak)):
        return " "
    return str(inline.text if isinstance(inline, pf.Str) else pf.stringify(inline))
