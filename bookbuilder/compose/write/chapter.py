"""Writes one chapter's document: its AST and everything decided about it become the XHTML of all editions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

import panflute as pf
from lxml import etree

from bookbuilder.compose.decide.decided import Decided
from bookbuilder.compose.decide.embedded_pictures import EMBEDDED, short_address
from bookbuilder.compose.decide.numbering import Label, called
from bookbuilder.compose.read.blocks import is_listing
from bookbuilder.compose.read.formulas import is_equation
from bookbuilder.compose.read.gather import alternative, captions_of, has_caption, headings_of
from bookbuilder.compose.read.gathered import is_label
from bookbuilder.compose.read.index_marks import is_mark
from bookbuilder.compose.read.recommendations import head_recommendations
from bookbuilder.compose.write.list_labels import label_lists
from bookbuilder.compose.write.notes import POSSESSIVE, NoteText, place_notes
from bookbuilder.compose.write.picture_sizes import set_widths
from bookbuilder.compose.write.typed_quotes import typed_quotes
from bookbuilder.compose.write.verse_lines import lines_of
from bookbuilder.compose.write.xhtml import WrittenChapter, finish
from bookbuilder.diagnostics import Outcome
from bookbuilder.languages.quotes import Quotes, quoted
from bookbuilder.markdown.ast import dump, in_order, in_order_and_notes, load, position_of, words
from bookbuilder.markdown.pandoc import write_xhtml
from bookbuilder.model.publication import ContentDocument
from bookbuilder.theme.templates import Theme

_ENDINGS = frozenset("s n en e es x i y a ы и у е ю ой ей ою ам ах ами ом".split()) | {""}
"""Of plurals and cases: `Tables`, `Abbildungen`, `tableaux`, `в таблице`."""
_FALLING = "aeyoая"
"""Ends of a name that another ending takes the place of."""


def write(draft: ContentDocument, ast: str, text: str, decided: Decided, theme: Theme) -> Outcome[ContentDocument]:
    """Resolve every note, citation and reference on the AST, let Pandoc write it, and finish the tree.

    `text` is the author's own, for the line at which each element begins.
    """
    document = load(ast)
    headings = headings_of(document)
    faults = tuple(typed_quotes(document, draft.source, text, decided.lang, decided.quotes))
    # first: it lifts elements out of their holders, by which notes are placed
    _quote(document, decided.lang, decided.quotes)
    _number(document, decided)
    _title_callouts(document, decided.terms)
    _name_marks(document, decided)
    label_lists(document)
    head_recommendations(document, dict(decided.numbers.blocks))
    place_notes(document, _resolve(document, draft.id, decided), decided.lang)
    set_widths(document, decided.ratios)
    body = write_xhtml(dump(document))
    written: Outcome[WrittenChapter] = finish(draft, body, headings, decided, theme, ast, text)
    value = written.value
    return Outcome(
        replace(
            draft,
            body=value.body,
            headings=value.headings,
            captioned=value.captioned,
            ids=value.ids,
            resources=value.resources,
            title_xhtml=value.title_xhtml,
            lines=lines_of(etree.fromstring(value.body), text),
        ),
        (*faults, *written.diagnostics),
    )


def _number(document: pf.Doc, decided: Decided) -> None:
    headings = iter(zip(decided.numbers.headings, decided.numbers.heading_ids, strict=True))
    has_title = False
    captions = iter(zip(decided.numbers.captions, decided.numbers.caption_ids, strict=True))
    equations, listings = dict(decided.numbers.equations), dict(decided.numbers.listings)
    for element in list(in_order(document)):
        if isinstance(element, pf.Header):
            number, id = next(headings)
            if has_title:
                element.level = max(element.level, 2)  # a second title of a draft is a section
            if element.level > 1:
                element.identifier = id
                if number:
                    element.content[0:0] = [pf.Span(pf.Str(number), classes=["number"]), pf.Space()]
            has_title = has_title or element.level == 1
        elif is_equation(element) and element.identifier in equations:
            number = pf.Span(pf.Str(f"({equations[element.identifier]})"), classes=["equation-number"])
            element.content.append(number)
        elif is_listing(element) and element.identifier in listings:
            label = pf.Span(pf.Str(called(decided.terms["listing"], listings[element.identifier])), classes=["label"])
            line = element.content[0].content[0]
            line.content[0:0] = [label, pf.Space()] if line.content else [label]
        elif isinstance(element, (pf.Figure, pf.Table)):
            if not has_caption(element):
                continue
            blocks = list(element.caption.content) if element.caption else []
            label, id = next(captions)
            element.identifier = id
            inlines = [inline for block in blocks for inline in block.content]
            title = [pf.Space(), pf.Span(*inlines, classes=["title"])] if inlines else []
            element.caption = pf.Caption(pf.Plain(pf.Span(pf.Str(label), classes=["label"]), *title))


def _title_callouts(document: pf.Doc, terms: Mapping[str, str]) -> None:
    """A callout without a title of its own is called what it is: Note, Tip, Warning; an author's own kind has no name."""
    for div in [it for it in in_order(document) if isinstance(it, pf.Div) and "callout" in it.classes]:
        first = div.content[0] if div.content else None
        if not isinstance(first, pf.Div) or "callout-title" not in first.classes:
            kind = next((it for it in div.classes if it.startswith("callout-")), "callout-note")
            label = pf.Span(pf.Str(terms.get(kind, "")), classes=["label"])
            div.content[:0] = [pf.Div(pf.Plain(label), classes=["callout-title"])] if kind in terms else []
        div.attributes = {"role": "note"}


