"""Chapters as Word files: notes, headings, tables, pictures and words are all in them, in the typesetter's styles."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import gettempdir

import pytest

from bookbuilder.cli import main
from bookbuilder.editions.docx.fitting import fit_for_word
from bookbuilder.editions.docx.reference_document import LOOKS, TARGET, reference_document
from bookbuilder.editions.docx.writing import WrittenDocx, write_chapters
from bookbuilder.theme.templates import Theme
from tests.small_book import composed, make_book

CHAPTER = """\
# One

Text^[A note [@boonstra2018].] and [@boonstra2018, p. 3].

## Sub {#sec-sub}

See @tbl-a and @fig-line.

: Cap {#tbl-a}

| A | B |
|---|---|
| 1 | 2 |

![A line.](line.svg){#fig-line alt="A red line."}

{{ excerpt("kz-01", "q1a") }}

> Quoted words.

(a) the first;
(b) the second.

iv) the fourth;
"""
LINE = '<svg xmlns="http://www.w3.org/2000/svg" width="60mm" height="40mm" viewBox="0 0 60 40"><path d="M0 0L60 40" stroke="#7a1f2b"/></svg>'


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> WrittenDocx:
    publication = composed(CHAPTER, {"manuscript/line.svg": LINE})
    folder = tmp_path_factory.mktemp("docx")
    source = folder / "line.svg"
    source.write_text(LINE)
    from dataclasses import replace

    publication = replace(publication, resources=tuple(replace(it, path=source) for it in publication.resources))
    return write_chapters(publication, Theme(folder), (publication.document("one"),)).value[0]


def part(written: WrittenDocx, name: str) -> str:
    with zipfile.ZipFile(BytesIO(written.data)) as file:
        return file.read(name).decode()


def test_items_in_brackets_are_numbered_by_word_as_their_author_wrote_them(written: WrittenDocx) -> None:
    levels = part(written, "word/numbering.xml")
    assert 'lvlText w:val="(%1)"' in levels and 'lvlText w:val="%1)"' in levels
    assert "(a)" not in part(written, "word/document.xml") and "iv)" not in part(written, "word/document.xml")


def test_nothing_is_lost_on_the_way_to_word_and_back(written: WrittenDocx) -> None:
    assert written.lost == () and written.notes == 3 and written.words > 30


def test_notes_are_words_own_and_carry_no_number_of_ours(written: WrittenDocx) -> None:
    notes = part(written, "word/footnotes.xml")
    assert part(written, "word/document.xml").count("<w:footnoteReference ") == 3
    assert "A note Jos Boonstra" in "".join(piece.split("<")[0] for piece in notes.split(">"))


def test_no_path_of_this_machine_stands_in_it(written: WrittenDocx) -> None:
    with zipfile.ZipFile(BytesIO(written.data)) as file:
        assert not [name for name in file.namelist() if gettempdir().encode() in file.read(name)]


def test_styles_are_real_and_an_excerpt_is_framed(written: WrittenDocx) -> None:
    document, styles = part(written, "word/document.xml"), part(written, "word/styles.xml")
    for id in ("Heading1", "Heading2", "Excerpt", "ExcerptAttribution"):
        assert f'<w:pStyle w:val="{id}"' in document and f'w:styleId="{id}"' in styles
    assert "w:pBdr" in styles


def test_numbers_of_headings_and_captions_stand_in_the_text(written: WrittenDocx) -> None:
    text = "".join(piece.split("<")[0] for piece in part(written, "word/document.xml").split(">"))
    for words in ("Chapter\u00a01", "1.1 Sub", "Table\u00a01.1", "Figure\u00a01.1"):
        assert words in text


def test_the_reference_document_has_the_styles_that_are_written_for_it() -> None:
    with zipfile.ZipFile(TARGET) as file, zipfile.ZipFile(BytesIO(reference_document())) as written:
        styles = file.read("word/styles.xml")
        assert styles == written.read("word/styles.xml")
    assert all(f'w:val="{name}"' in styles.decode() for name in LOOKS)


def test_the_verb_writes_a_chapter_and_names_a_wrong_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_book(tmp_path)
    assert main(["docx", "one.md", "--book", str(tmp_path)]) == 0
    assert (tmp_path / "output/docx/one.docx").is_file()
    assert main(["docx", "onne", "--book", str(tmp_path)]) == 1
    assert 'Did you mean "one"?' in capsys.readouterr().err


def test_a_translation_and_its_original_both_stand_in_the_frame() -> None:
    body = '<section><aside class="excerpt"><div class="excerpt-translation"><p>A.</p></div><div class="excerpt-words"><p>Б.</p></div></aside></section>'
    assert fit_for_word(body, {}).count('data-custom-style="Excerpt"') == 2


def test_what_word_has_no_form_for_is_listed(tmp_path: Path) -> None:
    publication = composed(
        "# One {#sec-one}\n\n| a verse\n|   of two lines\n\nSee p. [-@sec-one]{.page}.\n\n```\nsome code\n```\n"
    )
    lost = write_chapters(publication, Theme(tmp_path), (publication.document("one"),)).value[0].lost
    assert lost == ("1 of 1 LineBlock, whose words are there as paragraphs", "1 numbers of pages, for which 00 stands")


def test_an_epigraphs_author_stands_in_no_frame() -> None:
    body = '<section><blockquote class="epigraph"><p>A.</p><p class="attribution">B</p></blockquote></section>'
    made = fit_for_word(body, {})
    assert 'data-custom-style="Epigraph"' in made and "Excerpt" not in made and "blockquote" not in made
