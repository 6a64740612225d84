"""Rows of a table that end overleaf, heads that stand above them, and the numbers that hang before a bibliography's entries."""

from __future__ import annotations

import time
from xml.etree import ElementTree

import pytest

from bookbuilder.layout.engine.source_tree import nothing_before
from bookbuilder.layout.engine.tables import headers_of
from tests.in_time import in_time
from tests.layout.engine.test_notes import one_chapter, pages_of
from tests.publication import prose

pytestmark = pytest.mark.pango

HEAD = '<thead><tr><th scope="col">One</th><th scope="col">Two</th></tr></thead>'


def table(*rows):
    cells = ("".join(f"<td>{text}</td>" for text in row) for row in rows)
    return f"<table>{HEAD}<tbody>{''.join(f'<tr>{row}</tr>' for row in cells)}</tbody></table>"


def cells(page):
    return [line.text.strip() for line in page.lines if line.role == "cell"]


def test_the_heads_of_many_rows_are_found_in_a_moment():
    """Each cell looked at every cell above it; each page counted the rows of the whole table."""
    root, began = ElementTree.fromstring(f"<div>{table(*[('A', 'B')] * 6000)}</div>"), time.process_time()
    heads = {it.headers for cell, it in headers_of(root).items() if cell.tag == "td"}
    assert heads == {("table-1-head-0-0",), ("table-1-head-0-1",)} and in_time(time.process_time() - began, 1)


def test_the_words_of_two_cells_that_both_end_overleaf_are_all_found():
    facts = pages_of(one_chapter(lambda it: f"<p>{prose(1, 3)}</p>{table((prose(2, 14), prose(3, 20)))}"))
    assert {line.cell for line in facts["only"][1].lines} >= {1, 2, 3, 4}
    assert [cells(page)[:2] for page in facts["only"][1:]] == [["One", "Two"]] * (len(facts["only"]) - 1)


def test_a_row_taller_than_its_page_stands_below_its_head():
    opening = "<p>A line.</p>" * 29
    facts = pages_of(one_chapter(lambda it: f"{opening}{table(('A', prose(3, 60)))}"))
    begins = next(page for page in facts["only"] if cells(page))
    assert cells(begins)[:2] == ["One", "Two"] and begins.number == 2


@pytest.mark.parametrize("body", ["", "<tbody><tr><td>A</td></tr></tbody>"])
def test_a_head_of_more_lines_than_a_page_is_printed_whole(body: str):
    head = f"<thead><tr><th>{'<br/>'.join(f'Line {number}.' for number in range(90))}</th></tr></thead>"
    facts = pages_of(one_chapter(lambda it: f"<p>A line.</p><table>{head}{body}</table>"))
    printed = [text for page in facts["only"] for text in cells(page) if text.startswith("Line")]
    assert printed == [f"Line {number}." for number in range(90)]


def test_rows_that_are_held_together_part_where_their_head_would_be_left_out():
    rows = (("A", prose(1, 28)), ("B", prose(2, 28)), ("C", prose(3, 3)))
    facts = pages_of(one_chapter(lambda it: table(*rows)))
    assert all(cells(page)[:2] == ["One", "Two"] for page in facts["only"] if cells(page))


def test_a_head_stands_above_the_rows_of_a_documents_last_page():
    head = "".join(f"<th>One {prose(column, 6)}</th>" for column in range(2))
    rows = table(*[[prose(column, sentences) for column in range(2)] for sentences in (30, 9)])
    whole = rows.replace(HEAD, f"<thead><tr>{head}</tr></thead>")
    facts = pages_of(one_chapter(lambda it: f"{'<p>A line.</p>' * 10}{whole}"))
    assert all(cells(page)[0].startswith("One") for page in facts["only"] if cells(page))


def test_a_table_of_two_rows_that_is_higher_than_a_page_leaves_no_page_bare():
    facts = pages_of(one_chapter(lambda it: f"<p>A line.</p>{table(('A', prose(1, 25)), ('B', prose(2, 30)))}"))
    assert [bool(cells(page)) for page in facts["only"]] == [True] * len(facts["only"])


def test_a_captioned_row_higher_than_a_page_lets_no_more_than_one_page_of_text_pass():
    caption = "<caption><span class='label'>Table 1</span> <span class='title'>Long</span></caption>"
    named = table((prose(2, 40), prose(3, 30))).replace("<table>", f"<table id='t'>{caption}")
    facts = pages_of(one_chapter(lambda it: f"<p>{prose(1, 5)}</p>{named}" + f"<p>{prose(4, 12)}</p>" * 12))
    assert [page.number for page in facts["only"] if cells(page)][:2] == [2, 3]


def test_no_cell_stands_whole_overleaf_beside_one_that_ends_here():
    rows = table(*[("gold", "gas")] * 3, *[(prose(2, 2), "by rail")] * 6)
    text = f"<p>{prose(1, 3)}</p>" + "<p>A line.</p>" * 14
    facts = pages_of(one_chapter(lambda it: f"{text}{rows}<p>{prose(4)}</p>"))
    begun = {}
    for page in facts["only"]:
        for line in page.lines:
            begun.setdefault(line.cell, page.number)
    assert {begun[cell] for cell in range(9, 21)} == {1, 2}
    assert [begun[cell] for cell in range(9, 21, 2)] == [begun[cell] for cell in range(10, 21, 2)]


def test_a_place_is_the_very_beginning_of_a_box():
    assert nothing_before(None) and nothing_before({0: {0: None}})
    assert not nothing_before({0: {0: {12: None}}}) and not nothing_before({1: None})


def test_the_number_of_an_entry_hangs_before_its_lines():
    number, words = '<div class="csl-left-margin">[1]</div>', f'<div class="csl-right-inline">{prose(1, 3)}</div>'
    entry = f'<div class="csl-bib-body"><div class="csl-entry" id="ref-a">{number}{words}</div></div>'
    first, *rest = [line for line in pages_of(one_chapter(lambda it: entry))["only"][0].lines if line.block == "ref-a"]
    assert first.text.startswith("[1]The distance") and len(rest) > 2
    assert all(line.x > first.x + 20 for line in rest)
