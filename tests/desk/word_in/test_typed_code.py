"""Paragraphs of Word in letters of one width become listings, in the text and in boxes; a typescript stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbuilder.desk.word_in import import_chapter
from tests.desk.raw_docx import paragraph, words, write_raw_docx
from tests.small_book import make_book


def lines(*texts: str, font: str = "Consolas", style: str = "", more: str = "") -> str:
    look = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>{more}</w:rPr>'
    return "".join(paragraph(words(it).replace("<w:t", f"{look}<w:t"), style=style) if it else "<w:p/>" for it in texts)


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
    text = imported(tmp_path, lines("It was a dark night.", "The wind blew.", SENTENCE), paragraph("Ends. " * 9))
    assert "It was a dark night.\n\nThe wind blew.\n\nWe leave" in text


def test_a_frame_of_one_cell_around_a_listing_goes_and_a_table_stays(tmp_path: Path) -> None:
    table = "<w:tbl><w:tr>{}</w:tr></w:tbl>"
    frame = table.format(f"<w:tc>{lines('x = 1', '  y')}</w:tc>")
    cells = table.format(f"<w:tc>{lines('in')}</w:tc><w:tc>{paragraph('Inlet')}</w:tc>")
    text = imported(tmp_path, paragraph("Words that say what the listing does."), frame, paragraph("And."), cells)
    assert "\n\n    x = 1\n      y\n\nAnd.\n" in text and "| in " in text.replace("`", "")


SENTENCE = "We leave the port in the morning and shall be with you on Monday."
FORMULA = (
    '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>x</m:t></m:r></m:oMath>'
)


@pytest.mark.parametrize(
    "block",
    [
        lines("For my mother", font="Monotype Corsiva"),
        lines("Using Tools", style="Heading2"),
        lines(SENTENCE),
        lines("STOP Come home", more="<w:i/>"),
        lines("f(1)").replace("<w:p>", f"<w:p>{FORMULA}"),
        lines("f(1)").replace("<w:r>", '<w:hyperlink w:anchor="x"><w:r>').replace("</w:r>", "</w:r></w:hyperlink>"),
    ],
)
def test_words_in_such_letters_that_are_no_code_stay_words(block: str, tmp_path: Path) -> None:
    text = imported(tmp_path, paragraph("Words before it, and some more of them. " * 4), block)
    assert "    " not in text and "```" not in text


def test_a_remark_in_italics_and_a_typed_address_are_code(tmp_path: Path) -> None:
    code = lines("f(1)") + lines("# here", more="<w:i/>")
    link = (
        lines("get https://x.example/")
        .replace("<w:r>", '<w:hyperlink w:anchor="x"><w:r>')
        .replace("</w:r>", "</w:r></w:hyperlink>")
    )
    text = imported(tmp_path, paragraph("Words before it, and some more of them to say what it does."), code, link)
    assert "    f(1)\n    # here\n    get https://x.example/\n" in text
