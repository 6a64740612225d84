"""Which book is meant where none is named, and where what is remembered of it lies."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bookbuilder.environment import BOOK, ROOT, cache_of, home


def test_the_book_is_the_one_that_one_is_in_or_that_the_variable_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(BOOK, raising=False)
    (tmp_path / "mine" / "manuscript").mkdir(parents=True)
    assert home(str(tmp_path / "mine")) == ROOT
    (tmp_path / "mine" / "manuscript" / "book.yaml").write_text("title: Mine\n")
    assert home(str(tmp_path / "mine")) == str(tmp_path / "mine")
    monkeypatch.setenv(BOOK, str(tmp_path / "other"))
    assert home(str(tmp_path / "mine")) == str(tmp_path / "other")


def test_what_is_remembered_lies_in_the_users_cache_where_the_book_cannot_be_written_or_its_own_leads_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, users = tmp_path / "book", tmp_path / "users"
    book.mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(users))
    assert cache_of(str(book)) == str(book / ".cache")
    (tmp_path / "documents").mkdir()
    (book / ".cache").symlink_to(tmp_path / "documents")
    elsewhere = cache_of(str(book))
    assert elsewhere.startswith(str(users))
    (book / ".cache").unlink()
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert cache_of(str(book)) == elsewhere
