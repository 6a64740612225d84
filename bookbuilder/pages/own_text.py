"""A block's own text in its pieces, and a mark put where so many of its printed characters have gone before.

A layout drops spaces at the ends of lines and adds hyphens there: neither is counted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate

from lxml import etree

from bookbuilder.markdown.xhtml_text import parent_of

UNCOUNTED = frozenset("-\u2010\u2011\u00ad\u200b\u2060\ufeff")
"""Hyphens, and what only says where a line may end."""


class _Counted(dict[int, "int | None"]):
    """What `str.translate` leaves of a text: the characters that are counted; each is looked at once."""

    def __missing__(self, code: int) -> int | None:
        character = chr(code)
        self[code] = None if character.isspace() or character in UNCOUNTED else code
        return self[code]


_COUNTED = _Counted()
DRAWN = frozenset(("{http://www.w3.org/1998/Math/MathML}math", "{http://www.w3.org/2000/svg}svg", "math", "svg"))
"""Elements that print draws: a layout counts none of their characters."""
INLINE = frozenset(
    "a abbr b bdi bdo br cite code data dfn em i img kbd mark q s samp small span strong sub sup u var wbr".split()
)


def counted(text: str) -> int:
    """How many characters of a text are counted."""
    return len(text.translate(_COUNTED))


def pieces(block: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    """Every piece of the block's own text in order: an element, and whether the piece is its tail.

    What stands in a block inside it that has an id of its own is that block's text and not this one's.
    """
    yield block, False
    for child in block:
        if isinstance(child.tag, str) and child.tag not in DRAWN and (child.tag in INLINE or not child.get("id")):
            yield from pieces(child)
        yield child, True


def piece(element: etree._Element, is_tail: bool) -> str:
    """The text of a piece."""
    return (element.tail if is_tail else element.text) or ""


class OwnText:
    """Takes marks in the order of the text, and goes through the text once, however many there are.

    It holds while nothing else puts anything into the block.
    """

    def __init__(self, block: etree._Element) -> None:
        self.block = block
        self.reached = 0
        """The counted characters before the last mark."""
        self._pieces = list(pieces(block))
        texts = [piece(*it) for it in self._pieces]
        self._text = "".join(texts)
        self._begins = [0, *accumulate(len(it) for it in texts)]
        self._borders = {
            begin for begin, it in zip(self._begins, self._pieces, strict=False) if it[0].tag not in INLINE
        }
        self._counted = list(accumulate(_COUNTED[ord(character)] is not None for character in self._text))
        self._at = 0

    def put(self, span: etree._Element, before: int) -> None:
        """Put a mark before the first word that begins after so many counted characters."""
        self.reached = before
        place = self._word_after(before)
        while self._at < len(self._pieces) and place >= self._begins[self._at + 1]:
            self._at += 1
        if self._at == len(self._pieces):
            self.block.append(span)
            return
        element, is_tail = self._pieces[self._at]
        text, cut = piece(element, is_tail), place - self._begins[self._at]
        if is_tail:
            element.tail, span.tail = text[:cut], text[cut:]
            parent = parent_of(element)
            parent.insert(parent.index(element) + 1, span)
        elif cut == 0 and element.tag in INLINE and element is not self.block:
            _put_before(element, span, self.block)
            return
        else:
            element.text, span.tail = text[:cut], text[cut:]
            element.insert(0, span)
        self._pieces[self._at], self._begins[self._at] = (span, True), place

    def _word_after(self, before: int) -> int:
        """The offset of the first word that begins after so many counted characters; a block ends a word, too."""
        text = self._text
        offset = min(bisect_left(self._counted, before) + 1, len(text)) if before > 0 else 0
        if offset and not text[offset - 1].isspace():
            while offset < len(text) and not text[offset].isspace() and offset not in self._borders:
                offset += 1
        while offset < len(text) and text[offset].isspace():
            offset += 1
        return offset


def _put_before(element: etree._Element, span: etree._Element, block: etree._Element) -> None:
    """Before an inline element that the page begins with, so that a link keeps its own name."""
    parent = parent_of(element)
    while parent is not block and parent.tag in INLINE and parent[0] is element and not (parent.text or ""):
        element, parent = parent, parent_of(parent)
    parent.insert(parent.index(element), span)
