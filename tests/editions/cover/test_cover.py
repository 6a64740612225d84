"""The wrap as the printer receives it: PDF/X-4, measured on the page; its barcode read by a library that did not draw it."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from bookbuilder.cache import Steps
from bookbuilder.editions.cover.barcode import HEIGHT, WIDTH, barcode
from bookbuilder.editions.cover.writing import write_cover
from bookbuilder.model.identity import Identifiers
from bookbuilder.model.people import Contributor
from bookbuilder.model.press import Binding, Press
from bookbuilder.theme.templates import Theme
from tests.editions.shared import NOWHERE, kept_steps, publication

pytestmark = [pytest.mark.pango, pytest.mark.slow]
ISBN = "978-3-16-148410-0"
POINTS = 72 / 25.4


def book(**changes):
    made = publication()
    reported = {"identifier": Identifiers(print=ISBN), **changes}
    return replace(made, book=replace(made.book, **reported))


@pytest.fixture(scope="module")
def made():
    outcome = write_cover(book(), 240, NOWHERE, kept_steps())
    assert outcome.value is not None, [str(fault) for fault in outcome.diagnostics]
    return outcome


@pytest.fixture(scope="module")
def wrap(made):
    return pikepdf.Pdf.open(io.BytesIO(made.value["cover-wrap.pdf"]))


def image(data: bytes, dpi: int = 300) -> Image.Image:
    return pypdfium2.PdfDocument(data)[0].render(scale=dpi / 72).to_pil().convert("RGB")


@pytest.mark.parametrize(
    ("pages", "cover"),
    [(96, "soft"), (480, "case"),
     *(pytest.param(*it, marks=pytest.mark.slow) for it in ((240, "soft"), (480, "soft"), (96, "case"), (240, "case")))],
)  # fmt: skip
def test_the_sheet_is_as_large_as_its_formula_says(pages, cover):
    binding = Binding(cover=cover)
    outcome = write_cover(book(binding=binding), pages, NOWHERE, kept_steps())
    pdf = pikepdf.Pdf.open(io.BytesIO(outcome.value["cover-wrap.pdf"]))
    trim = [float(edge) / POINTS for edge in pdf.pages[0].obj.TrimBox]
    wide = [float(edge) / POINTS for edge in pdf.pages[0].obj.BleedBox]
    block = pages / 2 * 0.1
    width = 2 * 156 + block + 0.6 if cover == "soft" else 2 * (16 + 161.5) + block + 5
    height = 234 if cover == "soft" else 234 + 6 + 32
    assert trim == pytest.approx([3, 3, width + 3, height + 3], abs=0.1)
    assert wide == pytest.approx([0, 0, width + 6, height + 6], abs=0.1)


def test_the_wrap_is_pdf_x_4_in_inks_alone(wrap):
    [intent] = wrap.Root.OutputIntents
    assert (intent.S, str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", "FOGRA39")
    assert len(wrap.pages) == 1
    streams = [
        wrap.pages[0],
        *(it for it in wrap.objects if isinstance(it, pikepdf.Stream) and it.get("/Subtype") == "/Form"),
    ]
    operators = {str(operator) for stream in streams for _, operator in pikepdf.parse_content_stream(stream)}
    assert "k" in operators and not operators & {"rg", "RG", "cs", "CS", "BDC"}
    fonts = [it for it in wrap.objects if isinstance(it, pikepdf.Dictionary) and it.get("/Type") == "/FontDescriptor"]
    assert fonts and all("/FontFile2" in font for font in fonts)


def test_a_book_in_black_alone_has_a_cover_in_colour(wrap):
    outcome = write_cover(book(press=Press(inks="black")), 240, NOWHERE, kept_steps())
    pdf = pikepdf.Pdf.open(io.BytesIO(outcome.value["cover-wrap.pdf"]))
    assert pdf.pages[0].Contents.read_bytes() == wrap.pages[0].Contents.read_bytes()


def test_the_barcode_is_read_as_the_isbn(made):
    zxingcpp = pytest.importorskip("zxingcpp")
    [found] = zxingcpp.read_barcodes(image(made.value["cover-wrap.pdf"]))
    assert (found.format.name, found.text) == ("EAN13", ISBN.replace("-", ""))


def test_the_barcode_has_its_nominal_size_and_is_black_alone(wrap):
    """Its bars: 95 modules of 0.33 mm, drawn as rectangles after the ink of black."""
    assert (WIDTH, HEIGHT) == (37.29, 25.93)
    ink, black = None, []
    for operands, operator in pikepdf.parse_content_stream(wrap.pages[0]):
        if str(operator) == "k":
            ink = tuple(float(part) for part in operands)
        elif str(operator) == "re" and ink == (0, 0, 0, 1) and float(operands[2]) < 2:
            black.append([float(part) for part in operands])
    assert len(black) == 30
    assert {round(width / 0.33) for _, _, width, _ in black} <= {1, 2, 3, 4}
    assert max(x + width for x, _, width, _ in black) - min(x for x, *_ in black) == pytest.approx(95 * 0.33, abs=0.01)


def test_bars_of_a_known_number_are_those_of_the_standard():
    """Guards are 101, and a wrong check digit is refused. See GS1 General Specifications, 5.2.1."""
    svg = barcode(ISBN)
    assert 'x="33.99" y="0" width="0.33"' in svg  # the first bar of the guard at the end: eleven and 92 modules in
    with pytest.raises(ValueError):
        barcode("978-3-16-148410-1")


def test_without_an_isbn_there_is_no_barcode_and_a_warning():
    outcome = write_cover(book(identifier=Identifiers()), 240, NOWHERE, kept_steps())
    codes = {fault.code: fault.severity.value for fault in outcome.diagnostics}
    assert codes == {"CVR-007": "note", "CVR-004": "warning"}
    zxingcpp = pytest.importorskip("zxingcpp")
    assert not zxingcpp.read_barcodes(image(outcome.value["cover-wrap.pdf"]))


def test_a_thin_spine_is_reported(made):
    outcome = write_cover(book(), 96, NOWHERE, kept_steps())
    reported = [fault.message for fault in outcome.diagnostics if fault.code == "CVR-005"]
    assert reported == ["A spine of 5.4 mm is too thin for words, and stays empty; they need 5.7 mm."]


def test_a_title_too_long_for_the_spine_is_reported():
    long = "The Union and the Countries of Central Asia between Two Strategies, Three Crises and Four Neighbours " * 2
    book_of_words = book(short_title=long.strip())
    outcome = write_cover(book_of_words, 240, NOWHERE, kept_steps())
    assert [fault.remedy for fault in outcome.diagnostics if fault.code == "CVR-008"] == [
        "Write a shorter one in book.yaml: short-title: …"
    ]


def words_on_spine(data: bytes) -> list[float]:
    """Where the signs of the spine's title stand from head to foot, in points from the foot, in the order of reading."""
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    text = page.get_textpage()
    whole = text.get_text_range()
    start = whole.index("Roads")
    found = [text.get_charbox(start + place)[1] for place in range(5)]
    if len({round(y) for y in found}) < 3:  # the front's own title, which lies level
        start = whole.index("Roads", start + 5)
        found = [text.get_charbox(start + place)[1] for place in range(5)]
    return found


