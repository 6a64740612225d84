"""Markdown that a main file of LaTeX reads stands in its order, with the titles that only the main file has."""

from __future__ import annotations

from pathlib import Path

from tests.desk.test_adopt import made

MAIN = r"""\documentclass{report}
\begin{document}
\begin{titlepage}\input{title}\end{titlepage}
\begin{abstract}
  \input{build/resume}
\end{abstract}
% \input{build/old}
\chapter*{Introduction}
\input{build/opening}
\include{build/body.tex}
\appendix
\input{build/apart}
\end{document}
"""


def test_files_stand_in_the_order_of_the_main_file(tmp_path: Path) -> None:
    words = "Words that fill a paragraph of some length. " * 9
    files = {f"content/{it}.md": f"{words}\n" for it in ("resume", "opening", "old")}
    files |= {
        "content/apart.md": f"# Apart\n\n{words}\n",
        "content/body.md": f"# Body\n\n{words * 9}\n",
        "tex/main.tex": MAIN,
    }
    manuscript, book = made(tmp_path, files)
    assert book["frontmatter"] == ["title", "contents", "resume.md"] and book["backmatter"] == ["apart.md"]
    assert book["chapters"] == ["opening.md", "body.md"]
    assert (manuscript / "opening.md").read_text().startswith("# Introduction {.unnumbered}")
    assert "content/old.md" in (tmp_path / "ours/adopted.md").read_text()


def test_a_template_that_reads_the_appendices_alone_says_nothing_of_the_chapters(tmp_path: Path) -> None:
    words = "Words that fill a paragraph of some length. " * 9
    files = {f"extra/{it}.md": f"# {it}\n\n{words}\n" for it in ("resume", "apart")}
    files |= {f"chapters/{it}.md": f"# {it}\n\n{words * 2}\n" for it in ("one", "two")}
    _, book = made(
        tmp_path, files | {"Makefile": "all:\n\tpandoc $(shell find ./chapters -name '*.md')\n", "main.latex": MAIN}
    )
    assert book["chapters"] == ["one.md", "two.md"]
