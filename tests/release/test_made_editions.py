"""The fingerprint of the sources: it changes with every file that has a say in the book, and with no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbuilder.release.made_editions import sources_fingerprint
from bookbuilder.theme.templates import Theme
from tests.small_book import make_book


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("manuscript/one.md", True),
        ("manuscript/interviews/kz-01.md", True),
        ("references.yaml", True),
        ("release.yaml", True),
        ("styles/print.css", True),
        ("templates/pages/title.xhtml", True),
        ("manuscript/interviews/private.yaml", False),
        ("manuscript/.one.md.swp", False),
        ("output/a.pdf", False),
        ("notes.txt", False),
    ],
)
def test_the_fingerprint_is_of_the_sources(name: str, counts: bool, tmp_path: Path) -> None:
    book = make_book(tmp_path)
    before = sources_fingerprint(book, Theme(book))
    (book / name).parent.mkdir(parents=True, exist_ok=True)
    (book / name).write_text("something else")
    assert (sources_fingerprint(book, Theme(book)) != before) == counts
