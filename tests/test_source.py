"""Which file of a book a path leads to, and that no other is opened in its place."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bookbuilder.source import LedOutError, found_bytes, leads_out, own_bytes, own_file, read_source


def test_a_path_leads_to_a_file_of_the_book_or_to_none(tmp_path: Path) -> None:
    book, outside = tmp_path / "book", tmp_path / "book-of-others"
    book.mkdir()
    outside.mkdir()
    (outside / "a.md").write_text("Xanthippe")
    (book / "b.md").write_text("b")
    (book / "own.md").symlink_to("b.md")
    (book / "out.md").symlink_to(outside / "a.md")
    (book / "folder").symlink_to(outside)
    (book / "loop.md").symlink_to("loop.md")
    os.mkfifo(book / "pipe.md")
    assert own_file(book / "own.md", book) == own_file(book / "b.md", book) is not None
    for name in ("out.md", "folder/a.md", "../book-of-others/a.md", str(outside / "a.md"), "loop.md", "pipe.md", "folder",
                 "a\0b", "x" * 5000, "none.md", "."):  # fmt: skip
        assert own_file(book / name, book) is None, name
    assert leads_out(book / "out.md", book) and not leads_out(book / "own.md", book)


@pytest.mark.parametrize("name", ["out.md", "pipe.md", "folder"])
def test_what_is_no_plain_file_of_the_book_is_a_fault_and_never_waited_for(tmp_path: Path, name: str) -> None:
    book = tmp_path / "book"
    (book / "folder").mkdir(parents=True)
    (tmp_path / "secret.md").write_text("Xanthippe")
    (book / "out.md").symlink_to(tmp_path / "secret.md")
    os.mkfifo(book / "pipe.md")
    (fault,) = read_source(book / name, book).diagnostics
    assert fault.code == ("SRC-005" if name == "out.md" else "SRC-002") and fault.location.file == name


@pytest.mark.parametrize("swapped", ["book/a.md", "book"])
@pytest.mark.parametrize("read", [found_bytes, lambda path: own_bytes(path, path.parents[0])])
def test_a_link_that_takes_the_place_of_a_file_or_its_folder_once_it_is_found_is_not_followed(
    tmp_path: Path, swapped: str, read: Callable[[Path], bytes]
) -> None:
    outside = tmp_path / "outside"
    for folder in (outside, tmp_path / "book"):
        folder.mkdir()
        (folder / "a.md").write_text("Xanthippe" if folder == outside else "words")
    found = own_file(tmp_path / "book/a.md", tmp_path / "book")
    assert found is not None and read(found) == b"words"
    (tmp_path / swapped).rename(tmp_path / "away")
    (tmp_path / swapped).symlink_to(outside / "a.md" if swapped.endswith(".md") else outside)
    if swapped != "book" or read is found_bytes:  # the folder of the book itself is where the caller says that it is
        with pytest.raises(LedOutError, match="a.md"):
            read(found)
