"""Families that a book's own style sheets name."""

from __future__ import annotations

from pathlib import Path

from bookbuilder.model.book import Fonts
from bookbuilder.theme.named_families import family_faults
from bookbuilder.theme.templates import Theme


def test_a_family_that_a_style_sheet_names_and_the_book_lacks_is_reported(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    sheet = "p { font-family: Literata, serif }\n@media print { h1 { font-family: Open Sans, serif } }\n"
    (tmp_path / "styles/own.css").write_text(
        sheet + "a { font-family: var(--font-code) } b { font-family: 'Noto Sans' }"
    )
    faults = list(family_faults(Theme(tmp_path), Fonts()))
    assert [f"{it.code} {it.location}" for it in faults] == [
        "FNT-005 styles/own.css:2:21",
        "FNT-005 styles/own.css:3:41",
    ]
    assert '"Open Sans"' in faults[0].message and "display: Noto Sans" in faults[1].remedy
    assert len(list(family_faults(Theme(tmp_path), Fonts(display="Open Sans")))) == 1
    sheet = (
        ":root { --font-text: Lora, serif }\n.a { p { font: bold 1em/1.2 Lora, serif } }\nh1 { font: x-large Lora }\n"
    )
    silent = (
        "p { font: 1em / 1.2 Literata, serif; font: inherit; --font-size: Lora } .a { &:hover { font: 2em var(--x) } }"
    )
    (tmp_path / "styles/own.css").write_text(sheet + silent)
    assert [it.location.line for it in family_faults(Theme(tmp_path), Fonts())] == [1, 2, 3]
