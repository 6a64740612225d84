"""What book.yaml may say for single parts of the book: dedication, epigraph, cataloguing, printing, index."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator

from bookbuilder.manuscript.forms import Form
from bookbuilder.manuscript.values import date_text
from bookbuilder.model.parts import Catalogue, Epigraph, IndexStyle, Printing


def _date(value: str) -> str:
    return date_text(value) if value else ""


class EpigraphForm(Form):
    text: str
    source: str = ""

    def epigraph(self) -> Epigraph:
        return Epigraph(self.text, self.source)


class CatalogueForm(Form):
    udc: str = ""
    bbk: str = ""
    author_mark: str = ""
    cip: str = ""

    def catalogue(self) -> Catalogue:
        return Catalogue(self.udc, self.bbk, self.author_mark, self.cip)


class PrintingForm(Form):
    run: str = ""
    printer: str = ""
    signed: Annotated[str, AfterValidator(_date)] = ""
    order: str = ""
    paper: str = ""
    sheets: str = ""

    def printing(self) -> Printing:
        return Printing(**self.model_dump())


class IndexStyleForm(Form):
    collapse: Literal["consecutive", "marked"] = "consecutive"
    ranges: Literal["expanded", "minimal", "minimal-two", "chicago"] = "expanded"
    notes: Literal["letter", "number"] = "letter"

    def style(self) -> IndexStyle:
        return IndexStyle(self.collapse, self.ranges, self.notes)
