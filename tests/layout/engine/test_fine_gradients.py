"""A gradient that repeats within less than a dot is one colour or none, and costs no more than others."""

from __future__ import annotations

import base64
import time

import pytest
from weasyprint import HTML
from weasyprint.matrix import Matrix
from weasyprint.svg import defs

from bookbuilder.layout.engine.workarounds import apply
from tests.in_time import in_time

pytestmark = pytest.mark.pango
STOPS = '<stop offset="0" stop-color="#222"/><stop offset="1" stop-color="#fff"/>'


def _drawing(gradient: str) -> str:
    rect = '<rect width="400" height="400" fill="url(#g)"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400">{gradient}{rect}</svg>'
    return f'<img src="data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}">'


@pytest.mark.parametrize(
    "html",
    [
        '<p style="height: 9pt; background: repeating-linear-gradient(#222 0, #fff 0.0001px)">',
        '<p style="height: 9pt; background: repeating-radial-gradient(#222 0, #fff 0.0001px)">',
        _drawing(f'<linearGradient id="g" spreadMethod="repeat" x2="0.0000001">{STOPS}</linearGradient>'),
        _drawing(f'<linearGradient id="g" spreadMethod="reflect" gradientTransform="scale(1e-7)">{STOPS}</linearGradient>'),
        _drawing(f'<linearGradient id="g" spreadMethod="repeat" gradientUnits="userSpaceOnUse" x1="1e9" x2="1000000001">{STOPS}</linearGradient>'),
        _drawing(f'<radialGradient id="g" spreadMethod="repeat" r="0.0000001">{STOPS}</radialGradient>'),
    ],
)  # fmt: skip
def test_a_gradient_that_repeats_without_end_costs_little(html: str) -> None:
    apply()
    begun = time.process_time()
    assert len(HTML(string=html).write_pdf()) < 50_000
    assert in_time(time.process_time() - begun, 2)


def test_a_gradient_that_can_be_seen_is_as_it_was() -> None:
    apply()
    html = '<p style="height: 9pt; background: repeating-linear-gradient(#222 0, #fff 10px)">'
    assert b"/FunctionType 3" in HTML(string=html).write_pdf(uncompressed_pdf=True)


def test_the_engine_alone_writes_out_each_turn_of_a_gradient() -> None:
    apply()
    spread = defs.spread_linear_gradient.__wrapped__
    positions, _, _ = spread("repeat", [0, 1], ["a", "b"], 0, 0, 0.01, 0, (0, 0, 400, 400), Matrix())
    assert len(positions) > 40_000


def test_thousands_of_gradients_are_each_found_at_once() -> None:
    """They took seven seconds, and twice as many four times that: each was looked for in every child of every element."""
    gradient = f'<linearGradient id="g{{0}}">{STOPS}</linearGradient>'
    body = "".join(f'<g>{gradient.format(n)}</g><rect width="9" height="9" fill="url(#g{n})"/>' for n in range(2000))
    apply()
    begun = time.process_time()
    assert HTML(string=_drawing(body)).write_pdf(uncompressed_pdf=True).count(b"/ShadingType") == 2000
    assert in_time(time.process_time() - begun, 5)
