"""What authors type by hand in Word, and what other word processors write in their own way: tidied, and reported."""

from __future__ import annotations

import re
from pathlib import Path

import panflute as pf
import pytest

from bookbuilder.desk.word_in import import_chapter
from bookbuilder.desk.word_in.cross_references import cross_references
from bookbuilder.desk.word_in.languages import cyrillic_language
from bookbuilder.desk.word_in.lists import plain_lists
from bookbuilder.desk.word_in.pictures import MADE
from bookbuilder.markdown.ast import in_order
from tests.desk.raw_docx import paragraph, words, write_raw_docx
from tests.small_book import make_book

TABLE = "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>"


def tidied(tmp_path: Path, *blocks: str) -> tuple[str, list[str]]:
    make_book(tmp_path)
    file = write_raw_docx(tmp_path / "a.docx", paragraph("Energy", style="Heading1"), *blocks)
    imported = import_chapter(tmp_path, file, "energy.md")
    assert imported.written is not None
    text = imported.written.read_text(encoding="utf-8").replace("# Energy\n\n", "").strip()
    return text, [f"{kind}: {about}" for kind, about in imported.lines]


def test_a_typed_caption_becomes_the_tables(tmp_path: Path) -> None:
    table = TABLE.format(*(paragraph(text) for text in ("Year", "Flow", "2019", "12")))
    text, reported = tidied(tmp_path, paragraph("Table 3.1. Flows of water."), table)
    assert ": Flows of water {#tbl-energy-1}" in text and "Table 3.1" not in text
    assert "typed caption made the table's: Table 3.1. Flows of water." in reported


@pytest.mark.parametrize(
    "typed",
    [
        "Tabelle 2: Flüsse des Wassers",
        "1.2. táblázat. Vizek folyása",
        "表2-1 水流量",
        "Πίνακας 3. Ροές νερού",
        "Tab. 1 Přítoky vody",
    ],
)
def test_a_typed_caption_is_one_in_other_languages(tmp_path: Path, typed: str) -> None:
    table = TABLE.format(*(paragraph(text) for text in ("Year", "Flow", "2019", "12")))
    text, reported = tidied(tmp_path, paragraph(typed), table)
    assert f"typed caption made the table's: {typed}" in reported
    assert "{#tbl-energy-1}" in text and not re.search(r"Tabelle|táblázat|表|Πίνακας|Tab\\.", text)


def test_every_typed_caption_is_its_tables_whatever_was_taken_out_before(tmp_path: Path) -> None:
    table = TABLE.format(*(paragraph(text) for text in ("Year", "Flow", "2019", "12")))
    blocks = [it for n in (1, 2, 3) for it in (paragraph(f"Table {n}– Flows"), table, paragraph("Words of it."))]
    text, _ = tidied(tmp_path, *blocks)
    assert text.count(": Flows {#tbl-energy-") == 3


def test_lines_of_contents_that_lead_to_headings_are_left_out(tmp_path: Path) -> None:
    line = (
        '<w:p><w:hyperlink w:anchor="_Toc174"><w:r><w:t>1. Water</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText> PAGEREF _Toc174 </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        "</w:hyperlink></w:p>"
    )
    text, reported = tidied(tmp_path, line, paragraph("Words."))
    assert text == "Words." and any("contents taken out" in it for it in reported)


@pytest.mark.parametrize(
    ("said", "is_made"),
    [
        ("Chart, bar chart Description automatically generated", True),
        ("Изображение выглядит как текст, карта Автоматически созданное описание", True),
        ("Ein Bild, das Karte enthält. Automatisch generierte Beschreibung", True),
        ("The gate opens for cars by an automatic device", False),
    ],
)
def test_an_alternative_text_that_word_made_is_none(said: str, is_made: bool) -> None:
    assert bool(MADE.search(" ".join(said.split()[-5:]))) == is_made