def _name_marks(document: pf.Doc, decided: Decided) -> None:
    """Every mark for the index gets the id under which the index leads to it."""
    marks = [element for element in in_order(document) if is_mark(element)]
    for mark, id in zip(marks, decided.marks_ids, strict=True):
        mark.identifier = id


def _resolve(document: pf.Doc, id: str, decided: Decided) -> list[NoteText]:
    """Put links and text in the place of notes and citations; the notes' own blocks are handed back in order."""
    notes: list[NoteText] = []
    cites = 0
    for element, in_note in list(in_order_and_notes(document)):
        if isinstance(element, pf.Note):
            notes.append(NoteText(id, len(notes) + 1, element, list(element.content)))
        elif isinstance(element, pf.Link):
            if element.url in decided.links:
                element.url = f"#{decided.links[element.url]}"
        elif isinstance(element, pf.Image):
            if element.url not in decided.pictures:
                _stand_in(element, pf.Span(pf.Str(short_address(element.url)), classes=["missing-picture"]))
                continue
            if not alternative(element) and not words(list(element.content)):
                is_embedded = EMBEDDED.match(element.url)
                named = decided.pictures[element.url] if is_embedded else element.url
                around = " ".join(reversed(captions_of(element)))
                element.attributes["alt"] = around or PurePosixPath(named).stem
            element.url = decided.pictures[element.url]
        elif isinstance(element, pf.Cite):
            if all(is_label(citation.id) for citation in element.citations):
                _refer(element, decided)
                continue
            number, cites = cites, cites + 1
            html, name = decided.citations[number], decided.names[number]
            if decided.note_style and not in_note:
                notes.append(NoteText(id, len(notes) + 1, element, [], html, name, number))
            else:
                # in a note of a note style the full form names the author already
                parts = [html] if decided.note_style or not name else [name, html] if html else [name]
                classes = ["citation", "stopped"] if _ends_with_stop(element.citations[-1]) else ["citation"]
                own = POSSESSIVE.match(following.text) if isinstance(following := element.next, pf.Str) else None
                if own and len(parts) > 1:  # Boonstra’s (2018)
                    following.text = following.text[own.end() :]
                    printed: list[pf.Element] = [_span(name, []), pf.Str(own[0]), pf.Space(), _span(html, classes)]
                else:
                    printed = [_span(" ".join(parts), classes)]
                printed[0].identifier = f"{id}-cite{number + 1}"
                element.content = []
                element.citations = []
                _stand_in(element, *printed)
    return notes


def _span(html: str, classes: list[str]) -> pf.Span:
    return pf.Span(pf.RawInline(html, format="html"), classes=classes or ["citation"])


def _ends_with_stop(citation: pf.Citation) -> bool:
    """Whether the author's own words in a citation end with a full stop: `et seq.`, and not the style's."""
    return bool(re.search(r"\w\.$", "".join(pf.stringify(it) for it in citation.suffix).strip()))


def _refer(cite: pf.Cite, decided: Decided) -> None:
    """`@sec-x` is a link with the target's label; `[-@sec-x]` one with its number alone; in `[…]{.page}` with its page."""
    around = cite.parent if isinstance(cite.parent, pf.Span) and "page" in cite.parent.classes else None
    parts: list[pf.Inline] = []
    named = ""
    for citation in cite.citations:
        if parts:
            parts += [pf.Str(";"), pf.Space()]
        parts += [*citation.prefix, pf.Space()] if citation.prefix else []
        if citation.id in decided.labels:
            label = _in_language(decided.labels[citation.id], _language(cite, decided.lang), decided)
            whole = label.text if not label.within or not parts and _begins_sentence(cite) else label.within
            follows = named == label.kind if parts else _follows_kind(cite, label)
            named = label.kind if _says_kind(citation.prefix, label) or not citation.prefix and follows else ""
            is_bare = citation.mode == "SuppressAuthor" or bool(named)
            text = label.number if is_bare and label.number else whole
            classes = ["xref"]
            if around is not None:
                classes += ["page-ref", "bare"] if citation.mode == "SuppressAuthor" else ["page-ref"]
            parts.append(pf.Link(pf.Str(text), url=f"#{citation.id}", classes=classes))
        else:
            parts.append(pf.Span(pf.Str(f"@{citation.id}"), classes=["missing"]))
        parts += list(citation.suffix)
    _stand_in(around if around is not None and len(around.content) == 1 else cite, *parts)


