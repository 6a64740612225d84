"""Word files become a book of chapters: one that holds a whole manuscript, or a folder with one a chapter."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from bookbuilder.desk.adopt import Adopted, AdoptError, adopt
from bookbuilder.desk.word_book import adopt_word_files, word_files
from tests.desk.raw_docx import paragraph, words as run, write_raw_docx

WORD = Path(__file__).parent / "word"


def adopt_word_file(given: Path, target: Path) -> Adopted:
    return adopt_word_files(given, word_files(given), target)


def test_a_whole_word_file_is_a_book_of_its_chapters(tmp_path: Path) -> None:
    file = write_raw_docx(
        tmp_path / "my-thesis.docx",
        paragraph(run("Contents"), style="Heading1"),
        paragraph(run("One"), style="Heading1"),
        paragraph(run("Words of one.")),
        paragraph(run("A section"), style="Heading2"),
        paragraph(run("More.")),
        paragraph(run("Two"), style="Heading1"),
        paragraph(run("Words of two.")),
    )
    adopted = adopt_word_file(file, tmp_path / "book")
    book = yaml.safe_load((tmp_path / "book/manuscript/book.yaml").read_text(encoding="utf-8"))
    assert (adopted.kind, adopted.chapters, book["title"]) == ("Word", 2, "My thesis")
    one, two = ((tmp_path / "book/manuscript" / it).read_text(encoding="utf-8") for it in book["chapters"])
    assert one == "# One\n\nWords of one.\n\n## A section\n\nMore.\n" and two == "# Two\n\nWords of two.\n"


def test_its_sources_and_pictures_come_along(tmp_path: Path) -> None:
    adopt_word_file(WORD / "zotero.docx", tmp_path / "book")
    assert "id: smith2001energy\n" in (tmp_path / "book/references.yaml").read_text(encoding="utf-8")
    assert list((tmp_path / "book/manuscript/figures").glob("*.png"))
    assert "citation in plain text" in (tmp_path / "book/adopted.md").read_text(encoding="utf-8")


def test_a_folder_of_word_files_is_a_book_with_one_a_chapter(tmp_path: Path) -> None:
    folder = tmp_path / "Water and power"
    folder.mkdir()
    for name, title in (("2 energy", "Energy"), ("10 trade", "Trade")):
        write_raw_docx(
            folder / f"{name}.docx",
            paragraph(run(f"1. {title}")),
            paragraph(run("A section"), style="Heading2"),
            paragraph(run(f"Words of {name}.")),
            paragraph(run("Another"), style="Heading2"),
        )
    shutil.copy(WORD / "zotero.docx", folder / "3 sources.docx")
    (folder / "~$trade.docx").write_bytes(b"the lock of an open file")
    (folder / "4 damaged.docx").write_bytes(b"PK")
    write_raw_docx(folder / "6 empty.docx", paragraph(run(" ")))
    (folder / "5 outside.docx").symlink_to(WORD / "zotero.docx")
    adopted = adopt_word_file(folder, tmp_path / "book")
    book = yaml.safe_load((tmp_path / "book/manuscript/book.yaml").read_text(encoding="utf-8"))
    assert (adopted.chapters, book["title"]) == (3, "Water and power")
    assert book["chapters"] == ["001-2-energy.md", "002-3-sources.md", "003-10-trade.md"]
    energy = (tmp_path / "book/manuscript/001-2-energy.md").read_text(encoding="utf-8")
    assert energy == "# Energy\n\n## A section\n\nWords of 2 energy.\n\n## Another\n"
    assert "id: smith2001energy\n" in (tmp_path / "book/references.yaml").read_text(encoding="utf-8")
    left = "\n".join(adopted.report.lines("left"))
    assert "a Word file that was not taken (4 damaged.docx: " in left and "6 empty.docx: It has no words." in left
    changed = "\n".join(adopted.report.lines("changed"))
    assert "a line above the text was taken for its title (2 energy.docx: Energy, 10 trade.docx: Trade)" in changed


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.pdf").write_bytes(b"%PDF-1.7\n\0\1\2")
    (tmp_path / "thesis.docx").write_bytes(b"PK\3\4 no Word file")
    with pytest.raises(AdoptError, match="no text"):
        adopt(tmp_path / "thesis.pdf", tmp_path.parent / "book")
    with pytest.raises(AdoptError, match="Word"):
        adopt_word_file(tmp_path / "thesis.docx", tmp_path / "book")


def bold(text: str) -> str:
    return f'<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def test_a_title_page_gives_the_title_and_no_headings(tmp_path: Path) -> None:
    file = write_raw_docx(
        tmp_path / "diploma_final2.docx",
        bold("КИЇВСЬКИЙ НАЦІОНАЛЬНИЙ УНІВЕРСИТЕТ ІМЕНІ ТАРАСА ШЕВЧЕНКА"),
        bold("МЕТОДИ НАВЧАННЯ АГЕНТІВ ІГРОВИХ СЕРЕДОВИЩ"),
        bold("Виконав студент"),
        bold("Київ – 2020"),
        paragraph(run("Вступ"), style="Heading1"),
        paragraph(run("Навчання з підкріпленням є галуззю, в якій агент діє в середовищі.")),
        paragraph(run("РОЗДІЛ 1 Навчання"), style="Heading1"),
        paragraph(run("Навчання з підкріпленням є галуззю, в якій агент діє в середовищі.")),
        paragraph(run("РОЗДІЛ 2"), style="Heading1"),
        paragraph(run("Ігри"), style="Heading1"),
        paragraph(run("Гра є грою.")),
        paragraph(run("РОЗДІЛ 3 Аналіз"), style="Heading1"),
        paragraph(run("Аналіз є аналізом.")),
    )
    adopt_word_file(file, tmp_path / "book")
    book = yaml.safe_load((tmp_path / "book/manuscript/book.yaml").read_text(encoding="utf-8"))
    assert (book["title"], book["lang"]) == ("МЕТОДИ НАВЧАННЯ АГЕНТІВ ІГРОВИХ СЕРЕДОВИЩ", "uk")
    texts = [(tmp_path / "book/manuscript" / it).read_text(encoding="utf-8") for it in book["chapters"]]
    assert "**Виконав студент**" in texts[0] and texts[0].count("АГЕНТІВ") == texts[0].count("\n#") + 1 == 1
    assert [it.partition("\n")[0] for it in texts[1:]] == [
        "# Вступ",
        "# РОЗДІЛ 1 Навчання",
        "# Ігри",
        "# РОЗДІЛ 3 Аналіз",
    ]


def test_titles_that_count_their_chapters_give_the_others_no_number(tmp_path: Path) -> None:
    chapters = ["Вступ", "РОЗДІЛ 1 Навчання", "РОЗДІЛ 2 Ігри", "РОЗДІЛ 3 Аналіз", "Висновки", "Джерела", "Додаток"]
    blocks = [it for title in chapters for it in (paragraph(run(title), style="Heading1"), paragraph(run("Є слова.")))]
    adopt_word_file(write_raw_docx(tmp_path / "a.docx", *blocks), tmp_path / "book")
    book = yaml.safe_load((tmp_path / "book/manuscript/book.yaml").read_text(encoding="utf-8"))
    heads = [
        (tmp_path / "book/manuscript" / it).read_text(encoding="utf-8").partition("\n")[0] for it in book["chapters"]
    ]
    assert heads == [
        "# Вступ {.unnumbered}", "# Навчання", "# Ігри", "# Аналіз", "# Висновки {.unnumbered}", "# Джерела {.unnumbered}",
        "# Додаток {.unnumbered}",
    ]  # fmt: skip


def test_a_long_first_heading_above_short_ones_is_the_title(tmp_path: Path) -> None:
    heads = [
        "Glucose before and after the training of young adults",
        "Introduction",
        "Methods",
        "Results and discussion",
    ]
    blocks = [
        it for head in heads for it in (paragraph(run(head), style="Heading1"), paragraph(run("Words of it. " * 9)))
    ]
    adopt_word_file(write_raw_docx(tmp_path / "paper_final.docx", *blocks), tmp_path / "book")
    book = yaml.safe_load((tmp_path / "book/manuscript/book.yaml").read_text(encoding="utf-8"))
    assert book["title"] == heads[0]


def large(text: str, size: int) -> str:
    return f'<w:p><w:r><w:rPr><w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def test_the_largest_letters_of_a_title_page_say_the_title(tmp_path: Path) -> None:
    file = write_raw_docx(
        tmp_path / "thesis_v3.docx",
        large("THE BUCHAREST UNIVERSITY OF ECONOMIC STUDIES", 32),
        large("DISSERTATION THESIS IN ECONOMICS", 40),
        large("Designing a System for", 32),
        large("Sharing Private Files", 32),
        bold("Scientific coordinator: Professor Cristian Toma"),
        paragraph(run("Introduction"), style="Heading1"),
        paragraph(run("Words of the introduction, which are more than a line of a title page has.")),
    )
    adopt_word_file(file, tmp_path / "book")
    book = yaml.safe_load((tmp_path / "book/manuscript/book.yaml").read_text(encoding="utf-8"))
    assert book["title"] == "Designing a System for Sharing Private Files"
    texts = [(tmp_path / "book/manuscript" / it).read_text(encoding="utf-8") for it in book["chapters"]]
    assert "Sharing Private Files\n\nTHE BUCH" not in texts[0]
    assert "".join(texts).count("Sharing Private") == 1 and "DISSERTATION THESIS" in texts[0]


def test_a_ministry_on_the_first_line_is_no_title(tmp_path: Path) -> None:
    lines = ("ҚАЗАҚСТАН РЕСПУБЛИКАСЫНЫҢ БІЛІМ ЖӘНЕ ҒЫЛЫМ МИНИСТРЛІГІ", "Сөздер.")
    blocks = [
        *(paragraph(run(it)) for it in lines),
        paragraph(run("Кіріспе"), style="Heading1"),
        paragraph(run("Бар.")),
    ]
    adopt_word_file(write_raw_docx(tmp_path / "diploma.docx", *blocks), tmp_path / "book")
    book = yaml.safe_load((tmp_path / "book/manuscript/book.yaml").read_text(encoding="utf-8"))
    assert book["title"] == "Diploma"


def test_each_word_file_of_a_folder_is_one_chapter_in_its_place_whatever_it_is_called(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    for name in ("Part 1/01 intro", "Part 1/History", "Part 2/01 intro", "Part 2/Authors"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        titles = [
            it
            for n in ("One", "Two")
            for it in (paragraph(run(n), style="Heading1"), paragraph(run(f"Of {name} {n}.")))
        ]
        write_raw_docx(folder / f"{name}.docx", *titles)
    adopted = adopt_word_file(folder, tmp_path / "made")
    texts = [
        (tmp_path / "made/manuscript" / it).read_text(encoding="utf-8")
        for it in yaml.safe_load((tmp_path / "made/manuscript/book.yaml").read_text(encoding="utf-8"))["chapters"]
    ]
    assert adopted.chapters == 4 and [it.partition("\n")[0] for it in texts] == [
        "# Intro",
        "# History",
        "# Intro",
        "# Authors",
    ]
    assert "Of Part 2/01 intro Two." in texts[2] and texts[3].count("\n## ") == 2


def test_word_files_beside_chapters_in_markdown_are_reported(tmp_path: Path) -> None:
    folder = tmp_path / "water"
    (folder / "output").mkdir(parents=True)
    (folder / "one.md").write_text("# One\n\nWords.\n", encoding="utf-8")
    for name in ("two", "output/book", "reference-doc"):
        write_raw_docx(folder / f"{name}.docx", paragraph(run("Words.")))
    left = adopt(folder, tmp_path / "book").report.lines("left")
    assert left == ["Word files, which make a book where there are no chapters in Markdown (two.docx)"]
