"""Turns LaTeX's parts, chapters and sections into headings, with their labels."""

from __future__ import annotations

import re

from bookbuilder.desk.adopt.labels import label_of
from bookbuilder.desk.adopt.prose_macros import SIZES
from bookbuilder.desk.adopt.verbatim import blanked

LEVELS = {"chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5}
_SECTION = re.compile(
    r"^[ ]{0,3}(?:\\(?P<kind>part|chapter|section|subsection|subsubsection|paragraph)(?P<star>\*?)(?:\[[^\]\n]*\])?"
    r"\{(?P<title>(?:[^{}\\\n]|\\(?!label)[^\n{}]|\{[^{}\n]*\})+?)[ \t]*(?:\\label\{(?P<label>[^{}\n]+)\})?\}"
    r"(?:(?P<between>[ \t]*\n?(?:[ \t]*(?:\\(?!label|(?:sub)*section|chapter|part)[A-Za-z][^\n]*|<!--[^\n]*-->)?\n){0,4}[ \t]*)"
    r"\\label\{(?P<label2>[^{}\n]+)\})?|\\(?P<appendix>appendix)(?:\{\})?)[ \t]*$",
    re.MULTILINE,
)
_FENCE = re.compile(r"^[ \t]*:{3,}[ \t]*([^\n]*?)[ \t:]*$", re.MULTILINE)


def sections_become_headings(text: str) -> str:
    """The text with LaTeX's parts, chapters and sections, each on a line of its own, as headings; those in a div stand deeper."""
    plain = blanked(text)
    fences = [(it.start(), bool(it[1])) for it in _FENCE.finditer(plain)] if "\\" in plain else []

    def heading(found: re.Match[str]) -> str:
        if not plain[found.start() : found.end()].strip():
            return found[0]
        title = re.sub(r"(?:\\\\|\\newline(?![A-Za-z])|\s)+", " ", SIZES.sub("", found["title"] or "")).strip()
        if found["appendix"]:
            return "# (APPENDIX) Appendix {-}\n"
        own = found["label"] or found["label2"]
        label = f" #{label_of(own)}" if own else ""
        if found["kind"] == "part":
            return f"\n# (PART) {title} {{-}}\n"
        within = sum(1 if opens else -1 for offset, opens in fences if offset < found.start()) > 0
        level = LEVELS[found["kind"]] + (within and found["kind"] == "chapter")
        given = f"{'.unnumbered' if found['star'] else ''}{label}".strip()
        return f"\n{'#' * level} {title}{f' {{{given}}}' if given else ''}\n{(found['between'] or '').strip(' ')}"

    return _SECTION.sub(heading, text)
