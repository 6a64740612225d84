"""Makes what an expert signs, as PDF and DOCX."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from bookbuilder.cache import Steps
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, Severity
from bookbuilder.layout.engine import available, lay_out
from bookbuilder.layout.laid_out import LayoutOrder
from bookbuilder.model.interview import Interview
from bookbuilder.model.pages import PageMap
from bookbuilder.model.publication import Publication
from bookbuilder.release.approval.docx import write_docx
from bookbuilder.release.approval.pack import approval_values
from bookbuilder.theme.filled import filled_document
from bookbuilder.theme.fonts import families
from bookbuilder.theme.templates import Theme

__all__ = ["ApprovalPack", "write_approval"]


@dataclass(frozen=True)
class ApprovalPack:
    """What one expert signs."""

    pdf: bytes
    docx: bytes


def write_approval(
    publication: Publication, interview: Interview, pages: PageMap, theme: Theme, steps: Steps
) -> Outcome[ApprovalPack | None]:
    """Every quotation in its context, the turn that it comes from, how the expert is named, and a line to sign."""
    missing = available()
    if missing:
        return Outcome(None, (Diagnostic("PDF-001", Location(interview.location.file), missing),))
    lang = interview.language.split("-")[0]
    name = (
        f"approval/pack.{lang}.xhtml" if theme.path(f"templates/approval/pack.{lang}.xhtml") else "approval/pack.xhtml"
    )
    filled = filled_document(theme, name, approval_values(publication, interview, pages))
    root = filled.value
    if root is None:
        return Outcome(None, filled.diagnostics)
    html = etree.tostring(root, encoding="unicode", method="html", doctype="<!DOCTYPE html>")
    characters = "".join(sorted({c for text in root.itertext() for c in text} - set("\n\r\t")))
    chosen = families(replace(publication, characters=characters), steps)
    fonts = chosen.value
    styles = (
        ("styles/tokens.css", theme.text("styles/tokens.css")),
        ("manuscript/book.yaml", fonts.css),
        ("styles/approval.css", theme.text("styles/approval.css")),
    )
    drawn = lay_out(LayoutOrder(html, styles, fonts.faces, tagged=False))
    faults = [
        Diagnostic("PDF-010", it.place(Location(f"templates/{name}")), it.text, "", Severity.WARNING)
        for it in drawn.messages
    ]
    return Outcome(ApprovalPack(drawn.pdf, write_docx(html)), (*filled.diagnostics, *chosen.diagnostics, *faults))
