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
_PRIVATE = re.compile("[\U000f0000-\U000ffff0]")
_HIDDEN = 0xF0000
"""Above it, private signs that stand for code within a line."""


def outside_code(text: str, change: Callable[[str], str], formulas: bool = True) -> str:
    """The text with `change` applied to each stretch of prose; code and comments stay, and formulas where that is asked.

    Code within a line is one private sign to `change`, so that a caption or a link with code in its words is seen whole.
    """
    made: list[str] = []
    prose: list[str] = []
    hidden: list[str] = []
    place = 0

    def prose_ends() -> None:
        changed = change("".join(prose))
        made.append(_PRIVATE.sub(lambda it: (hidden[ord(it[0]) - _HIDDEN :] or it[0])[0], changed))
        prose.clear()
        hidden.clear()

    for found in _VERBATIM.finditer(text):
        if found["formula"] and not formulas:
            continue
        prose.append(text[place : found.start()])
        if found["code"] and len(hidden) < 0xFFF0:
            prose.append(chr(_HIDDEN + len(hidden)))
            hidden.append(found[0])
        else:
            prose_ends()
            made.append(found[0])
        place = found.end()
    prose.append(text[place:])
    prose_ends()
    return "".join(made)


def blanked(text: str) -> str:
    """The text with as many spaces in the place of code and comments, so that every offset and line stays."""
    return _VERBATIM.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def line_of(text: str, offset: int) -> int:
    """The line, from 1, of an offset."""
    return text.count("\n", 0, offset) + 1
