"""A chapter twice as long costs twice as much, whatever it is made of: calls of functions are counted, since no clock is as steady."""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Callable
from pathlib import Path

import pytest

from bookbuilder.verbs import build, check
from tests.small_book import INTERVIEW, make_book

AUTHOR_DATE = {
    "manuscript/book.yaml": "title: A Small Book\ndate: 2021-03\ncsl: chicago-author-date\nchapters: [one.md]\n"
}


def _notes(count: int) -> tuple[str, dict[str, str]]:
    return "".join(f"Word^[Note {number}.]. " for number in range(count)), {}


def _citations(count: int) -> tuple[str, dict[str, str]]:
    item = (
        "- {{id: a{}, type: book, title: T {}, author: [{{family: Berg, given: Ann}}], issued: 2001, publisher: P}}\n"
    )
    sources = "".join(item.format(number, number) for number in range(count))
    return "".join(f"Word [@a{number}]. " for number in range(count)), {**AUTHOR_DATE, "references.yaml": sources}


def _calls(folder: Path, text: Callable[[int], tuple[str, dict[str, str]]], count: int) -> int:
    words, files = text(count)
    make_book(folder, files, f"# One\n\n{words}\n")
    profile = cProfile.Profile()
    profile.enable()
    if text in (_notes, _rows):
        build(folder, ["pdf"], folder / "output")
    else:
        check(folder)
    profile.disable()
    total: int = pstats.Stats(profile).total_calls  # type: ignore[attr-defined]
    return total


def _frames(count: int) -> tuple[str, dict[str, str]]:
    return "+---+\n" * 20 * count, {}


def _rules(count: int) -> tuple[str, dict[str, str]]:
    return "|a|\n|-|\n" * 10 * count, {}


def _heads(count: int) -> tuple[str, dict[str, str]]:
    return "## a\n\n" * 5 * count, {}


def _rows(count: int) -> tuple[str, dict[str, str]]:
    return "| a | b |\n|---|---|\n" + "| word | x |\n" * 10 * count, {}


def _halves(count: int) -> tuple[str, dict[str, str]]:
    return "*a _b " * 10 * count, {}


def _said(count: int) -> tuple[str, dict[str, str]]:
    return "He said [The strategy speaks of partners]{.said by=kz-01}. " * 3 * count, {}


def _misquoted(count: int) -> tuple[str, dict[str, str]]:
    turn = "\n::: {{.question #r{0}}}\nWhat {0}?\n:::\n\n::: {{.answer #r{0}a}}\nWe said {0} words of it.\n:::\n"
    turns = "".join(turn.format(number) for number in range(40))
    text = "".join(f"He [said nothing of {number} at all]{{.said by=kz-01}}. " for number in range(count))
    return text, {"manuscript/interviews/kz-01.md": INTERVIEW + turns}


def _html(count: int) -> tuple[str, dict[str, str]]:
    return "".join(f"<p>Words {number}</p>\n\n<p>\n\n" for number in range(3 * count)), {}


def _titles_in_titles(count: int) -> tuple[str, dict[str, str]]:
    return "## " * 20 * count, {}


def _quoted_blocks(count: int) -> tuple[str, dict[str, str]]:
    return "> ::: {.a}\n" * 5 * count, {}


@pytest.mark.long
@pytest.mark.parametrize(
    ("text", "count"),
    [
        (_notes, 100),
        (_citations, 100),
        (_frames, 100),
        (_rules, 100),
        (_heads, 100),
        (_rows, 100),
        (_halves, 100),
        (_said, 100),
        (_misquoted, 100),
        (_html, 100),
        (_titles_in_titles, 100),
        (_quoted_blocks, 100),
    ],
)
def test_calls_and_citations_of_one_paragraph_cost_each_the_same(
    tmp_path: Path, text: Callable[[int], tuple[str, dict[str, str]]], count: int
) -> None:
    """4,000 calls took more than four minutes and a gigabyte, 3,000 works of one author and year 24 seconds."""
    _calls(tmp_path / "first", text, 2)  # which imports
    first, second, third = (_calls(tmp_path / str(size), text, size) for size in (count, 2 * count, 4 * count))
    assert third - second < 2.3 * (second - first)
