"""What git knows of a book's folder: the commit, what differs from it, and its files as they were."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bookbuilder.release import git
from bookbuilder.verbs import check
from tests.release.books import commit, git as run
from tests.small_book import make_book

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is missing")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book in a folder of a larger repository."""
    folder = make_book(tmp_path / "books" / "small")
    (tmp_path / "other.txt").write_text("x")
    run(tmp_path, "init", "-q")
    commit(tmp_path)
    return folder


def test_the_commit_has_its_own_time_in_utc(book: Path) -> None:
    head = git.head(book)
    assert head is not None and len(head.id) == 40 and head.moment == "20210401T120000Z"
    assert git.commit(book, head.id[:8]) == head
    assert git.commit(book, "nothing") is None and git.commit(book, "--all") is None


def test_a_folder_without_a_repository_has_no_commit(tmp_path: Path) -> None:
    assert git.head(tmp_path) is None and not git.uncommitted(tmp_path)


def test_only_the_books_own_files_count(book: Path) -> None:
    assert git.uncommitted(book) == []
    (book.parents[1] / "other.txt").write_text("y")
    (book / "output").mkdir()
    (book / "output" / "a.pdf").write_text("x")
    assert git.uncommitted(book) == []
    (book / "manuscript" / "one.md").write_text("# Other\n")
    (book / "manuscript" / "новое имя.md").write_text("# New\n")
    (book / "references.yaml").unlink()
    assert git.uncommitted(book) == ["manuscript/one.md", "manuscript/новое имя.md", "references.yaml"]


def test_the_files_of_a_commit_come_as_they_were(book: Path, tmp_path: Path) -> None:
    first = git.head(book)
    assert first is not None
    (book / "manuscript" / "one.md").write_text("# Other\n")
    commit(book.parents[1])
    then = tmp_path / "then"
    then.mkdir()
    assert git.export(book, first.id, then)
    assert (then / "manuscript" / "one.md").read_text() == "# One\n\nText.\n"
    assert not (then / "other.txt").exists()
    assert not git.export(book, "nothing", then)


def test_a_private_file_that_git_keeps_is_an_error(book: Path) -> None:
    private = book / "manuscript" / "interviews" / "private.yaml"
    private.write_text("kz-01: A Name\n")
    assert "PRV-004" not in {it.code for it in check(book).diagnostics}
    run(book, "add", "--force", private.relative_to(book).as_posix())
    assert [it.location.file for it in check(book).diagnostics if it.code == "PRV-004"] == [
        "manuscript/interviews/private.yaml"
    ]


def test_no_program_that_a_repository_names_is_run(book: Path, tmp_path: Path) -> None:
    """A book that is sent with its .git/ brings settings along that git takes for the user's own."""
    ran = tmp_path / "ran"
    (tmp_path / ".gitattributes").write_text("*.md filter=x\n")
    for name in ("core.fsmonitor", "filter.x.clean", "filter.x.smudge", "gpg.program", "diff.external"):
        run(tmp_path, "config", name, f"touch {ran}; cat")
    run(tmp_path, "config", "log.showSignature", "true")
    (book / "manuscript" / "one.md").touch()
    assert git.head(book) is not None and not git.uncommitted(book) and git.is_tracked(book, "manuscript/one.md")
    (tmp_path / "then").mkdir()
    assert git.export(book, "HEAD", tmp_path / "then") and not ran.exists()
