"""Turns Pandoc's XHTML of one chapter into the <section> in the one form of all editions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from lxml import etree

from bookbuilder.cleaning import clean_tree, is_harmless
from bookbuilder.compose.decide.decided import Decided
from bookbuilder.compose.decide.glossary import link_terms, name_abbreviations, name_terms
from bookbuilder.compose.decide.style_classes import blocks_are_no_notes, classes_for_styles
from bookbuilder.compose.read.gathered import HeadingUse
from bookbuilder.compose.write.block_counts import counted
from bookbuilder.compose.write.directions import name_directions
from bookbuilder.compose.write.excerpt_frames import frame_excerpts
from bookbuilder.compose.write.listed_captions import captioned_in
from bookbuilder.compose.write.listings import finish_listings
from bookbuilder.compose.write.printed_words import conserved_words, kept_words, words_of_ast
from bookbuilder.compose.write.tables import captions_above, finish_tables
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, Severity
from bookbuilder.languages.tags import is_right_to_left
from bookbuilder.markdown.inline_citations import finish_citations
from bookbuilder.markdown.xhtml_text import (
    BLOCKS,
    class_names,
    close_up,
    ids_of,
    inner_xhtml,
    parent_of,
    put_in_place,
    quiet_xhtml,
    serialise,
)
from bookbuilder.mathematics.mathml import finish_formulas
from bookbuilder.model.publication import Captioned, ContentDocument, Heading
from bookbuilder.theme.filled import filled_elements
from bookbuilder.theme.templates import Theme

DASHES = ("—", "–")
"""What stands before the name of whoever is quoted."""
LONGEST_ATTRIBUTION = 150


@dataclass(frozen=True)
class WrittenChapter:
    """A chapter's XHTML, with what the contents and the lists need of it."""

    body: str
    title_xhtml: str
    headings: tuple[Heading, ...]
    captioned: tuple[Captioned, ...]
    ids: tuple[str, ...]
    resources: tuple[str, ...]


def finish(
    draft: ContentDocument, body: str, uses: tuple[HeadingUse, ...], decided: Decided, theme: Theme, ast: str, text: str
) -> Outcome[WrittenChapter]:
    """Make the section: opener and excerpts by template, notes as asides, tables and figures in their one form.

    `uses` are its headings as they were gathered; `ast` is the chapter's, whose words the section must have; `text` the author's
    own, for their places.
    """
    section = etree.fromstring(f"<section>{body}</section>")
    diagnostics: list[Diagnostic] = []
    section.set("id", draft.id)
    section.set("class", draft.kind)
    if draft.role:
        section.set("role", draft.role)
    if decided.lang != "" and draft.lang:
        section.set("lang", draft.lang)
    _strip(section)
    classes_for_styles(section)
    finish_formulas(section)
    finish_listings(section)
    finish_citations(section, decided.entries, draft.id if decided.own_list else "")
    _notes(section)
    blocks_are_no_notes(section)
    finish_tables(section)
    _name_languages(section)
    _attributions(section)
    _epigraphs(section)
    due, kinds = words_of_ast(ast, decided.names, decided.note_style)
    lost = conserved_words(due, section, draft.source, text)
    diagnostics += lost
    diagnostics += _opener(section, draft, decided, theme)
    diagnostics += frame_excerpts(section, decided, theme)
    if draft.kind == "glossary":
        name_terms(section, decided.glossary)
    elif decided.glossary:
        link_terms(section, decided.glossary)
    name_abbreviations(section, decided.abbreviations)
    if not decided.quotations and not lost:  # a template may set the words of an interview in another order
        diagnostics += kept_words(due, section, draft.source, text)
    if not lost:
        quotations = list(decided.quotations.values())
        diagnostics += counted(kinds, quotations, section, Location(draft.source))
    captions_above(section)
    _paragraph_ids(section, draft.id)
    name_directions(section, decided.lang or "en")
    for code in section.iter("pre", "code", "kbd") if is_right_to_left(decided.lang or "en") else ():
        code.set("dir", "ltr")
    diagnostics += _cleaned(section, draft)
    headings = _headings(section, uses, decided)
    captioned = captioned_in(section)
    ids = ids_of(section)
    resources = tuple(dict.fromkeys(image.get("src") or "" for image in section.iter("img")))
    title = headings[0].title_xhtml if headings else ""
    text = serialise(section)
    return Outcome(WrittenChapter(text, title, headings, captioned, ids, resources), tuple(diagnostics))


def _cleaned(section: etree._Element, draft: ContentDocument) -> list[Diagnostic]:
    """Whatever way it came, nothing stands in a chapter that the cleaner's lists do not have."""
    faults = []
    for what in dict.fromkeys(clean_tree(section)):
        name, _, value = what.partition('="')
        weight = Severity.NOTE if is_harmless(name, value.removesuffix('"')) else Severity.ERROR
        message = f"{what} is left out of every edition."
        faults.append(Diagnostic("CLN-003", Location(draft.source), message, "Write it in Markdown.", weight))
    return faults


def _strip(section: etree._Element) -> None:
    """Comments go, and attributes that only served on the way here."""
    etree.strip_tags(section, etree.Comment)
    for element in section.iter(etree.Element):
        if element.get("class") == "citation" and "data-cites" in element.attrib:
            del element.attrib["data-cites"]
        if element.tag == "span" and "index" in class_names(element):
            for name in [name for name in element.attrib if name.startswith("data-")]:
                del element.attrib[name]
        for name in ("data-latex", "data-pos", "aria-hidden"):
            if name in element.attrib:
                del element.attrib[name]
        if element.tag == "figcaption" or element.tag == "a":
            element.attrib.pop("aria-hidden", None)


