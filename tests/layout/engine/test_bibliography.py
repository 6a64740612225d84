"""The number of an entry of the bibliography stands on the entry's first line, and its lines begin behind it."""

from __future__ import annotations

import pytest

from tests.layout.engine.test_notes import one_chapter, pages_of
from tests.publication import prose

pytestmark = pytest.mark.pango


def test_the_number_of_an_entry_hangs_before_its_lines():
    number, words = '<div class="csl-left-margin">[1]</div>', f'<div class="csl-right-inline">{prose(1, 3)}</div>'
    entry = f'<div class="csl-bib-body"><div class="csl-entry" id="ref-a">{number}{words}</div></div>'
    first, *rest = [line for line in pages_of(one_chapter(lambda it: entry))["only"][0].lines if line.block == "ref-a"]
    assert first.text.startswith("[1]The distance") and len(rest) > 2
    assert all(line.x > first.x + 20 for line in rest)
