"""Gives blocks the classes that print.css asks about: callouts too long to be kept whole, and paragraphs with a picture."""

from __future__ import annotations

import re

from lxml import etree

from bookbuilder.markdown.xhtml_text import add_class, class_names

LINES = 14
"""Lines that a callout is kept whole with."""
LETTERS = 60
"""Letters of a line, roughly."""
ICON = 48
"""CSS pixels: a picture that is not wider than this goes with the line like a letter."""
_PIXELS = re.compile(r"\d+(?:\.\d+)?(?:px)?$")


def let_long_callouts_break(root: etree._Element) -> None:
    """Give a callout of more lines a class that lets it break: kept whole, it would leave the page before it nearly empty.

    Lines of code and of tables count as they are.
    """
    for callout in root.iter("div"):
        if "callout" not in class_names(callout):
            continue
        words = sum(1 + len("".join(map(str, it.itertext()))) // LETTERS for it in callout.iter("p", "li", "tr"))
        code = sum(1 for it in callout.iter("span") if it.get("class") == "line")
        if words + code > LINES:
            add_class(callout, "callout-breaks")


def set_ragged_beside_pictures(root: etree._Element) -> None:
    """Give paragraphs with words and a picture larger than an icon the class `with-picture`.

    A line that ends where the picture does not fit is not drawn out over the measure.
    """
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
