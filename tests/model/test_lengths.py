"""Lengths with their unit, in millimetres."""

from __future__ import annotations

import pytest

from bookbuilder.model.lengths import millimetres


@pytest.mark.parametrize(
    ("written", "measured"),
    [("156mm", 156.0), ("23.4 cm", 234.0), ("6in", 152.4), ("72pt", 25.4), ("96px", 25.4), ("80 µm", 0.08), ("3", 3.0)],
)
def test_every_unit_is_measured_in_millimetres(written: str, measured: float) -> None:
    assert millimetres(written) == measured


@pytest.mark.parametrize("written", ["", "wide", "3 ells"])
def test_what_is_no_length_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        millimetres(written)
