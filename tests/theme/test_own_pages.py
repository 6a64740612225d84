"""Pages that a book's own templates make bring no script and fetch nothing; the shipped templates stand in for them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bookbuilder.theme.overrides import override_faults
from bookbuilder.theme.own_pages import refused_in
from bookbuilder.theme.templates import Theme, render


def test_a_books_scripts_and_pages_with_scripts_are_refused_and_the_shipped_ones_stand_in(tmp_path: Path) -> None:
    files = {
        "templates/site/scripts/own.js": "evil()",
        "templates/site/scripts/moved.js": "evil()",
        "templates/site/moved.html": "<html><body onload=evil()><script>evil()</script></body></html>",
        "styles/own.css": "p {}\nb { x: url(http://evil.example) }\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    theme = Theme(tmp_path)
    assert [(it.code, str(it.location)) for it in override_faults(theme)] == [
        ("CLN-005", "styles/own.css:2:5"),
        ("CLN-006", "templates/site/scripts/moved.js"),
        ("CLN-006", "templates/site/scripts/own.js"),
    ]
    assert "evil" not in theme.text("styles/own.css") + theme.text("templates/site/scripts/moved.js")
    values = {"lang": "en", "title": "T", "href": "one.html", "address": "", "words": {"moved": "Moved."}, "book": None}
    made = render(theme, "site/moved.html", values)
    assert {it.code for it in made.diagnostics} == {"CLN-006"} and len(made.diagnostics) == 3
    assert made.value == render(Theme(theme.shipped, theme.shipped), "site/moved.html", values).value != ""
    assert "evil" not in made.value


@pytest.mark.parametrize("page", ["<!-- -->", "<?xml version='1.0'?><!---->"])
def test_a_page_that_is_none_is_refused(page: str) -> None:
    assert list(refused_in("site/moved.html", page))


def test_a_books_own_page_without_scripts_is_taken(tmp_path: Path) -> None:
    shipped = Theme(tmp_path).text("templates/site/moved.html")
    (tmp_path / "templates/site").mkdir(parents=True)
    (tmp_path / "templates/site/moved.html").write_text(shipped.replace("<main>", "<main class='ours'>"))
    values = {"lang": "en", "title": "T", "href": "one.html", "address": "", "words": {"moved": "Moved."}, "book": None}
    made = render(Theme(tmp_path), "site/moved.html", values)
    assert not made.diagnostics and "class='ours'" in made.value


def test_a_book_that_has_taken_all_shipped_templates_and_styles_has_no_fault(tmp_path: Path) -> None:
    for folder in ("templates", "styles"):
        shutil.copytree(
            Theme(tmp_path).shipped / folder, tmp_path / folder, ignore=shutil.ignore_patterns("fonts", "csl")
        )
    assert list(override_faults(Theme(tmp_path))) == []
