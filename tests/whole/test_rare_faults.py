"""Faults that few books have: each code fires on a small book, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbuilder.cache import Steps
from bookbuilder.manuscript.folder import read_manuscript
from tests.small_book import BOOK, check_reports

CHAPTER = "# One\n\nText.\n"
TWO_HEADS = "# One\n\nSee [a].\n\n[a]: https://example.org/one\n[a]: https://example.org/two\n"


@pytest.mark.parametrize(
    ("expected", "chapter", "files"),
    [
        ("BOK-007 manuscript/book.yaml:7:11", CHAPTER, {"manuscript/book.yaml": BOOK.replace("[one.md]", "[]")}),
        ("CHP-003 2:1", "---\n- a list\n---\n\n# One\n\nText.\n", {}),
        ("CHP-019 6:1", TWO_HEADS, {}),
        ("EXC-014 3:4", '# One\n\n{{ excerpt("kz-01", "q1a", language="translation") }}\n', {}),
        ("INT-001 manuscript/interviews/kz-02.md:1:1", CHAPTER, {"manuscript/interviews/kz-02.md": "Words.\n"}),
        ("CSS-002 templates/words.yaml", CHAPTER, {"templates/words.yaml": "en:\n  chapter: Part\n"}),
        (
            "YML-005 manuscript/book.yaml:1:8",
            CHAPTER,
            {"manuscript/book.yaml": BOOK.replace("A Small Book", r'"A\x1fB"')},
        ),
        (
            "YML-004 references.yaml:2:5",
            CHAPTER,
            {"references.yaml": "- id: x\n  ? [a, b]\n  : c\n  type: book\n  title: T\n"},
        ),
    ],
    ids=lambda it: it[:7] if isinstance(it, str) and it[3:4] == "-" else "",
)
def test_a_rare_fault_is_reported_at_its_place(expected: str, chapter: str, files: dict[str, str]) -> None:
    check_reports(chapter, expected, files=files)


def test_an_alias_that_contains_itself_is_reported() -> None:
    files = {"references.yaml": "- &a\n  id: x\n  author: *a\n"}
    check_reports(CHAPTER, "YML-003 references.yaml:1:3", "REF-005 references.yaml:1:3", files=files)


def test_a_folder_without_a_book_is_called_by_its_name(tmp_path: Path) -> None:
    (reported,) = read_manuscript(tmp_path, Steps()).diagnostics
    assert (reported.code, str(reported.location)) == (
        "BOK-010",
        "manuscript/book.yaml",
    ) and tmp_path.name in reported.message
