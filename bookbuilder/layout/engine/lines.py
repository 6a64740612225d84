"""Keeps a line of text that fits but for the space behind it, which the engine would end in an early hyphen.

WeasyPrint 66 to 70 measures a line together with its trailing space; where only that space is too much, it takes the
text for one that fits no line, and breaks or hyphenates one of its words ("‘Cent-" alone on a line). Where it asks how
narrow a column may be, it passes over spaces to the first soft hyphen, so that Kazakh tables run off the paper. Neither
is reported yet.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Any

SPACE = 0.5
"""More than the width of a space, in sizes of its type."""

LONG = 200
"""Letters of a word within which its first line ends, where it can be divided at all."""

WRAPPING = ("normal", "pre-wrap", "pre-line")
"""Values of `white-space` that let lines end at spaces."""


def with_single_words(split_first_line: Callable[..., Any]) -> Callable[..., Any]:
    """The engine's function, which asks of each word by itself how narrow its column may be, and of each only once.

    It is asked for all that follows a word, too, and of all cells again for each trial of a page.
    """

    def split(text: str, style: Any, context: Any, max_width: float | None, *others: Any, **named: Any) -> Any:
        if max_width != 0 or style["white_space"] not in WRAPPING:
            return split_first_line(text, style, context, max_width, *others, **named)
        words = text.lstrip(" ")
        word = text[: len(text) - len(words)] + words.partition(" ")[0]
        known = style.__dict__.setdefault("bb_least", {})
        for asked in (word[:LONG], word):
            key = (asked, others, *named.values())
            if key not in known:
                _, _, *found = split_first_line(asked, style, context, max_width, *others, **named)
                known[key] = None, 0, *found  # without the layout, for which nobody asks here
            found = known[key]
            if found[2] is not None:  # it ends in a line, wherever the word does
                break
        goes_on = found[2] is None and len(text) > len(word) + 1
        return (*found[:2], len(word.encode()) + 1, *found[3:]) if goes_on else found

    return split


def with_hanging_space(split_first_line: Callable[..., Any]) -> Callable[..., Any]:
    """The engine's function, which lets a space hang over the end of the line."""

    def split(
        text: str, style: Any, context: Any, max_width: float | None, spacing: float, is_line_start: bool = True,
        minimum: bool = False,
    ) -> Any:  # fmt: skip
        found = split_first_line(text, style, context, max_width, spacing, is_line_start, minimum)
        if max_width in (None, inf) or found[2] is None or not _is_doubtful(found, text, style):
            return found
        wider = max_width + SPACE * style["font_size"]
        hanging = split_first_line(text, style, context, wider, spacing, is_line_start, minimum)
        kept = text if hanging[2] is None else text.encode()[: hanging[2]].decode()
        if not kept.endswith(" ") or len(kept.encode()) <= found[2]:
            return found
        bare = split_first_line(kept.rstrip(" "), style, context, max_width, spacing, is_line_start, minimum)
        return hanging if bare[2] is None else found

    return split


def _is_doubtful(found: Any, text: str, style: Any) -> bool:
    """Whether the line ends in a hyphen that the text does not have, or holds one word alone."""
    line = text.encode()[: found[2]].decode()
    hyphen = style["hyphenate_character"]
    hyphenated = found[0].text.endswith(hyphen) and not line.endswith(hyphen)
    return hyphenated or " " not in line.strip(" ")
