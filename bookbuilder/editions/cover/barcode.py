"""Draws an ISBN's EAN-13 barcode as SVG in nominal size: 37.29 by 25.93 mm with its quiet zones, black alone.

Sizes: GS1 General Specifications, 5.2 (EAN/UPC): module 0.33 mm, bars 22.85 mm, guards five modules longer, quiet zones
of eleven modules before and seven behind. The modules come from the library `bookbarcode`, which this module wraps.
"""

from __future__ import annotations

from itertools import groupby

from bookbarcode import encode_ean13, validate_isbn13

MODULE = 0.33
"""Width of a module in millimetres."""
BEFORE, BEHIND = 11, 7
"""Modules of quiet zone."""
WIDTH = round((BEFORE + 95 + BEHIND) * MODULE, 2)
HEIGHT = 25.93
BARS = 22.85
GUARD = BARS + 5 * MODULE
GUARDS = frozenset({*range(3), *range(45, 50), *range(92, 95)})
"""Modules of the guard patterns, which are longer."""
DIGITS = 3.1
"""Size of the figures below the bars."""


def barcode(isbn: str) -> str:
    """The SVG; an ISBN with a wrong check digit is a bug here, since book.yaml refuses it."""
    number = validate_isbn13(isbn)
    modules = encode_ean13(number)
    bars = []
    for bit, run in groupby(enumerate(modules), key=lambda at: (at[1], at[0] in GUARDS)):
        places = [place for place, _ in run]
        if bit[0] == "1":
            x, width = (BEFORE + places[0]) * MODULE, len(places) * MODULE
            bars.append(f'<rect x="{x:.2f}" y="0" width="{width:.2f}" height="{GUARD if bit[1] else BARS:.2f}"/>')
    figures = "".join(
        f'<text x="{(BEFORE + _middle(place)) * MODULE:.2f}" y="{HEIGHT - 0.15}" text-anchor="middle">{figure}</text>'
        for place, figure in enumerate(number)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="barcode" width="{WIDTH}mm" height="{HEIGHT}mm" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}"><rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'
        f'<g fill="#000000" font-size="{DIGITS}">{"".join(bars)}{figures}</g></svg>'
    )


def _middle(place: int) -> float:
    """Where a figure stands, in modules: the first before the bars, six below each half."""
    if not place:
        return -5.5
    return 3 + (place - 0.5) * 7 if place < 7 else 50 + (place - 6.5) * 7
