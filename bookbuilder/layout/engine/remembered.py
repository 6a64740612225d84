"""Remembers measured lines of text, so that Pango is asked once.

The engine splits the same text at the same width again and again: for each trial of a page, for a note before and behind
its call, for hyphenation. What it answers depends on the text, the width and the styles below, and holds no live object of
Pango's, so it can be answered again; a document begins with nothing remembered.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any

STYLES = (
    "white_space", "font_size", "direction", "font_language_override", "lang", "font_style", "font_stretch", "font_weight",
    "font_kerning", "font_variant_ligatures", "font_variant_position", "font_variant_caps", "font_variant_numeric",
    "font_variant_alternates", "font_variant_east_asian", "font_feature_settings", "font_variation_settings",
    "text_decoration_line", "letter_spacing", "word_spacing", "overflow_wrap", "word_break", "tab_size", "hyphens",
    "hyphenate_limit_chars", "hyphenate_limit_zone", "hyphenate_character",
)  # fmt: skip
"""Every style on which the measure of a line depends: what weasyprint.text.line_break and .fonts read of it."""
LARGEST = 200_000
"""Lines that are remembered at most; a chapter of 100 pages has some 40,000."""

_answers: dict[Any, Any] = {}


def forget_lines() -> None:
    """Begin anew, as every document does."""
    _answers.clear()


def with_memory(split_first_line: Callable[..., Any]) -> Callable[..., Any]:
    """The engine's function, which answers a question that it has answered before from memory."""

    def split(
        text: str, style: Any, context: Any, max_width: float | None, spacing: float, is_line_start: bool = True,
        minimum: bool = False,
    ) -> Any:  # fmt: skip
        look_up = style.__getitem__
        key = (
            text, max_width, spacing, is_line_start, minimum, style.font_config, tuple(look_up("font_family")),
            *map(look_up, STYLES),
        )  # fmt: skip
        try:
            found = _answers.get(key)
        except TypeError:  # a style whose value is a list
            return split_first_line(text, style, context, max_width, spacing, is_line_start, minimum)
        if found is None:
            found = split_first_line(text, style, context, max_width, spacing, is_line_start, minimum)
            if len(_answers) >= LARGEST:
                _answers.clear()
            _answers[key] = found
        return (copy(found[0]), *found[1:])  # justifying changes the layout that it is given

    return split
