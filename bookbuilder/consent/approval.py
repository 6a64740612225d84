"""Writes the date and fingerprint of an approval into a transcript's metadata."""

from __future__ import annotations

from typing import Any

from bookbuilder.manuscript.chapters import split_front_matter
from bookbuilder.source import Source
from bookbuilder.yaml_source import YamlValue, read_yaml


def record(source: Source, date: str, fingerprint: str) -> str:
    """Write `consent.approved` and `consent.fingerprint`, and leave every other line as it is."""
    metadata, _, first_line = split_front_matter(source)
    yaml = read_yaml(source, metadata, first_line).value
    assert metadata is not None and yaml is not None, "only a transcript that can be read is approved"
    lines = source.text.split("\n")
    new = {"approved": date, "fingerprint": f'"{fingerprint}"'}
    if "consent" not in yaml.value:
        end = first_line - 1 + metadata.count("\n")
        lines[end:end] = ["consent:", *(f"  {key}: {value}" for key, value in new.items())]
    elif yaml.key_at(("consent",)).line == yaml.at(("consent",)).line:
        _rewrite(lines, yaml, new)
    else:
        _put_into(lines, yaml, new)
    return "\n".join(lines)


def _rewrite(lines: list[str], yaml: YamlValue, new: dict[str, str]) -> None:
    """`consent: {…}` becomes a line for each key."""
    begin = yaml.key_at(("consent",)).line - 1
    end = begin + 1
    while end < len(lines) and lines[end].startswith((" ", "}")):
        end += 1
    values: dict[str, Any] = {**(yaml.value["consent"] or {}), **new}
    lines[begin:end] = ["consent:", *(f"  {key}: {_written(value)}" for key, value in values.items())]


def _written(value: Any) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)


def _put_into(lines: list[str], yaml: YamlValue, new: dict[str, str]) -> None:
    """Replace the lines of the keys, or put new ones in front of the first."""
    first = yaml.at(("consent",))
    indent = " " * (first.column - 1)
    missing = []
    for key, value in new.items():
        path = ("consent", key)
        if path in yaml.keys:
            begin = yaml.keys[path].line - 1
            end = begin + 1
            while end < len(lines) and lines[end].startswith(f"{indent} "):
                end += 1
            lines[begin:end] = [f"{indent}{key}: {value}", *([None] * (end - begin - 1))]  # type: ignore[list-item]
        else:
            missing.append(f"{indent}{key}: {value}")
    last = max(place.line for path, place in yaml.keys.items() if path[:1] == ("consent",) and len(path) == 2)
    while last < len(lines) and lines[last] is not None and lines[last].startswith(f"{indent} "):
        last += 1
    lines[last:last] = missing
    lines[:] = [line for line in lines if line is not None]
