"""Links to a chapter's file, and to a heading by its words, lead to the place in the book that they mean."""

from __future__ import annotations

import pytest

from bookbuilder.compose.decide.file_links import automatic_id
from tests.small_book import BOOK, body_of, check_reports, check_silent

FILES = {
    "manuscript/book.yaml": BOOK.replace("[one.md]", "[one.md, 02-two.md]"),
    "manuscript/02-two.md": "# Two {#sec-two}\n\n## Prices & wages\n\n[x]{#there}\n\n## Prices & wages\n",
}


@pytest.mark.parametrize(
    "address, target",
    [
        ("02-two.html", "#sec-two"),
        ("02-two.qmd#there", "#there"),
        ("./02-two.md#sec-two", "#sec-two"),
        ("chapters/02-two.Rmd#prices-wages", "#two-s1"),
        ("02-two.md#prices--wages", "#two-s1"),
        ("02-two.html#prices-wages-1", "#two-s2"),
        ("#my-own-heading", "#one-s1"),
        ("#joining-by--or-x", "#one-s2"),
        ("#don-t-stop", "#one-s3"),
    ],
)
def test_a_link_leads_to_the_chapter_or_heading(address, target):
    body = body_of(
        f"# One\n\nSee [there]({address}).\n\n## My own heading\n\n## Joining by `+` or `x!`\n\n## Don't stop\n", FILES
    )
    assert [link.get("href") for link in body.iter("a")] == [target]


def test_of_two_files_of_one_name_a_link_means_the_one_in_its_folder():
    files = {
        "manuscript/book.yaml": BOOK.replace("[one.md]", "[one.md, a/title.md, b/title.md]"),
        "manuscript/a/title.md": "# First {#sec-first}\n\nWords.\n",
        "manuscript/b/title.md": "# Second {#sec-second}\n\nWords.\n",
    }
    body = body_of("# One\n\nSee [a](a/title.md) and [b](b/title.html).\n", files)
    assert [link.get("href") for link in body.iter("a")] == ["#sec-first", "#sec-second"]
    check_silent("# One\n\nSee [a](a/title.md).\n", files)  # nor does one of them take the title page's place


def test_a_link_to_a_folder_means_its_own_page():
    files = {
        "manuscript/book.yaml": BOOK.replace("[one.md]", "[one.md, 2-second/README.md, b/index.md]"),
        "manuscript/2-second/README.md": "# Second {#sec-second}\n\nWords.\n",
        "manuscript/b/index.md": "# Third {#sec-third}\n\n[Back](../2-second)\n",
    }
    body = body_of("# One\n\nSee [a](2-second/), [b](../../2-second) and [c](./b).\n", files)
    assert [link.get("href") for link in body.iter("a")] == ["#sec-second", "#sec-second", "#sec-third"]
    check_silent("# One\n\nWords.\n", files)


def test_a_link_that_names_no_file_is_one_fault_and_no_exception():
    check_reports("# One\n\nSee [here](./) and [there](../).\n", "XRF-005 3:10", "XRF-005 3:26")


def test_a_link_that_leads_nowhere_is_reported():
    check_reports("# One\n\nA [b](three.html) c [d](#no-such).\n", "XRF-005 3:5", "XRF-004 3:23")
    check_reports("# One\n\nA [b][x] c.\n\n[x]: #no-such\n", "XRF-004 5:1")


def test_headings_have_the_ids_that_pandoc_gives_them():
    assert automatic_id("1. What is to be done?") == "what-is-to-be-done"
    assert automatic_id("Prices & wages") == "prices-wages"
    assert automatic_id("Введение в тему") == "введение-в-тему"
