"""Draws a filled template as PDF in the book's faces: tagged, with its title and its headings as bookmarks."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree
from pikepdf import Name, Pdf

from bookbuilder.cache import Steps
from bookbuilder.diagnostics import Diagnostic, Location, Severity
from bookbuilder.layout.bind_structure import grow_tree, write_structure
from bookbuilder.layout.engine import engine_version, lay_out
from bookbuilder.layout.formulas import FormulaType, draw_formulas
from bookbuilder.layout.laid_out import LaidOut, LayoutOrder
from bookbuilder.layout.pdf_bytes import packed
from bookbuilder.layout.pdf_metadata import write_metadata
from bookbuilder.manuscript.presentation import BLOCKS
from bookbuilder.model.book import Conformance
from bookbuilder.model.publication import Publication
from bookbuilder.theme.fonts import Families
from bookbuilder.theme.templates import Theme


@dataclass(frozen=True)
class Drawing:
    """What every drawing of one presentation needs."""

    publication: Publication
    theme: Theme
    steps: Steps
    fonts: Families
    formulas: FormulaType
    title: str
    """The title of the talk, for the files' metadata."""

    def lay_out(self, root: etree._Element, *sheets: str, tagged: bool = True) -> LaidOut:
        """Lay out one template's tree with style sheets of styles/, over the book's colours and faces."""
        root = etree.fromstring(etree.tostring(root))
        draw_formulas(root, self.formulas)
        html = etree.tostring(root, encoding="unicode", method="html", doctype="<!DOCTYPE html>")
        styles = (
            ("styles/tokens.css", self.theme.text("styles/tokens.css")),
            ("manuscript/book.yaml", self.fonts.css),
            *((name, self.theme.text(name)) for name in sheets),
        )
        used = {it.get("src") for it in root.iter("img")}
        pictures = tuple((it.name, it.path) for it in self.publication.resources if it.name in used)
        order = LayoutOrder(html, styles, self.fonts.faces, pictures, tagged=tagged)
        inputs = {
            "order": (html, styles, pictures, tagged),
            "fonts": [(it.name, it.digest) for it in self.fonts.faces],
            "engine": engine_version(),
        }
        return self.steps.step(f"lay out the {sheets[-1]}", inputs, lambda: lay_out(order))

    def tagged(self, laid_out: LaidOut) -> bytes:
        """The finished file: the structure of its pages, its title, language and dates."""
        made = Pdf.open(io.BytesIO(laid_out.pdf))
        write_structure(made, laid_out.elements, ())
        grow_tree(made)
        book = replace(self.publication.book, title=self.title, subtitle="", conformance=Conformance())
        write_metadata(made, replace(self.publication, book=book, identifier=""), True)
        made.Root.PageLayout = Name.SinglePage
        return packed(made)


def engine_faults(template: str, drawn: Sequence[LaidOut]) -> list[Diagnostic]:
    """What the engine says of a style sheet or a picture, each once."""
    said = dict.fromkeys(message for each in drawn for message in each.messages)
    return [Diagnostic("PDF-010", it.place(Location(template)), it.text, "", Severity.WARNING, BLOCKS) for it in said]
