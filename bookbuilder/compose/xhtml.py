"""Pandoc's XHTML of one chapter, in; the finished <section> in the one form of all editions, out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from bookbuilder.compose.glossary import link_terms, name_terms
from bookbuilder.compose.inline_citations import finish_citations
from bookbuilder.compose.markup import inner_xhtml, quiet_xhtml, serialise
from bookbuilder.compose.styles import classes_for_styles
from bookbuilder.compose.tables import finish_tables
from bookbuilder.compose.templates import Theme, render
from bookbuilder.diagnostics import Diagnostic, Location, Outcome
from bookbuilder.model.publication import Captioned, ContentDocument, Heading

if TYPE_CHECKING:
    from bookbuilder.compose.gather import Gathered
    from bookbuilder.compose.write import Decided

BLOCKS = ("p", "li", "blockquote", "pre", "dt", "dd", "td", "th")


@dataclass(frozen=True)
class Written:
    """A chapter's XHTML, with what the contents and the lists need of it."""

    body: str
    title_xhtml: str
    headings: tuple[Heading, ...]
    captioned: tuple[Captioned, ...]
    ids: tuple[str, ...]
    resources: tuple[str, ...]


def finish(
    draft: ContentDocument, body: str, gathered: Gathered, decided: Decided, theme: Theme
) -> Outcome[Written]:
    """Make the section: opener and excerpts by template, notes as asides, tables and figures in their one form."""
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
    finish_citations(section, decided.entries)
    _notes(section)
    finish_tables(section)
    _epigraphs(section)
    diagnostics += _opener(section, draft, decided, theme)
    diagnostics += _excerpts(section, draft, decided, theme)
    if draft.kind == "glossary":
        name_terms(section, decided.glossary)
    elif decided.glossary:
        link_terms(section, decided.glossary)
    _paragraph_ids(section, draft.id)
    headings = _headings(section, draft, gathered, decided)
    captioned = _captioned(section)
    ids = tuple(element.get("id") for element in section.iter() if element.get("id"))
    resources = tuple(dict.fromkeys(image.get("src") for image in section.iter("img")))
    title = headings[0].title_xhtml if headings else ""
    text = serialise(section)
    return Outcome(Written(text, title, headings, captioned, ids, resources), tuple(diagnostics))


def _strip(section: etree._Element) -> None:
    """Comments go, and attributes that only served on the way here."""
    etree.strip_tags(section, etree.Comment)
    for element in section.iter(etree.Element):
        if element.get("class") == "citation" and "data-cites" in element.attrib:
            del element.attrib["data-cites"]
        if element.tag == "span" and "index" in (element.get("class") or "").split():
            for name in [name for name in element.attrib if name.startswith("data-")]:
                del element.attrib[name]
        for name in ("data-latex", "data-pos", "aria-hidden"):
            if name in element.attrib:
                del element.attrib[name]
        if element.tag == "figcaption" or element.tag == "a":
            element.attrib.pop("aria-hidden", None)


def _notes(section: etree._Element) -> None:
    """`div.notes` becomes `section[role=doc-endnotes]`, each note an aside that begins with its number and way back."""
    holder = section.find("div[@class='notes']")
    if holder is None:
        return
    holder.tag = "section"
    holder.set("role", "doc-endnotes")
    calls = {call.get("href")[1:]: call for call in section.iter("a") if call.get("role") == "doc-noteref"}
    for note in holder.findall("div"):
        note.tag = "aside"
        note.set("role", "doc-footnote")
        call = calls[note.get("id")]
        back = etree.Element("a", {"role": "doc-backlink", "class": "note-number", "href": f"#{call.get('id')}"})
        back.text = call.text
        first = note[0] if len(note) else etree.SubElement(note, "p")
        if first.tag != "p":
            first = etree.Element("p")
            note.insert(0, first)
        back.tail = f" {(first.text or '').lstrip()}"
        first.text = None
        first.insert(0, back)
        _close_up(note)
    _close_up(holder)
    for call in calls.values():
        call.set("class", "noteref")
    for comma in section.iter("span"):
        if comma.get("class") == "noteref-comma":
            comma.tag = "sup"


def _close_up(element: etree._Element) -> None:
    """Take the line ends between blocks away: inside a note that stands in a line of text they would print."""
    if element.text and not element.text.strip():
        element.text = None
    for child in element:
        if child.tail and not child.tail.strip():
            child.tail = None


def _epigraphs(section: etree._Element) -> None:
    for div in section.iter("div"):
        if "epigraph" in (div.get("class") or "").split():
            quote = div.find("blockquote")
            if quote is not None and len(div) == 1:
                for child in list(quote):
                    div.append(child)
                div.remove(quote)
            div.tag = "blockquote"
            div.set("role", "doc-epigraph")
            last = div[-1] if len(div) else None
            if last is not None and last.tag == "p" and (last.text or "").lstrip()[:1] in ("—", "–"):
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
    }
    rendered = render(theme, "content/opener.xhtml", values)
    return [*rendered.diagnostics, *_replace(old, rendered, "content/opener.xhtml")]


