"""Which book is meant where none is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbuilder.environment import BOOK, ROOT, home


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
