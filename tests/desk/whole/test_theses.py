"""Theses and lecture notes as their authors keep them for LaTeX: one main file, macros of their own, figures of LaTeX."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from bookbuilder.desk.adopt import adopt
from bookbuilder.desk.adopt.latex import latex_becomes_markdown
from bookbuilder.desk.adopt.latex_macros import raw_blocks_bared
from bookbuilder.desk.adopt.plan import Report
from bookbuilder.desk.adopt.prose_macros import macros_become_words


def adopted(folder: Path, files: Mapping[str, str]) -> Path:
    """The manuscript that becomes of some files."""
    for name, content in files.items():
        path = folder / "theirs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return adopt(folder / "theirs", folder / "ours").folder / "manuscript"


def markdown(latex: str, macros: Mapping[str, str] = {}) -> str:
    return latex_becomes_markdown(raw_blocks_bared(latex), "one.md", Report(), macros)


def test_a_main_file_that_includes_the_chapters_gives_their_order_and_the_title(tmp_path: Path) -> None:
    includes = "\\newpage\n{{< include content/b.qmd >}}\n<!-- a remark -->\n\n{{< include content/a.qmd >}}\n"
    layout = "\\hspace{5em}\n" * 90
    files = {
        "thesis.qmd": f"---\ntitle: The Thesis\n---\n\n\\pagenumbering{{roman}}\n{includes}{layout}",
        "content/a.qmd": "# Later\n\nSee \\ref{room}.\n",
        "content/b.qmd": "# First\n\n```{=tex}\n\\begin{figure}[h]\n\\includegraphics{a.png}\n\\caption{A room}\n\\label{room}\n\\end{figure}\n```\n",
    }
    manuscript = adopted(tmp_path, files)
    book = (manuscript / "book.yaml").read_text(encoding="utf-8")
    assert 'title: "The Thesis"' in book and book.index("b.md") < book.index("a.md")
    assert "![A room](a.png){#fig-room}" in next(manuscript.rglob("b.md")).read_text(encoding="utf-8")
    assert "[-@fig-room]" in next(manuscript.rglob("a.md")).read_text(encoding="utf-8")


def test_a_label_of_latex_below_a_heading_is_the_headings(tmp_path: Path) -> None:
    text = "# One\n\\label{sec:one}\n\n## Two {-}\n\n\\label{two}\n\nSee @sec:one and \\ref{two}.\n"
    one = next(adopted(tmp_path, {"one.md": text}).glob("one.md")).read_text(encoding="utf-8")
    assert "# One {#sec-one}" in one and "## Two {#sec-two -}" in one and "See @sec-one and [-@sec-two]." in one


def test_a_thesis_next_to_its_proposal_and_reports_is_the_book(tmp_path: Path) -> None:
    files = {
        "thesis.md": "---\ntitle: The Thesis\n---\n\n# One\n\n" + "Words of it. " * 100,
        "proposal.md": "---\ntitle: A Proposal\n---\n\n# Plan\n\nWords.\n",
    }
    book = (adopted(tmp_path, files) / "book.yaml").read_text(encoding="utf-8")
    assert 'title: "The Thesis"' in book and "proposal" not in book


@pytest.mark.parametrize("text", ["# Introduction\n\nWords.\n", "---\ntitle: Introduction\n---\n\nWords.\n"])
def test_an_introduction_next_to_a_thesis_is_a_part_of_it(text: str, tmp_path: Path) -> None:
    files = {"thesis.md": "# One\n\n" + "Words of it. " * 100, "introduction.md": text}
    assert "introduction.md" in (adopted(tmp_path, files) / "book.yaml").read_text(encoding="utf-8")


def test_what_a_makefile_finds_is_the_book_though_its_latex_lies_there_too(tmp_path: Path) -> None:
    files = {
        "Makefile": "SRC := $(shell find text/ -name '*.md' | sort)\n\npdf:\n\tpandoc $(SRC) -o thesis.pdf\n\nabstract:\n\tpandoc text/1/2.md -o a.pdf\n",
        "text/1/2.md": "# Two\n\nWords.\n",
        "text/2/1.md": "# Three\n\nWords of another chapter.\n",
        "thesis.tex": "\\section{x}\n" * 20,
    }
    assert sorted(it.name for it in adopted(tmp_path, files).rglob("*.md")) == ["1.md", "2.md"]


def test_tables_of_latex_keep_their_quotation_marks_captions_and_boxes() -> None:
    table = (
        "\\begin{table}[h]\n\\caption{Words}\n\\label{tbl:words}\n\\resizebox{\\textwidth}{!}{%\n\\begin{tabular}{ll}\n"
        "a & `fish' \\\\\nb & `vein' \\\\\n\\end{tabular}\n}\n\\end{table}\n"
    )
    made = markdown(table)
    assert "'fish'" in made and "'vein'" in made and "#tbl-words" in made and "Words" in made


def test_listings_of_latex_keep_their_captions_labels_and_lines_that_are_set_in(tmp_path: Path) -> None:
    listing = "\\begin{lstlisting}[language=C, caption={The {main} file}, label=main]\nint x;\n\n    int y;\n\\end{lstlisting}\n"
    text = f"# One\n\n{listing}\nAs \\ref{{main}} says, after $\\cite{{doe2019}}$.\n"
    files = {
        "one.md": text,
        "a.bib": "@book{doe2019, title={A Title}, author={Doe, Jane}, year={2019}, publisher={Press}}\n",
    }
    one = next(adopted(tmp_path, files).glob("one.md")).read_text(encoding="utf-8")
    assert '``` {#lst-main .text lst-cap="The main file"}\nint x;\n\n    int y;\n```' in one
    assert "As [-@lst-main] says, after [@doe2019]." in one


def test_styles_and_scripts_of_a_web_page_are_left_with_a_line_in_the_report(tmp_path: Path) -> None:
    text = "# One\n\n```{=html}\n<style>\nbody {color: red}\n</style>\n```\n\n<script>\nx()\n</script>\n\nWords.\n"
    assert next(adopted(tmp_path, {"one.md": text}).glob("one.md")).read_text(encoding="utf-8") == "# One\n\nWords.\n"


def test_a_drawing_in_latex_is_an_empty_frame_with_its_caption() -> None:
    drawn = "\\begin{figure}\n\\begin{forest}\n[A [ B ] [ C ]]\n\\end{forest}\n\\caption{The tree}\n\\label{fig:tree}\n\\end{figure}\n"
    assert "![The tree](figures/tree.png){#fig-tree}" in markdown(drawn)


def test_macros_of_the_author_print_their_words_in_prose_and_in_figures() -> None:
    macros = {
        "cb": r"\newcommand{\cb}[1]{\colorbox{gray}{\makebox[1pt]{#1}}}",
        "boxed": r"\newcommand{\boxed}[1]{\bigskip\noindent\fbox{\parbox{\textwidth}{{#1}}}}",
        "own": r"\newcommand{\own}[1]{\caption{#1}}",
    }
    text = "A \\cb{k}, \\strong{so}, $\\cb{x}$, `\\cb{c}`, \\text{*} and \\vspace{2cm}.\n\n\\boxed{\nOne \\cb{t}.\n\nTwo.\n}\n"
    assert macros_become_words(text, macros) == (
        "A k, **so**, $\\cb{x}$, `\\cb{c}`, \\* and \\vspace{2cm}.\n\n\n\nOne t.\n\nTwo.\n\n\n"
    )
    figure = "\\begin{figure}\n\\includegraphics{a.png}\n\\own{The words}\n\\label{fig:a}\n\\end{figure}\n"
    assert "![The words](a.png){#fig-a}" in markdown(figure, macros)


def test_a_chapter_begins_below_a_line_of_commands(tmp_path: Path) -> None:
    text = "# One\n\nWords.\n\n\\raggedbottom\n# Two\n\\pagenumbering{arabic}\n\nWords.\n"
    assert adopted(tmp_path, {"book.md": text}).joinpath("book.yaml").read_text(encoding="utf-8").count(".md") > 1


def test_r_markdown_without_bookdown_keeps_its_formulas_margin_notes_and_own_classes(tmp_path: Path) -> None:
    text = "# One\n\nSo:\n\\[\nx = \\frac{a}{b}\n\\]\n\n```{marginfigure}\nA note.\n```\n\n::: {.definicion}\nWords.\n:::\n"
    manuscript = adopted(tmp_path, {"one.Rmd": text, "style.css": ".definicion {color: red}\n.other {color: red}\n"})
    one = next(manuscript.glob("*.md")).read_text(encoding="utf-8")
    assert "$$x = \\frac{a}{b}$$" in one and "::: {.column-margin}\nA note.\n:::" in one
    assert 'classes: ["definicion"]' in (manuscript / "book.yaml").read_text(encoding="utf-8")


def test_quarto_shows_chunks_with_their_fences_and_takes_a_chapters_own_sources(tmp_path: Path) -> None:
    files = {
        "_quarto.yml": "project: {type: book}\nbook: {title: B, chapters: [index.qmd, one.qmd]}\n",
        "index.qmd": "# Home\n\nWords.\n",
        "one.qmd": "---\nbibliography: own.bib\n---\n\n# One\n\n```{{r}}\n#| echo: false\n\n# A remark\n```\n\nSee @doe2019.\n",
        "own.bib": "@book{doe2019, title={A Title}, author={Doe, Jane}, year={2019}, publisher={Press}}\n",
    }
    manuscript = adopted(tmp_path, files)
    one = (manuscript / "one.md").read_text(encoding="utf-8")
    assert "````\n```{r}\n#| echo: false\n\n# A remark\n```\n````" in one
    assert "doe2019" in (manuscript.parent / "references.yaml").read_text(encoding="utf-8")


def test_manubots_tags_in_a_table_its_authors_and_the_same_work_in_two_lists(tmp_path: Path) -> None:
    item = '[{"id": "%s", "type": "article-journal", "title": "T", "DOI": "10.1/abc"}]'
    files = {
        "content/metadata.yaml": "title: M\nauthor_info: [{name: A B}]\n",
        "content/citation-tags.tsv": "tag\tcitation\ndeep\tdoi:10.1/abc\n",
        "content/01.main.md": "## Main\n\nAs @tag:deep says, and @raw:own.\n",
        "content/manual-references-frozen.json": item % "Pp1J37KJ",
        "content/manual-references.json": item % "doi:10.1/abc",
        "content/manual-references-old.json": '[{"standard_citation": "raw:own", "type": "webpage", "title": "T"}]',
    }
    manuscript = adopted(tmp_path, files)
    assert "As @doi:10.1/abc says" in (manuscript / "01.main.md").read_text(encoding="utf-8")
    assert "A B" in (manuscript / "book.yaml").read_text(encoding="utf-8")
    assert (manuscript.parent / "references.yaml").read_text(encoding="utf-8").count("- id:") == 2


def test_the_files_of_pandocs_defaults_are_the_book(tmp_path: Path) -> None:
    files = {
        "thesis.yaml": "input-files: [front/abstract.md, chapters/b.md, chapters/a.md]\nmetadata: {title: The Thesis}\n",
        "front/abstract.md": "# Abstract\n\nWords.\n",
        "chapters/a.md": "# Later\n\nWords.\n",
        "chapters/b.md": "# First\n\nA listing (@lst:one---would be).\n\n```{#lst:one .r}\nx\n```\n",
    }
    manuscript = adopted(tmp_path, files)
    book = (manuscript / "book.yaml").read_text(encoding="utf-8")
    assert book.index("front/abstract.md") < book.index("chapters/b.md") < book.index("chapters/a.md")
    assert "(@lst-one---would be)" in (manuscript / "chapters/b.md").read_text(encoding="utf-8")


def test_a_main_file_of_r_names_its_chapters_and_has_their_text_from_other_files(tmp_path: Path) -> None:
    opening = "---\ntitle: |\n  | The Thesis\n  | \\Large On Something\n---\n\n```{r, echo=FALSE}\nset_up()\n```\n"
    children = "\\chapter{First \\\\ \\Large and Foremost}\n\n```{r, child='c/a.md'}\n```\n\n\\chapter{Second}\n\n```{r, child=\"c/b.md\"}\n```\n"
    macros = "\\DeclareRobustCommand{\\ubar}[1]{\\underaccent{\\bar}{#1}}\n"
    files = {
        "diss.rmd": opening + children,
        "c/a.md": "# A section\n\nWords, $\\ubar{a}$.\n",
        "c/b.md": "Words.\n",
        "c/b_old.md": "# B\n\nOther words. " * 90,
        "templates/diss.latex": macros,
    }
    manuscript = adopted(tmp_path, files)
    book = (manuscript / "book.yaml").read_text(encoding="utf-8")
    second, first = sorted(manuscript.glob("*.md"))
    text = first.read_text(encoding="utf-8")
    assert 'title: "The Thesis On Something"' in book and "old" not in book
    assert "# First and Foremost\n" in text and "## A section" in text and r"\newcommand{\ubar}[1]" in text
    assert second.read_text(encoding="utf-8").startswith("# Second\n")


def test_an_extension_of_quarto_may_have_its_own_name_for_the_book(tmp_path: Path) -> None:
    thesis = "thesis: {title: The Thesis, author: A B, abstract-english: Words of it., dedication: To all.}\n"
    files = {"_quarto.yml": f"book: {{chapters: [one.qmd]}}\n{thesis}", "one.qmd": "# One\n\nWords.\n"}
    manuscript = adopted(tmp_path, files)
    book = (manuscript / "book.yaml").read_text(encoding="utf-8")
    assert 'title: "The Thesis"' in book and '"A B"' in book
    assert "# Abstract english {.unnumbered}\n\nWords of it." in (manuscript / "abstract-english.md").read_text("utf-8")


def test_the_file_of_which_quarto_makes_the_pdf_is_the_book(tmp_path: Path) -> None:
    files = {
        "_quarto.yml": "project: {title: x}\nformat: {pdf: {output-file: thesis.pdf}}\n",
        "thesis.qmd": "# One\n\nWords.\n",
        "talk/slides.qmd": "# Slides\n\nWords.\n",
    }
    assert "slides" not in (adopted(tmp_path, files) / "book.yaml").read_text(encoding="utf-8")


def test_a_makefile_that_names_a_drawing_next_to_the_thesis_does_not_say_which_files_it_has(tmp_path: Path) -> None:
    chapters = {f"{it}.md": f"# {it.title()}\n\n" + "Words of it. " * 60 for it in ("later", "first")}
    files = {
        "Makefile": "tikz: tikz.md fill.py\n\tpython fill.py\n\nall: made.md\n\tpandoc made.md -o thesis.tex\n",
        "tikz.md": "# Tikz\n\nA drawing.\n",
        "thesis.md": "\\mainmatter\n\ninclude [First](first.md)\n\ninclude [Later](later.md)\n",
    }
    book = (adopted(tmp_path, files | chapters) / "book.yaml").read_text(encoding="utf-8")
    assert book.index("first.md") < book.index("later.md") and "tikz" not in book


def test_a_figure_that_latex_reads_from_a_file_of_its_own_has_its_caption_and_label(tmp_path: Path) -> None:
    figure = "\\begin{figure}\n\\begin{tikzpicture}\\draw (0,0);\\end{tikzpicture}\n\\caption{A plan}\n\\label{fig:plan}\n\\end{figure}\n"
    files = {
        "one.md": "# One\n\n\\input{fig/plan}\n\n\\input{settings}\n\nSee \\ref{fig:plan}.\n",
        "fig/plan.tex": figure,
        "settings.tex": "\\newcommand{\\x}{y}\n",
    }
    one = (adopted(tmp_path, files) / "one.md").read_text(encoding="utf-8")
    assert "![A plan]" in one and "{#fig-plan" in one and "[-@fig-plan]" in one


def test_a_profile_of_quarto_that_has_a_book_is_the_book(tmp_path: Path) -> None:
    files = {
        "_quarto.yml": "project: {title: X}\n",
        "_quarto-slides.yml": "project: {render: [slides.qmd]}\n",
        "_quarto-thesis.yml": "book: {title: The Thesis, author: A B, chapters: [index.qmd, two.qmd]}\nbibliography: r.bib\n",
        "index.qmd": "# One\n\nWords [@doe].\n",
        "two.qmd": "# Two\n\nWords.\n",
        "slides.qmd": "# Slides\n\nWords.\n",
        "r.bib": "@book{doe, title={A Title}, author={Doe, A}}\n",
    }
    manuscript = adopted(tmp_path, files)
    book = (manuscript / "book.yaml").read_text(encoding="utf-8")
    assert 'title: "The Thesis"' in book and "two.md" in book and "slides" not in book
    assert "id: doe" in (manuscript.parent / "references.yaml").read_text(encoding="utf-8")
