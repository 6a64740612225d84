"""Puts each excerpt and quoted phrase into the form that the templates give it."""

from __future__ import annotations

from lxml import etree

from bookbuilder.compose.decide.decided import Decided
from bookbuilder.diagnostics import Diagnostic
from bookbuilder.markdown.xhtml_text import BLOCKS, class_names, inner_xhtml, put_in_place
from bookbuilder.theme.filled import filled_elements
from bookbuilder.theme.templates import Theme


def frame_excerpts(section: etree._Element, decided: Decided, theme: Theme) -> list[Diagnostic]:
    """Fill templates/content/excerpt.xhtml and said.xhtml for every quotation of the chapter."""
    diagnostics: list[Diagnostic] = []
    for element in list(section.iter("div", "span")):
        classes = class_names(element)
        id = element.get("id") or ""
        if id not in decided.quotations or not {"excerpt", "said"} & set(classes):
            continue
        quotation = decided.quotations[id]
        original = _taken_out(element, "excerpt-original")
        citation = _taken_out(element, "excerpt-citation")
        values = {
            "excerpt_id": id,
            "interview": decided.interviews[quotation.code],
            "turn": quotation.turn,
            "body": inner_xhtml(element).strip(),
            "lang": element.get("lang") or "",
            "translated": quotation.translated,
            "original": inner_xhtml(original).strip() if original is not None else "",
            "original_lang": original.get("lang") if original is not None else "",
            "original_place": quotation.original,
            "original_first": quotation.original_first,
            "emphasis_added": quotation.emphasis_added,
            "speaker": quotation.speaker,
            "citation_xhtml": inner_xhtml(citation).strip() if citation is not None else "",
            "marks": decided.marks[id] if id in decided.marks else (),
            "terms": dict(decided.terms),
        }
        if quotation.kind == "said" and values["marks"]:
            _mark_block(element)
        filled = filled_elements(theme, f"content/{quotation.kind}.xhtml", values)
        diagnostics += filled.diagnostics
        if filled.value:
            put_in_place(element, filled.value)
    return diagnostics


def _taken_out(element: etree._Element, name: str) -> etree._Element | None:
    """The div of this class, taken out of an element."""
    found = next((child for child in element.findall("div") if child.get("class") == name), None)
    if found is not None:
        element.remove(found)
    return found


def _mark_block(element: etree._Element) -> None:
    """The paragraph gets a class, so that the margin can show that consent does not cover some of its words."""
    block = next((around for around in element.iterancestors() if around.tag in BLOCKS), None)
    if block is not None:
        classes = [*class_names(block), "unapproved-here"]
        block.set("class", " ".join(dict.fromkeys(classes)))
