"""Takes the long descriptions of figures out of a chapter's AST, as XHTML.

`::: {.long-description for="fig-x"}` describes at length what a figure shows: to those who do not see it, in EPUB and on
the web. Print shows the figure itself. A description is not part of the text, so it has neither notes nor numbers.
"""

from __future__ import annotations

import re

import panflute as pf

from bookbuilder.diagnostics import Diagnostic, did_you_mean
from bookbuilder.markdown.ast import dump, in_order
from bookbuilder.markdown.pandoc import write_xhtml
from bookbuilder.markdown.places import Places
from bookbuilder.model.publication import Description

CLASS = "long-description"
NOT_THERE = (pf.Note, pf.Cite, pf.Image, pf.Header)


def take_descriptions(document: pf.Doc, places: Places) -> tuple[tuple[Description, ...], list[Diagnostic]]:
    """Every long description of a chapter; FIG-020 for one of no figure, FIG-021 for one with more than words."""
    elements = list(in_order(document))
    figures = {it.identifier for it in elements if isinstance(it, (pf.Figure, pf.Image)) and it.identifier}
    found: dict[str, Description] = {}
    faults: list[Diagnostic] = []
    for div in [it for it in elements if isinstance(it, pf.Div) and CLASS in it.classes]:
        figure = str(div.attributes["for"]) if "for" in div.attributes else ""
        place = places.first(rf"long-description[^\n]*{re.escape(figure)}" if figure else "long-description")
        div.container.remove(div)
        if figure not in figures or figure in found:
            second = figure in found
            message = (
                f'"{figure}" has two long descriptions.'
                if second
                else f'This long description is for "{figure}", which is not a figure of this chapter.'
            )
            remedy = (
                "Make them one."
                if second
                else did_you_mean(figure, sorted(figures)) or 'Write for="fig-…", the id of a figure of this chapter.'
            )
            faults.append(Diagnostic("FIG-020", place, message, remedy))
        elif any(isinstance(it, NOT_THERE) for it in in_order(div)):
            message = f'The long description of "{figure}" has a note, a citation, a picture or a heading.'
            faults.append(
                Diagnostic(
                    "FIG-021", place, message, "Say it in words, lists and tables; put the source into the caption."
                )
            )
        else:
            found[figure] = Description(figure, write_xhtml(dump(pf.Doc(*div.content))).strip())
    return tuple(found.values()), faults
