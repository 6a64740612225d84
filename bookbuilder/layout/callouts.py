"""Lets a long callout go on overleaf: kept whole, it would leave the page before it nearly empty."""

from __future__ import annotations

from lxml import etree

from bookbuilder.markdown.xhtml_text import class_names

LINES = 14
"""Lines that a callout is kept whole with."""
LETTERS = 60
"""Letters of a line, roughly."""


def let_long_callouts_break(root: etree._Element) -> None:
    """Give a callout of more lines a class that print.css lets break: lines of code and of tables count as they are."""
    for callout in root.iter("div"):
        classes = class_names(callout)
        if "callout" not in classes:
            continue
        words = sum(1 + len("".join(map(str, it.itertext()))) // LETTERS for it in callout.iter("p", "li", "tr"))
        code = sum(1 for it in callout.iter("span") if it.get("class") == "line")
        if words + code > LINES:
            callout.set("class", " ".join([*classes, "callout-breaks"]))