def test_numbered_and_bulleted_paragraphs_become_lists_and_a_lone_number_stays(tmp_path: Path) -> None:
    text, reported = tidied(
        tmp_path, paragraph("1. One thing"), paragraph("2. Another"), paragraph("Between."), paragraph("• A"), paragraph("• B"),
        paragraph("Between."), paragraph("7. It stays"),
    )  # fmt: skip
    assert text.split("\n\n") == ["1.  One thing\n2.  Another", "Between.", "- A\n- B", "Between.", "7\\. It stays"]
    assert "typed numbers made a list: 1. One thing" in reported and "typed bullets made a list: • A" in reported
    assert "number typed before a paragraph, left as it is: 7. It stays" in reported


def test_a_space_before_punctuation_goes_and_other_spaces_stay(tmp_path: Path) -> None:
    assert (
        tidied(tmp_path, paragraph("So , it flows . See .docx and … there"))[0]
        == "So, it flows.\nSee .docx and … there"
    )


def test_raised_and_lowered_letters_of_other_word_processors_are_kept(tmp_path: Path) -> None:
    raised, lowered = (
        f'<w:r><w:rPr><w:position w:val="{height}"/><w:sz w:val="16"/></w:rPr><w:t>2</w:t></w:r>' for height in (8, -2)
    )
    assert tidied(tmp_path, paragraph("x", raised, " and H", lowered, "O"))[0] == "x^2^ and H~2~O"


def test_citations_and_references_in_plain_text_are_listed(tmp_path: Path) -> None:
    reported = tidied(
        tmp_path,
        paragraph("Adams (2001, p. 4) and Brandt and Costa (2014) say, as Table 2 shows, so (see Иванов, 2011, с. 5)."),
    )[1]
    listed = [each.partition(": ")[2] for each in reported if "plain text" in each]
    assert listed == ["(see Иванов, 2011, с. 5)", "Adams (2001, p. 4)", "Brandt and Costa (2014)", "Table 2"]


def test_clean_text_is_left_alone_without_a_word(tmp_path: Path) -> None:
    text = "In 2019 – the year of the Strategy (and of much else) – 3.5 m³ flowed; e.g. here."
    assert tidied(tmp_path, paragraph(words(text))) == (text, [])


def test_kazakh_words_in_a_russian_text_leave_it_russian() -> None:
    assert cyrillic_language("Министерство ответило: «Қазақстан темір жолы» и «Самұрық» не платят.") == "ru"
    assert cyrillic_language("в городе Өскемен") == "ru"
    assert cyrillic_language("Қазақстан темір жолы") == "kk"
    assert cyrillic_language("Стратегия туралы айтқан сөздеріміз орындалған жоқ.") == "kk"


def test_a_list_with_an_empty_item_is_made_plain_as_any_other() -> None:
    found = pf.BulletList(pf.ListItem(pf.Para(pf.Str("One"))), pf.ListItem())
    plain_lists(pf.Doc(found))
    assert isinstance(found.content[0].content[0], pf.Plain)
    assert not len(found.content[1].content)


def test_a_line_that_ends_within_emphasised_words_ends_behind_them_and_a_hash_is_no_heading(tmp_path: Path) -> None:
    run = "<w:r><w:rPr><w:i/></w:rPr>{}</w:r>"
    last = paragraph(run.format("<w:t>Costs</w:t><w:br/>"))
    within = paragraph(run.format("<w:br/><w:t>Costs</w:t><w:br/>"), "of all")
    text, _ = tidied(tmp_path, last, within, paragraph("###Name### and #1"))
    assert text.split("\n\n") == ["*Costs*", "*Costs*\\\nof all", "\\###Name### and #1"]


def test_a_typed_list_of_contents_is_left_out_and_is_no_heading(tmp_path: Path) -> None:
    lines = ("1.1 Aims of the work………………… 9", "1.2 Means ............ 12", "2 An end. . . . . . . . 40")
    text, reported = tidied(
        tmp_path, *map(paragraph, lines), paragraph("1.1 Aims of the work"), paragraph("Words of it, some more.")
    )
    assert text == "## Aims of the work\n\nWords of it, some more."
    assert "line of a typed list of contents left out: 1.2 Means ............ 12" in reported
    text, _ = tidied(tmp_path / "one", paragraph("Name ........................ 12"), paragraph("And more words."))
    assert text.startswith("Name ")


