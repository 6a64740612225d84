"""Reads the text of a file of an adopted folder, with what it includes and with its code chunks and shortcodes filled in."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bookbuilder.desk.adopt.chunk_results import ChunkPage, plots_become_figures
from bookbuilder.desk.adopt.chunks import chunks_become_code
from bookbuilder.desk.adopt.dialects import blocks_closed, in_our_form
from bookbuilder.desk.adopt.docusaurus import without_jsx
from bookbuilder.desk.adopt.files import encoding_of, first_file, front_matter, read_text
from bookbuilder.desk.adopt.frozen import frozen_text
from bookbuilder.desk.adopt.latex_headings import sections_become_headings
from bookbuilder.desk.adopt.liquid import liquid_filled
from bookbuilder.desk.adopt.logseq import blocks_of, is_logseq, page_of_logseq
from bookbuilder.desk.adopt.notebooks import notebook_text
from bookbuilder.desk.adopt.pandoc_latex import as_authors_type
from bookbuilder.desk.adopt.pictures import drawn_pictures
from bookbuilder.desk.adopt.plan import Plan, Report
from bookbuilder.desk.adopt.quire import quire_page, quire_tags
from bookbuilder.desk.adopt.sections import shifted
from bookbuilder.desk.adopt.shortcodes import shortcodes_filled
from bookbuilder.desk.adopt.site_links import pages_named
from bookbuilder.desk.adopt.sites import SITES
from bookbuilder.desk.adopt.template_values import template_values, values_filled
from bookbuilder.desk.adopt.text import without_settings
from bookbuilder.desk.adopt.vault import is_vault, section_named, titled_by_file, vault_marks_become_ours
from bookbuilder.desk.adopt.verbatim import outside_code
from bookbuilder.desk.adopt.word_exports import as_markdown_has_it
from bookbuilder.source import own_file, own_files

NAMED = frozenset(".md .mdx .markdown .qmd .png .jpg .jpeg .gif .svg .webp .bmp".split())
"""Endings of what Obsidian names without its folder."""
_OTHER_DIALECT = re.compile(
    r"\[\[|^(?:!!!|\?\?\?\+?) |^>[ \t]*\[!|^[ \t]*(?:(?:`{3,}|:{3,})[ \t]*\{[A-Za-z]|:{3,}[ \t]*[A-Za-z])|^\([\w:.-]+\)=|\{[a-z:]+\}`|\{\{%",
    re.MULTILINE,
)
_CHAPTER = re.compile(r"^[ \t]*\\chapter(?:\[[^\]\n]*\])?\{", re.MULTILINE)
"""A chapter that LaTeX begins and counts: Markdown's `#` is a section of it."""
_OPTIONS = re.compile(
    r"^[ \t]*(?:knitr::)?opts_chunk\$set\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*?\becho\s*=\s*([FT])", re.MULTILINE
)
"""What R sets for all chunks: `opts_chunk$set(echo = FALSE)`."""
DEPTH, FILES = 8, 2000
"""Includes within one another, and files read in all; far above any book."""
EMBEDDED = 2
"""How deep Obsidian's notes are embedded in one another; a link stands for the next."""


