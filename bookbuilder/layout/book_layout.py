"""Lays out the documents of one book, until their page numbers agree, and binds their pages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from bookbuilder import helper_processes
from bookbuilder.cache import Step, Steps
from bookbuilder.diagnostics import Diagnostic, Location, Severity, Stage, blocking
from bookbuilder.diagnostics.crash import crash, rescuing
from bookbuilder.layout.acronyms import wants_small_capitals
from bookbuilder.layout.binding import Bound, bind
from bookbuilder.layout.document_html import Written, linked
from bookbuilder.layout.document_texts import DocumentTexts
from bookbuilder.layout.engine import engine_version, lay_out, lay_out_in, send_faces
from bookbuilder.layout.formulas import formula_type
from bookbuilder.layout.gate import PDF_ONLY, page_faults
from bookbuilder.layout.laid_out import BASE, LaidOut, LayoutOrder
from bookbuilder.layout.link_words import link_words
from bookbuilder.layout.page_number_convergence import settle
from bookbuilder.layout.page_numbers import Place, page_map, standing
from bookbuilder.layout.page_sides import Shift, moved, shifts
from bookbuilder.layout.pdf_edition import PdfEdition
from bookbuilder.layout.prepared_document import make_ready
from bookbuilder.layout.print_overrides import Placed
from bookbuilder.layout.running_heads import heads_html
from bookbuilder.layout.short_pages import short_pages
from bookbuilder.layout.style_sheets import place_in_sheets, style_sheets
from bookbuilder.layout.warm_up import KEPT
from bookbuilder.model.pages import PageMap
from bookbuilder.model.publication import ContentDocument, Publication
from bookbuilder.theme.fonts import Families
from bookbuilder.theme.stylesheets import added_sheets
from bookbuilder.theme.templates import Theme

NOT_MADE = (
    '<!DOCTYPE html><html lang="en"><head><title>Not made</title></head>'
    '<body class="chapter bodymatter"><section id="{0}"><p>This chapter could not be laid out.</p></section></body></html>'
)
"""What a draft prints for a chapter in which the layout has failed."""
SHEETS = ("styles/tokens.css", "styles/print.css", "styles/print-parts.css")
"""The style sheets of the text, in their order; the running heads have one more."""


class BookLayout:
    """Lays out the documents of one book and binds them; `diagnostics` gathers what it has to report."""

    def __init__(
        self,
        publication: Publication,
        theme: Theme,
        steps: Steps,
        fonts: Families,
        tagged: bool,
        overrides: Placed,
        joined: Mapping[str, ContentDocument],
        stage: Stage,
        glyphs_reported: bool,
    ) -> None:
        self._publication = publication
        self._theme = theme
        self._steps = steps
        self._fonts = fonts
        self._tagged = tagged
        self._stage = stage
        self._glyphs_reported = glyphs_reported
        self._failed: set[str] = set()
        self._texts: Mapping[str, Written] = {}
        added = added_sheets(theme, "print")
        sheets = partial(style_sheets, publication, theme, fonts)
        shipped = sheets(*SHEETS)
        self._styles = (*shipped, *added)
        self._head_styles = (*shipped, *sheets("styles/running-heads.css"), *added)
        self.diagnostics: list[Diagnostic] = []
        formulas, acronyms = formula_type(publication, theme, fonts, steps), wants_small_capitals(self._styles)
        written = DocumentTexts(publication, theme, steps, overrides, joined, formulas, acronyms, self.diagnostics)
        self._write = written.write

    def print(self) -> PdfEdition | None:
        kept = {
            "styles": self._styles,
            "fonts": [it.digest for it in self._fonts.faces],
            "lang": self._publication.book.lang,
        }
        self._steps.step(KEPT, kept, lambda: (self._styles, self._fonts.faces, self._publication.book.lang))
        laid_out = self._laid_out()
        if blocking(self.diagnostics, self._stage, "pdf") or len(laid_out) < len(self._publication.documents):
            return None
        placed = standing(self._publication, laid_out)
        heads = self._heads(laid_out, placed)
        by = {}
        for document in self._publication.documents:
            moves = shifts(laid_out[document.id], heads[document.id])
            laid_out[document.id] = moved(laid_out[document.id], moves)
            by[document.id] = moves if any(across or down for across, down in moves) else ()
        last = placed[-1]
        return PdfEdition(
            partial(self._bound, laid_out, heads, by, placed),
            {id: laid.facts for id, laid in laid_out.items()},
            page_map(placed, laid_out),
            {place.document: place.begins + 1 for place in placed},
            -(-(last.begins + len(laid_out[last.document].facts)) // 2) * 2,  # binding ends on a verso
            {id: tuple(short_pages(laid.facts)) for id, laid in laid_out.items()},
            {id: laid.adjusted for id, laid in laid_out.items()},
        )

    def _bound(
        self,
        laid_out: Mapping[str, LaidOut],
        heads: Mapping[str, LaidOut],
        by: Mapping[str, tuple[Shift, ...]],
        placed: Sequence[Place],
    ) -> bytes:
        words = link_words(self._publication)
        making = []
        for document in self._publication.documents:
            id, drawn, moves = document.id, laid_out[document.id], by[document.id]
            links = {it: words[it] for it in linked(self._texts[id].html) if it in words}
            structure = drawn.elements if self._tagged else None
            making.append(
                Step(
                    f"make ready {id}",
                    {
                        "pages": drawn.pdf,
                        "heads": heads[id].pdf,
                        "moves": moves,
                        "links": links,
                        "tagged": self._tagged,
                    },
                    make_ready,
                    (drawn.pdf, heads[id].pdf, moves, links, structure),
                    len(drawn.pdf),
                )
            )
        ready = self._side_by_side(making)
        bound = list(map(Bound, self._publication.documents, ready, placed))
        return self._steps.step(
            "bind the pages",
            {
                "pages": [(it.document.id, it.pdf, it.place) for it in bound],
                "book": self._publication.book,
                "headings": [(item.document.headings, item.document.title) for item in bound],
                "metadata": (self._publication.identifier, self._publication.modified),
                "tagged": self._tagged,
            },
            lambda: bind(self._publication, bound, self._fonts, self._tagged, self._steps),
        )

    def _laid_out(self) -> dict[str, LaidOut]:
        """Lay out what stands by itself, then the pages that print page numbers, until the numbers agree."""
        laid_out: dict[str, LaidOut] = {}

        def lay_out(stale: list[ContentDocument], texts: dict[str, Written]) -> PageMap:
            self._lay_out(stale, texts, laid_out)
            return page_map(standing(self._publication, laid_out), laid_out)

        settled = settle(self._publication.documents, self._write, lay_out)
        self._texts = settled.texts
        if blocking(self.diagnostics, self._stage, "pdf") or len(laid_out) < len(self._publication.documents):
            return laid_out
        self.diagnostics += settled.faults(self._publication)
        looking = [
            self._looking_over(document, settled.texts[document.id], laid_out[document.id])
            for document in self._publication.documents
            if document.id not in self._failed
        ]
        for document in self._publication.documents:
            self._report(document, laid_out[document.id])
        for found in self._side_by_side(looking):
            self.diagnostics += found
        return laid_out

    def _looking_over(self, document: ContentDocument, text: Written, laid_out: LaidOut) -> Step:
        """What is wrong on a document's pages; they are known by what is drawn on them."""
        return Step(
            f"look over the pages of {document.id}",
            {"document": document, "text": text.html, "pages": laid_out.pdf, "styles": self._styles},
            page_faults,
            (document, text, laid_out.facts, self._styles),
            len(text.html),
        )

    def _side_by_side(self, steps: Sequence[Step]) -> list[Any]:
        """The values of steps in the processes that are there; one by one where there are none."""
        return self._steps.several(steps, pooled=False)

    def _lay_out(
        self, documents: list[ContentDocument], texts: Mapping[str, Written], laid_out: dict[str, LaidOut]
    ) -> None:
        orders = [self._order(texts[document.id], self._styles) for document in documents]
        laid_out.update(
            zip((document.id for document in documents), self._several("lay out", documents, orders), strict=True)
        )

    def _heads(self, laid_out: Mapping[str, LaidOut], placed: tuple[Place, ...]) -> dict[str, LaidOut]:
        documents = self._publication.documents
        orders = [
            LayoutOrder(
                heads_html(document, self._publication, laid_out[document.id], place),
                self._head_styles,
                self._fonts.faces,
                tagged=False,
            )
            for document, place in zip(documents, placed, strict=True)
        ]
        drawn = self._several("set running heads of", documents, orders)
        for document, heads in zip(documents, drawn, strict=True):
            self._report(document, heads)
        return {document.id: heads for document, heads in zip(documents, drawn, strict=True)}

    def _several(
        self, verb: str, documents: tuple[ContentDocument, ...] | list[ContentDocument], orders: list[LayoutOrder]
    ) -> list[LaidOut]:
        is_beside = self._steps.workers > 1 and helper_processes.is_free()
        if is_beside:
            send_faces(self._fonts.faces)
        run, digests = lay_out_in if is_beside else lay_out, tuple(face.digest for face in self._fonts.faces)
        steps = [
            Step(
                f"{verb} {document.id}",
                {
                    "text": order.html,
                    "styles": order.styles,
                    "fonts": [(face.name, face.digest) for face in order.faces],
                    "pictures": order.pictures,
                    "engine": engine_version(),
                },
                run,
                (replace(order, faces=()), digests) if is_beside else (order,),
                len(order.html),
            )
            for document, order in zip(documents, orders, strict=True)
        ]

        def left_out(index: int, error: Exception) -> LaidOut:
            document, order = documents[index], orders[index]
            if self._theme.own_sheets and not isinstance(error, helper_processes.HelperGoneError):
                with suppress(Exception):
                    plain = replace(self._theme, is_styled=False)
                    laid = lay_out(replace(order, styles=style_sheets(self._publication, plain, self._fonts, *SHEETS)))
                    self.diagnostics.append(fails_at(self._theme, error, f" in {document.file}"))
                    return laid
            self._failed.add(document.id)
            place = Location(document.file, 1, 1)
            self.diagnostics.append(replace(crash(error, place, document.id, self._steps.tracebacks), blocks=PDF_ONLY))
            return lay_out(replace(order, html=NOT_MADE.format(document.id)))

        rescue = rescuing(left_out, self._stage) if verb == "lay out" else None
        return self._steps.several(steps, rescue=rescue)

    def _order(self, text: Written, styles: tuple[tuple[str, str], ...]) -> LayoutOrder:
        wanted = set(text.pictures)
        pictures = tuple((it.name, it.path) for it in self._publication.resources if it.name in wanted)
        return LayoutOrder(text.html, styles, self._fonts.faces, pictures, tagged=self._tagged)

    def _report(self, document: ContentDocument, laid_out: LaidOut) -> None:
        """Make the engine's own words faults at the line of the style sheet, or of the document that it read."""
        for message in laid_out.messages:
            glyph = re.search(r"\(U\+([0-9A-F]+)\)", message.text)
            if glyph and self._glyphs_reported:
                continue  # it is reported already, with its place
            file = re.search(rf"{BASE}([^\s:\"']+)", message.text)
            in_sheet = place_in_sheets(message.text, self._head_styles)
            place = message.place(in_sheet or (document.place_before(file[1]) if file else Location(document.file)))
            lost = message.text.startswith(("Failed to load image", ".notdef glyph"))
            severity = Severity.ERROR if lost else Severity.WARNING
            words = message.text.replace(BASE, "")
            fault = Diagnostic("PDF-010", place, words, "", severity, PDF_ONLY)
            if fault not in self.diagnostics:
                self.diagnostics.append(fault)


def fails_at(theme: Theme, error: Exception, where: str = "") -> Diagnostic:
    """CSS-005: with the shipped styles alone the engine lays out what it did not with the book's."""
    sheets = theme.own_sheets
    message = (
        f"The layout engine fails at {', '.join(sheets)} ({type(error).__name__}){where}; the shipped styles stand in."
    )
    remedy = "Take out one rule after the other, beginning with the last that was written, until the book prints."
    return Diagnostic("CSS-005", Location(sheets[0]), message, remedy, blocks=PDF_ONLY)
