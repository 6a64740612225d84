"""Separates the code of a Markdown text from its prose, so that what is rewritten is never code."""

from __future__ import annotations

import re
from collections.abc import Callable

_VERBATIM = re.compile(
    r"(?P<fence>^[ \t>]*(?P<mark>`{3,}(?!`)|~{3,}(?!~))[^\n]*\n(?:.*?\n)??[ \t>]*(?P=mark)[`~]*[ \t]*(?=\n|\Z))"
    r"|(?P<code>(?<![\\`])(?P<tick>`+)(?!`)(?:(?!\n[ \t]*\n).)*?(?<!`)(?P=tick)(?!`))"
    r"|(?P<comment><!--.*?-->)"
    r"|(?P<formula>(?<![\\$])\$\$(?:(?!\$\$|\n[ \t]*\n).)+\$\$)",
    re.MULTILINE | re.DOTALL,
)


def outside_code(text: str, change: Callable[[str], str], formulas: bool = True) -> str:
    """The text with `change` applied to each stretch of prose; code and comments stay, and formulas where that is asked."""
    pieces: list[str] = []
    place = 0
    for found in _VERBATIM.finditer(text):
        if found["formula"] and not formulas:
            continue
        pieces += [change(text[place : found.start()]), found[0]]
        place = found.end()
    return "".join([*pieces, change(text[place:])])


def blanked(text: str) -> str:
    """The text with as many spaces in the place of code and comments, so that every offset and line stays."""
    return _VERBATIM.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def line_of(text: str, offset: int) -> int:
    """The line, from 1, of an offset."""
    return text.count("\n", 0, offset) + 1
