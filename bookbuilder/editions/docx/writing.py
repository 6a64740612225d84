"""Writes chapters as Word files, and says what a round trip loses."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from lxml import etree

from bookbuilder.compose.decide.chart_fonts import font_file
from bookbuilder.desk.round_trip.stamps import properties
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, counted
from bookbuilder.drawing import CostlyDrawingError, DrawingError, draw_svg
from bookbuilder.editions.docx.fields import Citation, with_fields
from bookbuilder.editions.docx.fitting import NO_PAGE, fit_for_word, marks_of
from bookbuilder.markdown.ast import in_order, load
from bookbuilder.markdown.docx import read_docx, write_docx
from bookbuilder.markdown.word_file import repacked
from bookbuilder.markdown.xhtml_text import class_names
from bookbuilder.mathematics.mathml import MATH
from bookbuilder.model.publication import ContentDocument, Publication
from bookbuilder.saving import temporary_folder
from bookbuilder.source import found_bytes, own_bytes
from bookbuilder.theme.templates import Theme

REFERENCE = "templates/word/reference.docx"


@dataclass(frozen=True)
class WrittenDocx:
    """One Word file."""

    id: str
    """The chapter's; the file's stem."""
    data: bytes
    words: int
    notes: int
    lost: tuple[str, ...]
    """Words of the chapter that are not in the Word file, and things of which it has fewer."""

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be said of it, a line each."""
        return (
            f"{counted(self.words, 'word')}, {counted(self.notes, 'note')}",
            *(f"not in the Word file: {it}" for it in self.lost),
        )


def write_book(publication: Publication, theme: Theme) -> Outcome[bytes]:
    """The whole book as one Word file, with real notes and styles, and citations as text."""
    bodies = "".join(it.body for it in publication.documents if it.body)
    body = f'<section id="book">{bodies}</section>'
    whole = ContentDocument("book", "chapter", "", "bodymatter", publication.book.full_title, "", body=body)
    written = write_chapters(publication, theme, (whole,))
    return Outcome(written.value[0].data, written.diagnostics)


def write_chapters(
    publication: Publication,
    theme: Theme,
    chapters: Sequence[ContentDocument],
    citations: Mapping[str, Citation] = MappingProxyType({}),
) -> Outcome[list[WrittenDocx]]:
    """A Word file of each, in the styles of the reference document, read again; `citations` become Zotero's fields, by their ids."""
    reference = theme.path(REFERENCE)
    assert reference is not None
    written = []
    with temporary_folder() as name:
        work = Path(name)
        pictures, faults = _pictures(publication, work)
        (work / "reference.docx").write_bytes(own_bytes(reference, theme.root(reference)))
        for document in chapters:
            made = work / f"{document.id}.docx"
            stamp = properties(document.source, document.body) if document.source else {}
            write_docx(
                fit_for_word(document.body, pictures),
                made,
                work / "reference.docx",
                document.lang or publication.book.lang,
                stamp,
            )
            made.write_bytes(with_fields(made.read_bytes(), marks_of(document.body), citations))
            written.append(_compared(made, document, work))
    return Outcome(written, faults)


LONGEST = 3000
"""CSS pixels of a drawing's longer side beyond which it is drawn no larger."""


