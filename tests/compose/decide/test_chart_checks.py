"""Slips of the pen in a chart's specification: a mark and a column that there are not, reported where they stand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bookbuilder.compose.decide.chart_checks import slips_in
from bookbuilder.source import Source

ROWS = [{"year": 2016, "sum": 3}]


def slips(mark: Any = "bar", field: str = "year", **more: Any) -> list[str]:
    spec = {
        "data": {"values": ROWS},
        "mark": mark,
        "encoding": {"x": {"field": field}, "y": {"field": "sum", "axis": {"format": "d"}}},
        **more,
    }
    text = json.dumps(spec, indent=1)
    return [f"{slip.location.line} {slip}" for slip in slips_in(spec, Source("a.vl.json", text), Path("."))]


def test_a_wrong_mark_is_an_error_and_names_the_near_one() -> None:
    (slip,) = slips("barr")
    assert 'error FIG-016: "barr" is not a mark of a chart. Did you mean "bar"?' in slip and not slip.startswith("1 ")
    assert "FIG-016" in slips({"type": "image"})[0]


def test_a_field_that_is_no_column_is_reported() -> None:
    (slip,) = slips(field="yaer")
    assert 'FIG-017: The data have no column "yaer". Did you mean "year"?' in slip


def test_columns_that_a_transform_makes_are_known() -> None:
    assert slips() == [] and slips(field="twice", transform=[{"calculate": "datum.sum*2", "as": "twice"}]) == []
    assert (
        slips(field="key", transform=[{"fold": ["sum"]}]) == []
        and slips(field="2016", transform=[{"pivot": "year", "value": "sum"}]) == []
    )
