"""Makes the look that every chart has, from the book's colours and family, unless its own specification says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def chart_style(colours: Mapping[str, str], font: str) -> dict[str, Any]:
    """Vega-Lite's `config`: few lines, quiet axes, the palette of styles/tokens.css and no transparency.

    See https://vega.github.io/vega-lite/docs/config.html
    """
    text, quiet, rule = colours["text"], colours["quiet"], colours["rule"]
    words = {"labelFont": font, "titleFont": font, "labelFontSize": 11, "titleFontSize": 11, "labelColor": text}
    words |= {"titleColor": quiet, "titleFontWeight": "normal", "labelFontWeight": "normal"}
    hues = [colours[name] for name in ("link", "accent", "quiet", "rule") if name in colours]
    ramp = [_mixed(colours["paper"], hues[0], step / 8) for step in range(9)]
    marks = {
        name: {"color": hues[0]}
        for name in ("arc", "area", "bar", "line", "point", "rect", "square", "circle", "tick", "trail")
    }
    return {
        "background": None,
        "fieldTitle": "plain",
        "font": font,
        "padding": 2,
        "view": {"stroke": None, "continuousWidth": 360, "continuousHeight": 220, "discreteHeight": 220},
        "title": {"font": font, "fontSize": 12, "fontWeight": "normal", "color": text, "anchor": "start"},
        "header": words,
        "axis": {
            **words,
            "domainColor": quiet,
            "tickColor": quiet,
            "gridColor": rule,
            "gridWidth": 0.4,
            "labelAngle": 0,
        },
        "axisX": {"grid": False},
        "axisBand": {"grid": False},
        "legend": {
            **words,
            "gradientStrokeColor": rule,
            "orient": "top",
            "title": None,
            "symbolOpacity": 1,
            "symbolStrokeWidth": 0,
        },
        "range": {"category": hues, "ordinal": hues, "ramp": ramp, "heatmap": ramp, "diverging": ramp},
        "mark": {"opacity": 1},
        "text": {"font": font, "fontSize": 10, "color": text},
        "rule": {"color": quiet},
        **{
            name: {**mark, "opacity": 1, "filled": True} if name in ("point", "circle", "square") else mark
            for name, mark in marks.items()
        },
    }


def _mixed(one: str, other: str, share: float) -> str:
    """A colour between two; Vega mixes by hue, and comes from white to blue by way of cyan."""
    parts = [[int(colour.lstrip("#")[at : at + 2], 16) for at in (0, 2, 4)] for colour in (one, other)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(*parts, strict=True))
