"""Names each paragraph that is typed with white space before it, as on a typewriter, and that Markdown sets as code."""

from __future__ import annotations

import re
from collections.abc import Iterator

import panflute as pf

from bookbuilder.diagnostics import Diagnostic
from bookbuilder.markdown.ast import in_order
from bookbuilder.markdown.places import Places

_WORD = re.compile(r"[(\"'“‘«„¿¡—-]*[^\W\d_]+(?:[-'’][^\W\d_]+)*[)\"'”’»“.,;:!?…—-]*")
_SENTENCE = re.compile(r".*[.!?…:][)\"”’»“]*$", re.DOTALL)
_INDENTED = re.compile(r"^(?:\t| {4}|> ?(?:\t| {4}))[ \t]*(\S.*)", re.MULTILINE)
_FENCES = ("```", "~~~")
FEWEST = 8
"""Words of which a paragraph is taken for one."""


def indented_words(document: pf.Doc, places: Places) -> Iterator[Diagnostic]:
    """CHP-050 for each block of indented code that reads as a sentence."""
    lines = {it[1].strip(): it.start() for it in reversed(list(_INDENTED.finditer(places.prose)))}
    for block in (it for top in document.content for it in in_order(top) if isinstance(it, pf.CodeBlock)):
        words = block.text.split()
        if len(words) < FEWEST or block.classes or not _SENTENCE.match(block.text.strip()):
            continue
        if sum(_WORD.fullmatch(word) is not None for word in words) < 0.9 * len(words):
            continue
        first = block.text.splitlines()[0].strip()
        if first in lines and not places.prose[: lines[first]].rstrip().rpartition("\n")[2].lstrip(" >").startswith(
            _FENCES
        ):
            message = f"“{' '.join(words[:5])} …” is indented, and is set as code."
            remedy = "Delete the spaces before it; begin a quotation with >, and lines of a verse with |."
            yield Diagnostic("CHP-050", places.at(lines[first]), message, remedy)
