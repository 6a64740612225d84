"""What is wrong once all chapters are known."""

from __future__ import annotations

import pytest

from tests.small_book import BOOK, check_reports, check_silent, diagnose

TWO = {"manuscript/book.yaml": BOOK.replace("one.md", "one.md, two.md"), "manuscript/two.md": "# Two\n\nText.\n"}


@pytest.mark.parametrize("id", ["bibliography", "two"])
def test_no_id_is_that_of_another_chapter_or_of_a_page_that_the_book_makes(id: str) -> None:
    """`all` had kept the PDF back, as if it had lost words."""
    check_reports(f"# One\n\n## Sources {{#{id}}}\n\nText.[@boonstra2018]\n", "XRF-002 3:13", files=TWO)


def test_a_heading_may_have_the_words_of_such_a_page() -> None:
    check_silent("# One {#one}\n\n## Bibliography\n\n## Two\n\nText.\n", files=TWO)


@pytest.mark.parametrize(
    ("typed", "place", "other"),
    [
        ("## Words {#one}", "3:11", "{#sec-one}"),
        ("| a |\n|---|\n| b |\n\n: Words {#two}", "7:10", "{#tbl-two}"),
        ("::: {#one}\nWords.\n:::", "3:6", ""),
    ],
)
def test_an_id_of_a_chapter_is_to_be_another_of_the_same_kind(typed: str, place: str, other: str) -> None:
    (fault,) = (it for it in diagnose(f"# One\n\n{typed}\n", TWO) if it.code == "XRF-002")
    assert f"{fault.location.line}:{fault.location.column}" == place
    assert fault.remedy == f"Give this another id{': ' * bool(other)}{other}."
