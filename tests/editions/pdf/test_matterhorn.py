"""The Matterhorn Protocol's conditions by their numbers: a sound file fails none, and each check sees its own fault."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Encryption, Name, Pdf, String

from bookbuilder.editions.pdf.matterhorn import MATTERHORN, NOT_ASKED, failed


def element(pdf: Pdf, kind: str, *kids: Any, **more: Any) -> Any:
    made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), K=Array(kids), **more))
    for kid in kids:
        if isinstance(kid, Dictionary) and "/S" in kid:
            kid.P = made
    return made


def sound() -> Pdf:
    """A page with headings, a table, a list, contents, a note, a picture, a formula and a link."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(100, 100))
    annotation = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 1, 1]), Contents=String("Page 2"))
    link = pdf.make_indirect(annotation)
    page.obj.Annots, page.obj.Tabs = Array([link]), Name.S
    scope = Dictionary(O=Name.Table, Scope=Name.Column)
    cells = element(pdf, "TR", element(pdf, "TH", A=scope), element(pdf, "TD"))
    whole = element(
        pdf, "Document", element(pdf, "H1"), element(pdf, "H2"), element(pdf, "Table", element(pdf, "TBody", cells)),
        element(pdf, "L", element(pdf, "LI", element(pdf, "LBody"))), element(pdf, "TOC", element(pdf, "TOCI")),
        element(pdf, "Note", ID=String("n1")), element(pdf, "Figure", Alt=String("A map")),
        element(pdf, "Formula", Alt=String("x")), element(pdf, "Link", Dictionary(Type=Name.OBJR, Obj=link)),
    )  # fmt: skip
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Array([whole]), RoleMap=Dictionary())
    pdf.Root.MarkInfo, pdf.Root.Lang = Dictionary(Marked=True), String("en")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    about = Dictionary(Type=Name.FontDescriptor, FontFile2=pdf.make_stream(b"font"))
    cid = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, CIDToGIDMap=Name.Identity, FontDescriptor=about)
    unicode = pdf.make_stream(b"1 beginbfchar <0001> <0041> endbfchar")
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, Encoding=Name("/Identity-H"), ToUnicode=unicode,
                      DescendantFonts=Array([pdf.make_indirect(cid)]))  # fmt: skip
    page.obj.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
    page.Contents = pdf.make_stream(b"/P <</MCID 0>> BDC 0 0 1 1 re f EMC /Artifact BMC 0 0 m 1 1 l S EMC")
    with pdf.open_metadata() as xmp:
        xmp["dc:title"], xmp["pdfuaid:part"] = "A Book", "1"
    return pdf


def tree(pdf: Pdf) -> Any:
    return pdf.Root.StructTreeRoot.K[0]


def find(pdf: Pdf, kind: str) -> Any:
    return next(it for it in pdf.objects if isinstance(it, Dictionary) and it.get("/S") == Name(f"/{kind}"))


def font(pdf: Pdf) -> Any:
    return pdf.pages[0].obj.Resources.Font.F1


def annotation(pdf: Pdf) -> Any:
    return pdf.pages[0].obj.Annots[0]


def drop(key: str, of: Callable[[Pdf], Any]) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        del of(pdf)[key]

    return change


def drawn(content: bytes) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        pdf.pages[0].Contents = pdf.make_stream(content)

    return change


def put(key: str, value: Any, of: Callable[[Pdf], Any]) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        of(pdf)[key] = value

    return change


def kind(old: str, new: str) -> Callable[[Pdf], None]:
    return put("/S", Name(f"/{new}"), lambda pdf: find(pdf, old))


def root(pdf: Pdf) -> Any:
    return pdf.Root


def roles(pdf: Pdf) -> Any:
    return pdf.Root.StructTreeRoot.RoleMap


def metadata(key: str) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        with pdf.open_metadata() as xmp:
            del xmp[key]

    return change


def more(*kinds: str, **about: Any) -> Callable[[Pdf], None]:
    return lambda pdf: tree(pdf).K.extend([element(pdf, it, **about) for it in kinds])


