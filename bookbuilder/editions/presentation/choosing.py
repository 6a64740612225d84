"""Finds in the book what slides and handout show: elements by their ids, excerpts by code and turn, words as they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from lxml import etree

from bookbuilder.diagnostics import Diagnostic, Location, did_you_mean
from bookbuilder.manuscript.presentation import BLOCKS, PRESENTATION_FILE, Presentation, read_presentation
from bookbuilder.markdown.xhtml_text import alone, class_names, inner_xhtml, parent_of, put_in_place, serialise
from bookbuilder.model.publication import ContentDocument, Publication
from bookbuilder.pages.running_text import read_document
from bookbuilder.source import is_file

Kind: TypeAlias = Literal["figure", "table", "excerpt", "recommendation", "paragraph", "quotation"]
REFERENCES = ("headers", "aria-labelledby", "aria-describedby", "for")


@dataclass(frozen=True)
class Shown:
    """One thing of the book as slides and handout print it."""

    kind: Kind
    id: str
    """Its id in the book, whose page is its page."""
    xhtml: str
    """The element itself, without links within the book; ids begin with the place where it is shown."""
    document: ContentDocument
    label: str = ""
    """"Figure 2.1"; empty where it has none."""
    notes: tuple[tuple[str, str], ...] = ()
    """Its notes: the number and the XHTML of each."""
    number: str = ""
    """A recommendation's number in its list."""
    specimen: bool = False
    """Whether words of a specimen interview stand in it."""
    before: int = 0
    """Of a quotation: the letters of its paragraph that stand before it."""


@dataclass
class Choosing:
    """Looks things up in one publication, and keeps what was asked for and is not there."""

    publication: Publication
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._trees = {it.id: etree.fromstring(it.body) for it in self.publication.documents if it.body}
        self._by_id = {
            id: element for tree in self._trees.values() for element in tree.iter("*") if (id := element.get("id"))
        }

    def shown(self, name: str, place: Location, prefix: str) -> Shown | None:
        """What a name of `show:` stands for; `prefix` begins the ids of its elements."""
        id = self._excerpt(name) if " " in name else name
        element = _whole(self._by_id[id]) if id in self._by_id else None
        kind = _kind(element) if element is not None else None
        if element is None or kind is None:
            what = "is not a figure, table, excerpt, recommendation or paragraph" if id in self._by_id else "has no"
            message = f'"{name}" {what}.' if id in self._by_id else f'The book has nothing with the id "{name}".'
            known = [it for it in self._by_id if it.startswith(("fig-", "tbl-", "rec-"))]
            known += [f"{it.code} {it.turn}" for it in self.publication.quotations if it.kind == "excerpt"]
            remedy = did_you_mean(name, known) or "Give it an id in its chapter, {#fig-trade}, or quote its words."
            self.diagnostics.append(Diagnostic("PRS-005", place, message, remedy, blocks=BLOCKS))
            return None
        return self._made(element, kind, id, prefix)

    def quoted(self, words: str, place: Location) -> Shown | None:
        """The words of the book that are these; only quotation marks, dashes and spaces may be typed differently."""
        wanted = " ".join(words.translate(_PLAIN).split()).strip('"')
        for document in self.publication.documents:
            for passage in read_document(self._trees[document.id]) if document.body else ():
                text = _CALL.sub("", passage.text)
                at = text.translate(_PLAIN).find(wanted)
                if at < 0 or not wanted or passage.kind not in ("text", "excerpt"):
                    continue
                element = _whole(self._by_id[passage.id])
                if passage.kind == "excerpt" or element.find(".//span[@class='said']") is not None:
                    message = "These words are an expert's, or stand beside an expert's."
                    remedy = f"Show them as the book does: show: {element.get('id') or passage.id}"
                    self.diagnostics.append(Diagnostic("PRS-006", place, message, remedy, blocks=BLOCKS))
                    return None
                quotation = etree.Element("p")
                quotation.text = text[at : at + len(wanted)]
                before = len("".join(text[:at].split()))
                return Shown("quotation", passage.id, serialise(quotation), document, before=before)
        message = f'The book does not say "{words[:60]}{"…" if len(words) > 60 else ""}".'
        remedy = "Copy the words from the PDF or from the chapter as they are printed, within one paragraph."
        self.diagnostics.append(Diagnostic("PRS-006", place, message, remedy, blocks=BLOCKS))
        return None

    def recommendations(self, names: Sequence[str], place: Callable[[int], Location]) -> list[Shown]:
        """Those of these ids, or all that the book marks, in its order."""
        wanted = names or [id for id in self._by_id if id.startswith("rec-")]
        return [it for at, name in enumerate(wanted) if (it := self.shown(name, place(at), f"h-r{at}-"))]

    def _excerpt(self, name: str) -> str:
        code, _, turn = name.partition(" ")
        found = (it.id for it in self.publication.quotations if it.code == code and it.turn == turn.strip())
        return next(found, "")

    def _made(self, element: etree._Element, kind: Kind, id: str, prefix: str) -> Shown:
        document = self.publication.document(self.publication.document_of[id])
        captioned = {it.id: it.label for it in document.captioned}
        own = element.get("id") or id
        copy = alone(element)
        notes = list(self._notes(copy))
        _without_links(copy)
        if kind == "recommendation" and copy.tag == "li":
            copy.tag = "div"
        for each in copy.iter("*"):
            if each.get("id"):
                each.set("id", prefix + (each.get("id") or ""))
            for name in REFERENCES:
                if each.get(name):
                    each.set(name, " ".join(prefix + it for it in (each.get(name) or "").split()))
        return Shown(
            kind, own, serialise(copy), document, captioned[own] if own in captioned else "", tuple(notes),
            _list_number(element), "specimen" in {c for it in copy.iter("*") for c in class_names(it)},
        )  # fmt: skip

    def _notes(self, root: etree._Element) -> Iterator[tuple[str, str]]:
        """The notes that are called in an element; the call keeps its number and leads nowhere."""
        for call in [it for it in root.iter("a") if it.get("role") == "doc-noteref"]:
            note = self._by_id[(call.get("href") or "").removeprefix("#")]
            copy = alone(note)
            for back in [it for it in copy.iter("a") if it.get("role") == "doc-backlink"]:
                parent_of(back).text = (parent_of(back).text or "") + (back.tail or "").lstrip()
                parent_of(back).remove(back)
            _without_links(copy)
            for each in copy.iter("*"):
                each.attrib.pop("id", None)
            inner = " ".join(inner_xhtml(it) for it in ([*copy] if copy.find("p") is not None else [copy]))
            yield "".join(call.itertext()), inner
            number = etree.Element("sup")
            number.text = "".join(call.itertext())
            put_in_place(call, [number])


