"""Marks stand at the elements of their errors in finished pages, each found once however many there are."""

from __future__ import annotations

import time

from bookbuilder.editions.draft_marks import Mark
from bookbuilder.editions.draft_pages import mark_site
from tests.in_time import in_time


def _page(body: str, *elements: str) -> str:
    files = {"a.html": f"<html><head></head><body>{body}</body></html>".encode()}
    marked = mark_site(files, [Mark("a", id, f"{id}!") for id in elements], len(elements))["a.html"].decode()
    return marked.partition("</p>")[2].replace('<span class="draft-fault">', "<").replace("</span>", ">")


def test_a_mark_stands_in_its_element_before_a_table_and_in_the_first_item_of_a_list() -> None:
    body = '<h1 data-x="1" id="one">One</h1><table id="t"><tr><td>a</td></tr></table><ul id="l"><li>b</li></ul><hr id="r"/>'
    assert _page(body, "l", "one", "t", "one", "r", "none") == (
        '<h1 data-x="1" id="one"><one!><one!>One</h1><t!><table id="t"><tr><td>a</td></tr></table>'
        '<ul id="l"><li><l!>b</li></ul><hr id="r"/></body></html>'
    )


def test_thousands_of_marks_cost_no_more_than_the_page() -> None:
    """1,800 headings of an index took minutes, since each mark was looked for from the page's beginning."""
    ids = [f"p{number}" for number in range(4000)]
    begun = time.process_time()
    assert _page("".join(f'<p id="{id}">Words.</p>' for id in ids), *ids).count("!>") == 4000
    assert in_time(time.process_time() - begun, 1)
