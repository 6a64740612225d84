"""Puts each figure's long description behind it, folded."""

from __future__ import annotations

from lxml import etree

from bookbuilder.model.publication import ContentDocument
from bookbuilder.pages.running_text import BLOCKS


def describe_figures(section: etree._Element, document: ContentDocument, word: str) -> None:
    """Put a <details> that begins with `word` behind each figure that is described, and let its picture refer to it."""
    elements = {element.get("id"): element for element in section.iter(etree.Element) if element.get("id")}
    for description in document.descriptions:
        if description.figure not in elements:
            continue
        figure = elements[description.figure]
        id = f"{description.figure}-description"
        details = etree.fromstring(f'<details class="long-description" id="{id}">{description.xhtml}</details>')
        summary = etree.Element("summary")
        summary.text = word
        details.insert(0, summary)
        picture = figure if figure.tag == "img" else next(figure.iter("img"), None)
        if picture is not None:
            picture.set("aria-details", id)
        around = [figure, *figure.iterancestors()]
        holder = next(
            (it for it in around if it.tag == "figure"), next((it for it in around if it.tag in BLOCKS), figure)
        )
        holder.addnext(details)
