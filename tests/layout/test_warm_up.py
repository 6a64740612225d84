"""What a new process lays out beforehand."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbuilder.cache import Steps
from bookbuilder.layout import warm_up
from bookbuilder.layout.laid_out import LayoutOrder
from bookbuilder.verbs import build
from tests.small_book import make_book


def test_the_document_that_was_changed_is_laid_out_beforehand_unless_it_is_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """13,333 sources that are missing: each edit of the preview laid out 450 pages once more, and ended its process."""
    orders: list[LayoutOrder] = []
    build(
        make_book(tmp_path / "book", {}, "# One {#one}\n\nSomething.\n"), ["pdf"], tmp_path, steps=Steps(tmp_path / "c")
    )
    monkeypatch.setattr(warm_up, "available", lambda: False)
    monkeypatch.setattr(warm_up, "lay_out", orders.append)
    for long in (warm_up.LONG, 100):
        monkeypatch.setattr(warm_up, "LONG", long)
        warm_up.warm_up(tmp_path / "c", "one")
    assert ["Something." in it.html for it in orders] == [True, False]