class PieceReader:
    """Reads the files of one folder, and remembers which."""

    def __init__(self, plan: Plan, report: Report) -> None:
        self.seen: set[Path] = set()
        self._plan, self._report = plan, report
        self._pieces = {it.path.resolve() for it in plan.pieces}
        self._asked = 0
        self._files: list[Path] = []
        self._values = template_values(plan)
        self._pictures = drawn_pictures(plan)
        self._wanted, self._given = _labels(plan)
        texts = [read_text(it.path, plan.root) or "" for it in plan.pieces]
        self._is_vault = is_vault(plan, texts)
        self._blocks = blocks_of(texts) if is_logseq(texts) else None
        self._has_chapters = plan.kind == "Pandoc" and len(_CHAPTER.findall("\n".join(texts))) > 1
        opening = self._set_up(plan.pieces[0].path, texts[0]) if plan.kind == "bookdown" and plan.pieces else ""
        self._is_hidden = _hides_code(plan.metadata, opening) or False

    def text_of(self, path: Path, depth: int = 0, main: Path | None = None, part: str = "") -> str:
        """The text of one file; "" where there is none, or where files include one another without end.

        `main` is the file that includes it, from whose folder Quarto goes on, too; `part` is the section, or the paragraph
        `^name`, that an Obsidian note embeds.
        """
        plan = self._plan
        name = path.relative_to(plan.root).as_posix()
        self._asked += 1
        if depth > DEPTH or self._asked > FILES:
            self._report.note("left", "an include that never ends", name)
            return ""
        text = read_text(path, plan.root)
        self.seen.add(own_file(path, plan.root) or path)
        if text is None:
            return ""

        def included(address: str) -> str | None:
            address, _, section = address.partition("#") if self._is_vault else (address, "", "")
            folders = (path.parent, (main or path).parent, plan.base, *plan.folders, plan.root)
            found = first_file((folder / address.lstrip("/") for folder in folders), plan.root)
            if found is None or self._is_vault and depth >= EMBEDDED:
                return None
            if found.resolve() in self._pieces - {path.resolve()} and not self._is_vault:
                return ""  # a chapter by itself
            return self.text_of(found, depth + 1, main or path, section)

        text = section_named(front_matter(text)[1], part) if part else text
        text = self._as_markdown(text, path, name, is_whole=depth == 0)
        text = self._filled(text, path, name, included)
        if depth == 0:
            text = sections_become_headings(shifted(text, 1) if self._has_chapters else text)
        if _OTHER_DIALECT.search(text):
            text = in_our_form(text, name, self._notes(path), self._report, included)
        if self._is_vault and depth == 0:
            text = titled_by_file(text, path.stem)
        text = blocks_closed(text, name, self._report) if depth == 0 and ":::" in text else text
        return vault_marks_become_ours(text, name, self._report) if self._is_vault else text

    def _as_markdown(self, text: str, path: Path, name: str, is_whole: bool) -> str:
        """What other programs write in place of Markdown: outlines, notebooks, results that Quarto has kept."""
        plan, report = self._plan, self._report
        text = page_of_logseq(text, self._blocks) if self._blocks is not None else text
        if path.suffix.lower() == ".ipynb":
            text = notebook_text(text, f"notebooks/{name.removesuffix('.ipynb')}", plan.drawn)
        text = as_markdown_has_it(as_authors_type(text), name, report)
        kept = frozen_text(path, plan.base, plan.root, plan.drawn) if plan.kind == "Quarto" and is_whole else None
        if kept is not None:
            report.note("changed", "results of code were taken as Quarto has kept them in _freeze/", name)
            text = kept
        if encoding := encoding_of(path, plan.root):
            report.note("changed", f"the text was read as {encoding}, and is UTF-8 now", name)
        return without_settings(text, name, report)

    def _filled(self, text: str, path: Path, name: str, included: Callable[[str], str | None]) -> str:
        """The text with its code chunks, and the commands of its program, filled in."""
        plan, report = self._plan, self._report
        own = _hides_code(front_matter(text)[0], self._set_up(path, text))
        is_hidden = self._is_hidden if own is None else own
        chunk_page = ChunkPage(
            name, self._pictures, report, lambda it: included(it) or "", is_hidden, self._wanted, self._given
        )
        text = chunks_become_code(text, chunk_page)
        text = plots_become_figures(text, name, report)
        if plan.kind in SITES:
            text = pages_named(text)
        if plan.kind == "Docusaurus" or path.suffix == ".mdx":
            text = without_jsx(text, name, report)
        if plan.kind == "Quire":
            text = outside_code(quire_page(text), quire_tags)
        text = values_filled(text, name, self._values, plan.kind, report)
        if plan.kind in ("Jekyll", "GitBook", "Quire") and re.search(r"\{[%{]", text):
            page, body = front_matter(text)
            head = text[: len(text) - len(body.lstrip("\n"))]
            values = {"site": plan.metadata, "page": page, "publication": plan.metadata}
            values["book"] = plan.metadata.get("variables") or {}  # of GitBook's book.json
            text = head + liquid_filled(text[len(head) :], name, values, report, included)
        return shortcodes_filled(text, name, plan.variables, plan.metadata, report, included)

    def _set_up(self, path: Path, text: str) -> str:
        """A text with the scripts of R that it runs before all else, where the options of its chunks are set."""
        names = re.findall(r"\bsource\([\"']([^\"']+\.[Rr])[\"']", text) if "opts_chunk" not in text else []
        names += ["_common.R"] if self._plan.kind == "bookdown" else []
        places = (path.parent, self._plan.base)
        scripts = [first_file((place / name for place in places), self._plan.root) for name in names]
        return "\n".join([text, *(read_text(it, self._plan.root) or "" for it in scripts if it)])

    def _notes(self, path: Path) -> dict[str, str]:
        """The files of the folder by their lower names, with and without their endings, as they are reached from one of them."""
        if not self._files:
            found = own_files(self._plan.root, self._plan.root)
            self._files = [it for it in sorted(found) if it.suffix.lower() in NAMED and "/." not in str(it)][:FILES]
        there: dict[str, str] = {}
        for it in self._files:
            address = os.path.relpath(it, path.parent).replace(os.sep, "/")
            there |= {it.name.lower(): address, it.stem.lower(): address}
        return there


def _hides_code(said: Mapping[str, Any], text: str) -> bool | None:
    """Whether `echo: false` or knitr's options in a text leave the code of all chunks out; None where nothing says."""
    knitr = said["knitr"] if isinstance(said.get("knitr"), dict) else {}
    for place in (said.get("execute"), said, knitr.get("opts_chunk")):
        if isinstance(place, dict) and "echo" in place:
            return str(place["echo"]).lower() == "false"
    found = _OPTIONS.findall(text) if "opts_chunk" in text else []
    return found[-1] == "F" if found else None


def _labels(plan: Plan) -> tuple[frozenset[str], frozenset[str]]:
    """The labels of figures and tables that the text refers to: bookdown's fig:x of a chunk x, Quarto's fig-x of a chunk fig-x.

    Then those of all chunks.
    """
    files = dict.fromkeys(piece.path for piece in plan.pieces)
    files |= dict.fromkeys(it for ending in ("Rmd", "qmd") for it in sorted(plan.base.rglob(f"*.{ending}"))[:FILES])
    text = "\n".join(read_text(path, plan.root) or "" for path in files if own_file(path, plan.root))
    found = re.findall(r"@ref\(((?:fig|tab):[^()\s]+)\)|@((?:fig|tbl)-[\w-]+)", text)
    typed = re.findall(r"\(\\#((?:fig|tab):[^()\s]+)\)", text)  # one that stands in the text, and no chunk makes
    given = re.findall(
        r"^[ \t]*#\|[ \t]*label:[ \t]*[\"']?([\w:.-]+)|^[ \t]*`{3,}\{\w+[ ,]+([\w.-]+)[ ,}]", text, re.MULTILINE
    )
    wanted = frozenset(one or other for one, other in found) - frozenset(typed)
    return wanted, frozenset(one or other for one, other in given)
