"""A message names the line that is meant, and not the first one that looks like it."""

from __future__ import annotations

from tests.small_book import check_reports


def test_raw_markup_in_code_is_found_at_its_own_line() -> None:
    check_reports("# One\n\nText `<b>` here.\n\n`<b>`{=html} and [x](a.html), [y](a.html)\n", "CHP-013 5:2",
                  "XRF-005 5:20", "XRF-005 5:33")  # fmt: skip


def test_the_second_of_two_equal_links_and_signs_has_its_own_place() -> None:
    check_reports("# One\n\n[a](#gone)\n\n[b](#gone)\n", "XRF-004 3:3", "XRF-004 5:3")
    check_reports("# One\n\nA `diathesis]( x` is code.\n\nA diathesis]( x is not.\n", "CHP-018 5:3")


def test_a_second_title_is_found_though_it_begins_like_the_first() -> None:
    check_reports("# One\n\n## The end\n\n# The end of all\n", "CHP-021 5:1")
