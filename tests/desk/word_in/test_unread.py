"""What is in Word files and not in Pandoc's reading of them: reported, or rescued; files that are damaged are one error."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from bookbuilder.desk.references import import_references
from bookbuilder.desk.word_in import ImportedChapter, import_chapter
from tests.desk.raw_docx import TYPES, W, field, paragraph, relations, words, write_raw_docx
from tests.small_book import BOOK, make_book

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def taken(tmp_path: Path, *blocks: str, book: str = BOOK, changes: str = "accept") -> tuple[str, list[str]]:
    make_book(tmp_path, {"manuscript/book.yaml": book})
    file = write_raw_docx(tmp_path / "a.docx", paragraph("Energy", style="Heading1"), *blocks)
    imported: ImportedChapter = import_chapter(tmp_path, file, "energy.md", changes)  # type: ignore[arg-type]
    assert imported.written is not None, imported.diagnostics
    text = imported.written.read_text(encoding="utf-8").replace("# Energy\n\n", "").strip()
    return text, [f"{kind}: {about}" for kind, about in imported.lines]


def test_a_text_box_stands_behind_its_paragraph(tmp_path: Path) -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('In a box.')}</w:txbxContent></w:pict></w:r>"
    text, reported = taken(tmp_path, paragraph("Before.", box), paragraph("After."))
    assert text == "Before.\n\nIn a box.\n\nAfter." and "text box put behind its paragraph: In a box." in reported


def test_a_linked_picture_and_a_chart_are_named(tmp_path: Path) -> None:
    linked = f'<w:r><w:drawing><w:inline><w:docPr descr="A view"/><b:blip xmlns:b="{A}" xmlns:r="{R}" r:link="x"/></w:inline></w:drawing></w:r>'
    chart = '<w:r><w:drawing><w:inline><w:docPr name="Chart 1"/><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/></w:inline></w:drawing></w:r>'
    reported = taken(tmp_path, paragraph("One", linked), paragraph("Two", chart))[1]
    assert [each for each in reported if each.endswith((": A view", ": Chart 1"))] == reported and len(reported) == 2


def test_who_changed_what_is_reported_where_changes_are_accepted(tmp_path: Path) -> None:
    change = '<w:ins w:id="1" w:author="Ann" w:date="2020-01-01T00:00:00Z">{}</w:ins>'
    text, reported = taken(tmp_path, paragraph("One ", change.format(words("two")), "."))
    assert text == "One two." and reported == ["tracked changes accepted: 1 of Ann"]


def test_a_paragraphs_end_that_was_deleted_is_a_query(tmp_path: Path) -> None:
    mark = '<w:pPr><w:rPr><w:del w:id="9" w:author="Bob" w:date="2020-01-01T00:00:00Z"/></w:rPr></w:pPr>'
    text, _ = taken(tmp_path, paragraph(mark, "One half"), paragraph("and the other."), changes="queries")
    assert 'One half[]{.query to="author" by="Bob" note="deleted: the paragraph\'s end' in text


def test_words_links_to_a_caption_are_references(tmp_path: Path) -> None:
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("Year", "Flow"))
    anchor = '<w:bookmarkStart w:id="0" w:name="_Ref1"/>{}<w:bookmarkEnd w:id="0"/>'.format(words("Table 1"))
    caption = paragraph(anchor, ". Flows")
    refer = paragraph("See ", field("REF _Ref1 \\h", "Table 1"), " on page ", field("PAGEREF _Ref1 \\h", "5"), ".")
    text, _ = taken(tmp_path, caption, f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>", refer)
    assert ": Flows {#tbl-energy-1}" in text and text.endswith("See @tbl-energy-1 on page [-@tbl-energy-1]{.page}.")


def test_a_caption_between_two_tables_is_the_second_ones(tmp_path: Path) -> None:
    one, two = (f"<w:tbl><w:tr><w:tc>{paragraph(name)}</w:tc></w:tr></w:tbl>" for name in ("aaa", "bbb"))
    text, _ = taken(tmp_path, one, paragraph("Table 2. Grain"), two)
    assert text.index("aaa") < text.index("bbb") < text.index(": Grain {#tbl-energy-1}")


def test_a_year_and_a_pronoun_begin_headings_and_number_none(tmp_path: Path) -> None:
    headings = ("2019 was a year", "I was there", "IV. Rivers", "2.1 Dams")
    text, _ = taken(tmp_path, *(paragraph(each, style="Heading2") for each in headings))
    assert text.split("\n\n") == ["## 2019 was a year", "## I was there", "## Rivers", "## Dams"]


def test_russian_in_italics_and_in_a_heading_gets_its_language(tmp_path: Path) -> None:
    italic = "<w:r><w:rPr><w:i/></w:rPr><w:t>Новый путь</w:t></w:r>"
    text, _ = taken(
        tmp_path,
        paragraph("Су қоры", style="Heading2"),
        paragraph("A book, ", italic, " (Алматы, 2019), in print and much read."),
    )
    assert (
        text == '## [Су қоры]{lang="kk"}\n\nA book, [*Новый путь* (Алматы, 2019)]{lang="ru"}, in print and much read.'
    )


def test_a_chapter_wholly_in_russian_says_so_once(tmp_path: Path) -> None:
    text, reported = taken(tmp_path, paragraph("Страны региона ищут новый путь и находят его вместе."))
    assert text.startswith("---\nlang: ru\n---\n") and "[" not in text and reported == ["language of the chapter: ru"]
    assert taken(tmp_path / "b", paragraph("Страны ищут новый путь вместе."), book=BOOK.replace("en-GB", "ru"))[1] == []


def zotero(*cited: dict[str, object]) -> str:
    return field(f"ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps({'citationItems': cited})}", "(X 2014)")


ITEM = {
    "id": 1,
    "type": "book",
    "title": "Salt",
    "author": [{"family": "Costa", "given": "Cy"}],
    "issued": {"date-parts": [["2014"]]},
}


def test_markup_before_a_citation_and_a_comma_behind_it(tmp_path: Path) -> None:
    cited = {"id": 1, "itemData": ITEM, "prefix": "see <i>esp.</i> ", "locator": "3", "suffix": ", and more"}
    assert taken(tmp_path, paragraph("So ", zotero(cited), "."))[0] == "So [see *esp.* @costa2014salt, p. 3, and more]."


@pytest.mark.parametrize("cited", [{"id": 1}, {"id": 1, "itemData": None}, {"id": 1, "itemData": "x"}])
def test_a_field_without_its_source_keeps_its_words(tmp_path: Path, cited: dict[str, object]) -> None:
    assert taken(tmp_path, paragraph("So ", zotero(cited), "."))[0] == "So (X 2014)."


@pytest.mark.parametrize(
    "part, data",
    [("word/document.xml", b"no xml"), ("word/document.xml", b""), ("word/comments.xml", b"<x"), ("a.txt", b"")],
)
def test_a_damaged_word_file_is_one_error(tmp_path: Path, part: str, data: bytes) -> None:
    make_book(tmp_path)
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as file:
        file.writestr("[Content_Types].xml", TYPES)
        file.writestr("_rels/.rels", relations("officeDocument", "word/document.xml"))
        file.writestr(part, data)
        if part == "word/comments.xml":
            file.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body/></w:document>')
    for found in (
        import_chapter(tmp_path, tmp_path / "a.docx", "a.md"),
        import_references(tmp_path, tmp_path / "a.docx"),
    ):
        assert [fault.code for fault in found.diagnostics] == ["DSK-010"]


def test_an_old_or_locked_word_file_is_called_so(tmp_path: Path) -> None:
    (make_book(tmp_path) / "a.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "password" in str(import_chapter(tmp_path, tmp_path / "a.docx", "a.md").diagnostics[0])


def test_a_captions_own_number_goes(tmp_path: Path) -> None:
    from bookbuilder.markdown.docx import write_docx

    make_book(tmp_path)
    reference = Path(__file__).parents[3] / "templates" / "word" / "reference.docx"
    html = "<h1>One</h1><table><caption>Table\u00a03.1 Flows</caption><tr><td>a</td></tr></table>"
    write_docx(html, tmp_path / "a.docx", reference, "en")
    imported = import_chapter(tmp_path, tmp_path / "a.docx", "energy.md")
    assert imported.written is not None and ": Flows {#tbl-energy-1}" in imported.written.read_text(encoding="utf-8")


def test_alternative_text_may_stand_in_the_pictures_title(tmp_path: Path) -> None:
    from PIL import Image

    from bookbuilder.markdown.docx import write_docx

    make_book(tmp_path)
    Image.new("RGB", (4, 3)).save(tmp_path / "p.png")
    reference = Path(__file__).parents[3] / "templates" / "word" / "reference.docx"
    write_docx(
        f'<h1>One</h1><p>A <img src="{tmp_path}/p.png" title="A river"/>.</p>', tmp_path / "a.docx", reference, "en"
    )
    imported = import_chapter(tmp_path, tmp_path / "a.docx", "energy.md")
    assert imported.written is not None and '![](figures/energy-1.png){alt="A river"}' in imported.written.read_text(
        encoding="utf-8"
    )


def test_a_file_that_would_become_far_larger_is_said_in_one_sentence(tmp_path: Path) -> None:
    make_book(tmp_path)
    with zipfile.ZipFile(tmp_path / "a.odt", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("content.xml", "<text>word</text>" * 600_000)
    (fault,) = import_chapter(tmp_path, tmp_path / "a.odt", "energy.md", "accept").diagnostics
    assert "10 MB when it is unpacked" in fault.message and fault.message.endswith("which no office program's does.")


def test_a_drawing_of_several_shapes_is_reported(tmp_path: Path) -> None:
    group = '<wpg:wgp xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"/>'
    _, lines = taken(tmp_path, paragraph(words("See this."), f"<w:r><w:drawing>{group}</w:drawing></w:r>"))
    assert len(lines) == 1 and lines[0].startswith("drawing of several shapes, not taken in but for words")
