"""The finished editions against the book: what is dropped, doubled or swapped in any of their files is found."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import pikepdf
import pytest
from lxml import etree

from bookbuilder.editions.agreement import difference, disagreement
from bookbuilder.editions.epub.writing import write_epub
from bookbuilder.editions.pdf.printed_text import is_printed_as
from bookbuilder.editions.pdf.words import Font, words_of
from bookbuilder.editions.registry import edition
from bookbuilder.editions.web.writing import write_site
from bookbuilder.layout import write_pdf
from bookbuilder.pages.running_text import PAGE_NUMBER, Passage, read_document
from tests.editions.changed_pdf import changed_pdf
from tests.editions.shared import NOWHERE, kept_steps
from tests.small_book import BOOK, composed

FORMATS = ("pdf", "epub", "html")

SENTENCES = (
    "The first sentence tells of canals and of those who dug them.",
    "The second sentence tells of pipelines alone.",
)
NOTES = ("A note about Bishkek, and about nothing else.", "A remark on the price of cotton in a dry year.")
CITATIONS = ("Boonstra 2018, 3", "Council of the European Union 2019, 44")
CHAPTER = f"""# One {{#sec-one}}

{SENTENCES[0]} Words between.^[{NOTES[0]}] {SENTENCES[1]}

Claimed once [@boonstra2018, p. 3] and claimed again [@council2019strategy, p. 44].^[{NOTES[1]}]

{{{{ excerpt("kz-01", "q1a") }}}}
"""
BOOK_YAML = BOOK.replace("chicago-notes-bibliography", "chicago-author-date") + "backmatter: [bibliography]\n"


@pytest.fixture(scope="module")
def book():
    return composed(CHAPTER, {"manuscript/book.yaml": BOOK_YAML})


@pytest.fixture(scope="module")
def editions(book) -> dict[str, dict[str, bytes]]:
    pdf = write_pdf(book, NOWHERE, kept_steps())
    assert pdf.value is not None, pdf.diagnostics
    return {
        "pdf": {"book.pdf": pdf.value.data},
        "epub": {"book.epub": write_epub(book, NOWHERE, kept_steps()).value},
        "html": write_site(book, NOWHERE, kept_steps()).value,
    }


@pytest.mark.pango
@pytest.mark.parametrize("format", FORMATS)
def test_an_edition_as_written_agrees_with_the_book(book, editions, format: str) -> None:
    assert disagreement(book, edition(format), editions[format]) == ()


@pytest.mark.pango
@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("change", ["dropped", "doubled", "swapped"])
@pytest.mark.parametrize("what", [SENTENCES, NOTES, CITATIONS], ids=["a sentence", "a note", "a citation"])
def test_what_is_changed_in_a_finished_edition_is_found(
    book, editions, format: str, change: str, what: tuple[str, str]
) -> None:
    (fault,) = disagreement(book, edition(format), changed(editions[format], format, change, *what))
    assert fault.code.startswith("AGR-00")
    assert fault.location.file == "manuscript/one.md"
    assert fault.location.line in (3, 5)
    assert fault.blocks == {format}


def changed(files: Mapping[str, bytes], format: str, change: str, one: str, other: str) -> dict[str, bytes]:
    """The files with one text dropped, doubled, or put in the other's place and the other in its own."""
    if format == "pdf":
        return {name: changed_pdf(data, change, one, other) for name, data in files.items()}
    if format == "epub":
        ((name, data),) = files.items()
        packed = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
            for inner in old.namelist():
                text = old.read(inner)
                new.writestr(inner, changed_text(text, change, one, other) if inner.endswith("/one.xhtml") else text)
        return {name: packed.getvalue()}
    return {
        name: changed_text(data, change, one, other) if name == "one.html" else data for name, data in files.items()
    }


def changed_text(data: bytes, change: str, one: str, other: str) -> bytes:
    head, body, text = data.decode().partition("<body")
    assert text.count(one) == text.count(other) == 1
    if change == "swapped":
        text = text.replace(one, "@").replace(other, one).replace("@", other)
    else:
        text = text.replace(one, {"dropped": "", "doubled": f"{one} {one}"}[change])
    return f"{head}{body}{text}".encode()


