"""Lets lines end in long web addresses, without a hyphen.

A line may end after a slash or a colon and before a dot, a hyphen and other marks, never after a hyphen, as
The Chicago Manual of Style, 17th edition, 7.46 and 14.18, has it.
"""

from __future__ import annotations

import re

from lxml import etree

BREAK, JOIN = "\u200b", "\u2060"
LONGEST = 24
"""Characters of an address that stay together at most; a longer stretch may break anywhere."""

_ADDRESS = re.compile(r"(?:https?://|www\.|doi\.org/|10\.\d{4,}/)[^\s<>]*[^\s<>.,;:!?)\]}»”’\"']")
_MARKS = r".~,_?#%=&\-"
_PIECE = re.compile(rf"[^/:{_MARKS}]*(?:[/:]+|(?=[{_MARKS}])|$)|[{_MARKS}][^/:{_MARKS}]*(?:[/:]+)?")


def break_addresses(root: etree._Element) -> None:
    """Put zero-width spaces into every address below `root` where a line may end, word joiners where none may.

    Characters and not elements, because the engine makes a link of its own for every element within a link.
    """
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        if element.text and element.tag not in ("code", "pre"):
            element.text = breakable(element.text)
        if element.tail:
            element.tail = breakable(element.tail)


def break_code(line: etree._Element) -> None:
    """Put zero-width spaces into a line of highlighted code where it has no space for long: it may end at a coloured word."""
    run = 0
    for element in list(line.iter()):
        for name in ("text", "tail"):
            text = getattr(element, name)
            if not text or name == "tail" and element is line:
                continue
            if run > LONGEST and not text[0].isspace():
                setattr(element, name, BREAK + text)
                run = 0
            words = re.split(r"\s", text)
            run = len(words[-1]) + (run if len(words) == 1 else 0)


def breakable(text: str) -> str:
    """The text with its addresses prepared."""
    return _ADDRESS.sub(lambda address: BREAK.join(pieces(address[0])).replace("-", "-" + JOIN), text)


def pieces(address: str) -> list[str]:
    """The stretches of an address between which a line may end."""
    found = [piece for piece in _PIECE.findall(address) if piece]
    short = []
    for piece in found:
        short += [piece[at : at + LONGEST] for at in range(0, len(piece), LONGEST)]
    return short
