"""Looks by adding: own style sheets, tokens by name, a design by one key, and files that stand in for nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbuilder import verbs
from bookbuilder.layout.hidden_elements import hiding_rule
from bookbuilder.theme.overrides import override_faults
from bookbuilder.theme.palette import palette
from bookbuilder.theme.stylesheets import added_sheets
from bookbuilder.theme.templates import Theme, render
from tests.small_book import make_book


def themed(folder: Path, files: dict[str, str], design: str = "") -> Theme:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return Theme(folder, design=design)


def reported(theme: Theme) -> list[str]:
    return [f"{it.code} {it.location}: {it.remedy}" for it in override_faults(theme)]


def test_own_sheets_come_after_the_shipped_ones(tmp_path: Path) -> None:
    theme = themed(tmp_path, {"styles/own.css": "p {}", "styles/own-web.css": "h1 {}", "styles/own-print.css": "h2 {}"})
    assert [name for name, _ in added_sheets(theme, "web")] == ["styles/own.css", "styles/own-web.css"]
    assert [name for name, _ in added_sheets(theme, "epub")] == ["styles/own.css"]
    assert added_sheets(Theme(tmp_path / "none"), "print") == () and reported(theme) == []


def test_a_token_changes_in_print_epub_and_web_alike(tmp_path: Path) -> None:
    theme = themed(tmp_path, {"styles/tokens.yaml": 'colour-accent: "#123456"\nprint-size: 11pt\n'})
    assert palette(theme)["accent"] == "#123456" and "--ink-accent:" not in theme.text("styles/tokens.css")
    assert "--print-size: 11pt;" in theme.text("styles/tokens.css") and "--ink-link" in theme.text("styles/tokens.css")
    assert "--colour-accent: light-dark(#123456, color-mix(in oklab, #123456 40%, white));" in theme.text(
        "styles/site.css"
    )
    assert "--colour-accent: color-mix(in srgb, currentColor 60%, #123456);" in theme.text("styles/epub.css")
    assert reported(theme) == []


def test_a_design_is_chosen_by_its_name_and_the_books_tokens_stand_over_it(tmp_path: Path) -> None:
    theme = themed(tmp_path, {"styles/tokens.yaml": "print-size-chapter: 20pt\n"}, "quiet")
    assert palette(theme)["accent"] == "#35424f" and "--print-size-chapter: 20pt;" in theme.text("styles/tokens.css")
    assert "light-dark(#35424f, #b9c6d3)" in theme.text("styles/site.css")
    assert [name for name, _ in added_sheets(theme, "epub")] == ["styles/designs/quiet/design.css"]
    assert reported(Theme(tmp_path, design="quite")) == ['CSS-004 manuscript/book.yaml: Did you mean "quiet"?']


@pytest.mark.parametrize(
    "token",
    ["print-size: 10", "print-size: 10 pt", 'print-size: "10,5pt"', "print-size: ten", "print-size: 10punkt",
     "print-leading: 0", "print-inside: -20mm", "leading: wide", "colour-accent: rot", 'colour-accent: "#12345"',
     "print-leading: calc(a b c)", "print-leading: max()", "print-size: calc(1pt 2pt)", "print-size: var(--gone)",
     "font-text: Arial", 'colour-accent: ["#123456", "#1"]', "ink-accent: '#123456'", "print-size: 9pt\nprint-size: 10pt"],
)  # fmt: skip
def test_a_token_of_a_wrong_kind_is_reported_at_its_line_and_the_shipped_one_stays(tmp_path: Path, token: str) -> None:
    theme = themed(tmp_path, {"styles/tokens.yaml": f"# mine\n{token}\n"})
    (fault,) = override_faults(theme)
    assert fault.location.file == "styles/tokens.yaml" and fault.location.line in (2, 3)
    if fault.code == "CSS-003":
        assert theme.text("styles/tokens.css") == Theme(tmp_path / "none").text("styles/tokens.css")


def test_a_copy_of_the_tokens_that_lacks_some_is_reported(tmp_path: Path) -> None:
    (fault,) = override_faults(themed(tmp_path, {"styles/tokens.css": ":root { --print-size: 10pt }"}))
    assert f"{fault.code} {fault.location}" == "CSS-003 styles/tokens.css" and "tokens.yaml" in fault.remedy
    whole = Theme(tmp_path / "none").text("styles/tokens.css").replace("9.75pt", "10pt")
    assert reported(themed(tmp_path, {"styles/tokens.css": whole})) == []


def test_tokens_of_the_right_kind_are_silent(tmp_path: Path) -> None:
    values = "print-inside: 0\nprint-size: calc(9pt + 1px)\nleading: 1.4\nmeasure: 30em\nmine: any thing\n"
    colours = "colour-accent: rebeccapurple\ncolour-link: var(--colour-accent)\n"
    theme = themed(tmp_path, {"styles/tokens.yaml": values + colours, "styles/own.css": "p { margin: var(--mine) }"})
    assert reported(theme) == [] == reported(themed(tmp_path, {"styles/tokens.yaml": ""}))
    (fault,) = override_faults(themed(tmp_path, {"styles/tokens.yaml": "- a\n"}))
    assert f"{fault.code} {fault.location}" == "CSS-003 styles/tokens.yaml:1:1"


@pytest.mark.parametrize(
    ("name", "near"),
    [("styles/prints.css", "styles/print.css"), ("templates/title.xhtml", "templates/pages/title.xhtml"),
     ("styles/own-prnt.css", "styles/own-print.css")],
)  # fmt: skip
def test_a_file_that_stands_in_for_nothing_is_reported(tmp_path: Path, name: str, near: str) -> None:
    assert reported(themed(tmp_path, {name: ""})) == [f'CSS-002 {name}: Did you mean "{near}"?']


def test_a_file_that_another_one_reads_is_not(tmp_path: Path) -> None:
    files = {
        "styles/own.css": '@import "more.css";',
        "styles/more.css": "",
        "styles/print.css": "",
        "styles/fonts/A.ttf": "",
    }
    assert reported(themed(tmp_path, files)) == []


def test_a_token_that_nothing_reads_is_reported(tmp_path: Path) -> None:
    theme = themed(
        tmp_path,
        {"styles/tokens.yaml": "colour-acent: red\nmine: 1em\n", "styles/own.css": "p { margin: var(--mine) }"},
    )
    assert reported(theme) == ['CSS-003 styles/tokens.yaml:1:1: Did you mean "colour-accent"?']


def test_the_rule_that_hides_words_is_found() -> None:
    page = '<html><body><section><p class="a" id="x">Words <i>and more</i></p></section></body></html>'
    sheets = [
        ("styles/print.css", "p { margin: 0 }"),
        ("styles/own.css", "h1 {}\n@media print {\n .a i { display: none } }"),
    ]
    found = hiding_rule(page, "x", sheets)
    assert found is not None and (str(found[0]), found[1]) == ("styles/own.css:3:2", ".a i { display: none }")
    assert hiding_rule(page, "x", sheets[:1]) is None


@pytest.mark.slow
@pytest.mark.pango
def test_a_style_that_loses_words_is_named_with_its_rule(tmp_path: Path) -> None:
    book = make_book(tmp_path, {"styles/own.css": "\n.gone { display: none }\n"}, "# One\n\nText [lost]{.gone} here.\n")
    built = verbs.build(book, ("pdf",), book / "output")
    [fault] = [it for it in built.diagnostics if it.code == "PDF-024"]
    assert "styles/own.css:2:1 hides them: “.gone { display: none }”" in fault.remedy


def test_many_authors_stand_in_one_paragraph_of_the_title_page_and_a_whole_crowd_goes_on_overleaf(
    tmp_path: Path,
) -> None:
    for count, is_one, goes_on in ((10, False, False), (26, True, False), (120, True, True)):
        book = {"title": "T", "creator": [{"name": f"Author {number}"} for number in range(count)]}
        values = {"book": book, "document": {"id": "title"}, "credits": []}
        page = render(Theme(tmp_path), "pages/title.xhtml", values).value
        assert ("many-creators" in page, "of-many" in page) == (is_one, goes_on) and f"Author {count - 1}" in page
