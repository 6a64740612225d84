"""Writes the HTML of each document for the layout engine, with the page numbers that are known so far."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

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


@dataclass(eq=False)
class DocumentTexts:
    """The HTML of the documents of one book; what its templates report is added to `diagnostics`."""

    publication: Publication
    theme: Theme
    steps: Steps
    overrides: Placed
    joined: Mapping[str, ContentDocument]
    formulas: FormulaType
    has_small_capitals: bool
    diagnostics: list[Diagnostic]

    @cached_property
    def _templates(self) -> str:
        return self.theme.fingerprint("templates")

    def write(self, document: ContentDocument, pages: PageMap, rooms: Mapping[str, int]) -> Written | None:
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
            fill_page_refs(root, pages, self.publication.terms["page-ref"], rooms)
            body = etree.tostring(root, encoding="unicode")
        if document.id in self.overrides:
            root = etree.fromstring(body)
            apply_overrides(root, self.overrides[document.id])
            body = etree.tostring(root, encoding="unicode")
        return self._written(document, body) if body.strip() else None

    def _written(self, document: ContentDocument, body: str) -> Written:
        """The HTML of a document for the layout engine; all that it depends on is passed in, or its step would be stale."""
        targets = set(re.findall(r"""href=["']#([^"']*)["']""", body))
        inputs = {
            "body": body,
            "document": (document.id, document.title, document.kind, document.matter),
            "lang": document.lang or self.publication.book.lang,
            "leads elsewhere": sorted(
                id
                for id in targets & self.publication.document_of.keys()
                if self.publication.document_of[id] != document.id
            ),
            "formulas": (self.formulas.size, self.formulas.measure),
            "continued": self.publication.terms["continued"],
            "acronyms": self.has_small_capitals,
        }
        return self.steps.step(
            f"prepare {document.id}",
            inputs,
            lambda: document_html(document, self.publication, body, self.formulas, self.has_small_capitals),
        )

    def _made(self, document: ContentDocument, pages: PageMap) -> Outcome[str]:
        edition = Edition("pdf", "Print edition", self.publication.book.identifier.print)
        return write_made_page(
            document,
            self.publication,
            edition,
            self.theme,
            page_map=pages,
            steps=self.steps,
            templates=self._templates,
        )
