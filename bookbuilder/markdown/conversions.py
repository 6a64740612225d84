"""Turns pieces of HTML and LaTeX, lists of references and finished trees into other forms by Pandoc."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bookbuilder.markdown.pandoc_process import convert
from bookbuilder.saving import temporary_folder

_UNWRITTEN = re.compile(r"\\|&#?\w+;|(?<=\W)@[\w{]|^:{3,}")
"""Words that Pandoc writes as they are, and would read as LaTeX, as a character, as a citation or as a block."""
_MARK = re.compile(r"[\\`*_\[\]<>$^~|{}&#@]|^:")

WIDEST = 200
"""Columns or rows that one cell may span: Pandoc makes as many cells as it is asked to."""
_SPAN = re.compile(r"(\b(?:colspan|rowspan)\s*=\s*[\"']?\s*)0*(?:[2-9]\d{2}|\d{4,})(?!\d)", re.IGNORECASE)
_MULTICOLUMN = re.compile(r"(\\multi(?:column|row)\s*\{\s*)0*(?:[2-9]\d{2}|\d{4,})(?!\d)")


def html_to_blocks(html: str) -> str:
    """A JSON list of Pandoc's blocks for a piece of HTML; what Pandoc does not know of it is left out, scripts and styles too."""
    html = _SPAN.sub(rf"\g<1>{WIDEST}", html)
    ast = json.loads(convert(html, "json", "html-raw_html-native_spans+native_divs-auto_identifiers"))
    return json.dumps(ast["blocks"], ensure_ascii=False)


def latex_to_blocks(latex: str) -> str:
    """A JSON list of Pandoc's blocks for a piece of LaTeX; commands that Pandoc does not know are left out."""
    latex = _MULTICOLUMN.sub(rf"\g<1>{WIDEST}", latex)
    return json.dumps(json.loads(convert(latex, "json", "latex"))["blocks"], ensure_ascii=False)


def read_references(text: str, format: str) -> str:
    """Entries in biblatex, ris, csljson or endnotexml as CSL JSON."""
    return convert(text, "csljson", format)


def formulas_as_html(formulas: Sequence[str]) -> list[str]:
    """Each formula, with its dollars, in letters, <em>, <sub> and <sup>; one that these cannot say stays as TeX."""
    html = convert("\n\n".join(formulas), "html", "markdown-smart", "--wrap=none")
    paragraphs = [each.strip().removeprefix("<p>").removesuffix("</p>") for each in html.strip().split("</p>\n")]
    return paragraphs if len(paragraphs) == len(formulas) else list(formulas)


def write_markdown(ast: str) -> str:
    """An AST as an author would write it: lines as its soft breaks say, quotation marks as they are, words as mere words."""
    writer = "markdown-smart-simple_tables-multiline_tables-raw_tex-raw_html-raw_attribute"
    words = json.dumps(_escaped(json.loads(ast)))
    return convert(words, writer, "json", "--wrap=preserve", "--reference-location=block", "--columns=100")


def _escaped(node: Any) -> Any:
    """The tree, with a backslash before each sign of a word that the writer would leave without one."""
    if isinstance(node, list):
        return [_escaped(each) for each in node]
    if not isinstance(node, dict):
        return node
    if node.get("t") == "Str" and _UNWRITTEN.search(node["c"]):
        return {"t": "RawInline", "c": ["markdown", _MARK.sub(r"\\\g<0>", node["c"])]}
    return {key: _escaped(each) for key, each in node.items()}


def latex_to_markdown(latex: str) -> str:
    """A piece of LaTeX as Markdown, in one line a paragraph."""
    return convert(latex, "markdown-simple_tables-multiline_tables-raw_tex-raw_html", "latex", "--wrap=none")


def read_references_of(ast: str) -> str:
    """The items that a document brings along, as CSL JSON."""
    return convert(ast, "csljson", "json")


def cite(ast: str, references: str, style: Path, language: str) -> str:
    """An AST with its citations formatted by Pandoc's own citeproc; references as CSL JSON."""
    with temporary_folder() as folder:
        file = Path(folder) / "references.json"
        file.write_text(references, encoding="utf-8")
        return convert(
            ast, "json", "json", "--citeproc", f"--bibliography={file}", f"--csl={style}", f"--metadata=lang:{language}"
        )
