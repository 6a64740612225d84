"""Long web addresses in a document's tree -> the same, with places where a line may end without a hyphen.

A line may end after a slash or a colon and before a dot and other marks, never at a hyphen of the address itself, as
The Chicago Manual of Style, 17th edition, 7.46 and 14.18, has it.
"""

from __future__ import annotations

import re

from lxml import etree

LONGEST = 24
"""Characters of an address that stay together at most; a longer stretch may break anywhere."""

_ADDRESS = re.compile(r"(?:https?://|www\.|doi\.org/|10\.\d{4,}/)[^\s<>]*[^\s<>.,;:!?)\]}»”’\"']")
_PIECE = re.compile(r"[^/:.~,_?#%=&]*(?:[/:]+|(?=[.~,_?#%=&])|$)|[.~,_?#%=&][^/:.~,_?#%=&]*(?:[/:]+)?")


def break_addresses(root: etree._Element) -> None:
    """Wrap every address below `root` in `span.address`, its unbreakable pieces in spans with <wbr> between them."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in ("code", "pre"):
            continue
        for child in list(element):
            if child.tail and _ADDRESS.search(child.tail):
                text, child.tail = child.tail, None
                _fill(element, element.index(child) + 1, text, child)
        if element.text and _ADDRESS.search(element.text):
            text, element.text = element.text, None
            _fill(element, 0, text, None)


def pieces(address: str) -> list[str]:
    """The stretches of an address between which a line may end."""
    found = [piece for piece in _PIECE.findall(address) if piece]
    short = []
    for piece in found:
        while len(piece) > LONGEST:
            cut = LONGEST - 1 if piece[LONGEST - 1] == "-" else LONGEST
            short.append(piece[:cut])
            piece = piece[cut:]
        short.append(piece)
    return short


def _fill(parent: etree._Element, index: int, text: str, before: etree._Element | None) -> None:
    position = 0
    for match in _ADDRESS.finditer(text):
        _append(parent, before, text[position : match.start()])
        before = _address(match[0])
        parent.insert(index, before)
        index += 1
        position = match.end()
    _append(parent, before, text[position:])


def _append(parent: etree._Element, before: etree._Element | None, text: str) -> None:
    if not text:
        return
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text


def _address(address: str) -> etree._Element:
    whole = etree.Element("span", {"class": "address"})
    for number, piece in enumerate(pieces(address)):
        if number:
            etree.SubElement(whole, "wbr")
        etree.SubElement(whole, "span").text = piece
    return whole
