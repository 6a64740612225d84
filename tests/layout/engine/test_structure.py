"""The structure tree of the finished PDF, read as a reader of PDF/UA-1 does."""

from __future__ import annotations

from itertools import pairwise

import pikepdf
import pytest

pytestmark = pytest.mark.pango


def elements(pdf):
    """Every structure element with its type, in the order of the tree."""

    def walk(element):
        yield str(element.S), element
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from walk(kid)

    for root in pdf.Root.StructTreeRoot.K:
        yield from walk(root)


def of_type(pdf, type):
    return [element for name, element in elements(pdf) if name == type]


def marked(page):
    """The MCIDs of a page's content; everything shown outside of marked content is counted as -1."""
    found, depth = [], 0
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            depth += 1
            if name == "BDC" and "/MCID" in operands[1]:
                found.append(int(operands[1].MCID))
        elif name == "EMC":
            depth -= 1
        elif name in ("Tj", "TJ", "Do", "f", "S") and depth == 0:
            found.append(-1)
    return found


def test_every_marked_content_is_an_artifact_or_in_the_tree(pdf):
    parents = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    rows = dict(zip((int(number) for number in parents[::2]), parents[1::2], strict=True))
    counted = 0
    for page in pdf.pages:
        for mcid in marked(page):
            assert mcid >= 0, "something is drawn outside of marked content"
            assert str(rows[int(page.obj.StructParents)][mcid].Type) == "/StructElem"
            counted += 1
    assert counted > 400


def test_every_element_finds_its_content_through_the_parent_tree(pdf):
    parents = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    rows = dict(zip((int(number) for number in parents[::2]), parents[1::2], strict=True))
    for _, element in elements(pdf):
        for kid in element.K:
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
                assert rows[int(kid.Obj.StructParent)].objgen == element.objgen
            elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR":
                assert rows[int(kid.Pg.StructParents)][int(kid.MCID)].objgen == element.objgen
            elif not isinstance(kid, pikepdf.Dictionary):
                assert rows[int(element.Pg.StructParents)][int(kid)].objgen == element.objgen


def test_every_note_is_a_note_with_an_id_of_its_own(pdf):
    ids = [str(note.ID) for note in of_type(pdf, "/Note")]
    assert len(ids) == len(set(ids)) == 29
    assert "energy-note-1" in ids


def test_a_note_stands_behind_its_call(pdf):
    for _, element in elements(pdf):
        kids = [kid for kid in element.get("/K", []) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
        for before, after in pairwise(kids):
            if str(after.S) == "/Note":
                assert str(before.S) == "/Reference"


def test_a_paragraph_over_two_pages_is_one_element(pdf):
    pages = []
    for paragraph in of_type(pdf, "/P"):
        marks = {kid.Pg.objgen for kid in paragraph.K if isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid}
        pages.append(len(marks))
    assert max(pages) == 1


def test_ids_lead_to_their_elements(pdf):
    names = list(pdf.Root.StructTreeRoot.IDTree.Names)
    assert all(str(element.ID) == str(name) for name, element in zip(names[::2], names[1::2], strict=True))


def test_pictures_have_their_words(pdf):
    figures = of_type(pdf, "/Figure")
    assert [str(figure.Alt) for figure in figures] == ["Four bars that grow from year to year"]


def test_cells_are_tied_to_their_heads(pdf):
    heads = {str(head.ID): head for head in of_type(pdf, "/TH")}
    cells = of_type(pdf, "/TD")
    assert len(cells) == 15
    for cell in cells:
        scopes = {str(heads[str(id)].A.Scope) for id in cell.A.Headers}
        assert scopes == {"/Column", "/Row"}


def test_passages_in_other_languages_say_so(pdf):
    languages = {str(element.Lang) for _, element in elements(pdf) if "/Lang" in element}
    assert {"ru", "kk"} <= languages


def test_contents_are_a_table_of_contents(pdf):
    assert len(of_type(pdf, "/TOCI")) >= 14


def test_running_heads_are_artifacts(pdf, printed):
    page = pdf.pages[printed.first_pages["energy"]]
    operators = [(str(operator), operands) for operands, operator in pikepdf.parse_content_stream(page)]
    drawn = next(place for place, (name, operands) in enumerate(operators) if name == "Do")
    assert str(operators[drawn][1][0]) == "/RunningHead"
    assert ("BDC", "/Artifact") in [(name, str(operands[0])) for name, operands in operators[:drawn] if operands]


def test_viewers_show_the_title_and_know_the_file_is_tagged(pdf):
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert bool(pdf.Root.MarkInfo.Marked)
    assert all(page.obj.Tabs == "/S" for page in pdf.pages)
