"""Measures how wide the word spaces of a line are set, and how wide its font would have them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from weasyprint.text.line_break import create_layout, line_size

_FACE = (
    "font_family", "font_size", "font_weight", "font_style", "font_variant_caps", "letter_spacing", "word_spacing",
)  # fmt: skip


class Spaces:
    """Measures word spaces; what a font gives is measured once for each face and size."""

    def __init__(self) -> None:
        self._natural: dict[tuple[Any, ...], float] = {}

    def of(self, texts: Iterable[Any]) -> tuple[float, float]:
        """The mean width of the spaces between words as set, and as the font has it; zeros where there is none."""
        count, wide, natural = 0, 0.0, 0.0
        for box in texts:
            spaces = box.text.count(" ")
            if spaces:
                own = self._of_font(box.style)
                count += spaces
                natural += spaces * own
                wide += (
                    spaces * (own + _added(box.style) + float(box.justification_spacing)) * getattr(box, "stretch", 1.0)
                )
        return (wide / count, natural / count) if count else (0.0, 0.0)

    def _of_font(self, style: Any) -> float:
        face = tuple(style[name] for name in _FACE)
        if face not in self._natural:
            self._natural[face] = _width("n n", style) - _width("nn", style) - _added(style)
        return self._natural[face]


def _added(style: Any) -> float:
    """What a style sheet adds to each space."""
    letters = style["letter_spacing"]
    return float(style["word_spacing"]) + (0.0 if letters == "normal" else float(letters))


def _width(text: str, style: Any) -> float:
    layout = create_layout(text, style, None, None, 0)
    line, _ = layout.get_first_line()
    width, _ = line_size(line, style)
    layout.deactivate()
    return float(width)
