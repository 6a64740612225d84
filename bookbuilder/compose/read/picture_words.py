"""Keeps the words of a picture plain, which are read aloud and not printed, and names what would be lost in them.

Pandoc repeats a figure's caption there, notes and citations too; these stand in the caption alone. A picture in a line, or
one of two in a paragraph, has no caption.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import panflute as pf

from bookbuilder.compose.read.blocks import alone_in, linked_picture
from bookbuilder.compose.read.layout_rows import LAYOUT
from bookbuilder.diagnostics import Diagnostic, Location, Severity
from bookbuilder.markdown.ast import in_order, replace, words
from bookbuilder.markdown.places import Places

_LOST = {pf.Note: "note", pf.Cite: "citation", pf.Image: "picture"}
_MEASURE = re.compile(
    r"\s*(?:\d+\.?\d*|\.\d+)\s*(?:%|px|mm|cm|q|in|inch|inches|pt|pc|r?em|ex|ch|v[wh]|\\\w+)?\s*|auto|\\\w+",
    re.IGNORECASE,
)
"""A width or a height as HTML, Pandoc and LaTeX write it."""
_BETWEEN = (pf.Image, pf.Space, pf.SoftBreak, pf.LineBreak)


def take_picture_words(document: pf.Doc, places: Places) -> list[Diagnostic]:
    """FIG-023: a note, a citation or a picture in the words of one that is not a figure, and a caption that is none.

    FIG-024: a width or a height that is none.
    """
    faults: list[Diagnostic] = []
    nth: Counter[str] = Counter()
    several: dict[int, bool] = {}
    for image in [it for it in in_order(document) if isinstance(it, pf.Image)]:
        place = places.image(image.url, nth[image.url])
        nth[image.url] += 1
        faults += _without_measure(image, place)
        is_figure = isinstance(image.ancestor(2), pf.Figure)
        faults += [] if is_figure else _without_caption(image, place, several)
        for inner in reversed([it for child in image.content for it in in_order(child)]):
            if type(inner) in _LOST:
                kind = _LOST[type(inner)]
                if not is_figure or kind == "picture":
                    faults.append(
                        _fault(place, f"A {kind} in the brackets of a picture is left out of every edition.", _APART)
                    )
                replace(inner, list(inner.content) if kind == "picture" else [])
    return faults


_APART = "Write it behind the picture, or in the caption of a picture that stands in a paragraph of its own."


def _without_caption(image: pf.Image, place: Location, several: dict[int, bool]) -> Iterator[Diagnostic]:
    """`several` remembers of each paragraph whether it has pictures alone, and more than one."""
    around = image.parent
    while around is not None and not (isinstance(around, pf.Div) and LAYOUT & set(around.attributes)):
        around = around.parent
    if around is not None or linked_picture(image.ancestor(2)) or "alt" in image.attributes and not image.identifier:
        return
    is_alone = isinstance(image.parent, pf.Para) and alone_in(image.parent) is image  # a figure without words
    if image.identifier.startswith("fig-") and not is_alone:
        message = f"“{image.identifier}” is not a figure: a picture with other words in its paragraph has no caption and no number."
        yield _fault(place, message, "Put an empty line before the picture and one behind it.")
    elif isinstance(image.parent, pf.Para) and words(list(image.content)):
        if id(image.parent) not in several:
            siblings = list(image.parent.content)
            several[id(image.parent)] = sum(isinstance(it, pf.Image) for it in siblings) > 1 and all(
                isinstance(it, _BETWEEN) for it in siblings
            )
        if several[id(image.parent)]:
            message = (
                f"“{words(list(image.content))[:40]}” is printed nowhere: pictures in one paragraph have no captions."
            )
            remedy = 'Put an empty line between the pictures; for one without a caption write ![](file){alt="…"}.'
            yield _fault(place, message, remedy, Severity.WARNING)


def _without_measure(image: pf.Image, place: Location) -> Iterator[Diagnostic]:
    for name in ("width", "height"):
        value = image.attributes.get(name, "")
        if value and not _MEASURE.fullmatch(value):
            message = f"{name}={value} is not a measure: the picture prints at the size that it has without it."
            remedy = "Write a part of the line or a length: width=50%, width=8cm."
            yield Diagnostic("FIG-024", place, message, remedy)


def _fault(place: Location, message: str, remedy: str, severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic("FIG-023", place, message, remedy, severity)
