"""Proofs: every page marked in black alone, the same bytes each time; paragraphs and queries numbered in the margin."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Dictionary, Name, Pdf

from bookbuilder.cache import Steps
from bookbuilder.desk.queries import open_queries
from bookbuilder.editions.pdf.proof_mark import mark_as_proof
from bookbuilder.layout import write_pdf
from bookbuilder.proof.author_copy import Bound, author_copy, numbered_paragraphs
from bookbuilder.proof.files import look_into, no_rgb
from bookbuilder.proof.query_places import place_queries
from bookbuilder.theme.templates import Theme
from tests.publication import prose
from tests.small_book import INTERVIEW, composed_in, make_book

pytestmark = pytest.mark.pango


def empty(*sizes: tuple[float, float], bleed: float = 0.0) -> bytes:
    pdf = Pdf.new()
    for width, height in sizes:
        page = pdf.add_blank_page(page_size=(width + 2 * bleed, height + 2 * bleed))
        page.obj.TrimBox = pikepdf.Array([bleed, bleed, bleed + width, bleed + height])
        page.obj.Contents = pdf.make_stream(b"0.5 0 0 0.5 0 0 cm")
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def test_every_page_says_that_it_is_a_proof_whatever_its_size() -> None:
    marked = mark_as_proof(empty((442, 663), (663, 442), (442, 663)), "PROOF 7F3A-19C2")
    assert all("PROOF 7F3A-19C2" in text for text in texts(marked)) and len(texts(marked)) == 3


def test_marking_at_another_time_gives_the_same_bytes_and_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weasyprint.pdf.fonts.harfbuzz_subset", None)
    marked = mark_as_proof(empty((442, 663)), "PROOF 1")
    monkeypatch.setattr("time.time", lambda: 4e9)
    assert marked == mark_as_proof(empty((442, 663)), "PROOF 1")
    assert look_into(marked, printer=True) == () and look_into(marked) == ()


def test_marks_are_artifacts_at_the_trimmed_page_whatever_the_page_left_set() -> None:
    with Pdf.open(io.BytesIO(mark_as_proof(empty((442, 663), bleed=8.5), "PROOF 1"))) as pdf:
        page = pdf.pages[0]
        assert page.trimbox == pikepdf.Array([8.5, 8.5, 450.5, 671.5])
        words = [
            (str(operator), [str(it) for it in operands]) for operands, operator in pikepdf.parse_content_stream(page)
        ]
    begins = [
        number for number, (operator, operands) in enumerate(words) if operator == "BMC" and operands == ["/Artifact"]
    ]
    assert len(begins) == 2 and all(words[at + 2] == ("cm", ["1", "0", "0", "1", "8.5000", "8.5000"]) for at in begins)
    scaled = next(number for number, (operator, operands) in enumerate(words) if operands[:1] == ["0.5"])
    assert words[scaled + 1][0] == "Q" and begins[0] < scaled < begins[1]


def test_rgb_and_fonts_that_are_not_in_the_file_are_seen() -> None:
    pdf = Pdf.open(io.BytesIO(empty((100, 100), (100, 100))))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier)
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F1=font))
    pdf.pages[1].obj.Contents = pdf.make_stream(b"1 0 0 rg 0 0 9 9 re f")
    out = io.BytesIO()
    pdf.save(out)
    assert [(it.kind, it.sheet) for it in look_into(out.getvalue(), printer=True)] == [("font", 1), ("rgb", 2)]
    grey = Pdf.open(io.BytesIO(empty((100, 100))))
    grey.pages[0].obj.Contents = grey.make_stream(b"0 0 0 1 k 0.5 g 0 0 9 9 re f")
    assert list(no_rgb(grey)) == []


def test_an_empty_box_in_the_place_of_a_character_is_seen() -> None:
    pdf = Pdf.open(io.BytesIO(empty((100, 100))))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.X, Encoding=Name("/Identity-H"))
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F1=font))
    for codes, seen in ((b"<00010000>", True), (b"<00100001>", False)):
        pdf.pages[0].obj.Contents = pdf.make_stream(b"BT /F1 9 Tf " + codes + b" Tj ET")
        out = io.BytesIO()
        pdf.save(out)
        assert ("glyph" in [it.kind for it in look_into(out.getvalue())]) is seen


QUERY = '[{}]{{.query to="{}" note="{}"}}'
CHAPTER = (
    f"# One\n\n{prose(0, 7)}\n\n{prose(1, 7).replace('Water is shared', QUERY.format('Water is shared', 'author', 'Is it?'), 1)}\n\n"
    f"{prose(3, 7).replace('Rail links', QUERY.format('Rail links', 'publisher', 'Whose?'), 1)}\n\n"
    '::: {.query to="author"}\nWhere does this end?\n:::\n\nThe end of it.[^1]\n\n[^1]: A note with [a word]{.query note="Which?"}.\n'
)


@pytest.mark.slow
def test_an_authors_copy_numbers_queries_and_paragraphs_and_lists_what_is_asked(tmp_path: Path) -> None:
    make_book(tmp_path, {}, CHAPTER)
    steps, theme, publication = Steps(), Theme(tmp_path), composed_in(tmp_path)
    edition = write_pdf(publication, theme, steps).value
    assert edition is not None
    assert "Is it?" not in " ".join(texts(edition.data))

    queries = open_queries(tmp_path)
    placed = place_queries(queries, publication, edition.facts, edition.first_pages)
    words = [(it.query.number, it.line.role, it.line.text) for it in placed]
    assert [number for number, _, _ in words] == [1, 2, 3, 4]
    assert "Water" in words[0][2] and "Rail" in words[1][2] and "The end of" in words[2][2]
    assert words[3][1] == "note"

    printed = len(texts(edition.data))
    labels = [str(number) for number in range(1, printed + 1)]
    bound = Bound(edition.data, edition.facts, edition.first_pages, labels)
    copy = author_copy(publication, bound, placed, "7F3A-19C2", theme, steps).value
    assert copy is not None and copy == author_copy(publication, bound, placed, "7F3A-19C2", theme, steps).value
    pages = texts(copy)
    assert len(pages) > printed and all("PROOF 7F3A-19C2" in page for page in pages)
    assert all(f"Q{number}" in " ".join(pages[:printed]) for number in (1, 2, 3, 4))
    listed = " ".join(pages[printed:])
    assert "To author: 3 queries" in listed and "To publisher: 1 query" in listed and "Is it?" in listed


def test_what_a_draft_says_in_the_margin_is_no_paragraph(tmp_path: Path) -> None:
    chapter = '# One\n\nBefore it.\n\n::: {.excerpt source="kz-01" turn="q1a"}\nThe strategy speaks of partners.\n:::\n'
    make_book(tmp_path, {"manuscript/interviews/kz-01.md": INTERVIEW.replace("status: specimen\n", "")}, chapter)
    steps, theme, publication = Steps(), Theme(tmp_path), composed_in(tmp_path)
    edition = write_pdf(publication, theme, steps).value
    assert edition is not None
    lines = [line for page in edition.facts["one"] for line in page.lines]
    assert [line.role for line in lines if line.text.strip() in ("not", "approved")] == ["margin", "margin"]
    assert [line.text.split()[0] for _, _, line in numbered_paragraphs(edition.facts["one"])] == [
        "Before",
        "The",
        "Expert",
    ]


def test_a_book_without_queries_has_no_pages_more(tmp_path: Path) -> None:
    make_book(tmp_path)
    steps, theme, publication = Steps(), Theme(tmp_path), composed_in(tmp_path)
    edition = write_pdf(publication, theme, steps).value
    assert edition is not None
    bound = Bound(edition.data, edition.facts, edition.first_pages, [])
    copy = author_copy(publication, bound, [], "7F3A-19C2", theme, steps).value
    assert copy is not None and len(texts(copy)) == len(texts(edition.data)) == edition.pages


def test_a_sheet_that_is_printed_all_over_is_marked_upon_its_ground() -> None:
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(420, 600))
    page.obj.Contents = pdf.make_stream(b"0 0.9 0.55 0.6 k 0 0 420 600 re f")
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    seen = [
        len(
            pypdfium2.PdfDocument(mark_as_proof(out.getvalue(), "PROOF", covered=covered))[0]
            .render(scale=0.5)
            .to_pil()
            .crop((20, 60, 190, 240))
            .getcolors()
        )
        for covered in (False, True)
    ]
    assert seen[0] == 1 and seen[1] > 1