@pytest.mark.pango
@pytest.mark.parametrize("change", ["dropped", "doubled", "swapped"])
def test_a_whole_note_of_an_epub_that_is_changed_is_found(book, editions, change: str) -> None:
    def change_notes(root: etree._Element) -> None:
        first, second = (it for it in root.iter("{*}aside") if it.get("role") == "doc-footnote")
        if change == "dropped":
            first.getparent().remove(first)
        elif change == "doubled":
            first.addnext(etree.fromstring(etree.tostring(first)))
        else:
            second.addnext(first)

    (fault,) = disagreement(
        book, edition("epub"), {"book.epub": changed_epub(editions["epub"]["book.epub"], change_notes)}
    )
    assert "note" in fault.message


def changed_epub(data: bytes, change: Callable[[etree._Element], None]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name.endswith("/one.xhtml"):
                root = etree.fromstring(text)
                change(root)
                text = etree.tostring(root)
            new.writestr(name, text)
    return packed.getvalue()


@pytest.mark.pango
@pytest.mark.parametrize("change", ["dropped", "doubled", "swapped"])
def test_a_whole_note_of_the_pdfs_structure_that_is_changed_is_found(book, editions, change: str) -> None:
    with pikepdf.open(io.BytesIO(editions["pdf"]["book.pdf"])) as pdf:
        notes = [it for it in pdf.objects if isinstance(it, pikepdf.Dictionary) and it.get("/S") == "/Note"]
        first, second = notes
        parent, other = first.P, second.P
        at = next(
            n for n, kid in enumerate(parent.K) if isinstance(kid, pikepdf.Dictionary) and kid.objgen == first.objgen
        )
        there = next(
            n for n, kid in enumerate(other.K) if isinstance(kid, pikepdf.Dictionary) and kid.objgen == second.objgen
        )
        if change == "dropped":
            del parent.K[at]
        elif change == "doubled":
            parent.K.insert(at, first)
        else:
            parent.K[at], other.K[there] = second, first
        data = io.BytesIO()
        pdf.save(data)
    assert disagreement(book, edition("pdf"), {"book.pdf": data.getvalue()}) != ()


@pytest.mark.pango
def test_a_pdf_without_structure_lacks_everything(book, editions) -> None:
    with pikepdf.open(io.BytesIO(editions["pdf"]["book.pdf"])) as pdf:
        del pdf.Root["/StructTreeRoot"]
        data = io.BytesIO()
        pdf.save(data)
    assert disagreement(book, edition("pdf"), {"book.pdf": data.getvalue()}) != ()


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("a co-operation", "a co-\noperation"),
        ("a cooperation", "a co\u2010\noperation"),
        ("One two", "One\ntwo"),
        ("https://example.org/a", "https://\nexample.org/a"),
        ("One two", "One\ttwo"),
        ("One [2] two", "One [\n2] two"),
        ("Chapter One", "CHAPTER ONE"),
        ("5 m\u00b2", "5 m2"),
        ("office", "o\ufb03ce"),
        (f"see {PAGE_NUMBER}, and", "see p.\n87, and"),
        (f"see {', '.join([PAGE_NUMBER] * 40)}, and", f"see {', '.join(map(str, range(60, 100)))}, and"),
    ],
)
def test_printing_may_change_this_much(text: str, printed: str) -> None:
    assert is_printed_as(text, printed)


@pytest.mark.parametrize(
    ("text", "printed"), [("A list, and words.", ",A list\n.and words"), ("(1) One [2].", ")1( .]One [2")]
)
def test_marks_of_latin_words_may_stand_elsewhere_in_a_document_from_right_to_left(text: str, printed: str) -> None:
    assert is_printed_as(text, printed, beside_right_to_left=True) and not is_printed_as(text, printed)
    assert not is_printed_as(text, printed[1:], beside_right_to_left=True)
    assert not is_printed_as(text, printed[:-1], beside_right_to_left=True)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("a cooperation", "a co-operation"),
        ("One two", "Onetwo"),
        ("One two", "two One"),
        ("Onetwo", "One two"),
        ("One, two", "One two"),
        (f"see {PAGE_NUMBER}, and", "see p. 87, or"),
        (f"see {', '.join([PAGE_NUMBER] * 40)}, and", f"see {', '.join(map(str, range(1000, 1060)))}, or"),
        ("One", "One two"),
        ("One two", "One"),
    ],
)
def test_printing_may_not_change_more(text: str, printed: str) -> None:
    assert not is_printed_as(text, printed)


