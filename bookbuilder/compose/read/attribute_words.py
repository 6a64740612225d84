"""Reads as Markdown what an attribute says in words: `lst-cap="A *flow* by [@key]"`, `fig-cap`, the `title` of a callout.

Attributes are plain text to Pandoc. What is in no mark of Markdown needs no reading, and is printed as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import panflute as pf

from bookbuilder.compose.read.blocks import with_caption
from bookbuilder.markdown.ast import in_order, load, replace
from bookbuilder.markdown.pandoc import read_markdown

_MARKED = re.compile(r"[*_`$@\[\]^~<\\]")


def take_attribute_words(document: pf.Doc) -> None:
    """Put listings with their captions, captions of figures and titles of callouts in the place of such attributes."""
    said = [
        (element, key)
        for element in in_order(document)
        for key in _keys(element)
        if _MARKED.search(element.attributes.get(key, ""))
    ]
    texts = [" ".join(element.attributes.pop(key).split()) for element, key in said]
    for (element, key), words in zip(said, _read(texts), strict=True):
        if isinstance(element, pf.CodeBlock):
            replace(element, with_caption(element, words))
        elif key == "title":
            element.content.insert(0, pf.Header(*words, level=6))
        else:
            element.content.append(pf.Para(*words))


def _keys(element: pf.Element) -> Sequence[str]:
    if isinstance(element, pf.CodeBlock):
        return ("lst-cap",) if "lst-cap" in element.attributes else ("caption",)
    if not isinstance(element, pf.Div):
        return ()
    if any(it.startswith("callout-") for it in element.classes):
        return ("title",)
    return ("fig-cap",) if element.identifier.startswith("fig-") else ()


def _read(texts: Sequence[str]) -> list[list[pf.Inline]]:
    """The inlines of each text, all read at once; as typed where a text is no paragraph, "1. One"."""
    if not texts:
        return []
    blocks = list(load(read_markdown("\n\n".join(texts))[0]).content)
    if len(blocks) == len(texts) and all(isinstance(it, pf.Para) for it in blocks):
        return [list(it.content) for it in blocks]
    return [[pf.Str(texts[0])]] if len(texts) == 1 else [words for it in texts for words in _read([it])]
