"""Adds the citation that belongs to a quotation where the author has not written one."""

from __future__ import annotations

from collections.abc import Iterable

import panflute as pf

from bookbuilder.markdown.ast import in_order, position_of


def cite_below(div: pf.Div, code: str) -> None:
    """Cite the interview at the end of an excerpt, unless the excerpt does so itself."""
    if not _cites((inner for element in div.content for inner in in_order(element)), code):
        div.content.append(pf.Div(pf.Plain(_cite(code)), classes=["excerpt-citation"]))


def cite_after(span: pf.Span, code: str) -> None:
    """Cite the interview after the words, unless the paragraph does so itself further on."""
    around: pf.Element = span
    while not isinstance(around, pf.Block):
        around = around.parent
    inside = iter(in_order(around))
    next(element for element in inside if element is span)
    if not _cites(inside, code):
        content = span.container
        place = position_of(span, content)
        content[place + 1 : place + 1] = [pf.Space(), _cite(code)]


def _cite(code: str) -> pf.Cite:
    return pf.Cite(pf.Str(f"[@{code}]"), citations=[pf.Citation(code, mode="NormalCitation")])


def _cites(elements: Iterable[pf.Element], code: str) -> bool:
    return any(isinstance(it, pf.Cite) and any(citation.id == code for citation in it.citations) for it in elements)