def passage(id: str, text: str, around: str = "", kind: str = "text") -> Passage:
    return Passage("c", id, kind, text, around)


def test_a_table_may_drift_past_some_paragraphs_and_no_farther() -> None:
    table = [passage("t", "Table 1", "t", "caption"), passage("t1", "1991", "t", "cell")]
    text = [passage(f"p{n}", f"Paragraph {n}.") for n in range(60)]
    book = [text[0], *table, *text[1:]]
    for passed in (3, 30):  # a page of short items
        assert difference(book, [*text[:passed], *table, *text[passed:]], knows="print") is None
    assert difference(book, [*text[:50], *table, *text[50:]], knows="print") is not None
    assert difference(book, [*table, *text], knows="print") is None
    assert difference(book, [*table, *text]) is not None
    assert difference(book, [*text[:3], *table, *text[3:]]) is not None


def test_a_table_that_another_one_passes_counts_no_cells() -> None:
    one, two = ([passage(f"{name}{n}", f"{n}", name, "cell") for n in range(50)] for name in "st")
    text = [passage(f"p{n}", f"Paragraph {n}.") for n in range(5)]
    book = [text[0], *one, text[1], *two, *text[2:]]
    assert difference(book, [text[0], *two, *text[1:3], *one, *text[3:]], knows="print") is None


def test_a_figure_that_went_ahead_is_not_parted_by_a_table_that_came_late() -> None:
    figure = [passage("f", "Figure 1", "f"), passage("f", "Of two parts", "f", "caption")]
    table = [passage("t", "1991", "t", "cell"), passage("t2", "1992", "t", "cell")]
    text = [passage(f"p{n}", f"Paragraph {n}.") for n in range(4)]
    book = [*text[:2], *table, text[2], *figure, text[3]]
    assert difference(book, [text[0], *figure, text[1], *table, *text[2:]], knows="print") is None


def test_each_table_without_a_caption_may_drift_by_itself_and_takes_its_notes_along() -> None:
    table = "<table><tr><td id='{0}'>1991</td></tr></table>"
    blocks = f"{table.format('c1')}<p id='p1'>One.</p>{table.format('c2')}<p id='p2'>Two.</p>"
    book = read_document(etree.fromstring(f"<section id='c'>{blocks}</section>"))
    assert [it.around for it in book] == ["c1", "", "c2", ""]
    book += [passage("n1", "Of a cell.", kind="note"), passage("n2", "Of a paragraph.", kind="note")]
    first, one, second, two, *notes = book
    assert difference(book, [one, first, two, second, *notes[::-1]], knows="print") is None
    assert difference(book, [first, one, second, two, *notes[::-1]], knows="print") is not None


def test_the_first_difference_names_its_passage_and_what_stands_there() -> None:
    book = [passage("p1", "One."), passage("p2", "Two."), passage("p3", "Three.")]
    found = difference(book, [book[0], passage("p2", "Too."), book[2]])
    assert found is not None and (found.place.id, found.kind, found.found) == ("p2", "other", "Too.")
    missing, added = difference(book, [book[0], book[2]]), difference(book, [book[0], passage("x", "New."), *book[1:]])
    assert missing is not None and (missing.place.id, missing.kind) == ("p2", "missing")
    assert added is not None and (added.place.id, added.kind, added.found) == ("p2", "added", "New.")


def test_the_widths_of_a_font_show_where_room_is_left() -> None:
    pdf = pikepdf.Pdf.new()
    page = pdf.add_blank_page()
    page.Contents = pdf.make_stream(b"/P <</MCID 0>> BDC BT /F 10 Tf 1 0 0 1 0 0 Tm [<0001> -500 <0001>] TJ ET EMC")
    cmap = b"1 beginbfchar <0001> <0061> endbfchar"
    page.Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(F=pdf.make_indirect(pikepdf.Dictionary(ToUnicode=pdf.make_stream(cmap))))
    )
    ((piece,),) = words_of(page, {"/F": Font({1: "a"}, {1: 600.0})}).values()
    assert (piece.text, piece.begins, piece.ends) == ("aa", 0.0, 17.0)
