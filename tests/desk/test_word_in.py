"""Word files into chapters: one with Zotero's fields, tracked changes and a comment, and the same as LibreOffice saved it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bookbuilder.cli import main
from bookbuilder.desk.references import import_references
from bookbuilder.desk.references.writing import items_of
from bookbuilder.desk.word_in import ImportedChapter, import_chapter
from bookbuilder.diagnostics import errors
from bookbuilder.verbs import check
from tests.desk.raw_docx import paragraph, words as run, write_raw_docx
from tests.small_book import BOOK, make_book

WORD = Path(__file__).parent / "word"
FILES = ("zotero.docx", "zotero-libreoffice.docx")


def take(folder: Path, file: str = "zotero.docx", changes: str = "accept") -> ImportedChapter:
    return import_chapter(folder, WORD / file, "chapters/energy.md", changes)  # type: ignore[arg-type]


@pytest.fixture(params=FILES)
def chapter(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, ImportedChapter, Path]:
    make_book(tmp_path)
    imported = take(tmp_path, request.param)
    assert imported.written == tmp_path / "manuscript/chapters/energy.md"
    return imported.written.read_text(encoding="utf-8"), imported, tmp_path


def test_citation_fields_become_citations_and_their_items_sources(chapter: tuple[str, ImportedChapter, Path]) -> None:
    text, _, folder = chapter
    assert "sentence [@smith2001energy, p. 3].\n" in text and "[^1]: A note with [@smith2001energyb, p. 12]." in text
    items = items_of((folder / "references.yaml").read_text(encoding="utf-8"))
    assert [(item["id"], item["title"]) for item in items[-2:]] == [
        ("smith2001energy", "On Energy AAA"), ("smith2001energyb", "On Energy BBB"),
    ]  # fmt: skip


def test_a_sentence_has_its_line(chapter: tuple[str, ImportedChapter, Path]) -> None:
    assert "[@smith2001energy, p. 3].\nThe second one has a note.[^1]\nIt was late – too late.\n" in chapter[0]


def test_headings_tables_figures_and_quotations_are_the_books(chapter: tuple[str, ImportedChapter, Path]) -> None:
    text, _, folder = chapter
    for line in ("# Energy\n", "## A false heading\n", "### Fake heading\n", "> A quotation of some length.\n",
                 ": A table {#tbl-energy-1}\n", "![A view](figures/energy-1.png){#fig-energy-1}\n"):  # fmt: skip
        assert line in text, line
    assert (folder / "manuscript/figures/energy-1.png").is_file()


def test_what_was_done_and_what_is_left_is_listed(chapter: tuple[str, ImportedChapter, Path]) -> None:
    lines = chapter[1].lines
    for kind, words in (("number taken from a heading", "1.1 A false heading"), ("bold line made a heading", "Fake heading"),
                        ("hyphen made a dash", "late – too"), ("citation in plain text, left as it is", "(Smith, 2001, p. 4)"),
                        ("alternative text wanted", "figures/energy-1.png")):  # fmt: skip
        assert (kind, words) in lines


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(
    "changes, words", [("accept", "Kept inserted commented."), ("reject", "Kept deleted commented.")]
)
def test_tracked_changes_are_accepted_or_rejected(tmp_path: Path, file: str, changes: str, words: str) -> None:
    imported = take(make_book(tmp_path), file, changes)
    assert imported.written is not None and words in imported.written.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", FILES)
def test_tracked_changes_and_comments_are_kept_as_queries(tmp_path: Path, file: str) -> None:
    imported = take(make_book(tmp_path), file, "queries")
    assert imported.written is not None
    text = imported.written.read_text(encoding="utf-8")
    assert '[inserted]{.query to="author" by="Ed" note="inserted"}' in text
    assert '{.query to="author" by="Ed" note="deleted: deleted"}' in text
    assert '[commented]{.query to="author" by="Ed" note="Is this so?"}' in text


def test_a_second_import_changes_nothing_and_a_newer_version_shows_what_changed(tmp_path: Path) -> None:
    first = take(make_book(tmp_path))
    again = take(tmp_path)
    assert again.difference == () and again.written == first.written and not again.beside
    newer = take(tmp_path, changes="reject")
    assert "-Kept inserted commented." in newer.difference and "+Kept deleted commented." in newer.difference


def test_an_editors_work_is_never_overwritten(tmp_path: Path) -> None:
    path = take(make_book(tmp_path)).written
    assert path is not None
    path.write_text("# Mine\n", encoding="utf-8")
    imported = take(tmp_path, changes="reject")
    assert imported.beside and imported.written == path.with_suffix(".incoming.md") and path.read_text() == "# Mine\n"


def test_a_chapter_that_no_import_wrote_is_never_overwritten(tmp_path: Path) -> None:
    make_book(tmp_path, {"manuscript/chapters/energy.md": "# Mine\n"})
    assert take(tmp_path).beside and (tmp_path / "manuscript/chapters/energy.md").read_text() == "# Mine\n"


def test_the_sources_alone_can_be_taken(tmp_path: Path) -> None:
    make_book(tmp_path)
    imported = import_references(tmp_path, Path(shutil.copy(WORD / "zotero.docx", tmp_path)))
    assert [(each.id, each.fate) for each in imported.merged] == [
        ("smith2001energy", "added"),
        ("smith2001energyb", "added"),
    ]


def test_what_is_no_word_file_is_one_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (make_book(tmp_path) / "a.docx").write_text("no zip")
    assert main(["import", str(tmp_path / "a.docx"), "--as", "a.md", "--book", str(tmp_path)]) == 1
    assert "DSK-010" in capsys.readouterr().err
    assert main(["import", str(tmp_path / "a.docx"), "--as", "../a.md", "--book", str(tmp_path)]) == 2


def test_braces_of_the_author_are_no_jinja(tmp_path: Path) -> None:
    from bookbuilder.markdown.docx import write_docx

    make_book(tmp_path, {"manuscript/book.yaml": BOOK.replace("one.md", "braces.md")})
    reference = Path(__file__).parents[2] / "templates" / "word" / "reference.docx"
    write_docx("<h1>One</h1><p>A {{ name }} and {% if %} here.</p>", tmp_path / "a.docx", reference, "en")
    imported = import_chapter(tmp_path, tmp_path / "a.docx", "braces.md")
    assert imported.written is not None and not errors(check(tmp_path).diagnostics)


def test_a_bookmark_with_a_space_in_its_name_has_an_id_and_its_link_leads_there(tmp_path: Path) -> None:
    make_book(tmp_path)
    mark = '<w:bookmarkStart w:id="1" w:name="an anchor"/>{}<w:bookmarkEnd w:id="1"/>'
    link = f'<w:hyperlink w:anchor="an anchor">{run("there")}</w:hyperlink>'
    paragraphs = [paragraph(mark.format(run("Some text."))), paragraph("Look ", link)]
    file = write_raw_docx(tmp_path / "marks.docx", paragraph("Energy", style="Heading1"), *paragraphs)
    written = import_chapter(tmp_path, file, "chapters/energy.md").written
    assert written is not None
    text = written.read_text(encoding="utf-8")
    assert "{#an-anchor .anchor}Some text." in text and "Look [there](#an-anchor)" in text


def test_a_bookmark_before_a_paragraph_is_where_its_links_lead(tmp_path: Path) -> None:
    make_book(tmp_path)
    link = '<w:hyperlink w:anchor="later"><w:r><w:t>the passage</w:t></w:r></w:hyperlink>'
    mark = '<w:bookmarkStart w:id="1" w:name="later"/><w:bookmarkEnd w:id="1"/>'
    blocks = [paragraph("A", style="Heading1"), paragraph(run("See "), link, run(".")), mark, paragraph(run("It."))]
    imported = import_chapter(tmp_path, write_raw_docx(tmp_path / "a.docx", *blocks), "a.md")
    assert "[the passage](#later)" in (tmp_path / "manuscript/a.md").read_text(encoding="utf-8")
    assert not [kind for kind, _ in imported.lines if "reference" in kind]


def test_a_heading_that_says_the_title_once_more_is_left_out(tmp_path: Path) -> None:
    make_book(tmp_path)
    blocks = [paragraph("Energy", style="Titel"), paragraph("ENERGY", style="Heading1"), paragraph("Words.")]
    imported = import_chapter(tmp_path, write_raw_docx(tmp_path / "a.docx", *blocks), "a.md")
    assert (tmp_path / "manuscript/a.md").read_text(encoding="utf-8") == "# Energy\n\nWords.\n"
    assert imported.lines == (("heading left out, since it says the title once more", "ENERGY"),)


def test_what_word_has_in_its_own_way_is_not_in_the_chapter(tmp_path: Path) -> None:
    make_book(tmp_path)
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    formula = f'<m:oMath xmlns:m="{math}"><m:r><m:t xml:space="preserve">a\u2005</m:t></m:r></m:oMath>'
    blocks = [
        paragraph("Contents", style="Heading1"),
        paragraph("Energy", style="Heading1"),
        paragraph(run("A set "), formula, run("is.")),
        paragraph("Water", style="Heading2"),
        paragraph("Up to 4mA@45cel@100kHz."),
    ]
    file = write_raw_docx(tmp_path / "a.docx", *blocks)
    imported = import_chapter(tmp_path, file, "a.md")
    text = (tmp_path / "manuscript/a.md").read_text(encoding="utf-8")
    assert (
        text.startswith("# Energy\n\nA set $a$")
        and ("heading of the list of contents left out", "Contents") in imported.lines
    )
