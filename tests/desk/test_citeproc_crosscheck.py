"""Pandoc's citeproc beside our own engine: where the two differ, by what, and what is accepted with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbuilder.cache import Steps
from bookbuilder.desk.citeproc_crosscheck import crosscheck
from bookbuilder.desk.citeproc_crosscheck.difference import construct, plain
from tests.small_book import BOOK, REFERENCES, make_book

CHAPTER = "# One\n\nA [@boonstra2018, p. 3], again [@boonstra2018, p. 3] and [see @boonstra2018, p. 4].^[In a note @boonstra2018.]\n"
UNDER = (
    REFERENCES
    + "- {id: under, type: book, title: A life under water, author: [{family: Smith, given: Ann}], issued: 2001}\n"
)


def opinion(folder: Path, chapter: str, files: dict[str, str | bytes] | None = None) -> tuple[int, list[str]]:
    made = crosscheck(make_book(folder, files or {}, chapter), Steps())
    return made.value, [f"{fault.code} {fault.location}" for fault in made.diagnostics]


def test_two_engines_that_agree_are_silent(tmp_path: Path) -> None:
    assert opinion(tmp_path, CHAPTER) == (4, [])


def test_positions_begin_anew_with_each_chapter(tmp_path: Path) -> None:
    book = "title: T\npublisher: P\ndate: 2021\nlang: en-GB\nchapters: [one.md, two.md]\n"
    files: dict[str, str | bytes] = {"manuscript/book.yaml": book, "manuscript/two.md": CHAPTER.replace("One", "Two")}
    assert opinion(tmp_path, CHAPTER, files) == (8, [])


def test_a_difference_is_reported_at_the_citation_with_its_construct(tmp_path: Path) -> None:
    made = crosscheck(make_book(tmp_path, {"references.yaml": UNDER}, "# One\n\nText [@under].\n"), Steps())
    assert [str(fault.location) for fault in made.diagnostics] == ["manuscript/one.md:3:7"]
    assert made.diagnostics[0].code == "CIT-050" and "(text-case)" in made.diagnostics[0].message


def test_a_chapter_in_which_a_citation_prints_nothing_is_reported_as_not_compared(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "manuscript/book.yaml": BOOK.replace("chicago-notes-bibliography", "modern-language-association")
    }
    chapter = "# One\n\nBoonstra [-@boonstra2018] says so [@boonstra2018].\n"
    assert opinion(tmp_path, chapter, files) == (0, ["CIT-053 manuscript/one.md"])


def test_an_accepted_difference_is_silent_and_a_useless_line_is_not(tmp_path: Path) -> None:
    lines = "- {construct: text-case, item: under, reason: As in citeproc-js.}\n- {construct: label, reason: No.}\n- {construct: date}\n"
    files: dict[str, str | bytes] = {"references.yaml": UNDER, "citations.accepted.yaml": lines}
    assert opinion(tmp_path, "# One\n\nText [@under].\n", files) == (
        1, ["CIT-052 citations.accepted.yaml:3:3", "CIT-051 citations.accepted.yaml:2:3"],
    )  # fmt: skip


@pytest.mark.parametrize(
    "ours, theirs, name",
    [("A Life under Water", "A Life Under Water", "text-case"), ("‘A’, B", "‘A,’ B.", "punctuation"),
     ("Ibid., 3", "Smith, 3", "position: ibid, subsequent"), ("Smith et al., 3", "Smith, Doe, 3", "name: et-al"),
     ("Smith 2001a", "Smith 2001", "disambiguate-add-year-suffix"), ("no. 3", "3", "label"), ("A. Smith", "Smith", "name: initials and given names")],
)  # fmt: skip
def test_the_construct_is_named(ours: str, theirs: str, name: str) -> None:
    assert construct(plain(ours), plain(theirs)) == name
