"""LaTeX in Markdown becomes Markdown: figures, headings, and whatever else an author has typed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bookbuilder.desk.adopt.latex import latex_becomes_markdown
from bookbuilder.desk.adopt.plan import Report
from tests.desk.test_adopt import made


def test_figures_of_latex_are_found_and_labelled_once(tmp_path: Path) -> None:
    text = (
        "# One\n\n\\begin{marginfigure}\n\\includegraphics{a.png}\n\\caption{Words.\\label{fig:a}}\n\\end{marginfigure}\n\n"
        "See \\cref{fig:a}b and \\cref{fig:a}-1.\n\n# Introduction\n\n`{#introduction}` in \\ref{introduction}.\n\n\\section*{Two}\n\nEnd.\n"
    )
    files = {"book.md": text, "tex/style.tex": "\\graphicspath{{./}{../pictures/}}", "pictures/a.png": b"\x89PNG"}
    manuscript, _ = made(tmp_path, files)
    text = "".join(it.read_text(encoding="utf-8") for it in manuscript.glob("*.md"))
    assert "![Words.](pictures/a.png){#fig-a}" in text and "See [@fig-a]b and [@fig-a]-1." in text
    assert "# Introduction {#sec-introduction}" in text and "## Two {.unnumbered}" in text


def test_nothing_of_a_folder_of_latex_in_markdown_goes_without_a_word(tmp_path: Path) -> None:
    """A tie printed as a tilde, a page as nothing, code as prose; chapters, abstracts and lists of Zotero's were left unsaid."""
    files = {
        "_bookdown.yml": "rmd_files: [index.Rmd, ONE.Rmd, lost.Rmd]\n",
        "index.Rmd": "---\ntitle: B\nauthor: [A B]\n---\n\n# Start\n\nWords.\n",
        "one.Rmd": (
            "---\nabstract: In short.\nkeywords: [a, b]\n---\n\n# One {#one}\n\nSee~\\cite[p.~5]{doe}, page~\\pageref{one}.\n\n"
            "\\begin{verbatim}\n  a \\b\n\\end{verbatim}\n"
        ),
    }
    manuscript, _ = made(tmp_path / "latex", files)
    one = (manuscript / "one.md").read_text(encoding="utf-8")
    assert "See\u00a0[@doe, p.\u00a05], page\u00a0[-@sec-one]{.page}." in one and "```\n  a \\b\n```" in one
    assert 'abstract: "In short."\nkeywords: ["a", "b"]\n---' in one
    assert "are not there (lost.Rmd)" in (manuscript.parent / "adopted.md").read_text(encoding="utf-8")


def test_where_latex_begins_the_chapters_headings_of_markdown_are_sections(tmp_path: Path) -> None:
    files = {
        f"{it}.md": f"\\chapter{{The {it}}}\n\\thumb{{x}}\n\\label{{{it}}}\n\n# Within\n\nSee \\ref{{two}}.\n"
        for it in ("one", "two")
    }
    manuscript, book = made(tmp_path, files)
    assert book["chapters"] == ["one.md", "two.md"]
    one = (manuscript / "one.md").read_text(encoding="utf-8")
    assert "\n## Within\n" in one and "See [-@sec-two]." in one and "\\thumb{x}" in one
    assert (manuscript / "two.md").read_text(encoding="utf-8").startswith("# The two {#sec-two}")


def test_a_figure_of_latex_is_one_picture_and_macros_of_layout_are_left(tmp_path: Path) -> None:
    figure = (
        "\\begin{figure}\n\\hypertarget{fig:a}{%\n\\begin{minipage}{\\textwidth}\n\\includegraphics{a.png}\n"
        "\\caption[Short]{A \\emph{long} caption.}\\label{fig:a}\n\\end{minipage}\n}\n\\end{figure}\n"
    )
    plot = '```{.matplotlib #fig:b file="plots/b.py" caption="Drawn."}\n```\n'
    files = {
        "one.md": f"# One\n\nSee @fig:b in \\thechapter, [@anna](https://x.example).\n\n{figure}\n{plot}",
        "a.png": b"\x89PNG",
        "preamble.tex": "\\renewcommand{\\thechapter}{\\Alph{chapter}}\n",
    }
    manuscript, _ = made(tmp_path, files)
    one = (manuscript / "one.md").read_text(encoding="utf-8")
    assert "![A *long* caption.](a.png){#fig-a}" in one and one.count("#fig-a") == 1 and "\\renewcommand" not in one
    assert "![Drawn.](figures/b.png){#fig-b}" in one and "[\\@anna](https://x.example)" in one


