"""Lengths as book.yaml and styles write them ("156mm", "6in", "80 µm"), in millimetres."""

from __future__ import annotations

import re

UNITS = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "px": 25.4 / 96, "µm": 0.001, "um": 0.001}
"""Millimetres of each unit; points and pixels are those of CSS. See https://www.w3.org/TR/css-values-4/#absolute-lengths"""


def millimetres(length: str) -> float:
    """A length that a form has read already; a bare number is in millimetres. What is not a length raises ValueError."""
    match = re.fullmatch(r"([\d.]+)\s*(\D*)", length.strip())
    if match is None or (match[2] or "mm") not in UNITS:
        raise ValueError(f'"{length}" is not a length')
    return round(float(match[1]) * UNITS[match[2] or "mm"], 6)  # without the noise of binary fractions: 6in is 152.4
