"""A message names the line that is meant, and not the first one that looks like it."""

from __future__ import annotations

import time

from bookbuilder.markdown.aligned import Aligned
from bookbuilder.markdown.ast import load
from bookbuilder.markdown.pandoc import read_markdown
from tests.in_time import in_time
from tests.small_book import check_reports


def test_raw_markup_in_code_is_found_at_its_own_line() -> None:
    check_reports("# One\n\nText `<b>` here.\n\n`<b>`{=html} and [x](a.html), [y](a.html)\n", "CHP-013 5:2",
                  "XRF-005 5:20", "XRF-005 5:33")  # fmt: skip


def test_the_second_of_two_equal_links_and_signs_has_its_own_place() -> None:
    check_reports("# One\n\n[a](#gone)\n\n[b](#gone)\n", "XRF-004 3:3", "XRF-004 5:3")
    check_reports("# One\n\nA `diathesis]( x` is code.\n\nA diathesis]( x is not.\n", "CHP-018 5:3")


def test_a_second_title_is_found_though_it_begins_like_the_first() -> None:
    check_reports("# One\n\n## The end\n\n# The end of all\n", "CHP-021 5:1")


def test_the_second_of_two_equal_notes_has_its_own_place() -> None:
    words = "See the word `<b>`"
    check_reports(f"# One\n\nA.[^a] B.[^b]\n\n[^b]: {words} here.\n\n[^a]: {words}{{=latex}} here.\n", "CHP-013 7:21")


def test_notes_that_begin_alike_cost_their_number_and_no_more() -> None:
    """Each was looked for behind all that begin like it: 2,800 took ten seconds."""
    text = (
        "".join(f"word[^{it}]. " for it in range(3_000))
        + "\n\n"
        + "".join(f"[^{it}]: Note {it}.\n\n" for it in range(3_000))
    )
    document = load(read_markdown(text)[0])
    begun = time.process_time()
    Aligned(document, text)
    assert in_time(time.process_time() - begun, 2)
