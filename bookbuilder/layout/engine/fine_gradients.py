"""Draws gradients that repeat within less than a dot as one colour: the engine writes each turn out, be it a hundred million.

See https://drafts.csswg.org/css-images-3/#repeating-gradients, which lets them be so. In a drawing the part is left empty, and
a warning says so.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import wraps
from typing import Any

from weasyprint.images import gradient_average_color, process_color_stops
from weasyprint.logger import LOGGER

MOST_STOPS = 20_000
"""Colours of one gradient, all its turns written out."""
Spread = Callable[..., Any]


def with_fine_lines(layout: Callable[..., Any]) -> Callable[..., Any]:
    """What takes the place of LinearGradient.layout."""

    @wraps(layout)
    def laid_out(self: Any, width: float, height: float, style: Any) -> Any:
        if self.repeating and len(self.colors) > 1:
            longest = math.hypot(width, height)
            positions, _ = process_color_stops(longest, self.stop_positions, self.color_hints, style)
            if _is_too_fine(longest, positions[-1] - positions[0], len(positions)):
                return 1, "solid", None, [], [gradient_average_color(list(self.colors), positions)], []
        return layout(self, width, height, style)

    return laid_out


def with_fine_rings(repeat: Callable[..., Any]) -> Callable[..., Any]:
    """What takes the place of RadialGradient._repeat."""

    @wraps(repeat)
    def repeated(self: Any, width: float, height: float, scale_y: float, points: Any, *stops: Any) -> Any:
        farthest = math.hypot(max(points[0], width), max(points[1], height) * max(scale_y, 1 / scale_y)) + points[2]
        if _is_too_fine(farthest, points[5] - points[2], len(stops[0])):
            return (points, *stops)
        return repeat(self, width, height, scale_y, points, *stops)

    return repeated


def with_fine_spread(spread_gradient: Spread, is_linear: bool) -> Spread:
    """What takes the place of spread_linear_gradient and spread_radial_gradient, for drawings."""

    @wraps(spread_gradient)
    def spread_out(spread: str, positions: list[float], colors: list[Any], *rest: Any) -> Any:
        if spread in ("repeat", "reflect"):
            farthest, length = _line(*rest) if is_linear else _rings(*rest)
            if _is_too_fine(farthest, length, len(positions)):
                LOGGER.warning("A gradient repeats more often than any drawing needs, and is left out")
                spread = "pad"
        return spread_gradient(spread, positions, colors, *rest)

    return spread_out


def _line(x1: float, y1: float, x2: float, y2: float, box: Any, matrix: Any) -> tuple[float, float]:
    """How far the box reaches from where a line of colours begins, and how long that line is."""
    (from_x, from_y), (to_x, to_y) = matrix.transform_point(x1, y1), matrix.transform_point(x2, y2)
    x, y, width, height = box
    farthest = max(math.hypot(at_x - from_x, at_y - from_y) for at_x in (x, x + width) for at_y in (y, y + height))
    return farthest, math.hypot(to_x - from_x, to_y - from_y)


def _rings(
    fx: float, fy: float, fr: float, cx: float, cy: float, r: float, width: float, height: float, matrix: Any
) -> tuple[float, float]:
    """How far the box reaches from where rings of colours begin, and how broad they are."""
    right, bottom = matrix.invert.transform_point(width, height)
    return math.hypot(max(abs(fx), abs(right - fx)), max(abs(fy), abs(bottom - fy))) + fr, abs(r - fr)


def _is_too_fine(farthest: float, length: float, stops: int) -> bool:
    return 0 < length < math.inf and not farthest / length * stops < MOST_STOPS