def test_a_label_in_a_formula_that_says_no_kind_is_one_of_a_formula(tmp_path: Path) -> None:
    formula = "\\begin{align}\na &= b \\label{line:1}\\\\\nc &= d \\label{sum}\n\\end{align}\n"
    manuscript, _ = made(tmp_path, {"one.md": f"# One\n\n{formula}\nSee \\ref{{line:1}} and \\eqref{{sum}}.\n"})
    text = (manuscript / "one.md").read_text(encoding="utf-8")
    assert "\\label{eq:line:1}" in text and "See [-@eq-line-1] and ([-@eq-sum])." in text


def test_markdown_in_an_environment_of_layout_stays_markdown(tmp_path: Path) -> None:
    """A figure that a chunk made between \\begin{landscape} and \\end{landscape} was lost, a table printed as its bars."""
    chunk = (
        "```{r x, echo=FALSE, fig.cap='Turned'}\nplot()\n```\n\n\\begin{center}\nIn \\textbf{short}.\n\\end{center}\n"
    )
    files = {
        "_bookdown.yml": "rmd_files: [index.Rmd]\n",
        "index.Rmd": (
            f"# One\n\nSee \\@ref(fig:x).\n\n\\begin{{landscape}}\n{chunk}\\end{{landscape}}\n\n"
            "\\begin{spacing}{1.0}\nClose.\n\\end{spacing}\n\n\\afterpage{\n\n\\emph{Later}.\n\n}\n\n"
            "\\textbf{{\\scshape Figure} 1}\n"
        ),
    }
    text = (made(tmp_path, files)[0] / "index.md").read_text(encoding="utf-8")
    assert "::: landscape\n![Turned](figures/x.png){#fig-x}" in text and "::: center\nIn **short**.\n:::" in text
    assert "\n1.0" not in text and "\n\n*Later*.\n\n" in text and "afterpage" not in text
    assert "'{{'" not in text


def test_commands_of_an_author_s_own_with_a_note_are_words_and_references_to_several_lead_to_each(
    tmp_path: Path,
) -> None:
    parts = "".join(
        f"\\begin{{subfigure}}{{.5\\textwidth}}\n\\includegraphics{{{it}.png}}\n\\caption{{{it}}}\n\\label{{fig.{it}}}\n\\end{{subfigure}}\n"
        for it in "ab"
    )
    figure = (
        f"\\begin{{figure}}\n{parts}\\caption{{Both, \\cref{{fig.a}} and more.}}\n\\label{{fig.all}}\n\\end{{figure}}\n"
    )
    files = {
        "one.md": (
            "# One\n\nSee \\myhref{https://x.example}{these words} and \\cref{fig.a,fig.b}.\n\n"
            f"{figure}\n$\\moj{{a}}{{b}}$\n\n\\begin{{tikzpicture}}[overlay]\n\\draw (1,2);\n\\end{{tikzpicture}}\n"
        ),
        "latex/preamble.tex": "\\newcommand{\\myhref}[2]{#2\\footnote{\\url{#1}}}\n\\def\\moj#1#2{M_{#1}\\left[#2\\right]}\n",
        "a.png": b"\x89PNG",
        "b.png": b"\x89PNG",
    }
    text = (made(tmp_path, files)[0] / "one.md").read_text(encoding="utf-8")
    assert "these words^[<https://x.example>] and @fig-fig.a, @fig-fig.b." in text
    assert "::: {#fig-fig.all layout-ncol=2}" in text and text.count("#fig-fig.a}") == 1
    assert (
        "\\newcommand{\\moj}[2]{M_{#1}\\left[#2\\right]}" in text
        and "tikzpicture" not in text
        and "reference-type" not in text
    )


def test_one_label_of_several_stands_for_all_of_a_table(tmp_path: Path) -> None:
    table = "\\begin{table}\n\\label{a}\n\\caption{Words}\\label{tab:b}\n\\begin{tabular}{ll}\na & b \\\\\n\\end{tabular}\n\\end{table}\n"
    manuscript, _ = made(tmp_path, {"one.md": f"# One\n\n{table}\nSee \\ref{{a}} and \\ref{{tab:b}}.\n"})
    text = (manuscript / "one.md").read_text(encoding="utf-8")
    assert "{#tbl-b}" in text and "See [-@tbl-b] and [-@tbl-b]." in text and "tbl-a" not in text


