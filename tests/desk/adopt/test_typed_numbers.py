"""A heading has one number: the book's, or the one that its author typed."""

from __future__ import annotations

from pathlib import Path

from bookbuilder.desk.adopt.plan import Piece, Report
from bookbuilder.desk.adopt.sections import Section
from bookbuilder.desk.adopt.typed_numbers import with_typed_numbers


def numbered(*sections: tuple[str, str], part: str = "") -> list[str]:
    """Titles and headings as they come out, of sections as title and text."""
    pieces = [(Piece(Path("a.md"), part=part if not at else ""), Section(*it)) for at, it in enumerate(sections)]
    lines = []
    for piece, section in with_typed_numbers(pieces, Report()):
        lines += [piece.part] * bool(piece.part) + [section.title]
        lines += [line for line in section.text.split("\n") if line.startswith("#")]
    return lines


def test_typed_numbers_that_the_book_gives_too_go() -> None:
    assert numbered(
        ("Thanks", ""),
        ("1. One {#sec-one}", "\n## 1.1. A\n\n```\n## 9.9 code\n```\n\n### 1.1.1 Aa\n\nSee [b](#12-b).\n\n## 1.2 B\n"),
        ("Chapter II: Two", "\n## No number\n\n## 2.1 C\n"),
        ("3. Three", "\n## 1984. A year\n"),
        part="Part I – The Part",
    ) == ["The Part", "Thanks {.unnumbered}", "One {#sec-one}", "## A", "## 9.9 code", "### Aa", "## B {#12-b}",
          "Two", "## No number {.unnumbered}", "## C", "Three", "## 1984. A year {.unnumbered}"]  # fmt: skip


def test_the_file_that_titles_a_part_has_its_number_once() -> None:
    pieces = [(Piece(Path(f"{it}.md"), titles_part=True), Section(f"Parte {it}: Nome {{#p{it}}}", "")) for it in (1, 2)]
    assert [it.title for _, it in with_typed_numbers(pieces, Report())] == ["Nome {#p1}", "Nome {#p2}"]


def test_other_typed_numbers_stand_alone() -> None:
    assert numbered(("2. Two", ""), ("3. Three", "\n## 3.1 A\n"), ("5. Five", "")) == [
        "2. Two {.unnumbered}", "3. Three {.unnumbered}", "## 3.1 A {.unnumbered}", "5. Five {.unnumbered}"]  # fmt: skip
    below = "\n## 1. A\n\n## 2. B\n\n## 3. C\n"
    assert numbered(("One", below), ("Two", below))[:3] == ["One", "## 1. A {.unnumbered}", "## 2. B {.unnumbered}"]


def test_the_first_chapters_alone_may_have_their_numbers_typed() -> None:
    assert numbered(("1. One", ""), ("2. Two", ""), ("End", ""), ("More", ""), ("Last", ""))[:3] == [
        "One",
        "Two",
        "End",
    ]


def test_a_book_that_types_no_numbers_stays() -> None:
    assert numbered(("One", "\n## 1. A\n\n## B\n"), ("2. Two", "")) == ["One", "## 1. A", "## B", "2. Two"]