def _says_kind(prefix: Iterable[pf.Inline], label: Label) -> bool:
    """Whether the words before a reference end with the name of its kind, short or in the plural: `[Figs. @fig-x]`."""
    before = "".join(pf.stringify(it) for it in prefix).split()
    name = before[-1].casefold().strip("(.") if before else ""
    return len(name) > 1 and label.text.casefold().startswith((name, name.removesuffix("s") if len(name) > 2 else name))


def _follows_kind(cite: pf.Cite, label: Label) -> bool:
    """Whether the word before a reference is the name of its kind, in the singular or plural, or short: `Tables @tbl-x`, `Abb. @fig-x`."""
    kind = label.text.removesuffix(label.number).strip().casefold()
    at = own = position_of(cite, cite.container)
    while kind and (earlier := _listed_before(cite, at, kind)) is not None:
        at = earlier
    before = "".join(pf.stringify(cite.container[it]) for it in range(max(0, at - 2), at))
    found = re.search(r"([^\W\d_]+\.?)[ \u00a0]\Z", before)
    name = found[1].casefold() if found else ""
    if kind == label.text.casefold() or not name or at != own and name == kind:  # "Table 1 and Table 2" is one and one
        return False
    if name.endswith("."):  # an abbreviation; the whole word with a full stop ends a sentence
        return 2 < len(name) < len(kind) and kind.startswith(name[:-1])
    stems = (kind, kind[:-1]) if kind[-1:] in _FALLING else (kind,)
    return any(name.startswith(stem) and name[len(stem) :] in _ENDINGS for stem in stems)


def _listed_before(cite: pf.Cite, at: int, kind: str) -> int | None:
    """Where the reference stands behind whose number another of its kind is listed: `Tables @tbl-x, @tbl-y and @tbl-z`."""
    content, place = cite.container, at - 1
    while place > max(0, at - 6) and isinstance(content[place], (pf.Space, pf.SoftBreak, pf.Str)):
        place -= 1
    link = content[place] if place >= 0 else None
    between = "".join(pf.stringify(content[it]) for it in range(place + 1, at))
    is_number = (
        isinstance(link, pf.Link)
        and link.url.startswith(f"#{cite.citations[0].id.partition('-')[0]}-")
        and not pf.stringify(link).casefold().startswith(kind)
    )
    return place if is_number and re.fullmatch(r",?\s*(?:[^\W\d_]{1,4}|&|[–-])?\s*", between) else None


def _in_language(label: Label, lang: str, decided: Decided) -> Label:
    """The label in the words of the passage that refers, where that is in another language than the book."""
    primary = lang.split("-")[0]
    if primary not in decided.foreign or not label.number or label.kind not in decided.foreign[primary]:
        return label
    terms = decided.foreign[primary]
    within = terms[f"{label.kind}-within"] if f"{label.kind}-within" in terms else ""
    text = called(terms[label.kind], label.number)
    return replace(label, text=text, within=called(within, label.number) if within else "")


def _begins_sentence(cite: pf.Cite) -> bool:
    """Whether nothing of its sentence stands before a reference; "см." and the like end none."""
    before = cite.prev
    while isinstance(before, (pf.Space, pf.SoftBreak)):
        before = before.prev
    if before is None:
        return isinstance(cite.parent, (pf.Para, pf.Plain))
    word = pf.stringify(before)
    ends = word in (".", "!", "?", "…") or word[-1:] in ".!?…" and len(word.strip("(.")) > 4
    return isinstance(before, pf.Str) and ends


def _stand_in(element: pf.Element, *others: pf.Element) -> None:
    content = element.container
    position = position_of(element, content)
    content[position : position + 1] = list(others)


def _quote(document: pf.Doc, lang: str, first: Quotes) -> None:
    """Straight quotes become those of the language around them; depth decides between outer and inner ones."""
    quotes = [element for element in in_order(document) if isinstance(element, pf.Quoted)]
    for element in reversed(quotes):
        opening, closing = quoted(_language(element, lang), element.quote_type == "SingleQuote", first)
        _stand_in(element, pf.Str(opening), *element.content, pf.Str(closing))


def _language(element: pf.Element, lang: str) -> str:
    around = element.parent
    while around is not None:
        if hasattr(around, "attributes") and "lang" in around.attributes:
            return str(around.attributes["lang"])
        around = around.parent
    return lang