def test_a_caption_alone_in_latex_is_that_of_the_table_below_it(tmp_path: Path) -> None:
    """LaTeX's numbers and Pandoc's drawing; the caption and its label were lost."""
    table = "\\begin{table}[h]\n\\caption[Short]{\\label{table:x}Flags of\nit.}\n\\end{table}\n\n\\footnotesize\n| Flag | Value |\n|------|------|\n| a | b |\n"
    text = f"# One\n\nSee \\ref{{table:x}}.\n\n{table}\n![In $[0, 1)$](a - b.png){{#fig:i}}\n"
    manuscript, _ = made(tmp_path, {"one.md": text, "a - b.png": b"\x89PNG"})
    assert "\\footnotesize\n\nTable: Flags of it. {#tbl-x}\n\n| Flag" in (manuscript / "one.md").read_text(
        encoding="utf-8"
    )
    assert (manuscript / "a - b.png").is_file()


def test_a_command_without_arguments_says_its_words_in_prose_and_an_underlined_heading_has_its_label(
    tmp_path: Path,
) -> None:
    text = "The Law of It\n-------------\n\\label{sec:law}\n\nRQ 1\n\n:   \\rqone\n\nFor \\drp, \\drp and $\\drp$, \\eg\\ `\\eg` in \\ref{sec:law}.\n"
    files = {
        "one.md": f"# One\n\n{text}",
        "style.tex": "\\newcommand{\\rqone}{Is it so?\\xspace}\n\\newcommand{\\drp}{\\textit{Second} (RP2)\\xspace}\n\\newcommand{\\eg}{e.g.}\n",
    }
    text = (made(tmp_path, files)[0] / "one.md").read_text(encoding="utf-8")
    assert "## The Law of It {#sec-law}\n" in text and ":   Is it so?\n" in text
    assert "For *Second* (RP2), *Second* (RP2) and $\\drp$, e.g. `\\eg` in [-@sec-law]." in text


def test_the_label_of_a_formula_is_that_of_a_formula(tmp_path: Path) -> None:
    text = "# One\n\n$$\nE = 1\n\\label{def-strong}\n$$\n\nSee \\eqref{def-strong}.\n"
    manuscript, _ = made(tmp_path, {"one.md": text})
    made_text = (manuscript / "one.md").read_text(encoding="utf-8")
    assert "$$ {#eq-def-strong}" in made_text and "([-@eq-def-strong])" in made_text


def test_every_command_that_cites_is_a_citation(tmp_path: Path) -> None:
    text = "# One\n\nIn Ref. \\onlinecite{a,b}, \\citeonline[3]{c}, \\fullcite{d}, \\citeyearpar{e}.\n"
    manuscript, _ = made(tmp_path, {"one.md": text, "a.bib": "@book{a, title={A}}\n"})
    assert "In Ref. [@a; @b], @c [3], [@d], [-@e]." in (manuscript / "one.md").read_text(encoding="utf-8")


def test_notes_of_environments_stand_where_they_are_called_and_arguments_are_no_words() -> None:
    """Each environment begins its notes with 1 again, and a caption's note was there twice and defined twice."""
    text = (
        "\\begin{figure}\n\\includegraphics{a.png}\n\\caption[S]{One.\\footnote{Of it.}}\n\\label{fig:a}\n\\end{figure}\n\n"
        "\\begin{tcolorbox}[colback=red,title={A title}]\nTwo\\footnote{First.\n\nSecond.} three.\n\\end{tcolorbox}\n\n"
        "\\begin{description}[leftmargin=8em]\n\\item[$t$] Time.\n\\end{description}\n\n"
        "\\begin{center}\n\\includegraphics{b.png}\n\\end{center}\n\n"
        "\\begin{adjustbox}{width=\\textwidth}\nFour\\footnotemark[3] five.\n\\end{adjustbox}\n\n\\footnotetext[3]{Six.}\n"
    )
    made = latex_becomes_markdown(text, "one.md", Report())
    assert "![One.^[Of it.]](a.png){#fig-a}" in made and made.count("Of it.") == 1 and "![](b.png)" in made
    assert "**A title**" in made and "Two[^7-1] three." in made and "[^7-1]: First.\n\n    Second." in made
    assert "$t$\n\n:   Time." in made and "Four^[Six.] five." in made and "width" not in made and "footnote" not in made


def test_a_macro_that_begins_an_environment_stays_out_and_the_markdown_behind_it_in(tmp_path: Path) -> None:
    halves = {"bcenter": "\\begin{center}", "ecenter": "\\end{center}", "be": "\\begin{align}", "ee": "\\end{align}"}
    macros = "\n".join(f"\\newcommand{{\\{name}}}{{{it}}}" for name, it in halves.items())
    text = "# One\n\n\\bcenter\n*Source* of it.\n\\ecenter\n\n\\be a=b \\ee\n"
    manuscript, _ = made(tmp_path, {"one.md": text, "template.tex": macros})
    chapter = (manuscript / "one.md").read_text(encoding="utf-8")
    assert "{center}" not in chapter and "*Source* of it." in chapter and "\\begin{align}" in chapter


