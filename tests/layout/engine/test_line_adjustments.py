"""Which paragraphs are set a line longer for the sake of a page."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from bookbuilder.layout.engine import line_adjustments
from bookbuilder.layout.engine.line_adjustments import MOST_LINES


@pytest.mark.parametrize(("lines", "is_tried"), [(9, True), (MOST_LINES, True), (MOST_LINES + 1, False)])
def test_a_paragraph_of_many_pages_is_not_set_longer(
    lines: int, is_tried: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of its pages had all of it set anew: one of 28,000 words took 22 s of processor."""
    changed: list[Any] = []
    monkeypatch.setattr(line_adjustments, "setting", lambda box, measure: (lines + len(changed), 0.0, False))
    changes: Any = SimpleNamespace(style=lambda box, **style: changed.append(style))
    made = line_adjustments._set_longer([SimpleNamespace(children=["a line box"])], 100.0, 1, changes)
    assert made is is_tried and bool(changed) is is_tried
