"""The README of the library: its example runs, and its table names all that the API offers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from bookbuilder.citations import api

README = (Path(api.__file__).parent / "README.md").read_text(encoding="utf-8")


def test_the_example_formats_three_notes_and_an_entry() -> None:
    names: dict[str, Any] = {}
    exec(re.findall(r"```python\n(.*?)```", README, re.DOTALL)[0], names)
    result = names["result"]
    assert result.citations[1:] == ["Rao, <i>Steppe Roads</i>, 12.", "Rao, <i>Steppe Roads</i>, 40–44."]
    assert [key for key, _ in result.entries] == ["rao"] and not result.faults


def test_its_table_names_all_that_the_api_offers() -> None:
    assert [name for name in api.__all__ if f"`{name}`" not in README] == []
