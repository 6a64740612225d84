"""Recommendations: blocks `::: {#rec-name}`, and items of a numbered list whose words are marked `[…]{#rec-name}`.

A block is numbered through the whole book; a list's items have their numbers already. The text refers to either as
`@rec-name`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import panflute as pf

from bookbuilder.markdown.ast import in_order

PREFIX = "rec-"


@dataclass(frozen=True)
class Recommendation:
    """One recommendation of a chapter."""

    id: str
    number: str = ""
    """Its number in the author's list; empty where it is counted through the book."""


def recommendations(document: pf.Doc) -> tuple[Recommendation, ...]:
    """Those of a chapter, in order."""
    found: list[Recommendation] = []
    for element in in_order(document):
        if isinstance(element, pf.Div) and element.identifier.startswith(PREFIX):
            found.append(Recommendation(element.identifier))
        elif isinstance(element, pf.OrderedList):
            found += _listed(element)
    return tuple(found)


def _listed(items: pf.OrderedList) -> Iterator[Recommendation]:
    for number, item in enumerate(items.content, start=items.start):
        for element in in_order(item):
            if (
                isinstance(element, pf.Span)
                and element.identifier.startswith(PREFIX)
                and element.ancestor(2) is not None
            ):
                if _item_of(element) is item:
                    yield Recommendation(element.identifier, str(number))


def _item_of(element: pf.Element) -> pf.Element | None:
    """The nearest list item around an element."""
    around = element.parent
    while around is not None and not isinstance(around, pf.ListItem):
        around = around.parent
    return around if around is None or isinstance(around.parent, pf.OrderedList) else None


def head_recommendations(document: pf.Doc, labels: dict[str, str]) -> None:
    """Put its label before the words of each block."""
    for element in list(in_order(document)):
        if isinstance(element, pf.Div) and element.identifier in labels:
            label = pf.Span(pf.Str(labels[element.identifier]), classes=["label"])
            first = element.content[0] if len(element.content) else None
            if isinstance(first, (pf.Para, pf.Plain)):
                first.content[0:0] = [label, pf.Space()]
            else:
                element.content[0:0] = [pf.Para(label)]
            if "recommendation" not in element.classes:
                element.classes.append("recommendation")
