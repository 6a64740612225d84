"""A file that cannot be read is named once, and a draft goes on without it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bookbuilder.consent.private import PRIVATE_FILE
from bookbuilder.manuscript import strange_files
from bookbuilder.verbs import check
from tests.small_book import BOOK, make_book

CHAPTER = """\
# One

![A view](figures/view.png){#fig-view alt="A view"}

{{ table("data/trade.csv", caption="Trade") }}

{{ excerpt("kz-01", "q1a", from="The strategy", to="equals") }}

He says so [@boonstra2018].
"""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("name", ["figures/view.png", "data/trade.csv", "interviews/kz-01.md", "../references.yaml"])
def test_what_cannot_be_read_is_not_missed_as_well_where_the_book_asks_for_it(tmp_path: Path, name: str) -> None:
    """A locked picture was SRC-002 and FIG-001, a table's data SRC-002 and TAB-001, and so on."""
    files = {"manuscript/figures/view.png": "", "manuscript/data/trade.csv": "a,b\n1,2\n"}
    folder = make_book(tmp_path, files, CHAPTER)
    path = folder / "manuscript" / name
    path.unlink()
    os.mkfifo(path)
    about = [str(it) for it in check(folder).diagnostics if Path(name).stem in f"{it}" and "FIG-005" not in str(it)]
    assert len(about) == 1 and "SRC-002" in about[0]


def test_a_transcript_with_broken_metadata_is_not_missed_where_it_is_quoted(tmp_path: Path) -> None:
    folder = make_book(tmp_path, {"manuscript/interviews/kz-01.md": "---\ncode: [kz-01\n---\n"}, CHAPTER)
    assert {it.code for it in check(folder).diagnostics} >= {"YML-001", "FIG-001", "TAB-001"}
    assert not [str(it) for it in check(folder).diagnostics if it.code == "EXC-001"]


def test_a_fault_that_has_the_name_of_a_broken_file_among_its_words_stays(tmp_path: Path) -> None:
    """`Did you mean "one.md"?` hid that ones.md is missing, where one.md had broken metadata."""
    broken, listed = "---\ntitle: [a\n---\n\n# A\n\n", "[one.md, ones.md, year.md, index.md]\nbackmatter: [index]"
    files = {f"manuscript/{it}": broken for it in ("year.md", "index.md")}
    files |= {"manuscript/book.yaml": BOOK.replace("[one.md]", listed), "manuscript/data/d.csv": "a,b\n1,2\n"}
    folder = make_book(tmp_path, files, f'{broken}{{{{ table("data/d.csv", columns=["year"]) }}}}\n')
    assert {it.code for it in check(folder).diagnostics} >= {"YML-001", "BOK-004", "TAB-001", "PRT-001"}


@pytest.mark.parametrize("name", ["manuscript", "interviews", "styles", "templates"])
def test_a_folder_that_is_somebody_elses_is_a_fault_with_its_remedy(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where names may be withheld nothing is made; a book's own templates were left aside in silence."""
    folder = make_book(tmp_path, {PRIVATE_FILE: "kz-01: {name: Exampleov}\n", "styles/own.css": "", "templates/a": ""})
    monkeypatch.setattr(strange_files, "is_open", lambda path: path.name != name)
    [fault] = [it for it in check(folder).diagnostics if it.code == "SRC-002"]
    assert fault.location.file.endswith(name) and "permission" in fault.remedy


def test_a_book_without_a_fault_of_that_kind_keeps_all_others(tmp_path: Path) -> None:
    folder = make_book(tmp_path, {"manuscript/figures/other": "x"}, CHAPTER)
    codes = {it.code for it in check(folder).diagnostics}
    assert codes >= {"FIG-001", "TAB-001"}