def presentation_faults(folder: Path, publication: Publication) -> list[Diagnostic]:
    """What is wrong with presentation.yaml, where a book has one; PRS-001 to PRS-006."""
    if not is_file(folder / PRESENTATION_FILE):
        return []
    read = read_presentation(folder)
    choosing = Choosing(publication)
    if read.value is not None:
        choose(read.value, choosing)
    return [*read.diagnostics, *choosing.diagnostics]


def choose(asked: Presentation, choosing: Choosing) -> tuple[list[list[Shown]], list[Shown], list[Shown]]:
    """What each slide shows, and the recommendations and the figures of the handout."""
    slides = []
    for number, slide in enumerate(asked.form.slides):
        found = [choosing.shown(name, asked.at("slides", number, "show", at), f"s{number}-{at}-")
                 for at, name in enumerate(slide.show)]  # fmt: skip
        found += [choosing.quoted(it, asked.at("slides", number, "quote", at)) for at, it in enumerate(slide.quote)]
        slides.append([it for it in found if it is not None])
    handout = asked.form.handout
    recommended = choosing.recommendations(
        handout.recommendations, lambda at: asked.at("handout", "recommendations", at)
    )
    figures = [choosing.shown(it, asked.at("handout", "show", at), f"h{at}-") for at, it in enumerate(handout.show)]
    return slides, recommended, [it for it in figures if it is not None]


_PLAIN = str.maketrans("“”„«»‘’‚\u00a0\u202f\u2010\u2011–—", '"""""\'\'\'  ----')
_CALL = re.compile(r"\[\d+\]")


def _whole(element: etree._Element) -> etree._Element:
    """The block that an id of words within it stands for: a recommendation's list item, a paragraph."""
    for it in (element, *element.iterancestors()):
        if it.tag in ("li", "p", "figure", "table", "aside", "section", "blockquote") or _is_recommendation(it):
            return it
    return element


def _is_recommendation(element: etree._Element) -> bool:
    return "recommendation" in class_names(element)


def _kind(element: etree._Element) -> Kind | None:
    if element.tag in ("figure", "table"):
        return "figure" if element.tag == "figure" else "table"
    if "excerpt" in class_names(element):
        return "excerpt"
    marked = any((it.get("id") or "").startswith("rec-") for it in element.iter("*"))
    if _is_recommendation(element) or element.tag == "li" and marked:
        return "recommendation"
    return "paragraph" if element.tag in ("p", "blockquote", "li") else None


def _list_number(element: etree._Element) -> str:
    parent = element.getparent()
    if element.tag != "li" or parent is None or parent.tag != "ol":
        return ""
    return str(int(parent.get("start") or 1) + parent.index(element))


def _without_links(root: etree._Element) -> None:
    """Links within the book are words here: what they lead to lies elsewhere. Marks of pages and of the index go."""
    for link in list(root.iter("a")):
        if (link.get("href") or "#").startswith("#"):
            link.tag = "span"
            for name in [it for it in link.attrib if it not in ("id", "class", "lang")]:
                del link.attrib[name]
