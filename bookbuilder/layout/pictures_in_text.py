"""Marks paragraphs that a picture stands in: a line that ends where the picture does not fit is not drawn out over the measure."""

from __future__ import annotations

import re

from lxml import etree

from bookbuilder.markdown.xhtml_text import add_class

ICON = 48
"""CSS pixels: a picture that is not wider than this goes with the line like a letter."""
_PIXELS = re.compile(r"\d+(?:\.\d+)?(?:px)?$")


def set_ragged_beside_pictures(root: etree._Element) -> None:
    """Give paragraphs with words and a picture larger than an icon the class `with-picture`."""
    for paragraph in root.iter("p"):
        images = list(paragraph.iter("img"))
        if images and "".join(paragraph.itertext()).strip() and not all(map(_is_icon, images)):
            add_class(paragraph, "with-picture")


def _is_icon(image: etree._Element) -> bool:
    given = dict(re.findall(r"(width|height)\s*:\s*([^;]+)", image.get("style") or ""))
    sizes = [size.strip() for size in (image.get("width"), image.get("height"), *given.values()) if size]
    return bool(sizes) and all(
        float(it.rstrip("px")) <= ICON if _PIXELS.match(it) else it.endswith(("em", "ex")) for it in sizes
    )
