"""Writes the HTML of each document for the layout engine, with the page numbers that are known so far."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from bookbuilder.cache import Steps
from bookbuilder.diagnostics import Diagnostic, Outcome
from bookbuilder.layout.document_html import Written, document_html
from bookbuilder.layout.formulas import FormulaType
from bookbuilder.layout.joined_lists import one_body
from bookbuilder.layout.print_overrides import Placed, apply_overrides
from bookbuilder.model.pages import PageMap
from bookbuilder.model.publication import ContentDocument, Edition, Publication
from bookbuilder.pages.made_pages import write_made_page
from bookbuilder.pages.page_refs import fill_page_refs, page_refs
from bookbuilder.theme.templates import Theme


class DocumentTexts:
    """The HTML of the documents of one book; what its templates report is added to `diagnostics`."""

    def __init__(
        self,
        publication: Publication,
        theme: Theme,
        steps: Steps,
        overrides: Placed,
        joined: Mapping[str, ContentDocument],
        formulas: FormulaType,
        has_small_capitals: bool,
        diagnostics: list[Diagnostic],
    ) -> None:
        self._publication = publication
        self._theme = theme
        self._steps = steps
        self._overrides = overrides
        self._joined = joined
        self._formulas = formulas
        self._acronyms = has_small_capitals
        self._templates = theme.fingerprint("templates")
        self._diagnostics = diagnostics

    def write(self, document: ContentDocument, pages: PageMap, rooms: Mapping[str, int]) -> Written | None:
        """The HTML of a document, with the numbers of the pages as they are; None for a page that cannot be made."""
        body = document.body
        if document.template:
            made = self._made(document, pages)
            self._diagnostics += made.diagnostics
            body = made.value
            if document.id in self._joined:
                second = self._made(self._joined[document.id], pages)
                self._diagnostics += second.diagnostics
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

    def _made(self, document: ContentDocument, pages: PageMap) -> Outcome[str]:
        edition = Edition("pdf", "Print edition", self._publication.book.identifier.print)
        return write_made_page(
            document,
            self._publication,
            edition,
            self._theme,
            page_map=pages,
            steps=self._steps,
            templates=self._templates,
        )
