"""Formulas reach Word as its own, and the printed page with the words around them."""

from __future__ import annotations

import zipfile

import pytest

from bookbuilder import verbs
from bookbuilder.cli import main
from tests.small_book import make_book


def test_formulas_go_to_word_as_its_own(tmp_path):
    make_book(tmp_path, chapter="# One\n\nThat $E = mc^2$ holds.\n\n$$\\frac{a}{b}$$ {#eq-a}\n\nBy @eq-a.\n")
    verbs.build(tmp_path, ("docx",), tmp_path / "output")
    (path,) = tmp_path.glob("output/docx/one*.docx")
    with zipfile.ZipFile(path) as word:
        assert word.read("word/document.xml").count(b"<m:oMath>") == 2


@pytest.mark.pango
def test_a_formula_on_its_own_line_between_words_is_read_back_as_written(tmp_path):
    make_book(
        tmp_path,
        chapter="# One\n\nIf $x$ then *so* $$x=y$$ and **more**. Time-$t$:\n$$y=2$$\nwhere so.\n\n$$y=3$$\nwhere so.\n\n- It is $$z$$ more.\n",
    )
    assert main(["all", "--book", str(tmp_path), "--jobs", "1"]) == 0
