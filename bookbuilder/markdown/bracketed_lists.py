"""Gives lists whose labels are written out, (a) or i), a numbering of that form, as an AST and Word have it."""

from __future__ import annotations

from typing import Any


def number_in_brackets(node: Any) -> None:
    """Take the labels out of the items of each list in a div `bracketed`, in place, and let the list print them."""
    if isinstance(node, dict):
        if node.get("t") == "Div" and "bracketed" in node["c"][0][1]:
            for block in node["c"][1]:
                if block["t"] == "OrderedList":
                    labels = [_label_taken(item) for item in block["c"][1]]
                    block["c"][0][2] = {"t": "TwoParens" if labels[0].startswith("(") else "OneParen"}
        node = list(node.values())
    for child in node if isinstance(node, list) else ():
        number_in_brackets(child)


def _label_taken(item: list[Any]) -> str:
    """The label at the head of an item, which loses it; a block of nothing else goes with it."""
    words = item[0]["c"] if item and item[0]["t"] in ("Para", "Plain") else []
    if len(words) == 1 and words[0]["t"] == "Span" and words[0]["c"][0][0]:  # it stands for the id of the item
        words = words[0]["c"][1]
    if not words or words[0]["t"] != "Span" or "item-label" not in words[0]["c"][0][1]:
        return ""
    label = str(words.pop(0)["c"][1][0]["c"])
    while words and words[0]["t"] in ("Space", "SoftBreak"):
        del words[0]
    if not words:
        del item[0]
    return label
