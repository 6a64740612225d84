"""A long callout goes on overleaf, where it would leave a page nearly empty; a short one is kept whole."""

from __future__ import annotations

import pytest

from tests.layout.engine.test_notes import one_chapter, pages_of
from tests.publication import prose


def callout(paragraphs: int) -> str:
    body = "".join(f'<p id="c{number}">{prose(number, 4)}</p>' for number in range(paragraphs))
    return f'<div class="callout callout-note"><div class="callout-title">Note</div>{body}</div>'


@pytest.mark.pango
@pytest.mark.parametrize(("paragraphs", "pages"), [(2, 1), (6, 2)])
def test_a_callout_is_kept_whole_up_to_some_lines(paragraphs: int, pages: int) -> None:
    before = "".join(f"<p>{prose(number, 4)}</p>" for number in range(8))
    facts = pages_of(one_chapter(lambda it: before + callout(paragraphs)))["only"]
    assert sum(1 for page in facts if any(line.block.startswith("c") for line in page.lines)) == pages
