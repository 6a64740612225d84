"""PDF/X-1a: PDF 1.4 without transparency; what it does not take is an error with its pages."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from pikepdf import Array, Dictionary, Name

from bookbuilder.cache import Steps
from bookbuilder.editions.printer.writing import printers_pdf
from bookbuilder.editions.printer.x4 import set_boxes
from bookbuilder.theme.templates import Theme
from tests.editions.printer.test_writing import drawn, edition
from tests.small_book import BOOK, composed


def printed(pdf: pikepdf.Pdf, standard: str = "x-1a"):
    book = f"{BOOK}press: {{standard: {standard}}}\n"
    publication = composed("# One\n\nText.\n", {"manuscript/book.yaml": book})
    return printers_pdf(edition(pdf), publication, Theme(Path("no such book")), Steps())


def with_picture(mask: bytes) -> pikepdf.Pdf:
    pdf = drawn(b"0 g 0 0 9 9 re f", b"/picture Do")
    size = {"Subtype": Name.Image, "Width": 2, "Height": 1, "ColorSpace": Name.DeviceGray, "BitsPerComponent": 8}
    picture = pdf.make_stream(b"\x10\x20", Dictionary(**size))
    picture.SMask = pdf.make_stream(mask, Dictionary(**size))
    pdf.pages[1].Resources = Dictionary(XObject=Dictionary(picture=picture))
    return pdf


def test_the_file_is_pdf_1_4_says_what_it_is_and_has_no_group():
    pdf = drawn(b"/form Do")
    form = pdf.make_stream(b"0 g 0 0 9 9 re f", Dictionary(Subtype=Name.Form, BBox=[0, 0, 9, 9]))
    form.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(form=form))
    outcome = printed(pdf)
    assert outcome.value is not None, outcome.diagnostics
    data = outcome.value.data
    made = pikepdf.Pdf.open(io.BytesIO(data))
    assert data.startswith(b"%PDF-1.4") and b"/ObjStm" not in data and b"/XRef" not in data
    assert made.docinfo.GTS_PDFXVersion == "PDF/X-1a:2003" and made.docinfo.Trapped == "/False"
    assert made.Root.OutputIntents[0].S == Name.GTS_PDFX and "/ID" in made.trailer
    assert b"PDF/X-4" not in made.Root.Metadata.read_bytes()
    assert not any("/Group" in it for it in made.objects if isinstance(it, (Dictionary, pikepdf.Stream)))
    assert made.pages[0].obj.MediaBox[0] == 0


@pytest.mark.parametrize("standard, found", [("x-1a", ["PRN-006"]), ("x-4", [])])
def test_a_picture_that_is_partly_transparent_is_named_with_its_page(standard, found):
    outcome = printed(with_picture(b"\xff\x80"), standard)
    faults = [it for it in outcome.diagnostics if it.code != "PRN-004"]
    assert [it.code for it in faults] == found and (outcome.value is None) == bool(found)
    assert all("a picture that is partly transparent on p. 2" in it.message for it in faults)


def test_a_mask_that_hides_nothing_is_dropped():
    outcome = printed(with_picture(b"\xff\xff"))
    assert outcome.value is not None, outcome.diagnostics
    assert b"/SMask" not in outcome.value.data


@pytest.mark.parametrize("state", [{"ca": 0.5}, {"CA": 0.2}, {"BM": Name.Multiply}])
def test_a_state_that_lets_the_ground_show_is_named(state):
    pdf = drawn(b"/shown gs 0 g 0 0 9 9 re f")
    pdf.pages[0].Resources = Dictionary(ExtGState=Dictionary(shown=Dictionary(**state)))
    outcome = printed(pdf)
    assert outcome.value is None and "something that is partly transparent on p. 1" in outcome.diagnostics[0].message


def test_the_outlines_of_an_opentype_font_stand_alone():
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "a"])
    builder.setupCharacterMap({97: "a"})
    pen = T2CharStringPen(500, None)
    builder.setupCFF("Own", {}, {".notdef": pen.getCharString(), "a": pen.getCharString()}, {})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "a": (500, 0)})
    builder.setupHorizontalHeader()
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    pdf = drawn(b"BT /own 9 Tf <0001> Tj ET")
    program = pdf.make_stream(out.getvalue(), Dictionary(Subtype=Name.OpenType, Length1=len(out.getvalue())))
    descriptor = Dictionary(Type=Name.FontDescriptor, FontFile3=program)
    pdf.pages[0].Resources = Dictionary(
        Font=Dictionary(own=Dictionary(Type=Name.Font, FontDescriptor=pdf.make_indirect(descriptor)))
    )
    made = pikepdf.Pdf.open(io.BytesIO(printed(pdf).value.data))
    program = made.pages[0].Resources.Font.own.FontDescriptor.FontFile3
    assert (program.Subtype, program.read_bytes()[:1], "/Length1" in program) == (Name.CIDFontType0C, b"\x01", False)


def test_a_pattern_of_the_page_moves_with_it_and_one_of_a_form_does_not():
    pdf = drawn(b"/Pattern cs /tile scn 0 0 9 9 re f /form Do", b"0 g")
    tile = pdf.make_stream(b"0 g 0 0 1 1 re f", Dictionary(PatternType=1, Matrix=[2, 0, 0, 2, 5, 6]))
    form = pdf.make_stream(b"0 g", Dictionary(Subtype=Name.Form, Resources=Dictionary(Pattern=Dictionary(tile=tile))))
    shared = pdf.make_indirect(Dictionary(Pattern=Dictionary(tile=tile), XObject=Dictionary(form=form)))
    for page in pdf.pages:
        page.obj.Resources = shared
        set_boxes(page, 400, 600, 9)
    for page in pdf.pages:
        assert page.obj.Resources.Pattern.tile.Matrix == Array([2, 0, 0, 2, 14, 15])
        assert page.obj.Resources.Pattern.tile.read_bytes() == tile.read_bytes()
        assert (page.obj.MediaBox, page.obj.TrimBox) == (Array([0, 0, 418, 618]), Array([9, 9, 409, 609]))
    assert tile.Matrix == Array([2, 0, 0, 2, 5, 6])
    assert pdf.pages[0].Contents.read_bytes().startswith(b"q 1 0 0 1 9.0000 9.0000 cm")
