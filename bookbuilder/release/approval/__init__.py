"""Makes what an expert signs, as PDF and DOCX."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, replace

from lxml import etree

from bookbuilder.cache import Steps
from bookbuilder.diagnostics import Diagnostic, Location, Outcome, Severity
from bookbuilder.layout.engine import available, lay_out
from bookbuilder.layout.laid_out import LayoutOrder
from bookbuilder.markdown.docx import plain_docx
from bookbuilder.markdown.word_file import STYLES, W, repacked, xml_bytes
from bookbuilder.markdown.xhtml_text import parent_of
from bookbuilder.model.interview import Interview
from bookbuilder.model.pages import PageMap
from bookbuilder.model.publication import Publication
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


OMITTED = "Omitted"
GREY = "808080"


def write_docx(html: str) -> bytes:
    """Pandoc's Word document; the character style of omitted words gets its colour."""
    root = etree.HTML(html)
    for element in list(root.iter("style", "script")):
        parent_of(element).remove(element)
    for element in root.iter("span"):
        if element.get("class") == "omitted":
            element.set("custom-style", OMITTED)
    data = plain_docx(etree.tostring(root, encoding="unicode", method="html"))
    with zipfile.ZipFile(io.BytesIO(data)) as word:
        styles = word.read(STYLES)
    return repacked(data, {STYLES: _coloured(styles)})


def _coloured(styles: bytes) -> bytes:
    root = etree.fromstring(styles)
    for style in root.iter(f"{W}style"):
        if style.get(f"{W}styleId") == OMITTED:
            properties = style.find(f"{W}rPr")
            if properties is None:
                properties = etree.SubElement(style, f"{W}rPr")
            for old in properties.findall(f"{W}color"):
                properties.remove(old)
            etree.SubElement(properties, f"{W}color").set(f"{W}val", GREY)
    return xml_bytes(root)
