"""What `check --fix` writes into chapters and sources, and what it leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbuilder.desk.safe_fixes import chapter_fixed, safe_fixes, sources_fixed
from tests.small_book import make_book


@pytest.mark.parametrize(
    ("typed", "fixed"),
    [
        ("# A\n\nOne<br>two<br/>\nthree.\n", "# A\n\nOne\\\ntwo\\\nthree.\n"),
        ("H<sub>2</sub>O, 2<sup>nd one</sup>\n", "H~2~O, 2^nd\\ one^\n"),
        ("See @fig:x, \\@ref(tab:t).\n\n![A](a.png){#fig:x}\n", "See @fig-x, [-@tbl-t].\n\n![A](a.png){#fig-x}\n"),
        ("[a page](www.example.org/x)\n", "[a page](https://www.example.org/x)\n"),
        ("Words.\n\n##Heading\n\nMore.\n", "Words.\n\n## Heading\n\nMore.\n"),
    ],
)
def test_what_is_safe_is_written(typed: str, fixed: str) -> None:
    assert chapter_fixed(typed) == fixed
    assert chapter_fixed(fixed) == fixed


@pytest.mark.parametrize(
    "text",
    [
        "| a<br>b | c |\n|---|---|\n| 1 | 2 |\n",
        "`<br>` and `@fig:x`\n",
        "```\na<br>b\n```\n",
        "a@fig.example, #hash, [@doe]\n",
    ],
)
def test_tables_code_and_what_only_looks_like_it_stay(text: str) -> None:
    assert chapter_fixed(text) == text


def test_sources_get_types_and_bare_dois_and_keep_their_comments() -> None:
    text = "# mine\n- id: a\n  type: journalArticle # odd\n  title: T\n  DOI: https://doi.org/10.1000/x\n"
    assert sources_fixed(text) == "# mine\n- id: a\n  type: article-journal # odd\n  title: T\n  DOI: 10.1000/x\n"


def test_a_fix_shows_its_difference_and_keeps_line_ends(tmp_path: Path) -> None:
    folder = make_book(tmp_path, {"manuscript/one.md": b"\xef\xbb\xbf# One\r\n\r\nA<br>b.\r\n"})
    (fix,) = safe_fixes(folder)
    assert "-A<br>b." in fix.difference and "+A\\" in fix.difference
    fix.write()
    assert (folder / "manuscript/one.md").read_bytes() == b"\xef\xbb\xbf# One\r\n\r\nA\\\r\nb.\r\n"