def _excerpts(section: etree._Element, draft: ContentDocument, decided: Decided, theme: Theme) -> list[Diagnostic]:
    """Excerpts and quoted phrases in the form that the templates give them."""
    diagnostics: list[Diagnostic] = []
    for element in list(section.iter("div", "span")):
        classes = (element.get("class") or "").split()
        id = element.get("id") or ""
        if id not in decided.quotations or not {"excerpt", "said"} & set(classes):
            continue
        quotation = decided.quotations[id]
        original = _taken_out(element, "excerpt-original")
        citation = _taken_out(element, "excerpt-citation")
        values = {
            "excerpt_id": id,
            "interview": decided.interviews[quotation.code],
            "turn": quotation.turn,
            "body": inner_xhtml(element).strip(),
            "lang": element.get("lang") or "",
            "translated": quotation.translated,
            "original": inner_xhtml(original).strip() if original is not None else "",
            "original_lang": original.get("lang") if original is not None else "",
            "original_place": quotation.original,
            "original_first": quotation.original_first,
            "emphasis_added": quotation.emphasis_added,
            "speaker": quotation.speaker,
            "citation_xhtml": inner_xhtml(citation).strip() if citation is not None else "",
            "marks": decided.marks[id] if id in decided.marks else (),
            "terms": dict(decided.terms),
        }
        if quotation.kind == "said" and values["marks"]:
            _mark_block(element)
        name = f"content/{quotation.kind}.xhtml"
        rendered = render(theme, name, values)
        diagnostics += [*rendered.diagnostics, *_replace(element, rendered, name)]
    return diagnostics


def _mark_block(element: etree._Element) -> None:
    """The paragraph gets a class, so that the margin can show that consent does not cover some of its words."""
    block = next((around for around in element.iterancestors() if around.tag in BLOCKS), None)
    if block is not None:
        classes = [*(block.get("class") or "").split(), "unapproved-here"]
        block.set("class", " ".join(dict.fromkeys(classes)))


def _taken_out(element: etree._Element, name: str) -> etree._Element | None:
    """The div of this class, taken out of an element."""
    found = next((child for child in element.findall("div") if child.get("class") == name), None)
    if found is not None:
        element.remove(found)
    return found


def _replace(element: etree._Element, rendered: Outcome[str], name: str) -> list[Diagnostic]:
    """Put a template's XHTML in the place of an element; markup that is not well-formed is the template's fault."""
    if not rendered.value.strip():
        return []
    try:
        new = etree.fromstring(f"<div>{rendered.value}</div>")
    except etree.XMLSyntaxError as error:
        place = Location(f"templates/{name}", error.lineno or 1, 1)
        return [Diagnostic("TPL-004", place, f"What the template makes is not well-formed: {error.msg}.", "Close every tag.")]
    parent = element.getparent()
    position = parent.index(element)
    tail = element.tail or ""
    children = list(new)
    for child in reversed(children):
        child.tail = None
        parent.insert(position, child)
    parent.remove(element)
    if children:
        children[-1].tail = tail
    return []


def _paragraph_ids(section: etree._Element, id: str) -> None:
    """Every paragraph and the like has an id, for page marks and for citing by paragraph."""
    count = 0
    for element in section.iter(*BLOCKS):
        if element.get("id"):
            continue
        if element.tag in ("li", "dd", "td", "th", "blockquote") and element.find("p") is not None:
            continue
        count += 1
        element.set("id", f"{id}-p{count}")


def _headings(
    section: etree._Element, draft: ContentDocument, gathered: Gathered, decided: Decided
) -> tuple[Heading, ...]:
    found: list[Heading] = []
    elements = [element for element in section.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    for index, (element, use) in enumerate(zip(elements, gathered.headings)):
        title = element.find("span[@class='title']") if index == 0 else None
        xhtml = quiet_xhtml(title if title is not None else element)
        number = decided.numbers.headings[index]
        id = decided.numbers.heading_ids[index]
        found.append(Heading(id, use.level, number, use.title, xhtml, use.listed))
    return tuple(found)


def _captioned(section: etree._Element) -> tuple[Captioned, ...]:
    found: list[Captioned] = []
    for element in section.iter("figure", "table"):
        caption = element.find("figcaption" if element.tag == "figure" else "caption")
        label = caption.find("span[@class='label']") if caption is not None else None
        if caption is None or label is None:
            continue
        title = caption.find("span[@class='title']")
        xhtml = quiet_xhtml(title) if title is not None else ""
        kind = "figure" if element.tag == "figure" else "table"
        credit = "; ".join(dict.fromkeys(image.attrib.pop("data-credit", "") for image in element.iter("img")))
        found.append(Captioned(element.get("id"), "figure" if kind == "figure" else "table", label.text or "", xhtml, credit))
    return tuple(found)
