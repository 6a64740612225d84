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
from bookbuilder.xml_source import parse_xml

WIDE = 400
"""Pixels beyond which a drawing scrolls in a narrow window, where its words would become too small to read."""


SMALLEST, LEGIBLE, NARROW = 11, 9, 288
"""Pixels that words of a wide drawing have, that those of any have on a telephone, and how wide its column is."""
LEAST, STEPS = 420, (480, 540, 600, 660, 720, 840, 960, 1200, 1440)
"""Pixels that every wide drawing has in its box, and the widths that styles/site.css has classes for."""


_SIZE = re.compile(r"\bfont(?:-size)?\s*:(?:\s*[a-z]+)*\s*([\d.]+)(px|pt|)(?![\w.%])")


def draw_in_place(section: etree._Element, pictures: Mapping[str, Resource], colours: Mapping[str, str]) -> None:
    """`pictures` are the resources by the addresses that the page has for them; `colours` those that turn with it."""
    for number, image in enumerate(list(section.iter("img")), 1):
        drawing = drawing_of(image, pictures, f"{section.get('id')}-drawing{number}-", colours)
        if drawing is not None:
            drawing.set("role", "graphics-document")
            _put(drawing, image, _readable_at(drawing))
        elif image.get("src") in pictures and pictures[image.get("src") or ""].media_type == "image/svg+xml":
            _put(image, image, _readable_at(parse_xml(pictures[image.get("src") or ""].path.read_bytes())))


def _put(drawing: etree._Element, image: etree._Element, readable_at: float) -> None:
    """Where the picture stood; a wide one, or one with small words, in a box that the keyboard reaches."""
    parent, tail, place = parent_of(image), image.tail, parent_of(image).index(image)
    image.tail = None
    parent.remove(image)
    placed = drawing
    width = float(drawing.get("width") or 0)
    small = readable_at > NARROW * SMALLEST / LEGIBLE
    boxed = readable_at and (width > WIDE or small) if drawing is image else width > WIDE or small
    if boxed and parent.tag != "p":  # a <div> cannot stand in a paragraph
        placed = etree.Element("div", {"class": "drawing-box", "tabindex": "0", "role": "group"})
        placed.set("aria-label", drawing.get("aria-label") or drawing.get("alt") or "")
        kinds = (drawing.get("class") or "", "drawing" if drawing is image else "", _least(readable_at))
        drawing.set("class", " ".join(filter(None, kinds)))
        placed.append(drawing)
    placed.tail = tail
    parent.insert(place, placed)


def _least(readable_at: float) -> str:
    """The class of a width at which words are 11 pixels high: `least-540`."""
    wide_enough = next((step for step in STEPS if step >= readable_at), STEPS[-1])
    return f"least-{wide_enough}" if readable_at > LEAST else ""


def _readable_at(drawing: etree._Element) -> float:
    """The width in pixels at which a drawing's smallest words are 11 pixels high; 0 where it has none or does not say."""
    box = (drawing.get("viewBox") or "").replace(",", " ").split()
    written = [it for text in drawing.iter(f"{SVG}text", f"{SVG}tspan") for it in (text, *text.iterancestors())]
    said = [f"font-size:{it.get('font-size') or ''};{it.get('style') or ''}" for it in dict.fromkeys(written)]
    said += [style.text or "" for style in drawing.iter(f"{SVG}style")] if written else []
    sizes = [float(size) * (4 / 3 if unit == "pt" else 1) for it in said for size, unit in _SIZE.findall(it)]
    return SMALLEST / min(sizes) * float(box[2]) if len(box) == 4 and sizes and min(sizes) > 0 else 0


def turning_colours(theme: Theme) -> dict[str, str]:
    """The colours of the palette for which styles/site.css has a light and a dark one: only those follow the page."""
    sheet = theme.text("styles/site.css")
    return {
        name: value
        for name, value in palette(theme).items()
        if re.search(rf"--colour-{re.escape(name)}\s*:\s*light-dark\(", sheet)
    }
