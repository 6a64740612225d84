"""A line of text that fits but for the space behind it -> the same line, instead of one that ends in an early hyphen.

WeasyPrint 66 to 70 measures a line together with its trailing space; where only that space is too much, it takes the
text for one that fits no line, and breaks or hyphenates one of its words ("‘Cent-" alone on a line). Not reported yet.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Any

SPACE = 0.5
"""More than the width of a space, in sizes of its type."""


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
