"""Chapters are made of the sections of a folder, each label with one name in the book."""

from __future__ import annotations

from pathlib import Path

from tests.desk.test_adopt import made


def test_a_link_in_an_attribute_is_no_label_of_its_own(tmp_path: Path) -> None:
    files = {
        "01.md": '# TIMA {#sec:tima}\n\nSee [TIMA](#tima).\n\n![A](a.png){#fig:a short-caption="Of [TIMA](#tima) in R"}\n',
        "02.md": "# Words\n\n[TIMA]{#tima}\n:   Annotation\n",
    }
    manuscript, _ = made(tmp_path, files)
    assert "See [TIMA](#tima-2).\n" in (manuscript / "01.md").read_text(encoding="utf-8")
    assert "[TIMA]{#tima-2}\n" in (manuscript / "02.md").read_text(encoding="utf-8")
