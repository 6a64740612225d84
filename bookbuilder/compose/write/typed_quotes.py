"""Names quotation marks that the author has typed as they are printed, and that are not those that book.yaml asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

import panflute as pf

from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.languages.quotes import Quotes
from bookbuilder.markdown.ast import in_order

_SINGLE = r"(?<!\w)‘(?=\w)[^‘“”]*?[\w.,!?…]’(?!\w)"
_OTHER = {"double": re.compile(_SINGLE), "single": re.compile("“[^“”]*”")}
"""A quotation in the marks that are not wanted outside."""
_WITHIN = {"double": re.compile("“[^”]*”"), "single": re.compile(r"(?<!\w)‘.*?’(?!\w)")}
"""One in those that are, with all that stands in it."""
_SHOWN = 40


def typed_quotes(document: pf.Doc, source: str, text: str, lang: str, first: Quotes) -> Iterator[Diagnostic]:
    """CHP-049, once a chapter: citations and straight marks follow `quotes:`, and a reader would see two systems."""
    if not first or lang.split("-")[0] != "en":
        return
    paragraphs = (_typed(it) for it in in_order(document) if isinstance(it, (pf.Para, pf.Plain)))
    found = [match[0] for it in paragraphs for match in _OTHER[first].finditer(_WITHIN[first].sub("", it))]
    if found:
        mark, *words = re.split(r"\s+", found[0])
        place = re.search(r"\s+".join(map(re.escape, [mark, *words])), text) or re.search(re.escape(mark[0]), text)
        begins = place.start() if place else 0
        line, column = text.count("\n", 0, begins) + 1, begins - text.rfind("\n", 0, begins)
        others = f" ({len(found)} places)" if len(found) > 1 else ""
        shown = found[0] if len(found[0]) <= _SHOWN else f"{found[0][:_SHOWN]}…"
        message = f"{shown} does not have the outer marks that `quotes: {first}` asks for, and citations have{others}."
        yield Diagnostic("CHP-049", Location(source, line, column), message, "Type straight marks, or change the key.")


def _typed(paragraph: pf.Element) -> str:
    """A paragraph as it was typed, without its code and its notes, which are paragraphs themselves."""
    words = []
    for it in in_order(paragraph):
        if isinstance(it, pf.Str):
            words.append(it.text)
        elif isinstance(it, (pf.Space, pf.SoftBreak, pf.LineBreak)):
            words.append(" ")
    return "".join(words)
