"""Style sheets fetch nothing and run nothing."""

from __future__ import annotations

import pytest

from bookbuilder.cleaning import clean_css

FETCHING = (
    '@media print { @import "http://evil.example/l"; }',
    "@import url(http://evil.example/a.css);", '@import "//evil.example/b";', '@\\69mport "http://evil.example/c";', "p { background: url(//evil.example/p) }",
    "p { x: u\\72l(//evil.example/d) }", 'p { x: image-set("//evil.example/e" 1x) }', "p { width: expression(evil()) }", "p { behavior: url(x.htc) }",
    "p { -moz-binding: url(x.xml#a) }", "@font-face { font-family: E; src: url(http://evil.example/f.ttf), local(A) }", "@media print { p { x: url(https://evil.example) } }",
    "@page { @top-left { content: url(file:///etc/passwd) } }", 'p { x: url("javascript:evil") }', "p { --a: url(//evil.example/g) }", "p { x: url(data:text/html,evil) }",
    "p { & b { x: src('http://evil.example') } }", "@namespace url(http://evil.example);",
    "p { x: url(../../evil.png) }", "p { x: url(a/../../%2e%2e/evil) }", "@font-face { src: url(fonts/..\\\\..\\\\..\\\\evil.ttf) }",
)  # fmt: skip


@pytest.mark.parametrize("sheet", FETCHING)
def test_what_fetches_or_runs_goes_and_what_stands_beside_it_stays(sheet: str) -> None:
    cleaned, found = clean_css(f"h1 {{ color: red }}\n{sheet}\nh2 {{ color: blue }}\n")
    assert [line for line, _, _ in found] == [2]
    assert not [it for it in ("evil", "@import", "htc", "x.xml") if it in cleaned]
    assert "color: red" in cleaned and "color: blue" in cleaned


def _doubling(count: int, name: str = "--a") -> str:
    rest = "".join(f"{name}{it + 1}: var(--a{it}) var(--a{it}); " for it in range(count))
    return f"html {{ {name}0: words; {rest}}}\np {{ color: var(--a{count}); margin: 0 }}\n"


def test_custom_properties_that_double_without_end_go() -> None:
    """Twenty-four lines of them took 26 seconds to print, and each one more would have taken as long again."""
    assert clean_css(_doubling(8)) == (_doubling(8), ())
    for sheet in (_doubling(24), _doubling(24, "--\\61 "), f"@media print {{ {_doubling(3000)} }}"):
        cleaned, found = clean_css(sheet)
        assert found and "margin: 0" in cleaned and "--a20:" not in cleaned
        assert "becomes larger" in found[0][2]
    nested = ".a { --b: var(--c) var(--c) } .d { --c: var(--b) var(--b) }"
    assert [it for _, _, it in clean_css(nested)[1] if "becomes larger" not in it] == []
    assert len(clean_css(nested)[1]) == 2


def test_a_sheet_that_fetches_nothing_is_the_same_text() -> None:
    sheet = "@import 'more.css';\n@font-face { src: url(../fonts/a.woff2) }\np::after { content: 'http://a.b'; x: url(#a); y: url(data:image/png;base64,AA) }\n"
    assert clean_css(sheet) == (sheet, ())
    assert "</style" not in clean_css("p { content: '</style><script>' }")[0]


@pytest.mark.parametrize(
    "broken",
    [
        "@media print { p 2 orphans: 3 } }",
        "![](p { color: red }",
        "p { x: url(a b) }",
        "p { x: 'a\n }",
        "}",
        "<!-- -->",
        ";;",
        "@",
        "\\",
    ],
)
def test_a_broken_sheet_is_left_to_whoever_reads_it_and_cleaned_all_the_same(broken: str) -> None:
    assert clean_css(broken) == (broken, ())
    cleaned, found = clean_css(f"b {{ x: url(http://evil.example) }}\n{broken}\n")
    assert len(found) == 1 and "evil" not in cleaned


def test_brackets_beyond_count_make_no_traceback() -> None:
    assert clean_css("p { x: " + "(" * 5000)[0] == ""


def test_what_stays_stands_in_the_line_where_it_was() -> None:
    sheet = "p { color: red;\n  background: url(http://evil.example/a.png);\n  margin: 0 }\n@import url(http://evil.example);\n\nh1 { top: 0 }\n"
    cleaned, found = clean_css(sheet)
    assert [it[0] for it in found] == [2, 4] and "evil" not in cleaned
    assert cleaned.split("\n")[2].strip().startswith("margin: 0") and cleaned.split("\n")[5] == "h1 { top: 0 }"
