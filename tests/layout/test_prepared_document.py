"""Wide tables lie on their side on pages of their own; the text runs on before them, heads and folios stay upright."""

from __future__ import annotations

import io

import pikepdf
import pytest
from lxml import etree

from bookbuilder.cache import Steps
from bookbuilder.layout import write_pdf
from bookbuilder.layout.document_html import _turn_wide
from tests.layout.conftest import NOWHERE
from tests.publication import Chapter, document, prose, publication_of, title

pytestmark = pytest.mark.pango


@pytest.fixture(scope="module")
def edition():
    it = Chapter("only")
    cells = "".join(f'<td id="c{number}">{number} thousand tonnes</td>' for number in range(8))
    call = it.note("A note of the table, with <a href='https://example.org/'>its place</a>.")
    label = f'<span class="label">Table 1</span> <span class="title">Wide{call}</span>'
    table = (
        f'<table id="wide" class="table landscape"><caption>{label}</caption><tbody><tr>{cells}</tr></tbody></table>'
    )
    text = [f'<p id="p{number}">{prose(number, 6)}</p>' for number in range(9)]
    body = it.xhtml("chapter", "doc-chapter", title("only", "Only") + text[0] + table + "".join(text[1:]))
    made = publication_of((document(body, "chapter", "doc-chapter", "bodymatter", "Only"),))
    outcome = write_pdf(made, NOWHERE, Steps())
    assert outcome.diagnostics == ()
    return outcome.value


def test_a_block_of_the_class_and_a_picture_of_it_lie_on_their_side():
    xhtml = '<section><div class="landscape"><table/></div><figure><img class="landscape"/></figure><img class="landscape"/></section>'
    root = etree.fromstring(xhtml)
    _turn_wide(root)
    turned = '<div class="on-its-side"><{}</div>'
    parts = (
        turned.format("table/>"),
        turned.format('figure><img class="landscape"/></figure>'),
        '<img class="landscape"/>',
    )
    assert etree.tostring(root, encoding="unicode") == f"<section>{''.join(parts)}</section>"


def test_the_last_text_of_a_chapter_stands_before_a_turned_table():
    caption = '<caption><span class="label">Table 1</span> <span class="title">Wide</span></caption>'
    table = f'<table id="wide" class="landscape">{caption}<tbody><tr><td>1</td></tr></tbody></table>'
    text = [f'<p id="p{number}">{prose(number, 3)}</p>' for number in range(2)]
    body = f'<section id="only" class="chapter">{title("only", "Only")}{text[0]}{table}{text[1]}</section>'
    made = publication_of((document(body, "chapter", "doc-chapter", "bodymatter", "Only"),))
    edition = write_pdf(made, NOWHERE, Steps(), draft=True).value
    first, second = edition.facts["only"]
    assert {line.block for line in first.lines} >= {"p0", "p1"} and second.width > second.height


def sizes(pdf):
    return {tuple(round(float(edge)) for edge in page.mediabox) for page in pdf.pages}


def test_the_table_has_a_page_of_its_own_and_the_text_goes_on_around_it(edition):
    pages = edition.facts["only"]
    wide = next(page for page in pages if page.width > page.height)
    assert wide.number == 2 and {box.id for box in wide.boxes if box.kind == "note"} == {"only-note-1"}
    assert not any(line.block.startswith("p") for line in wide.lines)
    assert any(line.block == "p1" for line in pages[0].lines) and edition.short["only"] == ()


def test_every_page_of_the_bound_book_is_upright(edition):
    with pikepdf.Pdf.open(io.BytesIO(edition.data)) as pdf:
        assert len(sizes(pdf)) == 1
        page = pdf.pages[edition.first_pages["only"]]
        streams = page.Contents if isinstance(page.Contents, pikepdf.Array) else [page.Contents]
        assert b"q 0 1 -1 0" in b"".join(stream.read_bytes() for stream in streams)
        (left, bottom, right, top) = (float(edge) for edge in page.mediabox)
        for link in page.Annots:
            x1, y1, x2, y2 = (float(edge) for edge in link.Rect)
            assert left <= x1 < x2 <= right and bottom <= y1 < y2 <= top
            assert "/A" not in link or x2 - x1 < y2 - y1


@pytest.mark.poppler
def test_the_folio_stands_where_it_stands_on_every_page(edition, tmp_path):
    import subprocess

    path = tmp_path / "book.pdf"
    path.write_bytes(edition.data)
    number = str(edition.first_pages["only"] + 1)
    command = ["pdftotext", "-bbox", "-f", number, "-l", number, str(path), "-"]
    words = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    twos = [line for line in words.splitlines() if ">2</word>" in line]
    assert min(float(line.split('yMin="')[1].split('"')[0]) for line in twos) < 60
