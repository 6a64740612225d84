"""Paragraphs of Word in letters of one width become listings, in the text and in boxes; a typescript stays as it is."""

from __future__ import annotations

from pathlib import Path

from bookbuilder.desk.word_in import import_chapter
from tests.desk.raw_docx import paragraph, words, write_raw_docx
from tests.small_book import make_book


def lines(*texts: str) -> str:
    look = '<w:rPr><w:rFonts w:ascii="Consolas" w:hAnsi="Consolas"/></w:rPr>'
    return "".join(paragraph(words(it).replace("<w:t", f"{look}<w:t")) if it else "<w:p/>" for it in texts)


def imported(tmp_path: Path, *blocks: str) -> str:
    make_book(tmp_path)
    file = write_raw_docx(tmp_path / "a.docx", paragraph("A", style="Heading1"), *blocks)
    made = import_chapter(tmp_path, file, "a.md")
    assert not [it for it in made.lines if "missing" in it[0] or len(it[1]) > 80]
    chapter = made.written
    return chapter.read_text(encoding="utf-8") if chapter is not None else ""


def test_lines_in_letters_of_one_width_are_a_listing(tmp_path: Path) -> None:
    code = lines(f"def f(x):  # {'long ' * 20}".rstrip(), "    return x  # *a*", "", "f(1)")
    prose = paragraph("Words before it, and some more of them to say what it does. " * 4)
    assert "long\n        return x  # *a*\n\n    f(1)\n\nEnd.\n" in imported(tmp_path, prose, code, paragraph("End."))


def test_a_listing_in_a_text_box_is_one_too(tmp_path: Path) -> None:
    shape = f"<v:shape><v:textbox><w:txbxContent>{lines('int main() {', '    return 0;', '}')}</w:txbxContent></v:textbox></v:shape>"
    box = f'<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml">{shape}</w:pict></w:r>'
    text = imported(tmp_path, paragraph("Words beside a box, and some more of them to say it.", box))
    assert "\n\n    int main() {\n        return 0;\n    }\n" in text


def test_a_typescript_is_no_code(tmp_path: Path) -> None:
    text = imported(tmp_path, lines("It was a dark night.", "The wind blew."), paragraph("Ends."))
    assert "It was a dark night.\n\nThe wind blew.\n" in text


def test_a_frame_of_one_cell_around_a_listing_goes_and_a_table_stays(tmp_path: Path) -> None:
    table = "<w:tbl><w:tr>{}</w:tr></w:tbl>"
    frame = table.format(f"<w:tc>{lines('x = 1', '  y')}</w:tc>")
    cells = table.format(f"<w:tc>{lines('in')}</w:tc><w:tc>{paragraph('Inlet')}</w:tc>")
    text = imported(tmp_path, paragraph("Words that say what the listing does."), frame, paragraph("And."), cells)
    assert "\n\n    x = 1\n      y\n\nAnd.\n" in text and "| in " in text.replace("`", "")
