"""A title of several lines is one, and one that heads a chapter is a heading: Pandoc keeps the last line alone."""

from __future__ import annotations

from pathlib import Path

from bookbuilder.desk.word_in import import_chapter
from tests.desk.raw_docx import paragraph, words, write_raw_docx
from tests.small_book import make_book

ANCHOR = '<w:bookmarkStart w:id="1" w:name="_ne7olfln7nye"/><w:bookmarkEnd w:id="1"/>'


def test_no_line_of_a_title_is_lost(tmp_path: Path) -> None:
    make_book(tmp_path)
    lines = [paragraph("The Making of", style="Titel"), paragraph(ANCHOR, words("Artificial Music"), style="Titel")]
    later = [paragraph("By Jane Doe"), paragraph("A second part", style="Titel"), paragraph("Words.")]
    file = write_raw_docx(tmp_path / "a.docx", *lines, *later)
    imported = import_chapter(tmp_path, file, "energy.md")
    assert imported.written is not None
    text = imported.written.read_text(encoding="utf-8")
    assert "# The Making of Artificial Music\n" in text and "## A second part\n" in text
    assert ("title farther down made a heading", "A second part") in imported.lines
    assert not [it for it in imported.lines if "missing" in it[0]]
