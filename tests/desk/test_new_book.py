"""A new book can be made at once, and every name of a style that people use leads to one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbuilder.citations import known_styles
from bookbuilder.cli import main
from bookbuilder.desk import new_book
from bookbuilder.desk.new_book import KINDS, STYLES, NewBook, NewBookError, begin, style_of
from bookbuilder.diagnostics import Severity
from bookbuilder.verbs import build, check


@pytest.mark.parametrize(("kind", "lang"), zip(KINDS, ("en-GB", "de", "ar", "ru"), strict=True))
def test_a_new_book_of_each_kind_has_no_error_and_no_warning(tmp_path: Path, kind: str, lang: str) -> None:
    begin(tmp_path / "book", NewBook('A "Title": with marks', lang, kind, "apa", "Ann O'Author"))
    sample = (tmp_path / "book/manuscript/one.md").read_text(encoding="utf-8")
    assert ("\nlang: en " in sample) == (lang != "en-GB") and sample.count("\n---\n") == (lang != "en-GB")
    built = check(tmp_path / "book", pages=False)
    assert [str(it) for it in built.diagnostics if it.severity is not Severity.NOTE] == []


@pytest.mark.slow
@pytest.mark.parametrize("is_there", [True, False])
def test_a_folder_that_could_not_be_filled_is_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_there: bool
) -> None:
    """On a full disk half of the book was left, and the next call said that the folder was not empty."""
    folder, written = tmp_path / "book", list[object]()
    if is_there:
        folder.mkdir()

    def full(path: Path, data: bytes, plain: object = Path.write_bytes) -> int:
        written.append(path)
        if len(written) > 3:
            raise OSError(28, "No space left on device", str(path))
        return plain(path, data)  # type: ignore[operator,no-any-return]

    monkeypatch.setattr(Path, "write_bytes", full)
    monkeypatch.setattr(
        new_book, "write_source", lambda path, data: (path.parent.mkdir(exist_ok=True), full(path, data))
    )
    with pytest.raises(OSError, match="No space"):
        begin(folder, NewBook("T"))
    assert len(written) == 4 and list(tmp_path.rglob("*")) == ([folder] if is_there else [])
    monkeypatch.undo()
    assert len(begin(folder, NewBook("T"))) > 4


def test_a_title_and_a_chapter_are_enough(tmp_path: Path) -> None:
    (tmp_path / "manuscript").mkdir()
    (tmp_path / "manuscript" / "book.yaml").write_text("title: A Book\nchapters: [one.md]\n")
    (tmp_path / "manuscript" / "one.md").write_text("# One\n\nText.\n")
    built = build(tmp_path, ("epub", "html"), tmp_path / "out")
    assert [it.code for it in built.diagnostics if it.severity is Severity.ERROR] == []
    assert {it.code for it in built.diagnostics} >= {"BOK-020"}
    assert (tmp_path / "out" / "a-book.epub").is_file()


def test_a_release_says_when_and_by_whom(tmp_path: Path) -> None:
    from bookbuilder.diagnostics import Stage
    from bookbuilder.diagnostics.catalogue import weight

    assert weight("BOK-020", Stage.RELEASE) is Severity.ERROR and weight("BOK-020", Stage.DRAFT) is Severity.NOTE


@pytest.mark.parametrize("name", STYLES)
def test_every_name_that_people_use_leads_to_a_style(name: str) -> None:
    assert style_of(name) in known_styles()


def test_what_cannot_be_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.txt").write_text("mine")
    for folder, book in (
        ("full", NewBook("A")), ("one", NewBook("A", lang="kz")), ("two", NewBook("A", kind="novel")), ("three", NewBook("A", style="apaa")),
    ):  # fmt: skip
        with pytest.raises(NewBookError, match=r"\.$|\?$"):
            begin(tmp_path / folder, book)
    assert main(["new", str(tmp_path / "full")]) == 2 and "is not empty" in capsys.readouterr().err
    assert main(["new", str(tmp_path / "my-book"), "--title", "Мой труд", "--lang", "ru", "--style", "gost"]) == 0
    assert "Мой труд" in (tmp_path / "my-book" / "manuscript" / "book.yaml").read_text(encoding="utf-8")
    assert {"private.yaml", "manuscript/.word/"} <= set((tmp_path / "my-book" / ".gitignore").read_text().split())


def test_a_new_edited_volume_has_an_editor_and_a_chapter_with_authors_and_sources_of_its_own(tmp_path: Path) -> None:
    begin(tmp_path / "book", NewBook("A", kind="edited-volume", author='Dana "D" White'))
    book = (tmp_path / "book/manuscript/book.yaml").read_text(encoding="utf-8")
    assert 'creator: {name: "Dana \\"D\\" White", role: edt}' in book and "\nbibliography: chapter " in book
    assert (tmp_path / "book/manuscript/one.md").read_text(encoding="utf-8").startswith("---\nauthor:\n")
