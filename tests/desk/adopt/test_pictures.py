"""The pictures of a folder come along, from wherever they are, under their right names."""

from __future__ import annotations

from pathlib import Path

from tests.desk.test_adopt import made


def test_a_picture_is_called_what_it_is(tmp_path: Path) -> None:
    manuscript, _ = made(tmp_path, {"one.md": "# One\n\n![A](img/a.jpg)\n", "img/a.jpg": b"\x89PNG"})
    assert "![A](img/a.png)" in (manuscript / "one.md").read_text(encoding="utf-8")
    assert (manuscript / "img/a.png").is_file() and not (manuscript / "img/a.jpg").exists()


def test_pictures_are_found_from_a_folder_that_has_another_name_here(tmp_path: Path) -> None:
    files = {
        "_quarto.yml": "book: {title: A, chapters: [index.qmd, Module 1/one.qmd]}\n",
        "index.qmd": "# One\n\nWords.\n",
        "Module 1/one.qmd": "# Two\n\n![A](img/a.png)\n",
        "Module 1/img/a.png": b"\x89PNG",
    }
    manuscript, _ = made(tmp_path, files)
    assert "![A](<Module 1/img/a.png>)" in (manuscript / "Module-1/one.md").read_text(encoding="utf-8")
