"""Each rule of the proof fires on one pair of pages and is silent on another."""

from __future__ import annotations

from dataclasses import replace

from bookbuilder.proof.faults import KINDS, marks_on
from tests.proof.pages import BOTTOM, HEIGHT, TOP, WIDTH, box, line, lines, page, said

FULL = lines(*["words of the page"] * 20, block="p0")


def test_a_last_line_alone_at_the_head_of_a_page_is_a_widow():
    assert said("widow", page(1, *lines("one line", "two lines")), page(2, line("the same year."))) != []
    assert said("orphan", page(1, *lines("one line", "two lines")), page(2, line("the same year."))) == []


def test_two_lines_carried_over_are_no_widow():
    assert said("widow", page(1, *lines("one line", "two lines")), page(2, *lines("three lines", "four lines"))) == []


def test_a_first_line_alone_at_the_foot_of_a_page_is_an_orphan():
    assert said("orphan", page(1, line("one line", at=19)), page(2, *lines("two lines", "three lines"))) != []


def test_a_paragraph_of_one_line_is_neither_widow_nor_orphan():
    pages = page(1, line("alone here", "p1", 19)), page(2, line("and here", "p2"))
    assert said("widow", *pages) == said("orphan", *pages) == []


def test_a_repeated_head_of_a_table_is_no_widow():
    rows = page(1, line("Year", "t1-p1", role="cell")), page(2, line("Year", "t1-p1", role="cell"))
    assert said("widow", *rows) == said("orphan", *rows) == []


def test_a_last_line_of_few_letters_is_a_runt():
    assert said("runt", page(1, *lines("as it was expect-", "ed."))) == [
        "1: The last line of its paragraph has 2 letters."
    ]
    assert said("runt", page(1, *lines("which they did in the year", "so.12"))) == [
        "1: The last line of its paragraph has 2 letters."
    ]


def test_the_rest_of_a_divided_word_is_a_runt():
    assert said("runt", page(1, *lines("under the new agree\u2010", "ments."))) == [
        "1: The last line of its paragraph is the rest of a divided word."
    ]


def test_a_last_word_of_its_own_and_a_year_are_no_runts():
    assert (
        said(
            "runt",
            page(
                1, *lines("the ministers had", "agreed."), *lines("as they did in", "December 2009.", block="p2", at=3)
            ),
        )
        == []
    )


def test_a_heading_with_one_line_below_it_stands_at_the_foot():
    head = line("Trade", "h", 18, role="heading")
    assert said("heading", page(1, head, line("one line", at=19)), page(2, *FULL)) == [
        "1: One line follows this heading on its page."
    ]
    assert said("heading", page(1, replace(head, y=TOP + 19 * HEIGHT)), page(2, *FULL)) == [
        "1: No line follows this heading on its page."
    ]


def test_a_heading_with_two_lines_or_a_table_below_it_stands_well():
    head = line("Trade", "h", 17, role="heading")
    assert said("heading", page(1, head, *lines("one line", "two lines", at=18)), page(2, *FULL)) == []
    assert said("heading", page(1, head, boxes=(box("row", TOP + 18 * HEIGHT, HEIGHT),)), page(2, *FULL)) == []


def test_the_last_heading_of_a_document_has_no_page_to_go_to():
    assert said("heading", page(1, line("Trade", "h", 18, role="heading"), line("one line", at=19))) == []


def test_a_word_over_two_pages_is_reported_and_a_dash_is_no_hyphen():
    assert (
        said("divided-page", page(1, *lines("a line", "under the agree\u2010")), page(2, *lines("ment of", "1999")))
        != []
    )
    assert (
        said("divided-page", page(1, *lines("a line", "under the \u2014")), page(2, *lines("agreement of", "1999")))
        == []
    )


def test_a_page_that_ends_three_lines_early_is_short():
    assert said("short-page", page(1, *FULL[:17]), page(2, *FULL)) == ["1: The page ends 3 lines short."]
    assert said("short-page", page(1, *FULL[:18]), page(2, *FULL)) == []


def test_a_line_with_wide_spaces_is_loose_and_the_last_one_never_is():
    wide = line("three wide words", space=6.6)
    assert said("loose", page(1, wide, line("and its last line", at=1))) == [
        "1: Its word spaces are 2.2 times as wide as the font’s own."
    ]
    assert said("loose", page(1, line("the first", at=0), replace(wide, y=TOP + HEIGHT))) == []
    assert said("loose", page(1, line("the first", space=5.9), line("the last", at=1))) == []


