"""Makes the print edition: one PDF, bound from documents that are laid out one by one, and the facts of its pages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from lxml import etree

from bookbuilder.cache import Step, Steps
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, Severity, Stage, blocking
from bookbuilder.diagnostics.crash import crash
from bookbuilder.layout.acronyms import wants_small_capitals
from bookbuilder.layout.binding import Bound, bind
from bookbuilder.layout.document_html import Written, document_html, linked
from bookbuilder.layout.engine import available, engine_version, lay_out
from bookbuilder.layout.formulas import formula_type
from bookbuilder.layout.gate import PDF_ONLY, page_faults
from bookbuilder.layout.heads import heads_html
from bookbuilder.layout.joined_lists import join_lists, one_body
from bookbuilder.layout.laid_out import LaidOut, LayoutOrder
from bookbuilder.layout.link_words import link_words
from bookbuilder.layout.made_ready import make_ready
from bookbuilder.layout.numbers import Place, page_map, standing
from bookbuilder.layout.openings import Shift, moved, shifts
from bookbuilder.layout.page_number_convergence import settle
from bookbuilder.layout.print_overrides import Placed, apply_overrides, place_overrides
from bookbuilder.layout.short_pages import ShortPage, short_pages
from bookbuilder.manuscript.print_overrides import read_print_overrides
from bookbuilder.model.pages import PageFacts, PageMap
from bookbuilder.model.publication import ContentDocument, Edition, Publication
from bookbuilder.pages.edition_only import for_edition
from bookbuilder.pages.made_pages import made_page
from bookbuilder.pages.page_refs import fill_page_refs, page_refs
from bookbuilder.theme.fonts import Families, families
from bookbuilder.theme.looks import added_sheets
from bookbuilder.theme.templates import Theme

__all__ = ["PdfEdition", "available", "write_pdf"]

NOT_MADE = (
    '<!DOCTYPE html><html lang="en"><head><title>Not made</title></head>'
    '<body class="chapter bodymatter"><section id="{0}"><p>This chapter could not be laid out.</p></section></body></html>'
)
"""What a draft prints for a chapter in which the layout has failed."""


@dataclass(frozen=True)
class PdfEdition:
    """The finished PDF and what stands where on its pages."""

    data: bytes
    facts: dict[str, tuple[PageFacts, ...]]
    """The pages of each document."""
    map: PageMap
    """The printed number of the page on which each id begins."""
    first_pages: dict[str, int]
    """The sheet on which each document begins, counted from 1 in the file."""
    pages: int
    """How many pages the file has."""
    short: dict[str, tuple[ShortPage, ...]]
    """The pages of each document that end more than two lines short, for the proof."""
    adjusted: dict[str, tuple[tuple[str, ...], ...]]
    """What was done for the sake of each page of each document, so that it ends well."""


def write_pdf(
    publication: Publication,
    theme: Theme,
    steps: Steps,
    *,
    workers: int = 2,
    draft: bool = False,
    stage: Stage = Stage.RELEASE,
    bound: bool = True,
) -> Outcome[PdfEdition | None]:
    """Write the print edition; in a release nothing is written while an error stands. `draft` leaves out the structure.

    Who only wants to know what is on its pages has it laid out and not `bound`: then it has no data.

    A draft and a proof have pages that a release refuses, with the errors beside them.
    """
    publication, joined = join_lists(for_edition(publication, "pdf"))
    missing = available()
    if missing:
        return Outcome(None, (Diagnostic("PDF-001", Location("manuscript/book.yaml"), missing, blocks=PDF_ONLY),))
    chosen = families(publication, steps)
    if blocking(chosen.diagnostics, stage, "pdf"):
        return Outcome(None, chosen.diagnostics)
    asked = read_print_overrides(theme.own)
    overrides = place_overrides(asked.value, publication.documents)
    press = _Press(
        publication, theme, steps, chosen.value, workers, not draft, overrides.value, stage, chosen.diagnostics
    )
    press.joined = joined
    try:
        edition = press.print(bound)
    except Exception as error:
        if stage is Stage.RELEASE or not theme.own_sheets or isinstance(error, OSError):
            raise
        plain = replace(theme, is_styled=False)
        printed = write_pdf(publication, plain, steps, workers=workers, draft=draft, stage=stage, bound=bound)
        return Outcome(printed.value, (*printed.diagnostics, _fails_at(theme, error)))
    if edition:
        edition = _with_joined(edition, joined)
    diagnostics = tuple(
        dict.fromkeys((*chosen.diagnostics, *asked.diagnostics, *overrides.diagnostics, *press.diagnostics))
    )
    return Outcome(None if blocking(diagnostics, stage, "pdf") else edition, diagnostics)


def _fails_at(theme: Theme, error: Exception) -> Diagnostic:
    sheets = theme.own_sheets
    message = f"The layout engine fails at {', '.join(sheets)} ({type(error).__name__}); the shipped styles stand in."
    remedy = "Take out one rule after the other, beginning with the last that was written, until the book prints."
    return Diagnostic("CSS-005", Location(sheets[0]), message, remedy, blocks=PDF_ONLY)


def _with_joined(edition: PdfEdition, joined: Mapping[str, ContentDocument]) -> PdfEdition:
    """The edition that knows documents printed within others, too: they have no pages of their own."""
    facts, first = dict(edition.facts), dict(edition.first_pages)
    for id, second in joined.items():
        page = next((at for at, page in enumerate(facts[id]) if second.id in page.anchors), 0)
        facts[second.id], first[second.id] = (), first[id] + page
    none: dict[str, tuple[()]] = {second.id: () for second in joined.values()}
    short, adjusted = {**edition.short, **none}, {**edition.adjusted, **none}
    return replace(edition, facts=facts, first_pages=first, short=short, adjusted=adjusted)


class _Press:
    def __init__(
        self,
        publication: Publication,
        theme: Theme,
        steps: Steps,
        fonts: Families,
        workers: int,
        tagged: bool,
        overrides: Placed,
        stage: Stage,
        fonts_lack: Sequence[Diagnostic],
    ) -> None:
        self._publication = publication
        self._theme = theme
        self._steps = steps
        self._fonts = fonts
        self._workers = workers
        self._tagged = tagged
        self._overrides = overrides
        self._stage = stage
        self._failed: set[str] = set()
        self._texts: Mapping[str, Written] = {}
        self.joined: Mapping[str, ContentDocument] = {}
        self._fonts_lack = fonts_lack
        self._formulas = formula_type(publication, theme, fonts, steps)
        added = added_sheets(theme, "print")
        shipped = self._style_sheets("styles/tokens.css", "styles/print.css", "styles/print-parts.css")
        self._styles = (*shipped, *added)
        self._head_styles = (*shipped, *self._style_sheets("styles/running-heads.css"), *added)
        self._acronyms = wants_small_capitals(self._styles)
        self._templates = theme.fingerprint("templates")
        self.diagnostics: list[Diagnostic] = []

    def print(self, is_bound: bool) -> PdfEdition | None:
        laid_out = self._laid_out()
        if blocking(self.diagnostics, self._stage, "pdf") or len(laid_out) < len(self._publication.documents):
            return None
        placed = self._places(laid_out)
        heads = self._heads(laid_out, placed)
        by = {}
        for document in self._publication.documents:
            moves = shifts(laid_out[document.id], heads[document.id])
            laid_out[document.id] = moved(laid_out[document.id], moves)
            by[document.id] = moves if any(across or down for across, down in moves) else ()
        data = self._bound(laid_out, heads, by, placed) if is_bound else b""
        last = placed[-1]
        return PdfEdition(
            data,
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
        bound = []
        for document, place in zip(self._publication.documents, placed, strict=True):
            id, drawn, moves = document.id, laid_out[document.id], by[document.id]
            links = {it: words[it] for it in linked(self._texts[id].html) if it in words}
            structure = drawn.elements if self._tagged else None
            ready = self._steps.step(
                f"make ready {id}",
                {"pages": drawn.pdf, "heads": heads[id].pdf, "moves": moves, "links": links, "tagged": self._tagged},
                partial(make_ready, drawn.pdf, heads[id].pdf, moves, links, structure),
            )
            bound.append(Bound(document, ready, place))
        return self._steps.step(
            "bind the pages",
            {
                "pages": [(it.document.id, it.pdf, it.place) for it in bound],
                "book": self._publication.book,
                "headings": [(item.document.headings, item.document.title) for item in bound],
                "metadata": (self._publication.identifier, self._publication.modified),
                "tagged": self._tagged,
            },
            lambda: bind(self._publication, bound, self._fonts, self._tagged),
        )

    def _places(self, laid_out: Mapping[str, LaidOut]) -> tuple[Place, ...]:
        return standing(self._publication, laid_out)

    def _laid_out(self) -> dict[str, LaidOut]:
        """Lay out what stands by itself, then the pages that print page numbers, until the numbers agree."""
        laid_out: dict[str, LaidOut] = {}

        def lay_out(stale: list[ContentDocument], texts: dict[str, Written]) -> PageMap:
            self._lay_out(stale, texts, laid_out)
            return page_map(self._places(laid_out), laid_out)

        settled = settle(self._publication.documents, self._write, lay_out)
        self._texts = settled.texts
        if blocking(self.diagnostics, self._stage, "pdf") or len(laid_out) < len(self._publication.documents):
            return laid_out
        self.diagnostics += settled.faults(self._publication)
        for document in self._publication.documents:
            self._report(document, laid_out[document.id])
            if document.id not in self._failed:
                self.diagnostics += self._page_faults(document, settled.texts[document.id], laid_out[document.id])
        return laid_out

    def _page_faults(self, document: ContentDocument, text: Written, laid_out: LaidOut) -> list[Diagnostic]:
        """What is wrong on a document's pages; they are known by what is drawn on them."""
        return self._steps.step(
            f"look over the pages of {document.id}",
            {"document": document, "text": text.html, "pages": laid_out.pdf, "styles": self._styles},
            lambda: page_faults(document, text, laid_out.facts, self._styles),
        )

    def _write(self, document: ContentDocument, pages: PageMap, rooms: Mapping[str, int]) -> Written | None:
        """The HTML of a document, with the numbers of the pages as they are; None for a page that cannot be made."""
        body = document.body
        if document.template:
            made = self._made(document, pages)
            self.diagnostics += made.diagnostics
            body = made.value
            if document.id in self.joined:
                second = self._made(self.joined[document.id], pages)
                self.diagnostics += second.diagnostics
                body = one_body(body, second.value) if body.strip() and second.value.strip() else body
        elif page_refs(document):
            root = etree.fromstring(body)
            fill_page_refs(root, pages, self._publication.terms["page-ref"], rooms)
            body = etree.tostring(root, encoding="unicode")
        if document.id in self._overrides:
            root = etree.fromstring(body)
            apply_overrides(root, self._overrides[document.id])
            body = etree.tostring(root, encoding="unicode")
        return self._written(document, body) if body.strip() else None

    def _written(self, document: ContentDocument, body: str) -> Written:
        """The HTML of a document for the layout engine; all that it depends on is passed in, or its step would be stale."""
        targets = set(re.findall(r"""href=["']#([^"']*)["']""", body))
        inputs = {
            "body": body,
            "document": (document.id, document.title, document.kind, document.matter),
            "lang": document.lang or self._publication.book.lang,
            "leads elsewhere": sorted(
                id
                for id in targets & self._publication.document_of.keys()
                if self._publication.document_of[id] != document.id
            ),
            "formulas": (self._formulas.size, self._formulas.measure),
            "continued": self._publication.terms["continued"],
            "acronyms": self._acronyms,
        }
        return self._steps.step(
            f"prepare {document.id}",
            inputs,
            lambda: document_html(document, self._publication, body, self._formulas, self._acronyms),
        )

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
                lay_out,
                (order,),
                len(order.html),
            )
            for document, order in zip(documents, orders, strict=True)
        ]

        def left_out(index: int, error: Exception) -> LaidOut:
            document, order = documents[index], orders[index]
            self._failed.add(document.id)
            place = Location(document.file, 1, 1)
            self.diagnostics.append(replace(crash(error, place, document.id, self._steps.tracebacks), blocks=PDF_ONLY))
            return lay_out(replace(order, html=NOT_MADE.format(document.id)))

        rescue = left_out if self._stage is Stage.DRAFT and verb == "lay out" else None
        return self._steps.several(steps, self._workers, rescue=rescue)

    def _order(self, text: Written, styles: tuple[tuple[str, str], ...]) -> LayoutOrder:
        wanted = set(text.pictures)
        pictures = tuple((it.name, it.path) for it in self._publication.resources if it.name in wanted)
        return LayoutOrder(text.html, styles, self._fonts.faces, pictures, tagged=self._tagged)

    def _made(self, document: ContentDocument, pages: PageMap) -> Outcome[str]:
        edition = Edition("pdf", "Print edition", self._publication.book.identifier.print)
        return made_page(
            document,
            self._publication,
            edition,
            self._theme,
            page_map=pages,
            steps=self._steps,
            templates=self._templates,
        )

    def _style_sheets(self, *names: str) -> tuple[tuple[str, str], ...]:
        sheets = tuple((name, self._theme.text(name)) for name in names)
        if "styles/tokens.css" not in names:
            return sheets
        page = self._publication.book.page
        declared = (
            f"@page {{ size: {page.width} {page.height}; bleed: {self._publication.book.press.bleed:g}mm }} "
            f"@page landscape {{ size: {page.height} {page.width} }} "
            f":root {{ --page-width: {page.width}; --page-height: {page.height}; --font-text: {self._fonts.stack()}, serif;"
            f" --font-caption: {self._fonts.stack('Caption')}, serif;"
            f" --font-display: {self._fonts.stack('Display')}, serif; --font-code: {self._fonts.code_stack}, monospace }}"
        )
        return (*sheets[:1], ("manuscript/book.yaml", declared), *sheets[1:])

    def _report(self, document: ContentDocument, laid_out: LaidOut) -> None:
        """Make the engine's own words faults at the line of the style sheet, or of the document that it read."""
        for message in laid_out.messages:
            glyph = re.search(r"\(U\+([0-9A-F]+)\)", message.text)
            if glyph and any("FNT-002" == it.code for it in self._fonts_lack):
                continue  # it is reported already, with its place
            place = Location(message.style, message.line, message.column)
            if not message.style:
                place = Location(document.file)
            lost = message.text.startswith(("Failed to load image", ".notdef glyph"))
            severity = Severity.ERROR if lost else Severity.WARNING
            self.diagnostics.append(Diagnostic("PDF-010", place, message.text, "", severity, PDF_ONLY))