def _pictures(publication: Publication, work: Path) -> tuple[dict[str, Path], tuple[Diagnostic, ...]]:
    """Word shows no SVG everywhere, so drawings become PNG at three times their size; those that cannot are reported."""
    pictures: dict[str, Path] = {}
    faults: list[Diagnostic] = []
    fonts = sorted(font_file(publication.book.fonts.text).parent.glob("*.ttf"))
    for resource in publication.resources:
        if resource.media_type != "image/svg+xml":
            pictures[resource.name] = work / resource.name.replace("/", "-")
            pictures[resource.name].write_bytes(found_bytes(resource.path))
            continue
        target = work / f"{resource.name.replace('/', '-')}.png"
        drawing = found_bytes(resource.path).decode("utf-8")
        family = publication.book.fonts.text
        longer = max(resource.width, resource.height)
        fitted = {"zoom": 3} if longer <= LONGEST else {"width": max(1, 3 * LONGEST * resource.width // longer)}
        try:
            target.write_bytes(draw_svg(drawing, fonts, family, **fitted))
        except DrawingError as error:
            place = Location(f"manuscript/{resource.name}", 1, 1)
            words = str(error) if isinstance(error, CostlyDrawingError) else f"cannot be drawn: {error}"
            remedy = CostlyDrawingError.remedy
            faults.append(Diagnostic("FIG-005", place, f"{resource.name} {words}. It is left out in Word.", remedy))
            continue
        pictures[resource.name] = target
    return pictures, tuple(faults)


def _compared(path: Path, document: ContentDocument, work: Path) -> WrittenDocx:
    """What the chapter has and the Word file, read again, lacks."""
    tree = etree.fromstring(document.body)
    ast = read_docx(path, work / "media", "accept")
    back = load(ast)
    theirs = Counter(type(element).__name__ for element in in_order(back))
    lost = []
    for kind, expected in _kinds(tree).items():
        if theirs[kind] < expected:
            lost.append(f"{expected - theirs[kind]} of {expected} {kind}, whose words are there as paragraphs")
    pages = [each for each in tree.iter("a") if {"page-ref", "bare"} <= set(class_names(each))]
    if pages:
        lost.append(f"{len(pages)} numbers of pages, for which {NO_PAGE} stands")
        for each in pages:
            each.text = ""
    for element in list(tree.iter()):
        if element.get("role") == "doc-backlink" or element.get("role") == "doc-noteref":
            element.text = ""
    for label in tree.iterfind(".//span[@class='item-label']"):  # Word prints it as the number of the item
        label.text = ""
    for math in tree.iter(MATH):  # Word has formulas in a form of its own: they are counted
        for part in list(math):
            math.remove(part)
    ours = Counter(_words("".join(f"{text} " if tag else text for tag, text in _texts(tree))))
    missing = ours - Counter(_words(_all_text(json.loads(ast))))
    lost += [f"{count} × “{word}”" for word, count in sorted(missing.items())]
    return WrittenDocx(document.id, repacked(path.read_bytes()), sum(ours.values()), theirs["Note"], tuple(lost))


def _kinds(tree: etree._Element) -> dict[str, int]:
    return {
        "Note": sum(1 for each in tree.iter("a") if each.get("role") == "doc-noteref"),
        "Header": sum(1 for each in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")),
        "Table": sum(1 for _ in tree.iter("table")),
        "Image": sum(1 for _ in tree.iter("img")),
        "BlockQuote": sum(1 for each in tree.iter("blockquote") if "epigraph" not in class_names(each)),
        "BulletList": sum(1 for _ in tree.iter("ul")),
        "OrderedList": sum(1 for _ in tree.iter("ol")),
        "DefinitionList": sum(1 for _ in tree.iter("dl")),
        "CodeBlock": sum(1 for _ in tree.iter("pre")),
        "Math": sum(1 for _ in tree.iter(MATH)),
        "LineBlock": sum(1 for each in tree.iter("div") if "line-block" in class_names(each)),
    }


def _texts(tree: etree._Element) -> list[tuple[bool, str]]:
    """Every text of the tree; True where a block ends behind it, so that no two words run together."""
    blocks = set("p h1 h2 h3 h4 h5 h6 td th li caption figcaption dt dd div tr".split())
    found: list[tuple[bool, str]] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            found.append((False, element.text or ""))
        else:
            found.append((element.tag in blocks, ""))
            found.append((False, element.tail or ""))
    return found


def _all_text(node: object) -> str:
    """Every word of an AST, notes too, in any order."""
    if isinstance(node, list):
        return "".join(_all_text(child) for child in node)
    if not isinstance(node, dict):
        return ""
    if "t" not in node:
        return " ".join(_all_text(child) for child in node.values())
    kind: str = node["t"]
    content: Any = node["c"] if "c" in node else None
    if kind in ("Str", "Code", "CodeBlock"):
        return str(content) if kind == "Str" else f" {content[1]} " if kind == "CodeBlock" else str(content[1])
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    inside = _all_text(content)
    if kind == "Quoted":
        return f"‘{inside}’" if content[0]["t"] == "SingleQuote" else f"“{inside}”"
    return f" {inside} " if kind in ("Para", "Plain", "Header", "Note", "Table", "Figure", "LineBlock") else inside


def _words(text: str) -> list[str]:
    return ["".join(c for c in word if c.isalnum()) for word in text.split() if any(c.isalnum() for c in word)]
