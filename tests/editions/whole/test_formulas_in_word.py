"""A chapter's Word file has its formulas as Word's own, and none of them is reported as lost."""

from __future__ import annotations

import zipfile

from bookbuilder import verbs
from tests.small_book import make_book


def test_formulas_go_to_word_as_its_own(tmp_path):
    make_book(tmp_path, chapter="# One\n\nThat $E = mc^2$ holds.\n\n$$\\frac{a}{b}$$ {#eq-a}\n\nBy @eq-a.\n")
    verbs.build(tmp_path, ("docx",), tmp_path / "output", workers=1)
    (path,) = tmp_path.glob("output/docx/one*.docx")
    with zipfile.ZipFile(path) as word:
        assert word.read("word/document.xml").count(b"<m:oMath>") == 2
