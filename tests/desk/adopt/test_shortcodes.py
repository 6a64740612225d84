"""Quarto's shortcodes for values of the folder."""

from __future__ import annotations

import pytest

from bookbuilder.desk.adopt.plan import Report
from bookbuilder.desk.adopt.shortcodes import shortcodes_filled

METADATA = {"title": "On Water", "book": {"author": [{"name": "Dana Fuchs"}, "Bo Rao"], "date": 2024}}


@pytest.mark.parametrize(
    ("path", "printed"),
    [
        ("title", "On Water"),
        ("book.date", "2024"),
        ("book.author.0.name", "Dana Fuchs"),
        ("book.author.1", "Bo Rao"),
        ("book.author.7", "?meta:book.author.7"),
        ("book.editor", "?meta:book.editor"),
    ],
)
def test_a_value_of_the_metadata_stands_in_its_place(path: str, printed: str) -> None:
    text = shortcodes_filled(f"By {{{{< meta {path} >}}}}.", "a.qmd", {}, METADATA, Report(), lambda name: None)
    assert text == f"By {printed}."
