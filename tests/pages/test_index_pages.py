"""Pages of the index: each once, in order, joined and shortened as the house wants, notes marked."""

from __future__ import annotations

import pytest

from bookbuilder.model.index import IndexEntry, Passage
from bookbuilder.model.pages import PageMap
from bookbuilder.model.parts import IndexStyle
from bookbuilder.pages.index_pages import _line

FORM = ("{page} n. {note}", "{page} nn. {note}")


def printed(*places: str, **style: str) -> str:
    """The locators of places such as "87", "xii", "87 in 3" (a note), "87 to 91" (a passage), "3.2 nowhere"."""
    pages, passages = {}, []
    for count, place in enumerate(places):
        page, word, more = (*place.split(), "", "")[:3]
        id, end = f"i{count}", f"e{count}" if word == "to" else ""
        if word != "nowhere":
            pages[id] = page
        if end:
            pages[end] = more
        passages.append(
            Passage(id, end, more if word == "in" else "", page if word == "nowhere" and page != "-" else "")
        )
    entry = IndexEntry("index-x", "x", "X", passages=tuple(passages))
    line = _line(entry, PageMap(pages), IndexStyle(**style), FORM)
    return ", ".join(it.text + (f"–{it.end_text}" if it.end_text else "") for it in line.locators)


@pytest.mark.parametrize(
    "places, expected",
    [
        (["87"], "87"),
        (["87", "87", "87"], "87"),
        (["89", "87"], "87, 89"),
        (["87", "88", "89"], "87–89"),
        (["12", "xii", "iv"], "iv, xii, 12"),
        (["iv", "v", "5", "6"], "iv–v, 5–6"),
        (["87", "87 in 3"], "87, 87n3"),
        (["86", "87 in 3", "88"], "86, 87n3, 88"),
        (["87 to 91"], "87–91"),
        (["87 to 87"], "87"),
        (["87 to 91", "89", "95"], "87–91, 95"),
        (["87 to 91", "92"], "87–92"),
        (["3.2 nowhere", "3.2 nowhere", "4.1 nowhere"], "§\u00a03.2, §\u00a04.1"),
        (["- nowhere", "- nowhere"], "[1], [2]"),
    ],
)
def test_pages_of_a_heading(places, expected):
    assert printed(*places) == expected


def test_only_marked_passages_are_joined_where_the_house_wants_that():
    assert printed("87", "88", "89", "91 to 93", "93", collapse="marked") == "87, 88, 89, 91–93"


@pytest.mark.parametrize("ranges, expected", [("expanded", "321–328"), ("minimal", "321–8"), ("minimal-two", "321–28")])
def test_the_last_page_is_shortened_as_csl_has_it(ranges, expected):
    assert printed("321 to 328", ranges=ranges) == expected


def test_no_note_is_taken_for_a_page():
    assert printed("5", "5 in 12", "5 in 14", "7") == "5, 5n12, 5n14, 7"


def test_notes_can_be_written_by_number():
    assert printed("87 in 3", "87 in 4", "90 in 1", notes="number") == "87 nn. 3, 4, 90 n. 1"


def test_a_joined_range_leads_to_its_first_and_its_last_mark():
    entry = IndexEntry("index-x", "x", "X", passages=(Passage("a"), Passage("b"), Passage("c")))
    (locator,) = _line(entry, PageMap({"a": "1", "b": "2", "c": "3"}), IndexStyle(), FORM).locators
    assert (locator.href, locator.end_href) == ("#a", "#c")
