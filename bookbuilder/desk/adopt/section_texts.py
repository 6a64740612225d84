"""Writes the text of each section in our form, by what all sections of the book define and refer to."""

from __future__ import annotations

from bookbuilder.desk.adopt.files import listed, read_text
from bookbuilder.desk.adopt.index_terms import index_terms_become_marks
from bookbuilder.desk.adopt.labels import referred
from bookbuilder.desk.adopt.latex import latex_becomes_markdown
from bookbuilder.desk.adopt.latex_macros import (
    macros_in,
    macros_of_pages,
    macros_said,
    macros_used,
    raw_blocks_bared,
    without_macros,
)
from bookbuilder.desk.adopt.manubot import works_by_tag
from bookbuilder.desk.adopt.metadata import chapter_head
from bookbuilder.desk.adopt.myst_links import MystLinks
from bookbuilder.desk.adopt.our_labels import labels_become_ours
from bookbuilder.desk.adopt.pictures import Copied, pictures_placed
from bookbuilder.desk.adopt.plan import Piece, Plan, Report
from bookbuilder.desk.adopt.prose_macros import macros_become_words
from bookbuilder.desk.adopt.sections import Section
from bookbuilder.desk.adopt.slips import with_closed_tags, with_parted_figures, with_parted_sources
from bookbuilder.desk.adopt.table_columns import dashes_become_bars, grids_redrawn
from bookbuilder.desk.adopt.text import chapter_text, literal_marks
from bookbuilder.desk.adopt.title_links import titles_become_links, titles_of
from bookbuilder.desk.adopt.verbatim import outside_code
from bookbuilder.source import own_file

_PAGES = (
    "*.html", "*.hbs", "_layouts/*.html", "_includes/**/*.html", "layouts/**/*.html", "theme/**/*.hbs", "theme/*.js",
    "assets/js/*.js", "js/*.js", "javascripts/*.js", "docs/javascripts/*.js", "_static/*.js",
)  # fmt: skip
"""Where websites keep the settings of MathJax and KaTeX."""


class SectionTexts:
    """What all sections of a book define and refer to, by which each is written."""

    def __init__(self, plan: Plan, sections: list[tuple[Piece, Section]], copied: Copied, report: Report) -> None:
        self._plan, self._copied, self._report = plan, copied, report
        texts = [section.text for _, section in sections]
        self._pointed = referred("\n".join(f"# {section.title}\n{section.text}" for _, section in sections))
        self._tags = works_by_tag(plan, texts) if plan.kind == "Manubot" else {}
        self._macros = _macros(plan, texts)
        self._titles = titles_of([section for _, section in sections])
        self._myst_links = MystLinks(sections, plan.metadata.get("references")) if plan.kind == "MyST" else None

    def of(self, piece: Piece, section: Section) -> tuple[str, str]:
        """The title of a section, and its chapter's whole text in our form."""
        plan, report, macros = self._plan, self._report, self._macros | macros_in(section.text)
        name = piece.path.relative_to(plan.root).as_posix()
        title, text = labels_become_ours(section.title, self._pointed), outside_code(section.text, without_macros)
        text = chapter_text(dashes_become_bars(text), name, plan.kind, self._tags, report)
        text = outside_code(text, with_closed_tags) if "<center>" in text.lower() else text
        text = with_parted_sources(text, name, report) if plan.bibliographies else text
        text = titles_become_links(text, self._titles)
        text = index_terms_become_marks(text, name, macros, report)
        latex = latex_becomes_markdown(raw_blocks_bared(text), name, report, macros)
        text = macros_become_words(latex, macros)
        text = text if text == latex else latex_becomes_markdown(text, name, report, macros)  # of the author's own, too
        if self._myst_links:
            text = self._myst_links.led(text, piece.path)
        text = labels_become_ours(text, self._pointed)
        text = outside_code(text, with_parted_figures, formulas=False) if "{#fig-" in text else text
        text = pictures_placed(text, piece.path, plan, self._copied, report)
        text = literal_marks(text, name, report)  # behind all that takes braces of LaTeX away
        text = grids_redrawn(text)
        used = macros_used(text, macros)
        head = chapter_head(piece.said, plan.metadata) if len(plan.pieces) > 1 else ""
        return title, f"{head}# {title}\n\n{f'{used}{chr(10)}' if used else ''}{text.lstrip(chr(10))}".rstrip() + "\n"


def _macros(plan: Plan, texts: list[str]) -> dict[str, str]:
    """LaTeX's macros of the headers that the folder names, and of the texts themselves."""
    found: dict[str, str] = {}
    said = "\n".join(str(it) for it in listed(plan.metadata.get("header-includes")))
    folders = dict.fromkeys((plan.root, plan.base))
    patterns = [f"{inner}*.{ending}" for inner in ("", "*/", "*/*/") for ending in ("tex", "latex", "sty", "cls")]
    for path in sorted({path for it in folders for pattern in patterns for path in it.glob(pattern)})[:40]:
        if own_file(path, plan.root):
            found |= macros_in((read_text(path, plan.root) or "")[:200_000])
    pages = sorted({path for it in folders for pattern in _PAGES for path in it.glob(pattern)})[:200]
    for path in pages if any("\\" in it for it in texts) else ():
        page = read_text(path, plan.root) if own_file(path, plan.root) and path.stat().st_size < 200_000 else None
        found |= macros_of_pages(page) if page and "acros" in page else {}
    for text in (said, *texts):
        found |= macros_in(text)
    return macros_said(plan.metadata) | found
