"""Moves a Word file's pictures into manuscript/figures/, and reports what a person must see to."""

from __future__ import annotations

import re
from pathlib import Path

import panflute as pf

from bookbuilder.desk.adopt.pictures import ENDINGS
from bookbuilder.markdown.ast import in_order, words
from bookbuilder.saving import write_source
from bookbuilder.source import found_bytes, own_file

MADE = re.compile(
    r"(?=.*(?:descri|beschr|beskriv|opis|popis|leírás|kuvaus|описани|опис|açıklama|描述|说明|説明|설명))"
    r".*(?:automat|automát|автомат|otomatik|自动|自動|자동|generated with)|AI-generated content may be incorrect",
    re.IGNORECASE,
)
"""The end of an alternative text that a program has made of what it saw: "Description automatically generated"."""


def place_pictures(document: pf.Doc, folder: Path, target: Path, media: Path) -> list[tuple[str, str]]:
    """Pictures go to manuscript/figures/, named after the chapter; what has no text for those who do not see it is reported."""
    lines = []
    number = 0
    for element in in_order(document):
        if not isinstance(element, pf.Image):
            continue
        source = own_file(Path(element.url), media)
        if source is None and Path(element.url).is_relative_to(media):
            lines.append(("picture whose name no file can have, left out", Path(element.url).name))
            element.url, element.title, element.attributes = f"figures/{target.stem}-left-out", "", {}
            continue
        if source is None:
            lines.append(("picture that the file only links to, to be put under manuscript/figures/", element.url))
            continue
        if source.suffix.lower() not in ENDINGS:
            lines.append(("picture of a kind that is not known, left out", source.suffix[:12]))
            element.url, element.title, element.attributes = f"figures/{target.stem}-left-out", "", {}
            continue
        number += 1
        name = f"figures/{target.stem}-{number}{source.suffix.lower()}"
        place = folder / "manuscript" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.exists():
            write_source(place, found_bytes(source))
        elif place.read_bytes() != found_bytes(source):
            name = f"figures/{target.stem}-{number}-new{source.suffix.lower()}"
            write_source(folder / "manuscript" / name, found_bytes(source))
            lines.append(("picture has changed; the new one was saved next to the old one", name))
        element.url = name
        if isinstance(element.parent, pf.Plain) and isinstance(element.parent.parent, pf.Figure):
            element.parent.parent.identifier = f"fig-{target.stem}-{number}"
        element.attributes = {}
        figure = element.parent.parent if isinstance(element.parent.parent, pf.Figure) else None
        caption = words(figure.caption) if figure is not None and figure.caption else ""
        said = [text for text in (words(element), element.title) if text and text != caption]
        element.title = ""  # LibreOffice writes alternative text there at times
        if figure is None:
            element.content = []  # by itself it would be the caption of a figure; in a table its lines would be broken
        if said and MADE.search(" ".join(said[0].split()[-5:])):
            lines.append(("alternative text that Word has made left out", said.pop(0)))
        if said:
            element.attributes = {"alt": said[0]}
        else:
            lines.append(("alternative text wanted", name))
    return lines
