"""Writes Pandoc's inlines as CSL's rich text: i, b, sup, sub, small caps and nothing else; `&` and `<` stand for themselves.

See https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html#html-like-formatting-tags
"""

from __future__ import annotations

from collections.abc import Iterable

import panflute as pf

_TAGS: dict[type, tuple[str, str]] = {
    pf.Emph: ("<i>", "</i>"),
    pf.Strong: ("<b>", "</b>"),
    pf.Superscript: ("<sup>", "</sup>"),
    pf.Subscript: ("<sub>", "</sub>"),
    pf.SmallCaps: ('<span style="font-variant:small-caps;">', "</span>"),
}


def rich_text(inlines: Iterable[pf.Inline]) -> str:
    """Inlines as CSL rich text; links and spans keep their words."""
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: pf.Inline) -> str:
    if isinstance(inline, (pf.Str, pf.Code, pf.Math)):
        return str(inline.text)
    if isinstance(inline, (pf.Space, pf.SoftBreak, pf.LineBreak)):
        return " "
    if isinstance(inline, pf.Quoted):
        inside = rich_text(inline.content)
        return f"‘{inside}’" if inline.quote_type == "SingleQuote" else f"“{inside}”"
    if type(inline) in _TAGS:
        opening, closing = _TAGS[type(inline)]
        return f"{opening}{rich_text(inline.content)}{closing}"
    return rich_text(inline.content) if hasattr(inline, "content") else ""
