"""What speaks against a PDF's claim to be PDF/UA-1; a PDF that claims nothing is not asked."""

from __future__ import annotations

import io

from pikepdf import Array, Dictionary, Name, Pdf, String

from bookbuilder.editions.pdf.conformance import against_pdf_ua


def a_pdf(
    *, claims: bool = True, alt: str = "A map", lang: str = "en", contents: str = "To page 2", tagged: bool = True
) -> bytes:
    """One page with a picture and a link."""
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(100, 100))
    picture = Dictionary(Type=Name.StructElem, S=Name.Figure, **({"Alt": String(alt)} if alt else {}))
    pdf.Root.MarkInfo = Dictionary(Marked=tagged)
    pdf.Root.Lang = String(lang)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 1, 1]), Contents=String(contents))
    link = pdf.make_indirect(link)
    leads = Dictionary(S=Name.Link, K=Array([Dictionary(Type=Name.OBJR, Obj=link)]))
    whole = Dictionary(S=Name.Document, K=Array([picture, leads]))
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Array([whole]))
    pdf.pages[0].obj.Annots = Array([link])
    pdf.pages[0].obj.Tabs = Name.S
    with pdf.open_metadata() as xmp:
        xmp["dc:title"] = "A Book"
        if claims:
            xmp["pdfuaid:part"] = "1"
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_a_sound_file_has_nothing_against_it() -> None:
    assert against_pdf_ua(a_pdf()) == []


def test_a_file_that_claims_nothing_is_not_asked() -> None:
    assert against_pdf_ua(a_pdf(claims=False, alt="", lang="")) == []


def test_what_speaks_against_the_claim_is_reported() -> None:
    assert against_pdf_ua(a_pdf(alt="")) == ["1 of its pictures have no words that say what they show"]
    assert against_pdf_ua(a_pdf(lang="")) == ["it does not name its language"]
    assert against_pdf_ua(a_pdf(tagged=False)) == ["it is not marked as tagged"]
    assert against_pdf_ua(a_pdf(contents="")) == ["a link on page 1 of the file does not say where it leads"]
