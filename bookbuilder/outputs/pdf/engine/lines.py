"""A stretch of text that fits its line but for the space behind it -> the same line, instead of a hyphen in its first word.

WeasyPrint 66 to 70 measures a stretch together with its trailing space; where only that space is too much, it takes the
stretch for one that fits no line, and breaks or hyphenates its first word ("‘Cent-" alone on a line). Not reported yet.
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
        resume_at = found[2]
        if max_width in (None, inf) or resume_at is None or not text.endswith(" "):
            return found
        if b" " in text.encode()[:resume_at].rstrip(b" "):
            return found
        bare = split_first_line(text.rstrip(" "), style, context, max_width, spacing, is_line_start, minimum)
        if bare[2] is not None:
            return found
        wider = max_width + SPACE * style["font_size"]
        hanging = split_first_line(text, style, context, wider, spacing, is_line_start, minimum)
        return hanging if hanging[2] is None else found

    return split
