"""Processor time of `check` for 150 KB of one pattern: `python -m tests.siege.patterns [NAME …]`; a budget that says what is dear."""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
from pathlib import Path

from bookbuilder.cache import Steps
from bookbuilder.verbs import check
from tests.siege.siege import processor_seconds
from tests.small_book import make_book

SIZE = 150_000
UNITS = (
    "word ", "<", "&", "<!", "<a ", "<!--", "<?", "</", "<a href=", "<a>", "<b>x</b>", "<div>", "<div>\n\n", "<http://a.b>", "<x@y.z>", "&amp;", "&#",
    "|a", "|a|b|", "|", "| a | b |\n", "|a|\n|-|\n", "+---+\n", "+-", "a  b\n", "--- ---\n", "-", "--", "---", "=", "= ", "- ", "* ", "+ ", "1. ", "(a) ", "#. ", "- a\n", "1. a\n",
    "> ", "> a\n", ">", "#", "# ", "# a\n", "## a\n\n", "a\n===\n", "*", "**", "*a ", "*a* ", "**a ", "***a", "*a **b ", "_", "_a ", "_a_b", "__a", "~", "~~", "~a", "~~a ", "^", "^a ",
    "^[", "^[a] ", "[", "]", "[]", "[a", "[a] ", "[a](", "[a](b) ", "[a][", "[a][b] ", "![", "![](", "![a](b.png) ", "[^", "[^a] ", "[^a]: b\n\n", "[a]: b\n", "[a]{", "[a]{.b} ",
    "[@", "[@a] ", "[@a; ", "[@a, p. ", "[-@a] ", "@", "@a ", "@a [", "@{", "@{a} ", "-@a ", "`", "``", "`a", "`a` ", "`a`{=", "```\n", "``` {\n", "~~~\n", ":::\n", "::: {.a}\n",
    "::: a\n\n:::\n\n", ": a\n", ":", "a\n: b\n\n", "a\n\n: b\n\n", "{", "}", "{.a", "{.a}", "{=html}", "$", "$$", "$a ", "$a$ ", "$$a$$ ", "\\", "\\a", "\\\\", "\\(", "\\[",
    "\\begin{a}", "\\a{", "'", '"', "'a ", '"a ', "'a' ", '"a" ', "a'", "...", ". ", ".", "!", "(", "()", "((a) ", "http://a", "http://a.b/c ", "www.a ", "\t", " ", "  \n", "\\\n", "\n", "a\n", "a\n\n", "    a\n", "    a\n\n",
    "{{", "{{ 1 }}", "{% ", "{#", "é", "ә ", "中", "\u00ad", "\u0301", "a\u200b", "𝒜", "| a\n", "* * *\n", "Table: a\n\n", "[a]{.index} ", "\"[@a] ", "a--b ", "1-2 ", "pp. 3-7 ", "x_y", "a:b ",
    "`a``b```c", "a < b ", "a < b and more words of a line\n\n", "<span>", "<script>", "<a b=\"", "<![CDATA[a]]>", "<!DOCTYPE a>", "\\a[", "\\a{b} ", "\\begin{a}x\\end{a} ", "&a", "[](", "a) ", "@a) ", "(@a) ",
)  # fmt: skip


def text_of(unit: str) -> str:
    """The pattern as often as goes into 150 KB."""
    return f"# One {{#sec-one}}\n\n{unit * (SIZE // len(unit.encode()))}\n"


def seconds(text: str) -> tuple[float, list[str]]:
    """The processor's seconds that `check` needs for a chapter, Pandoc's included, and its codes."""
    reader, writer = multiprocessing.Pipe(False)
    child = multiprocessing.get_context("fork").Process(target=_check, args=(text, writer))
    child.start()
    answer: tuple[float, list[str]] = reader.recv()
    child.join()
    return answer


def _check(text: str, answer: multiprocessing.connection.Connection) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = make_book(Path(name), {}, text)
        begun = processor_seconds()
        try:
            codes = sorted({it.code for it in check(folder, steps=Steps(Path(name) / "cache")).diagnostics})
        except BaseException as error:
            codes = [f"!! {type(error).__name__}: {error}"[:200]]
        answer.send((processor_seconds() - begun, codes))


if __name__ == "__main__":
    for unit in [it for it in UNITS if not sys.argv[1:] or it in sys.argv[1:]]:
        used, codes = seconds(text_of(unit))
        print(f"{used:7.1f} s  {unit!r:20} {' '.join(codes)}", flush=True)
