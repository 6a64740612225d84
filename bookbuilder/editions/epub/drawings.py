"""Puts a document's drawings into its tree, each on a white sheet: its letters are then the book's.

A reading system's night is known to no style sheet, so that a drawing keeps its own colours, and its sheet.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from bookbuilder.editions.drawings import drawing_of, put_drawing, readable_at
from bookbuilder.model.publication import Resource


def draw_in_place(section: etree._Element, pictures: Mapping[str, Resource]) -> None:
    """`pictures` are the resources by their names, as pictures still say them."""
    for number, image in enumerate(list(section.iter("img")), 1):
        drawing = drawing_of(image, pictures, f"{section.get('id')}-drawing{number}-", {})
        if drawing is None:
            continue
        drawing.set("role", "img")
        put_drawing(drawing, image, readable_at(drawing))