FAULTS: dict[str, Callable[[Pdf], None]] = {
    "01-007": put("/Suspects", True, lambda pdf: pdf.Root.MarkInfo),
    "02-001": kind("H2", "Heading"),
    "02-003": put("/Loop", Name.Loop, roles),
    "01-003": drawn(b"/P <</MCID 0>> BDC /Artifact BMC 0 0 1 1 re f EMC EMC"),
    "01-004": drawn(b"/Artifact BMC /P <</MCID 0>> BDC 0 0 1 1 re f EMC EMC"),
    "01-005": drawn(b"/Layer BMC 0 0 1 1 re f EMC"),
    "02-004": put("/P", Name.Span, roles),
    "06-001": drop("/Metadata", root),
    "06-002": metadata("pdfuaid:part"),
    "06-003": metadata("dc:title"),
    "07-001": drop("/ViewerPreferences", root),
    "07-002": put("/DisplayDocTitle", False, lambda pdf: pdf.Root.ViewerPreferences),
    "09-004": kind("TD", "P"),
    "09-005": kind("LBody", "P"),
    "09-006": kind("TOCI", "P"),
    "09-007": more("RB"),
    "09-008": more("WT"),
    "10-001": drop("/ToUnicode", font),
    "11-001": drop("/Lang", root),
    "13-004": drop("/Alt", lambda pdf: find(pdf, "Figure")),
    "14-002": kind("H1", "H2"),
    "14-003": kind("H2", "H3"),
    "14-006": more("H", "H"),
    "14-007": more("H"),
    "15-003": drop("/A", lambda pdf: find(pdf, "TH")),
    "17-002": drop("/Alt", lambda pdf: find(pdf, "Formula")),
    "19-003": drop("/ID", lambda pdf: find(pdf, "Note")),
    "19-004": more("Note", ID=String("n1")),
    "20-001": put("/OCProperties", Dictionary(), root),
    "21-001": put("/Names", Dictionary(EmbeddedFiles=Dictionary()), root),
    "25-001": put("/AcroForm", Dictionary(XFA=Array()), root),
    "28-004": drop("/Contents", annotation),
    "28-006": put("/Subtype", Name("/Mine"), annotation),
    "28-007": put("/Subtype", Name.TrapNet, annotation),
    "28-008": drop("/Tabs", lambda pdf: pdf.pages[0].obj),
    "28-009": put("/Tabs", Name.R, lambda pdf: pdf.pages[0].obj),
    "28-010": put("/Subtype", Name.Widget, annotation),
    "28-011": kind("Link", "Span"),
    "28-012": drop("/Contents", annotation),
    "28-017": put("/Subtype", Name.PrinterMark, annotation),
    "30-001": lambda pdf: put("/X", pdf.make_stream(b"", Subtype=Name.Form, Ref=Dictionary()), root)(pdf),
    "31-004": drop("/CIDToGIDMap", lambda pdf: font(pdf).DescendantFonts[0]),
    "31-005": put("/CIDToGIDMap", Name.Other, lambda pdf: font(pdf).DescendantFonts[0]),
    "31-006": put("/Encoding", Name("/UniJIS-H"), font),
    "31-009": drop("/FontFile2", lambda pdf: font(pdf).DescendantFonts[0].FontDescriptor),
    "31-019": put("/Subtype", Name.TrueType, font),
    "31-027": drop("/ToUnicode", font),
    "31-028": lambda pdf: font(pdf).ToUnicode.write(b"1 beginbfchar <0001> <0000> endbfchar"),
    "31-029": lambda pdf: font(pdf).ToUnicode.write(b"1 beginbfchar <0001> <FEFF> endbfchar"),
}
"""By number, what makes a sound file fail."""


def read(pdf: Pdf, **more: Any) -> Pdf:
    out = io.BytesIO()
    pdf.save(out, **more)
    return Pdf.open(io.BytesIO(out.getvalue()))


def test_a_sound_file_fails_no_condition() -> None:
    assert failed(read(sound())) == []
    assert failed(read(sound(), encryption=Encryption(owner="x"))) == ["26-001"]


@pytest.mark.parametrize("number", [it for it in MATTERHORN if it != "26-001"])
def test_each_check_sees_its_own_fault(number: str) -> None:
    pdf = sound()
    FAULTS[number](pdf)
    assert number in failed(read(pdf))


def test_every_other_condition_has_its_reason() -> None:
    others = [number for numbers in NOT_ASKED.values() for number in numbers.split()]
    assert len({*MATTERHORN, *others}) == len(MATTERHORN) + len(others) == 87