def _notes(section: etree._Element) -> None:
    """`div.endnotes` becomes `section.notes[role=doc-endnotes]`, each note an aside that begins with its number and way back."""
    holder = section.find("div[@class='endnotes']")
    if holder is None:
        return
    holder.tag = "section"
    holder.attrib.update({"role": "doc-endnotes", "class": "notes"})
    calls = {(call.get("href") or "")[1:]: call for call in section.iter("a") if call.get("role") == "doc-noteref"}
    for note in holder.findall("div"):
        note.tag = "aside"
        note.set("role", "doc-footnote")
        call = calls[note.get("id") or ""]
        back = etree.Element("a", {"role": "doc-backlink", "class": "note-number", "href": f"#{call.get('id')}"})
        back.text = call.text
        first = note[0] if len(note) else etree.SubElement(note, "p")
        if first.tag != "p":
            first = etree.Element("p")
            note.insert(0, first)
        back.tail = f" {(first.text or '').lstrip()}"
        first.text = None
        first.insert(0, back)
        close_up(note)
    close_up(holder)
    for call in calls.values():
        call.set("class", "noteref")
    for comma in section.iter("span"):
        if comma.get("class") == "noteref-comma":
            comma.tag = "sup"
    for call in calls.values():
        if _follows_call(call):
            comma = etree.Element("sup", {"class": "noteref-comma"})
            comma.text = ","
            call.addprevious(comma)


_EMPHASIS = frozenset("a b cite del em i mark q s small span strong sub sup u".split())


def _follows_call(call: etree._Element) -> bool:
    """Whether another call ends directly before one, in or out of emphasis: two numbers would read as one."""
    node = call
    while (before := node.getprevious()) is None:
        node = parent_of(node)
        if node.text or node.tag not in _EMPHASIS:
            return False
    while not before.tail:
        if before.get("role") == "doc-noteref" or not len(before):
            return before.get("role") == "doc-noteref"
        before = before[-1]
    return False


def _name_languages(section: etree._Element) -> None:
    """A quotation in a block that only says its language says so itself, and what follows it stands beside it."""
    for block in list(section.iter("div")):
        quotation = block[0] if len(block) == 1 else None
        if quotation is not None and quotation.tag == "blockquote" and block.keys() == ["lang"]:
            quotation.set("lang", block.get("lang") or "")
            quotation.tail = block.tail
            parent_of(block).replace(block, quotation)


def _attributions(section: etree._Element) -> None:
    """The last line of a quotation that alone begins with a dash says whose it is."""
    for quotation in section.iter("blockquote"):
        *words, last = ["".join(map(str, it.itertext())).strip() for it in quotation] or [""]
        is_last = words and last[:1] in DASHES and len(last) <= LONGEST_ATTRIBUTION and quotation[-1].tag == "p"
        if is_last and not any(it[:1] in DASHES for it in words):
            quotation[-1].set("class", "attribution")


def _epigraphs(section: etree._Element) -> None:
    for div in section.iter("div"):
        if "epigraph" in class_names(div):
            quote = div.find("blockquote")
            names_source = len(div) > 1 and (div[-2].tag == "blockquote" or div[-2].get("class") == "line-block")
            if quote is not None and quote is div[0] and len(div) - names_source == 1:
                for child in reversed(quote):
                    div.insert(1, child)
                div.remove(quote)
            div.tag = "blockquote"
            div.set("role", "doc-epigraph")
            last = div[-1] if len(div) else None
            if last is not None and last.tag == "p" and (names_source or (last.text or "").lstrip()[:1] in ("—", "–")):
                last.set("class", "attribution")


def _opener(section: etree._Element, draft: ContentDocument, decided: Decided, theme: Theme) -> list[Diagnostic]:
    old = section.find("h1")
    if old is None:
        return []
    id = decided.numbers.heading_ids[0] if decided.numbers.heading_ids else draft.id
    inner = inner_xhtml(old)
    values = {
        "document": draft,
        "label": decided.numbers.label,
        "title_xhtml": inner,
        "heading_id": f"{draft.id}-title" if id == draft.id else id,
        "terms": decided.terms,
    }
    filled = filled_elements(theme, "content/opener.xhtml", values)
    if filled.value:
        put_in_place(old, filled.value)
    return list(filled.diagnostics)


def _paragraph_ids(section: etree._Element, id: str) -> None:
    """Every paragraph and the like has an id, for page marks and for citing by paragraph, and each verse one of its own kind."""
    count = 0
    for element in section.iter(*BLOCKS):
        if element.get("id"):
            continue
        if element.tag in ("li", "dd", "td", "th", "blockquote") and element.find("p") is not None:
            continue
        count += 1
        element.set("id", f"{id}-p{count}")
    verses = [it for it in section.iter("div") if "line-block" in class_names(it)]
    for number, verse in enumerate((it for it in verses if not it.get("id")), start=1):
        verse.set("id", f"{id}-verse{number}")


def _headings(section: etree._Element, uses: tuple[HeadingUse, ...], decided: Decided) -> tuple[Heading, ...]:
    """A heading without words is not listed; a chapter whose title has none goes by its id. A second title is a section."""
    found: list[Heading] = []
    elements = [element for element in section.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    for index, (element, use) in enumerate(zip(elements, uses, strict=True)):
        title = element.find("span[@class='title']") if index == 0 else None
        xhtml = quiet_xhtml(title if title is not None else element)
        number = decided.numbers.headings[index]
        id = decided.numbers.heading_ids[index]
        level = max(use.level, 2) if any(it.level == 1 for it in found) else use.level
        has_words = bool(use.title.strip() or re.sub(r"<[^>]*>", "", xhtml).strip())
        xhtml = xhtml if has_words or index else escape(id, quote=False)
        found.append(Heading(id, level, number, use.title, xhtml, use.listed and (has_words or not index)))
    return tuple(found)
