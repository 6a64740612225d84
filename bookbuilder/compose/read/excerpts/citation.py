"""Adds the citation that belongs to a quotation where the author has not written one."""

from __future__ import annotations

from collections.abc import Iterable

import panflute as pf

from bookbuilder.markdown.ast import in_order, position_of


def cite_below(div: pf.Div, code: str) -> None:
    """Cite the interview at the end of an excerpt, unless the excerpt does so itself."""
    if not _cites((inner for element in div.content for inner in in_order(element)), code):
        div.content.append(pf.Div(pf.Plain(_cite(code)), classes=["excerpt-citation"]))


class LastCitations:
    """Where each interview is cited last in a paragraph, for all the quotations in it: looked for once."""

    def __init__(self) -> None:
        self._inside: list[pf.Element] = [pf.Null()]
        self._places: dict[int, int] = {}
        self._last: dict[str, int] = {}

    def cite_after(self, span: pf.Span, code: str) -> None:
        """Cite the interview after the words, unless the paragraph does so itself further on."""
        around: pf.Element = span
        while not isinstance(around, pf.Block):
            around = around.parent
        if around is not self._inside[0]:
            self._read(around)
        if code in self._last and self._last[code] > self._places[id(span)]:
            return
        content = span.container
        place = position_of(span, content)
        content[place + 1 : place + 1] = [pf.Space(), _cite(code)]
        self._last[code] = max(self._places[id(it)] for it in in_order(span) if id(it) in self._places)

    def _read(self, block: pf.Element) -> None:
        self._inside = list(in_order(block))
        self._places = {id(it): place for place, it in enumerate(self._inside)}
        self._last = {
            citation.id: place
            for place, it in enumerate(self._inside)
            if isinstance(it, pf.Cite)
            for citation in it.citations
        }


def _cite(code: str) -> pf.Cite:
    return pf.Cite(pf.Str(f"[@{code}]"), citations=[pf.Citation(code, mode="NormalCitation")])


def _cites(elements: Iterable[pf.Element], code: str) -> bool:
    return any(isinstance(it, pf.Cite) and any(citation.id == code for citation in it.citations) for it in elements)
