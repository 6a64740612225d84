"""Places in the author's file are found in time that grows with it, whatever it is made of."""

from __future__ import annotations

import time

from bookbuilder.checks.house_style.prose import Prose
from bookbuilder.markdown.places import Places
from bookbuilder.source import Source


def test_a_long_row_of_backticks_costs_no_more_than_its_length() -> None:
    """40 KB of them took 18 seconds: each began a code that all the rest of the line was searched for the end of."""
    text = f"![{'`' * 40_000}](a.png)\n"
    begun = time.process_time()
    assert Places(Source("one.md", text), text).unclosed("comment") is None
    assert Places(Source("one.md", text), text).prose.startswith("![`") and Prose(text).all.startswith("![`")
    assert time.process_time() - begun < 3