@pytest.mark.parametrize(("turned", "order"), [pytest.param("down", -1, marks=pytest.mark.slow), ("up", 1)])
def test_words_on_the_spine_run_as_the_book_says(turned, order):
    outcome = write_cover(book(binding=Binding(spine_text=turned)), 240, NOWHERE, kept_steps())
    found = words_on_spine(outcome.value["cover-wrap.pdf"])
    assert found == sorted(found, reverse=order < 0)
    assert len({round(y) for y in found}) == 5


def test_words_on_the_spine_stand_in_its_middle():
    """Capitals and small letters together, as the eye takes them; measured on the drawn sheet."""
    outcome = write_cover(book(), 480, NOWHERE, kept_steps())
    drawn = image(outcome.value["cover-wrap.pdf"])
    scale, middle = 300 / 25.4, drawn.width / 2
    strip = drawn.crop((round(middle - 10 * scale), 0, round(middle + 10 * scale), drawn.height // 2)).convert("L")
    left, _, right, _ = strip.point(lambda tone: 255 if tone > 200 else 0).getbbox()
    assert (left + right) / 2 / scale == pytest.approx(10, abs=0.35)  # of "Roads of the Steppe", from its p to its d


def test_the_front_comes_in_the_sizes_that_shops_ask_for(made):
    sizes = {name: Image.open(io.BytesIO(data)).size for name, data in made.value.items() if not name.endswith("pdf")}
    assert sizes == {
        "cover-front.png": (1600, 2400),
        "cover-front.jpg": (1600, 2400),
        "cover-front-1600x2560.jpg": (1600, 2560),
        "cover-front-300dpi.jpg": (1843, 2764),
        "cover-front-web.jpg": (600, 900),
    }


@pytest.mark.slow
def test_the_same_book_gives_the_same_bytes(made):
    again = write_cover(book(), 240, NOWHERE, Steps())
    assert dict(again.value) == dict(made.value)


def test_a_colour_that_has_no_ink_is_reported_at_its_line(tmp_path):
    shipped = Theme(tmp_path).text("styles/cover.css")
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "cover.css").write_text(
        f".field {{ outline: 1mm solid #12ab34 }}\n{shipped}", encoding="utf-8"
    )
    outcome = write_cover(book(), 240, Theme(tmp_path), kept_steps())
    assert outcome.value is None
    assert [(str(fault.location), fault.code) for fault in outcome.diagnostics if fault.severity.value == "error"] == [
        ("styles/cover.css:1:29", "PRN-002")
    ]


@pytest.mark.slow
def test_a_picture_of_the_authors_covers_the_front(tmp_path):
    (tmp_path / "manuscript").mkdir()
    Image.new("RGB", (400, 600), (20, 90, 160)).save(tmp_path / "manuscript" / "own.png")
    outcome = write_cover(book(cover="own.png"), 240, Theme(tmp_path), kept_steps())
    assert outcome.value is not None, [str(fault) for fault in outcome.diagnostics]
    sheet = image(outcome.value["cover-wrap.pdf"], 72)
    red, green, blue = sheet.getpixel((int(sheet.width * 0.75), sheet.height // 2))
    assert blue > red
    assert Image.open(io.BytesIO(outcome.value["cover-front.png"])).size == (1600, 2400)


@pytest.mark.slow
def test_a_very_long_title_stays_on_the_front():
    """Nothing of it is cut off: every word is found on the drawn front."""
    title = "Verwaltungszusammenarbeitsvereinbarungen and other long words of a committee in a report on reports " * 2
    outcome = write_cover(book(title=title.strip(), creator=(Contributor("A. Author"),)), 240, NOWHERE, kept_steps())
    page = pypdfium2.PdfDocument(outcome.value["cover-wrap.pdf"])[0]
    text = page.get_textpage()
    right = page.get_width()
    boxes = [text.get_rect(index) for index in range(text.count_rects())]
    assert all(box[2] < right - 3 * POINTS for box in boxes)


@pytest.mark.slow
def test_a_picture_of_the_authors_is_folded_round_the_boards_of_a_case(tmp_path):
    (tmp_path / "manuscript").mkdir()
    Image.new("RGB", (400, 600), (20, 90, 160)).save(tmp_path / "manuscript" / "own.png")
    outcome = write_cover(book(cover="own.png", binding=Binding(cover="case")), 240, Theme(tmp_path), kept_steps())
    sheet = image(outcome.value["cover-wrap.pdf"], 72)
    for y in (2, sheet.height - 3):
        red, _, blue = sheet.getpixel((sheet.width - 3, y))
        assert blue > red


def faults_of(folder, style):
    (folder / "styles").mkdir(exist_ok=True)
    (folder / "styles" / "cover.css").write_text((NOWHERE.shipped / "styles/cover.css").read_text() + style)
    return [fault.code for fault in write_cover(book(), 240, Theme(folder), Steps()).diagnostics]


@pytest.mark.long
def test_a_style_that_the_engine_does_not_know_and_one_that_needs_two_sheets_are_reported(tmp_path):
    both = faults_of(tmp_path, "p { colour: red } .panel { position: static; break-after: page; height: 100mm }\n")
    assert {"CVR-010", "CVR-011"} <= set(both)
    assert not {"CVR-010", "CVR-011"} & set(faults_of(tmp_path, ""))


def test_a_machine_that_cannot_draw_has_no_cover(monkeypatch):
    monkeypatch.setattr("bookbuilder.editions.cover.writing.available", lambda: "Pango is not here.")
    outcome = write_cover(book(), 240, NOWHERE, Steps())
    assert outcome.value is None and [fault.code for fault in outcome.diagnostics] == ["CVR-009"]
