"""The three editions of one small book: the same bytes in any folder, at any time, cold or warm; faults block their own."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from pathlib import Path

import pytest

from bookbuilder.cache import Steps
from bookbuilder.diagnostics import errors
from bookbuilder.verbs import build
from tests.small_book import BOOK, make_book

FORMATS = ("pdf", "epub", "html")

CHAPTER = """# One {#sec-one}

Text with a note.^[A note, with a long address <https://example.org/a/very/long/address/that/must/break/somewhere.html>.]
More [@boonstra2018, p. 3], and [слово]{lang=ru}.

{{ excerpt("kz-01", "q1a") }}

![A figure](a.svg){#fig-a alt="What it shows"}

| A | B |
|---|--:|
| x^[In a table.] | 1 |

: A table. {#tbl-a}
"""

FILES = {
    "manuscript/book.yaml": BOOK.replace("[title]", "[half-title, title, imprint, contents]").replace(
        "[one.md]", "[one.md, two.md]"
    )
    + "backmatter: [bibliography]\n",
    "manuscript/two.md": "# Two {#sec-two}\n\nSee @sec-one and @fig-a.\n",
    "manuscript/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0L9 9"/></svg>',
}


def hashes(output: Path) -> dict[str, str]:
    """The digest of every file below a folder, by its name there."""
    files = sorted(path for path in output.rglob("*") if path.is_file())
    return {path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The steps that the tests of EPUB and web share."""
    return tmp_path_factory.mktemp("kept")


@pytest.mark.slow
@pytest.mark.pango
def test_the_same_sources_make_the_same_bytes(tmp_path: Path) -> None:
    first = make_book(tmp_path / "first", FILES, CHAPTER)
    second = make_book(tmp_path / "elsewhere" / "second", FILES, CHAPTER)
    for path in second.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    built = build(first, FORMATS, first / "output", steps=Steps(first / ".cache"))
    assert not errors(built.diagnostics), [str(fault) for fault in built.diagnostics]
    assert [artefact.format for artefact in built.artefacts] == list(FORMATS)
    cold = hashes(first / "output")
    build(second, FORMATS, second / "output", steps=Steps(second / ".cache", workers=2))
    assert hashes(second / "output") == cold
    shutil.rmtree(first / "output")
    warm = build(first, FORMATS, first / "output", steps=Steps(first / ".cache", workers=2))
    assert hashes(first / "output") == cold
    assert not [ran.name for ran in warm.ran if not ran.replayed]


@pytest.mark.pango
def test_an_edit_lays_out_its_own_chapter_only(tmp_path: Path) -> None:
    make_book(tmp_path, FILES, CHAPTER)
    build(tmp_path, ("pdf",), tmp_path / "output", steps=Steps(tmp_path / ".cache"))
    (tmp_path / "manuscript" / "two.md").write_text("# Two {#sec-two}\n\nLook at @sec-one and @fig-a.\n")
    again = build(tmp_path, ("pdf",), tmp_path / "output", steps=Steps(tmp_path / ".cache"))
    assert [ran.name for ran in again.ran if "lay out" in ran.name and not ran.replayed] == ["lay out two"]


@pytest.mark.slow
def test_an_error_leaves_the_last_good_artefact(tmp_path: Path, kept: Path) -> None:
    make_book(tmp_path, FILES, CHAPTER)
    build(tmp_path, ("epub", "html"), tmp_path / "output", steps=Steps(kept))
    good = hashes(tmp_path / "output")
    (tmp_path / "manuscript" / "two.md").write_text("# Two {#sec-two}\n\nSee @sec-nowhere.\n")
    built = build(tmp_path, ("epub", "html"), tmp_path / "output", steps=Steps(kept))
    assert [fault.code for fault in errors(built.diagnostics)] == ["XRF-001"]
    assert [(it.path.name, it.errors) for it in built.artefacts] == [("a-small-book-draft.epub", 1), ("site-draft", 1)]
    kept_files = hashes(tmp_path / "output")
    assert {name: kept_files[name] for name in good} == good


@pytest.mark.slow
def test_a_broken_template_of_one_edition_is_reported_and_the_shipped_one_stands_in(tmp_path: Path, kept: Path) -> None:
    make_book(tmp_path, {**FILES, "templates/site/page.html": "{{ nothing_of_that_name }}\n"}, CHAPTER)
    built = build(tmp_path, ("epub", "html"), tmp_path / "output", steps=Steps(kept))
    assert [artefact.format for artefact in built.artefacts] == ["epub", "html"]
    assert {str(fault.location) for fault in errors(built.diagnostics)} == {"templates/site/page.html:1:1"}
    assert "<h1" in (tmp_path / "output" / "site-draft" / "one.html").read_text()


@pytest.mark.slow
def test_no_artefact_names_a_folder_of_this_machine(tmp_path: Path) -> None:
    make_book(tmp_path, FILES, CHAPTER)
    build(tmp_path, ("epub", "html"), tmp_path / "output", steps=Steps(tmp_path / ".cache"))
    own = str(tmp_path).encode()
    for path in (tmp_path / "output").rglob("*"):
        if path.suffix == ".epub":
            with zipfile.ZipFile(path) as book:
                assert not any(own in book.read(name) for name in book.namelist())
        elif path.is_file():
            assert own not in path.read_bytes()
