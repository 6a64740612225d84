"""A chapter's metadata block stands at its beginning, empty lines or none before it."""

from __future__ import annotations

import pytest

from bookbuilder.manuscript.chapters import split_front_matter
from bookbuilder.source import Source
from tests.small_book import check_reports, check_silent


@pytest.mark.parametrize("begin", ["", "\n", " \n\n"])
def test_metadata_after_empty_lines_is_read(begin: str) -> None:
    check_silent(f"{begin}---\nshort-title: One\n---\n\n# One\n\nText.\n")
    line = begin.count("\n") + 2
    check_reports(f"{begin}---\nshort-titel: One\n---\n\n# One\n\nText.\n", f"CHP-001 {line}:1")


def test_a_rule_is_no_metadata() -> None:
    assert split_front_matter(Source("one.md", "\n---\n\nText\n\n---\n"))[0] is None
