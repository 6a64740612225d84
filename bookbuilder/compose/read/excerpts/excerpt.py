"""Makes the fenced div for `{{ excerpt("kz-01", "q3a", from="The strategy", to="equals") }}`."""

from __future__ import annotations

from typing import Any


def excerpt(source: str, turn: str, **options: Any) -> str:
    """The fenced div; every option becomes one of its attributes."""
    pairs = {"source": source, "turn": turn, **options}
    attributes = " ".join(f'{_name(name)}="{_attribute(value)}"' for name, value in pairs.items() if value)
    return f"\n\n::: {{.excerpt {attributes}}}\n:::\n\n"


def _name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _attribute(value: object) -> str:
    return " ".join(str(value).split()).replace("\\", "\\\\").replace('"', '\\"')
