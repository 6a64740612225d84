"""Puts a document's drawings into its tree, with colours that turn light and dark with the page."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from bookbuilder.editions.drawings import SVG, drawing_of
from bookbuilder.markdown.xhtml_text import parent_of
from bookbuilder.model.publication import Resource
from bookbuilder.theme.palette import palette
from bookbuilder.theme.templates import Theme

WIDE = 400
"""Pixels beyond which a drawing scrolls in a narrow window, where its words would become too small to read."""


SMALLEST = 11
"""Pixels below which words in a drawing cannot be read on a telephone."""
LEAST, STEPS = 420, (480, 540, 600, 660, 720, 840, 960)
"""Pixels that every wide drawing has in its box, and the widths that styles/site.css has classes for."""


def draw_in_place(section: etree._Element, pictures: Mapping[str, Resource], colours: Mapping[str, str]) -> None:
    """`pictures` are the resources by the addresses that the page has for them; `colours` those that turn with it."""
    for number, image in enumerate(list(section.iter("img")), 1):
        drawing = drawing_of(image, pictures, f"{section.get('id')}-drawing{number}-", colours)
        if drawing is not None:
            drawing.set("role", "graphics-document")
            _put(drawing, image)


def _put(drawing: etree._Element, image: etree._Element) -> None:
    """Where the picture stood; a wide one in a box that the keyboard reaches."""
    placed = drawing
    if float(drawing.get("width") or 0) > WIDE:
        placed = etree.Element("div", {"class": "drawing-box", "tabindex": "0", "role": "group"})
        placed.set("aria-label", drawing.get("aria-label") or "")
        drawing.set("class", f"{drawing.get('class') or ''} {_least(drawing)}".strip())
        placed.append(drawing)
    parent = parent_of(image)
    if placed is not drawing and parent.tag == "p":  # a <div> cannot stand in a paragraph
        placed = drawing
    placed.tail, image.tail = image.tail, None
    parent.replace(image, placed)


def _least(drawing: etree._Element) -> str:
    """The class of a width at which its smallest words are 11 pixels high: `least-540`."""
    box = (drawing.get("viewBox") or "").replace(",", " ").split()
    sizes = [
        float(match[1])
        for text in drawing.iter(f"{SVG}text", f"{SVG}tspan")
        for around in (text, *text.iterancestors())
        if (match := re.fullmatch(r"\s*([\d.]+)(px)?\s*", around.get("font-size") or ""))
    ]
    if len(box) < 4 or not sizes:
        return ""
    least = SMALLEST / min(sizes) * float(box[2])
    return next((f"least-{step}" for step in STEPS if step >= least), f"least-{STEPS[-1]}") if least > LEAST else ""


def turning_colours(theme: Theme) -> dict[str, str]:
    """The colours of the palette for which styles/site.css has a light and a dark one: only those follow the page."""
    sheet = theme.text("styles/site.css")
    return {
        name: value
        for name, value in palette(theme).items()
        if re.search(rf"--colour-{re.escape(name)}\s*:\s*light-dark\(", sheet)
    }
