"""Writes out the number of each item of a list whose author wrote it in brackets: (a), (3), i), as a treaty has it."""

from __future__ import annotations

import panflute as pf

from bookbuilder.compose.decide.numbering import letter
from bookbuilder.markdown.ast import in_order
from bookbuilder.model.folios import roman

_FORMS = {"OneParen": "{})", "TwoParens": "({})"}


def label_lists(document: pf.Doc) -> None:
    """Put the labels before the words of the items, and each such list into a div `bracketed`: HTML has no such numbers."""
    lists = [element for element in in_order(document) if isinstance(element, pf.OrderedList)]
    for one in reversed([it for it in lists if it.delimiter in _FORMS]):
        for number, item in enumerate(one.content, start=one.start):
            label = pf.Span(pf.Str(_FORMS[one.delimiter].format(_counted(number, one.style))), classes=["item-label"])
            first = item.content[0] if len(item.content) else None
            if isinstance(first, (pf.Para, pf.Plain)):
                first.content[0:0] = [label, pf.Space()]
            else:
                item.content.insert(0, pf.Plain(label))
        holder = one.container
        position = next(index for index, block in enumerate(holder) if block is one)
        holder[position : position + 1] = [pf.Div(one, classes=["bracketed"])]


def _counted(number: int, style: str) -> str:
    if style in ("LowerRoman", "UpperRoman"):
        return roman(number).lower() if style == "LowerRoman" else roman(number).upper()
    if style in ("LowerAlpha", "UpperAlpha"):
        return letter(number).lower() if style == "LowerAlpha" else letter(number)
    return str(number)
