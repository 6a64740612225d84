"""The publisher's verbs: each tells what it can do, and one sentence where it cannot."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from bookbuilder.cli import main
from bookbuilder.release.engines import engines
from bookbuilder.release.text_record import Chapter, Paragraph, Text, as_json
from tests.small_book import make_book


def a_folder(path: Path, text: str = "Words of the book.", name: str = "book-1.0") -> Path:
    """A publisher's folder with one file and its sums."""
    folder = path / name
    (folder / "checks").mkdir(parents=True)
    record = as_json(Text("A Book", "1.0", (Chapter("one", "One", paragraphs=(Paragraph("text", text, "1"),)),)))
    digest = hashlib.sha256(record).hexdigest()
    line = {
        "path": "checks/text.json",
        "purpose": "text",
        "media-type": "application/json",
        "size": len(record),
        "sha256": digest,
    }
    manifest = json.dumps(
        {"files": [line], "engines": engines(), "commit": "", "uncommitted": [], "proof": True}
    ).encode()
    (folder / "checks" / "text.json").write_bytes(record)
    (folder / "manifest.json").write_bytes(manifest)
    sums = f"{digest}  checks/text.json\n{hashlib.sha256(manifest).hexdigest()}  manifest.json\n"
    (folder / "SHA256SUMS").write_text(sums)
    return folder


def test_verify_says_what_is_not_as_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = a_folder(tmp_path)
    assert main(["verify", str(folder)]) == 0
    assert capsys.readouterr().out == "book-1.0 is as it was made: 3 files.\n"
    (folder / "checks" / "text.json").write_text("{}")
    assert main(["verify", str(folder)]) == 1
    assert "checks/text.json: the file is not as it was made." in capsys.readouterr().err
    assert main(["verify", str(tmp_path)]) == 1
    assert "is not a publisher's folder: it has no SHA256SUMS and manifest.json." in capsys.readouterr().err
    assert main(["verify", str(tmp_path / "none")]) == 2


def test_a_release_that_names_no_commit_cannot_be_made_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = make_book(tmp_path / "book")
    assert main(["verify", str(a_folder(tmp_path)), "--rebuild", "--book", str(book)]) == 1
    assert "names no commit" in capsys.readouterr().err


def test_changes_takes_folders_and_versions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = make_book(tmp_path / "book")
    old = a_folder(book / "output" / "release")
    a_folder(book / "output" / "release", "Other words of the book.", "book-1.1")
    assert main(["changes", str(old), "1.1", "--book", str(book)]) == 0
    assert capsys.readouterr().out.endswith("changes-book-1.0-1.1.html.\n")
    assert "<ins>Other words</ins>" in (book / "output" / "changes-book-1.0-1.1.html").read_text()


def test_changes_says_which_releases_there_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = make_book(tmp_path / "book")
    a_folder(book / "output" / "release")
    assert main(["changes", "1.0", "9.9", "--book", str(book)]) == 2
    assert (
        '"9.9" is not a release and no commit that can be composed. Releases here: book-1.0.' in capsys.readouterr().err
    )
