"""A style sheet that breaks off is reported where it does, in every edition."""

from __future__ import annotations

import pytest

from bookbuilder.theme.overrides import css_faults
from bookbuilder.theme.templates import SHIPPED


@pytest.mark.parametrize(
    ("sheet", "places"),
    [
        ("p { color: green }\n/* open\nh1 { color: red }", ["2:1"]),
        ("p { color: green }\n/*/ h1 { color: red }", ["2:1"]),
        ("p { color: green\nh1 { color: red }\n", ["1:3"]),
        ("@media print { p { color: red }", ["1:14"]),
        ("p { color red; } h1 { color: red }", ["1:14"]),
        ("p { color: red }\nh1 color: red;", ["2:14"]),
        ("a { } } b { }", ["1:7"]),
        ("{" * 300, ["1:1"]),
        ("a { " * 1500 + "}" * 1500, []),
        (".a\\{b { c: url({) }", []),
        ("p::before { content: \"{ /* \" } /* { */ q { quotes: '}' }", []),
        ("@media print { p { color: red } @page { margin: 0 } }\n@charset 'utf-8';", []),
    ],
)
def test_what_is_left_open_or_is_no_rule_has_its_place(sheet: str, places: list[str]) -> None:
    found = [f"{it.code} {it.location}" for it in css_faults("styles/own-web.css", sheet)]
    assert found == [f"CSS-006 styles/own-web.css:{it}" for it in places]


def test_no_shipped_sheet_is_broken() -> None:
    sheets = list((SHIPPED / "styles").rglob("*.css"))
    assert len(sheets) > 10
    for path in sheets:
        assert not list(css_faults(path.relative_to(SHIPPED).as_posix(), path.read_text(encoding="utf-8")))
