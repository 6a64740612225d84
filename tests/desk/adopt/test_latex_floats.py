"""Floats of LaTeX that are no figures and no tables keep their captions, labels and numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.test_adopt import made

FRAME = "\\begin{quadro}[htb]\n\\caption{\\label{qua:Q}Things told \\emph{apart}}\n\\begin{tabular}{ll}\na&b\\\\\n\\end{tabular}\n\\end{quadro}\n"
STEPS = (
    "\\begin{algorithm2e}[H]\n\\caption{Two steps}\n\\KwIn{Some words}\n\\ForEach{another in several}{do this\\; do that\\;}\n"
    "\\label{alg:two}\n\\end{algorithm2e}\n"
)
CODE = "\\begin{listing}\n\\begin{minted}{c}\nx = 1;\n\\end{minted}\n\\caption{Some c}\\label{lst:x}\n\\end{listing}\n"


def test_a_float_of_an_authors_own_is_counted_and_has_its_caption(tmp_path: Path) -> None:
    text = f"# One\n\nSee \\ref{{qua:Q}}, Algorithm \\ref{{alg:two}}, \\autoref{{lst:x}}.\n\n{FRAME}\n{STEPS}\n{CODE}"
    manuscript, _ = made(tmp_path, {"one.md": text})
    one = (manuscript / "one.md").read_text(encoding="utf-8")
    assert "See [1.1](#sec-qua-Q), Algorithm [1.1](#alg-two), @lst-x." in one
    assert "**Quadro 1.1.** Things told *apart*" in one and "| a   | b   |" in one
    assert (
        "**Algorithm 1.1.** Two steps" in one and "\\ForEach{another in several}" in one
    )  # Pandoc reads no word of it
    assert '``` {#lst-x .c lst-cap="Some c"}' in one


def test_the_caption_of_a_listing_has_its_references_and_no_braces(tmp_path: Path) -> None:
    code = CODE.replace("Some c}", "Some {C} \\emph{code} of $x^{2}$, \\ref{alg:two}, Listing \\ref{lst:x}}")
    manuscript, _ = made(tmp_path, {"one.md": f"# One\n\n{STEPS}\n{code}\n```latex\n\\caption {{Words}}\n```\n"})
    one = (manuscript / "one.md").read_text(encoding="utf-8")
    assert 'lst-cap="Some C *code* of $x^{2}$, [1.1](#alg-two), Listing [-@lst-x]"' in one
    assert "```latex\n\\caption {Words}\n```" in one  # code stays as it is


def test_a_macro_does_not_reach_from_one_line_of_a_cell_into_the_next(tmp_path: Path) -> None:
    table = "+-------------+-------------+\n| $\\textrm{Ma | $\\textrm{Mi |\n| x}$         | n}$         |\n+-------------+-------------+\n"
    manuscript, _ = made(tmp_path, {"one.md": f"# One\n\n{table}\n"})
    assert table in (manuscript / "one.md").read_text(encoding="utf-8")


def test_a_figure_in_a_block_of_layout_has_its_caption(tmp_path: Path) -> None:
    picture = (
        "\\begin{center}\n\\includegraphics{a.png}\n\\captionof{figure}{A sensor}\n\\label {fig:a}\n\\end{center}\n"
    )
    other = "\\begin{empty}\n\\captionof{figure}{Below a listing}\n\\end{empty}\n"
    files = {"one.md": f"# One\n\nSee \\ref{{fig:a}}.\n\n{picture}\n{other}", "a.png": b"\x89PNG"}
    manuscript, _ = made(tmp_path, files)
    one = (manuscript / "one.md").read_text(encoding="utf-8")
    assert "*Below a listing*" in one
    assert "![A sensor](a.png){#fig-a}" in one and "See [-@fig-a]." in one


@pytest.mark.parametrize("layout", ["", "\\begin{minipage}[t]{0.4\\textwidth}"])
@pytest.mark.parametrize("is_below", [True, False])
def test_each_of_two_figures_in_a_block_of_layout_has_its_caption(tmp_path: Path, layout: str, is_below: bool) -> None:
    end = "\\end{minipage}" if layout else ""
    figures = []
    for name in ("first", "second"):
        parts = [
            f"\\includegraphics{{{name}.png}}",
            f"\\captionof{{figure}}[Short]{{The {name}}}\n\\label{{fig:{name}}}",
        ]
        figures.append("\n".join([layout, *(parts if is_below else parts[::-1]), end]).strip())
    text = f"# One\n\nSee \\ref{{fig:first}}, \\ref{{fig:second}}.\n\n\\begin{{center}}\n{figures[0]}\n{figures[1]}\n\\end{{center}}\n"
    manuscript, _ = made(tmp_path, {"one.md": text, "first.png": b"\x89PNG", "second.png": b"\x89PNG"})
    one = (manuscript / "one.md").read_text(encoding="utf-8")
    assert "![The first](first.png){#fig-first}" in one and "![The second](second.png){#fig-second}" in one
    assert "See [-@fig-first], [-@fig-second]." in one and "minipage" not in one


@pytest.mark.parametrize("label", ["\\label{fig:a}", ""])
def test_words_around_the_picture_of_a_figure_stay(tmp_path: Path, label: str) -> None:
    picture = "\\includegraphics{a.png}"
    above = f"\\begin{{figure}}\n\\caption{{A map}}{label}\n{picture}\\\\\n{{\\footnotesize Source: the author, $|x|$.}}\n\\end{{figure}}\n"
    below = f"\\begin{{center}}\nWords before it.\n\n{picture}\n\\captionof{{figure}}{{A hill}}\n\\end{{center}}\n"
    manuscript, _ = made(tmp_path, {"one.md": f"# One\n\n{above}\n{below}", "a.png": b"\x89PNG"})
    shown = "![A map](a.png){#fig-a}" if label else "![A map](a.png)"
    one = (manuscript / "one.md").read_text(encoding="utf-8").split("\n\n")
    assert [it.strip() for it in one if it.strip()] == [
        "# One", shown, "Source: the author, $|x|$.", "Words before it.", "![A hill](a.png)"
    ]  # fmt: skip


def test_tables_within_the_cells_of_a_table_do_not_have_its_label(tmp_path: Path) -> None:
    cell = "\\begin{tabular}{l}\nb\\\\\nc\\\\\n\\end{tabular}"
    table = f"\\begin{{table}}\n\\begin{{tabular}}{{ll}}\na & {cell}\\\\\n\\end{{tabular}}\n\\caption{{T}}\\label{{tab:a}}\n\\end{{table}}\n"
    manuscript, _ = made(tmp_path, {"one.md": f"# One\n\nSee \\ref{{tab:a}}.\n\n{table}"})
    assert (manuscript / "one.md").read_text(encoding="utf-8").count("#tbl-a") == 1
