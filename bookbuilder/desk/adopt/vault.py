"""Rewrites what only Obsidian's vaults have: remarks between `%%`, marked words between `==`, and names of blocks, `^name`."""

from __future__ import annotations

import re

from bookbuilder.desk.adopt.plan import Plan, Report
from bookbuilder.desk.adopt.verbatim import blanked, line_of, outside_code

WIKI_LINK = re.compile(r"(?<![\[\w\\])!?\[\[[^\[\]\n]+\]\](?![(\[])")
"""A link to a note by its name, or what stands in its place."""
_REMARK = re.compile(r"(?<![%\\])%%(?!%).*?(?<!%)%%(?!%)", re.DOTALL)
_MARKED = re.compile(r"(?<![\w=\\])==(?=[^\s=])([^=\n]+(?:=[^=\n]+)*?)(?<=\S)==(?![\w=])")
_BLOCK_NAME = re.compile(r"(?:(?<=\S)[ \t]+|^)\^[A-Za-z0-9-]+[ \t]*$", re.MULTILINE)


def is_vault(plan: Plan, texts: list[str]) -> bool:
    """Whether a folder of plain files was written with Obsidian."""
    return plan.kind == "Pandoc" and (
        (plan.root / ".obsidian").is_dir() or any(WIKI_LINK.search(blanked(it)) for it in texts)
    )


def vault_marks_become_ours(text: str, file: str, report: Report) -> str:
    """The text of one file with marked words in our form, without remarks and names of blocks."""

    def prose(part: str) -> str:
        return _BLOCK_NAME.sub("", _MARKED.sub(r"[\1]{.mark}", _REMARK.sub("", part)))

    for remark in _REMARK.finditer(text):
        report.note("left", "a remark between %%", f"{file}:{line_of(text, remark.start())}")
    return outside_code(text, prose)
