"""Finds slips in a Vega-Lite specification that Vega-Lite passes over or does not name, each at its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bookbuilder.compose.read.data_files import DataError, read_data
from bookbuilder.diagnostics import Diagnostic, Location, did_you_mean
from bookbuilder.source import Source

MARKS = tuple(
    "arc area bar boxplot circle errorband errorbar geoshape line point rect rule square text tick trail".split()
)
"""Vega-Lite's marks but `image`, which would be fetched. See https://vega.github.io/vega-lite/docs/mark.html"""
MAKERS = tuple("pivot lookup sequence graticule sphere flatten density regression loess quantile impute".split())
"""Where one of these stands, columns come into being that only Vega-Lite knows."""


def slips_in(spec: Any, source: Source, folder: Path) -> Iterator[Diagnostic]:
    """FIG-016, a mark that there is not; FIG-017, a field that no column of the data is called by."""
    nodes = list(_nodes(spec))
    for node in nodes:
        mark = node["mark"] if "mark" in node else None
        name = mark["type"] if isinstance(mark, dict) and "type" in mark else mark
        if isinstance(name, str) and name not in MARKS:
            remedy = did_you_mean(name, MARKS) or f"There are: {', '.join(MARKS)}."
            yield Diagnostic("FIG-016", _place(source, name), f'"{name}" is not a mark of a chart.', remedy)
    if any(maker in node for node in nodes for maker in MAKERS):
        return
    columns = _columns(nodes, source, folder)
    if not columns:
        return
    for name in dict.fromkeys(node["field"] for node in nodes if "field" in node and isinstance(node["field"], str)):
        if name not in columns and not any(mark in name for mark in ".[\\"):
            remedy = did_you_mean(name, sorted(columns)) or f"There are: {', '.join(sorted(columns))}."
            yield Diagnostic("FIG-017", _place(source, name), f'The data have no column "{name}".', remedy)


def _columns(nodes: list[dict[str, Any]], source: Source, folder: Path) -> set[str]:
    """Every name of a column: in the files, in the rows that stand in the specification, and made by a transform."""
    names: set[str] = set()
    for node in nodes:
        data = node["data"] if "data" in node and isinstance(node["data"], dict) else {}
        values = data["values"] if "values" in data and isinstance(data["values"], list) else []
        names |= {str(name) for row in values if isinstance(row, dict) for name in row}
        if "format" in data:
            return set()
        if "url" in data:
            try:
                names |= set(
                    read_data(
                        folder, source.file, str(data["url"]), str(data["sheet"]) if "sheet" in data else ""
                    ).names
                )
            except DataError:
                return set()
        made = node["as"] if "as" in node else []
        names |= {made} if isinstance(made, str) else {str(each) for each in made} if isinstance(made, list) else set()
        if "fold" in node and "as" not in node:
            names |= {"key", "value"}
    return names


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    """Every object of the specification, but the rows of its data."""
    if isinstance(node, dict):
        yield node
        for key, value in node.items():
            if key not in ("values", "datasets"):
                yield from _nodes(value)
    elif isinstance(node, list):
        for value in node:
            yield from _nodes(value)


def _place(source: Source, name: str) -> Location:
    at = source.text.find(f'"{name}"')
    if at < 0:
        return Location(source.file, 1, 1)
    return Location(source.file, source.text.count("\n", 0, at) + 1, at - source.text.rfind("\n", 0, at))