@pytest.mark.parametrize("box", ["\\makebox[\\textwidth]", "\\framebox[1.1\\width][c]", "\\fbox", "\\mbox"])
def test_a_picture_in_a_box_of_latex_is_taken(box: str, tmp_path: Path) -> None:
    figure = f"\\begin{{figure}}\n{box}{{\\includegraphics{{a.png}}}}\n\\caption{{Words.}}\n\\end{{figure}}\n"
    manuscript, _ = made(tmp_path, {"one.md": f"# One\n\n{figure}", "a.png": b"\x89PNG"})
    assert "![Words.](a.png)" in (manuscript / "one.md").read_text(encoding="utf-8")


def test_footnotes_of_latex_in_code_stay_code(tmp_path: Path) -> None:
    text = "# One\n\nType `\\footnotemark` and `\\footnotetext{Words}` below.\n"
    manuscript, _ = made(tmp_path, {"one.md": text})
    assert (manuscript / "one.md").read_text(encoding="utf-8") == text


def test_a_note_in_a_cell_of_a_drawn_table_leaves_its_frame_whole(tmp_path: Path) -> None:
    rows = "\\multicolumn{2}{c}{wide} & c \\\\\n\\hline\na\\footnote{Of the cell.} & b & c \\\\\n"
    table = f"\\begin{{table}}\n\\begin{{tabular}}{{lll}}\n{rows}\\end{{tabular}}\n\\end{{table}}\n"
    manuscript, _ = made(tmp_path, {"one.md": f"# One\n\n{table}\n{table}"})
    text = (manuscript / "one.md").read_text(encoding="utf-8")
    frames = [[len(line) for line in block.splitlines()] for block in text.split("\n\n") if block.startswith("+-")]
    assert len(frames) == 2 and all(len(set(it)) == 1 for it in frames)
    labels = re.findall(r"\[\^(\w)\]: Of the cell\.", text)
    assert len(set(labels)) == 2 and all(text.count(f"[^{it}]") == 2 for it in labels)


def test_each_box_of_a_figure_with_a_caption_is_a_part_with_its_label(tmp_path: Path) -> None:
    """The first caption went, and both labels led to the chapter."""
    box = (
        "\\begin{{{0}}}{{.5\\textwidth}}\\includegraphics{{{1}.png}}\\caption{{Of {1}}}\\label{{fig:{1}}}\\end{{{0}}}\n"
    )
    chapter = "# One\n\nSee \\ref{fig:a}, \\ref{fig:b}.\n\n"
    for name, both in (("minipage", ""), ("subfigure", "\\caption{Both}\n")):
        figure = f"\\begin{{figure}}\n{box.format(name, 'a')}{box.format(name, 'b')}{both}\\end{{figure}}\n"
        folder = tmp_path / name
        folder.mkdir()
        text = (made(folder, {"one.md": chapter + figure})[0] / "one.md").read_text(encoding="utf-8")
        assert text.count("![Of a](a.png){#fig-a}") == text.count("![Of b](b.png){#fig-b}") == 1
        assert "See [-@fig-a], [-@fig-b]." in text and ("Both" in text) is bool(both)
        assert text.count("#fig-") == 2 and text.count("Of b") == 1


def test_a_figure_keeps_the_words_and_the_table_in_it_and_its_code_is_no_block(tmp_path: Path) -> None:
    table = "\\begin{tabular}{ll}a&b\\\\c&d\\end{tabular}"
    figures = (
        f"\\begin{{center}}{{\\large Words}}\n\\captionof{{table}}{{Cap}}\\label{{t1}}\n{table}\\end{{center}}",
        f"{table}\n\n\\includegraphics{{a.png}}\n\\caption{{Cap}}",
        "\\begin{verbatim}\n::: x\ncode\n\\end{verbatim}\n\\caption{Cap}\\label{fig:v}",
    )
    written = "\n\n".join(f"\\begin{{figure}}\n{it}\n\\end{{figure}}" for it in figures)
    text = (made(tmp_path, {"one.md": f"# One\n\n{written}\n"})[0] / "one.md").read_text(encoding="utf-8")
    assert "Words" in text and text.count("Cap") == 3 and text.count("#fig-t1") == text.count("#fig-v") == 1
    assert text.count("| a   | b   |\n| c   | d   |\n") == 2 and "    ::: x\n    code\n" in text
    assert len(re.findall("^:{3,}$", text, re.MULTILINE)) == 5