def test_a_heading_without_words_is_left_out(tmp_path: Path) -> None:
    text, reported = tidied(tmp_path, paragraph("", style="Heading1"), paragraph("Words."))
    assert text == "Words." and "heading without words left out: level 1" in reported


def test_the_heading_of_the_contents_goes_and_a_source_in_a_headings_style_is_a_paragraph(tmp_path: Path) -> None:
    source = "Doe, Jane: A long story of the saints. URL: https://saints.example/a [21.11.2022]"
    styled = [paragraph("Contents", style="TOCHeading"), paragraph("A Source", style="Heading1")]
    text, reported = tidied(tmp_path, *styled, paragraph(source, style="Heading1"))
    assert (
        text.startswith("# A Source\n\nDoe, Jane") and "heading of the list of contents left out: Contents" in reported
    )


def test_a_link_finds_the_caption_that_has_its_label() -> None:
    link = pf.Link(pf.Str("6."), pf.Space(), pf.Str("ábra"), url="#_Ref1")
    document = pf.Doc(pf.Para(pf.Str("Lásd"), pf.Space(), link))
    cross_references(document, {"label:6. ábra": "fig-a-1"})
    assert "@fig-a-1" in pf.stringify(document)


def test_a_link_to_what_the_file_does_not_have_is_words_and_reported() -> None:
    lost = pf.Link(pf.Str("Figure"), pf.Space(), pf.Str("2"), url="#_Ref1")
    document = pf.Doc(
        pf.Para(pf.Str("See"), pf.Space(), lost),
        pf.Para(pf.Link(pf.Str("here"), url="#a")),
        pf.Para(pf.Link(pf.Str("data"), url="file:///C:/me/data.xls")),
        pf.Div(identifier="a"),
    )
    assert cross_references(document, {}) == ["Figure 2", "data"]
    assert pf.stringify(document).strip() == "See Figure 2\n\nhere\n\ndata"
    assert [it.url for it in in_order(document) if isinstance(it, pf.Link)] == ["#a"]


def test_a_frame_around_a_listing_is_no_head_of_a_table(tmp_path: Path) -> None:
    look = '<w:tblPr><w:tblLook w:firstRow="1"/></w:tblPr>'
    cell = f"<w:tc>{paragraph('def one():')}{paragraph('return 1')}</w:tc>"
    text, _ = tidied(tmp_path, f"<w:tbl>{look}<w:tr>{cell}</w:tr></w:tbl>", paragraph("End."))
    assert "| def one():" in text and "=" not in text


def test_a_number_in_bold_letters_is_taken_from_a_heading(tmp_path: Path) -> None:
    bold = '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">1.1 Aims and means</w:t></w:r>'
    text, reported = tidied(tmp_path, paragraph(bold, style="Heading2"), paragraph("Words."))
    assert text.startswith("## Aims and means\n") and "number taken from a heading: 1.1 Aims and means" in reported


def test_signs_alone_are_no_heading(tmp_path: Path) -> None:
    bold = '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">• • •</w:t></w:r>'
    text, _ = tidied(
        tmp_path, paragraph(".", style="Heading2"), paragraph("Words."), paragraph(bold), paragraph("More.")
    )
    assert "#" not in text and text.startswith(".\n\nWords.")


def test_braces_of_a_formula_are_no_marks_of_templates_and_none_are_lost(tmp_path: Path) -> None:
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    part = "<m:r><m:t>{}</m:t></m:r>"
    sub = f"<m:sSub><m:e>{part.format('ID')}</m:e><m:sub>{part.format('Pipe')}</m:sub></m:sSub>"
    formula = f"<m:oMath {math}><m:f><m:num>{sub}</m:num><m:den>{part.format('24')}</m:den></m:f></m:oMath>"
    text, _ = tidied(tmp_path, f"<w:p>{words('So')}{formula}</w:p>")
    assert "\\{" not in text and "{{" not in text and "\\frac{" in text
