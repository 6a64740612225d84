"""Puts a document's drawings into its tree, with colours that turn light and dark with the page."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from bookbuilder.editions.drawings import drawing_of, put_drawing, readable_at
from bookbuilder.model.publication import Resource
from bookbuilder.source import found_bytes
from bookbuilder.theme.palette import palette
from bookbuilder.theme.templates import Theme
from bookbuilder.xml_source import parse_xml


def draw_in_place(section: etree._Element, pictures: Mapping[str, Resource], colours: Mapping[str, str]) -> None:
    """`pictures` are the resources by the addresses that the page has for them; `colours` those that turn with it."""
    for number, image in enumerate(list(section.iter("img")), 1):
        drawing = drawing_of(image, pictures, f"{section.get('id')}-drawing{number}-", colours)
        if drawing is not None:
            drawing.set("role", "graphics-document")
            put_drawing(drawing, image, readable_at(drawing))
        elif image.get("src") in pictures and pictures[image.get("src") or ""].media_type == "image/svg+xml":
            put_drawing(image, image, readable_at(parse_xml(found_bytes(pictures[image.get("src") or ""].path))))


def turning_colours(theme: Theme) -> dict[str, str]:
    """The colours of the palette for which styles/site.css has a light and a dark one: only those follow the page."""
    sheet = theme.text("styles/site.css")
    return {
        name: value
        for name, value in palette(theme).items()
        if re.search(rf"--colour-{re.escape(name)}\s*:\s*light-dark\(", sheet)
    }
