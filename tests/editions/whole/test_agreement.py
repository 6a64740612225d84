"""`all` reads every edition back: one that departs from the book is not written, and the others are."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbuilder.cache import Steps
from bookbuilder.diagnostics import Severity, Stage
from bookbuilder.verbs import build, check
from tests.publication import FIGURE
from tests.small_book import BOOK, REFERENCES, make_book

FORMATS = ("pdf", "epub", "html")
CHAPTER = """\
# One

Text before.[^2] Words
and ![a](a.svg){width=20mm} words and ![a](a.svg){width=20mm} words and ![a](a.svg){width=20mm} words and
![a](a.svg){width=20mm} words and ![a](a.svg){width=20mm} words and ![a](a.svg){width=20mm} words.

Text with a note.^[The words of the note.]

[^2]: A list in a note.

    Term

    :   Definition
"""
LOSING = """\
<html xmlns="http://www.w3.org/1999/xhtml" lang="{{ lang }}">
<head><title>{{ document.title }}</title></head>
<body>{{ body|replace("The words of the note.", "The words.")|safe }}</body>
</html>
"""
TOO_WIDE = f"# One\n\n{'x' * 200}**x**{'x' * 200}\n"


@pytest.mark.slow
@pytest.mark.pango
def test_an_edition_that_has_lost_words_is_a_draft_and_the_place_is_reported(tmp_path: Path) -> None:
    make_book(tmp_path, {"templates/epub/document.xhtml": LOSING, "manuscript/a.svg": FIGURE.read_bytes()}, CHAPTER)
    built = build(tmp_path, FORMATS, tmp_path / "output", steps=Steps(tmp_path / ".cache"))
    (fault,) = [it for it in built.diagnostics if it.severity is Severity.ERROR]
    assert (fault.code, str(fault.location), fault.blocks) == ("AGR-003", "manuscript/one.md:7", {"epub"})
    assert "The EPUB" in fault.message and "The words of the note." in fault.message
    assert [(it.format, it.errors) for it in built.artefacts] == [("pdf", 0), ("epub", 1), ("html", 0)]
    assert {f"hold the {it} against the book" for it in FORMATS} <= {ran.name for ran in built.ran}
    again = build(tmp_path, FORMATS, tmp_path / "output", steps=Steps(tmp_path / ".cache"))
    assert all(ran.replayed for ran in again.ran) and fault in again.diagnostics


ARABIC = """\
# الماء والإنسان

لا إله إلا الله، والحمد لله ربّ العالمين. قال: «لا سلام بلا ماء» سنة 1998 ثم في عام ٢٠١٤ [@salim2018, p. 12].[^1]

[^1]: الطبعة الثانية صدرت في بيروت، وكتب "The water belongs to no one" في آخر الكتاب. שלום

كتب بونسترا [@boonstra2018, p. 4] والموقع <https://example.org/water>. اِسْتَخْدَمَ المُؤَلِّفُ التَّشْكِيلَ.

| البلد | السكان |
|:------|-------:|
| الأردن | 10 |
"""
SALIM = """
- {id: salim2018, type: book, author: [{family: سالم, given: علي}], title: الماء في بلاد الشام, issued: 2018, language: ar}
"""


@pytest.mark.slow
@pytest.mark.pango
def test_an_arabic_book_with_latin_sources_says_in_every_edition_what_its_author_wrote(tmp_path: Path) -> None:
    book = BOOK.replace("en-GB", "ar") + "backmatter: [bibliography]\n"
    make_book(tmp_path, {"manuscript/book.yaml": book, "references.yaml": REFERENCES + SALIM}, ARABIC)
    built = build(tmp_path, FORMATS, tmp_path / "output")
    assert [str(it) for it in built.diagnostics if it.severity is not Severity.NOTE] == []


@pytest.mark.slow
def test_one_edition_alone_is_not_compared(tmp_path: Path) -> None:
    built = build(
        make_book(tmp_path, {"manuscript/a.svg": FIGURE.read_bytes()}, CHAPTER), ("html",), tmp_path / "output"
    )
    assert not [ran for ran in built.ran if "against the book" in ran.name]


@pytest.mark.slow
@pytest.mark.pango
@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.RELEASE])
def test_a_print_edition_with_errors_gives_its_pages_to_a_draft_and_not_to_a_release(
    tmp_path: Path, stage: Stage
) -> None:
    make_book(tmp_path, chapter=TOO_WIDE)
    built = build(tmp_path, ("epub",), tmp_path / "output", stage=stage)
    without_pages = [it.severity for it in built.diagnostics if it.code == "PAG-001"]
    assert without_pages == ([] if stage is Stage.DRAFT else [Severity.ERROR])
    assert bool(built.artefacts) is (stage is Stage.DRAFT)


@pytest.mark.pango
def test_check_says_of_the_pages_what_pdf_says(tmp_path: Path) -> None:
    make_book(tmp_path, chapter=TOO_WIDE)
    said = {str(it) for it in build(tmp_path, ("pdf",), tmp_path / "output").diagnostics}
    assert any("PDF-02" in it for it in said)
    assert said <= {str(it) for it in check(tmp_path, pages=True).diagnostics}
    assert not {it.name for it in tmp_path.iterdir()} - {"manuscript", "references.yaml", "output"}


@pytest.mark.slow
@pytest.mark.pango
def test_a_space_before_a_note_at_a_paragraphs_end_and_a_break_in_a_table_agree(tmp_path: Path) -> None:
    chapter = "# One\n\nIt knows. [^x]\n\n| a |\n|---|\n| one<br>two [^y] |\n\n[^x]: Yes.\n\n[^y]: No.\n"
    built = build(make_book(tmp_path, chapter=chapter), FORMATS, tmp_path / "output")
    assert not [str(it) for it in built.diagnostics if it.code.startswith("AGR")]
    assert len(built.artefacts) == 3


def test_a_message_shows_what_differs_and_not_the_whole_paragraph() -> None:
    from bookbuilder.editions.agreement import _different

    words = "The trade of the region has grown in each of the years since the agreement was signed"
    assert _different(words, words.replace("each", "none")) == ("…in each of…", "…in none of…")
    assert _different("It knows.", "It.") == ("It knows.", "It.")


@pytest.mark.pango
@pytest.mark.slow
def test_a_box_for_a_character_is_one_fault_and_no_disagreement(tmp_path: Path) -> None:
    chapter = "# One\n\nWords in 𐎠𐎡 and 𐎢 stand here.\n"
    built = build(make_book(tmp_path, chapter=chapter), FORMATS, tmp_path / "output")
    assert {it.code for it in built.diagnostics if it.severity is Severity.ERROR} == {"FNT-002"}
    assert len(built.artefacts) == 3