def test_a_line_with_narrow_spaces_is_tight():
    assert said("tight", page(1, line("run together", space=2.1))) == [
        "1: Its word spaces are 0.7 times as wide as the font’s own."
    ]
    assert said("tight", page(1, line("well set", space=2.7))) == []


def test_three_hyphens_are_a_ladder_and_two_are_not():
    assert said("ladder", page(1, *lines("the agree-", "ment of the coun-", "cil of minis-", "ters."))) == [
        "1: 3 lines one after the other end in a hyphen."
    ]
    assert said("ladder", page(1, *lines("the agree-", "ment of the coun-", "cil of all", "minis-", "ters."))) == []


def test_a_ladder_ends_where_the_page_ends():
    assert (
        said("ladder", page(1, *lines("the agree-", "ment of the coun-")), page(2, *lines("cil of minis-", "ters.")))
        == []
    )


def test_a_word_below_itself_is_a_stack():
    assert said("stack", page(1, *lines("Kazakhstan is wide", "Kazakhstan, too, is"))) == [
        "1: “kazakhstan” begins 2 lines."
    ]
    assert said("stack", page(1, *lines("one of the", "two of the", "all of the"))) == ["1: “the” ends 3 lines."]


def test_two_small_words_or_two_paragraphs_are_no_stack():
    assert said("stack", page(1, *lines("the first of", "the second of"))) == []
    assert said("stack", page(1, line("Kazakhstan is wide", "p1"), line("Kazakhstan is dry", "p2", 1))) == []


def test_a_table_beyond_the_text_block_is_reported_once_with_its_lines():
    table = box("table", TOP, 40, width=WIDTH + 20, id="tbl")
    assert said("overfull", page(1, line("a row", "c1", width=WIDTH + 18, role="cell"), boxes=(table,))) == [
        "1: This table reaches 15.0 pt beyond the text block."
    ]
    assert said("overfull", page(1, line("a row", "tbl"), boxes=(box("table", TOP, 40, id="tbl"),))) == []


def test_a_line_that_sticks_out_is_reported():
    assert said("overfull", page(1, line("Donaudampfschifffahrt", width=WIDTH + 4))) == [
        "1: This line reaches 3.0 pt beyond the text block."
    ]


def test_a_note_is_measured_over_all_its_pages():
    long = page(1, boxes=(box("note", 300, 150, id="fn1"),)), page(2, boxes=(box("note", 300, 60, id="fn1"),))
    assert said("long-note", *long) == ["1: This note fills 58% of a page’s height, over 2 pages."]
    assert said("long-note", long[0], page(2, boxes=(box("note", 300, 60, id="fn2"),))) == []


def test_a_picture_is_measured_at_its_printed_size():
    assert said("coarse", page(1, boxes=(box("picture", TOP, 100, width=432, name="view.jpg", pixels=900),))) == [
        "1: view.jpg has 200 dots an inch at its printed size."
    ]
    fine = box("picture", TOP, 100, width=288, name="view.jpg", pixels=900), box("picture", TOP, 100, name="map.svg")
    assert said("coarse", page(1, boxes=fine)) == []


def test_made_pages_are_looked_at_for_what_sticks_out_alone():
    pages = page(1, line("a line", at=19), line("too wide", "p2", 18, width=WIDTH + 9)), page(2, line("its end"))
    assert {kind.id for kind, _ in marks_on(pages)} == {"orphan", "widow", "overfull"}
    assert {kind.id for kind, _ in marks_on(pages, made=True)} == {"overfull"}


def test_each_rule_shows_a_bad_and_a_good_example():
    for kind in KINDS.values():
        assert "Bad:  " in str(kind.find.__doc__) and "Good: " in str(kind.find.__doc__)
    assert len({kind.code for kind in KINDS.values()}) == len(KINDS)


def test_marks_come_in_the_order_of_the_page():
    found = marks_on((page(1, *lines("a line", "so."), replace(line("wide line here", "p2"), y=BOTTOM, x=99.0)),))
    assert [mark.y for _, mark in found] == sorted(mark.y for _, mark in found)
