"""Hides tags of HTML's blocks in cells of one line while Pandoc reads a text: there it reads words alone, and drops the rest.

`| <ul><li>one</li></ul> | b |` is what GitHub prints as a list in a cell. The first letter of such a tag's name becomes
a cuneiform one, so that Pandoc keeps the tag as one that it does not know; offsets stay true.
"""

from __future__ import annotations

import re
import string

BLOCKS = frozenset(
    "address article aside blockquote center dd details dir div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr "
    "li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
"""Elements that Pandoc takes for blocks."""
_TAG = re.compile(r"(?P<before></?)(?P<name>[A-Za-z]+[1-6]?)(?=(?:\s[^<>|\n]*)?/?>)")
_ROW = re.compile(
    r"^[ \t>]*\|[^\n]*<[^\n]*|^(?![ \t>]*<)[^\n|<]*\|[^\n]*<[^\n]*|^(?![ \t>]*<)[^\n|]*<[^\n]*\|[^\n]*$", re.M
)
"""A line with a bar and a tag that does not begin with one."""
_PARAGRAPH = re.compile(r"(?:^[^\n]*\S[^\n]*\n?)+", re.MULTILINE)
_FRAME = re.compile(r"^[ \t>]*\+[-=:]{3,}", re.MULTILINE)
"""The frame of a drawn table, whose cells hold blocks."""
_HIDDEN = {letter: chr(0x12000 + number) for number, letter in enumerate(string.ascii_letters)}
_SHOWN = str.maketrans({hidden: letter for letter, hidden in _HIDDEN.items()})
_HIDDEN_TAG = re.compile("</?[\U00012000-\U00012033]")


def hide_cell_tags(text: str) -> str:
    """The text with those tags hidden that stand in a line with a bar, such as the row of a table."""
    if "|" not in text or "</" not in text and "<p>" not in text and "<hr" not in text:
        return text
    return _PARAGRAPH.sub(lambda it: it[0] if _FRAME.search(it[0]) else _ROW.sub(_hidden_in, it[0]), text)


def _hidden_in(row: re.Match[str]) -> str:
    return _TAG.sub(_hidden, row[0])


def _hidden(tag: re.Match[str]) -> str:
    name = tag["name"]
    return f"{tag['before']}{_HIDDEN[name[0]]}{name[1:]}" if name.lower() in BLOCKS else tag[0]


def show_cell_tags(text: str) -> str:
    """The text with its hidden tags as they were typed."""
    return _HIDDEN_TAG.sub(lambda it: it[0].translate(_SHOWN), text)
