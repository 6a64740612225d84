"""A chapter that runs the other way than its book begins at its own side: an English chapter of an Arabic book."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbuilder.cache import Steps
from bookbuilder.layout import write_pdf
from bookbuilder.theme.templates import Theme
from tests.small_book import BOOK, composed

pytestmark = pytest.mark.pango


def test_titles_and_tables_of_an_english_chapter_begin_at_the_left(tmp_path: Path) -> None:
    chapter = "---\nlang: en\n---\n\n# One\n\nWords.\n\n## Two\n\n| a | b |\n|---|--:|\n| c | 1 |\n"
    book = composed(chapter, {"manuscript/book.yaml": BOOK.replace("en-GB", "ar")})
    printed = write_pdf(book, Theme(tmp_path, is_mirrored=True), Steps()).value
    assert printed is not None
    pages = printed.facts["one"]
    begins = {line.text.split()[-1]: line.x for page in pages for line in page.lines if line.text.split()}
    assert begins["One"] == begins["Two"] == begins["Words."] and begins["c"] - begins["Words."] < 10
    assert begins["1"] > begins["c"] + 100
