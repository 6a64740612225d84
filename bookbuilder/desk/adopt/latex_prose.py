"""Turns the commands of LaTeX that stand in prose into marks of Markdown: emphasis, links, notes and citations."""

from __future__ import annotations

import re

from bookbuilder.desk.adopt.prose_macros import DEFINITION, FORMULA, closing_brace
from bookbuilder.desk.adopt.verbatim import blanked, replaced

_FOOTNOTE = re.compile(r"\\footnote(mark|text)(?![A-Za-z])(?:\[(\d+)\])?(?:\{\})?")
_KEPT = re.compile(rf"{FORMULA.pattern}|{DEFINITION.pattern}", re.DOTALL | re.MULTILINE)
"""What is TeX's own and stays."""
_SIMPLE = (
    (re.compile(r"\\textbf\{\s*((?:[^{}\s](?:[^{}\n]|\n(?!\s*\n))*?)?)\s*\}"), r"**\1**"),
    (re.compile(r"\\(?:textit|emph|textsl)\{\s*((?:[^{}\s](?:[^{}\n]|\n(?!\s*\n))*?)?)\s*\}"), r"*\1*"),
    (re.compile(r"\\texttt\{([^{}\n`]*)\}"), r"`\1`"),
    (re.compile(r"\\textsc\{([^{}\n]*)\}"), r"[\1]{.smallcaps}"),
    (re.compile(r"\\underline\{([^{}\n]*)\}"), r"[\1]{.underline}"),
    (re.compile(r"\\textsuperscript\{([^{}\s]*)\}"), r"^\1^"),
    (re.compile(r"\\textsubscript\{([^{}\s]*)\}"), r"~\1~"),
    (re.compile(r"\\url\{([^{}\s]*)\}"), r"<\1>"),
    (re.compile(r"\\href\{([^{}\s]*)\}\{([^{}\n]*)\}"), r"[\2](\1)"),
    (re.compile(r"\\footnote\{((?:[^{}]|\{[^{}]*\})*)\}"), r"^[\1]"),
    (re.compile(r"\\LaTeX(?:\{\}|\\(?= ))?"), "LaTeX"),
    (re.compile(r"\\TeX(?:\{\}|\\(?= ))?"), "TeX"),
    (re.compile(r"\\(?:ldots|dots)(?:\{\}|\\(?= ))?"), "…"),
    (re.compile(r"\\textendash(?:\{\})?"), "–"),
    (re.compile(r"\\textemdash(?:\{\})?"), "—"),
)
_CITE = re.compile(
    r"\\(cite|citep|citet|citeauthor|citeyear|citeyearpar|citealt|citealp|citenum|citeonline|onlinecite|[Pp]arencite|[Tt]extcite|"
    r"[Aa]utocite|[Ff]ootcite|[Ss]martcite|supercite|(?:foot)?fullcite|Citet|Citep)\*?"
    r"(?:\[([^\]]{0,1000})\])?(?:\[([^\]]{0,1000})\])?\{([^{}]+)\}"
)

_CITED = re.compile(
    r"\$(\\(?:cite[a-z]*|ref|autoref|[cC]ref|footnote|textbf|textit|emph|texttt)\*?(?:\[[^\]]*\])*\{[^{}$]*\})\$"
)
"""A command of LaTeX's text that dollars hide from Markdown."""
_TIED = re.compile(r"(?<=[\w.)])~(?=\\(?:eq|auto|c|C|name|v?page)?ref\*?\{|\\[Cc]ite|\\(?:paren|text|auto|foot)cite)")
"""LaTeX's space at which no line ends, before a reference."""


def commands_become_marks(part: str) -> str:
    """Prose with its LaTeX as Markdown; words within a formula are TeX's."""
    formulas: list[str] = []

    def keep(found: re.Match[str]) -> str:
        formulas.append(found[0])
        return f"\x00{len(formulas) - 1}\x00"

    part = _KEPT.sub(keep, _CITED.sub(r"\1", part))
    part = _TIED.sub("\u00a0", part)
    part = _CITE.sub(_citation, part)
    for pattern, markdown in _SIMPLE:
        part = pattern.sub(markdown, part)
    return re.sub("\x00(\\d+)\x00", lambda it: formulas[int(it[1])], part)


def _citation(found: re.Match[str]) -> str:
    kind, first, second, keys = found[1], found[2], found[3], [it.strip() for it in found[4].split(",")]
    before, after = (first or "", second) if second is not None else ("", first or "")
    before, after = before.replace("~", "\u00a0"), after.replace("~", "\u00a0")
    if kind.lower() in ("citet", "textcite", "citeauthor", "citeonline"):
        rest = f" [{after}]" if after else ""
        return "; ".join(f"@{key}" for key in keys) + rest
    sign = "-" if kind.startswith("citeyear") else ""
    cites = "; ".join(f"{sign}@{key}" for key in keys)
    return f"[{before + ' ' if before else ''}{cites}{', ' + after if after else ''}]"


def with_footnotes(text: str) -> str:
    """The text with what `\\footnotetext{Words}` says at its `\\footnotemark`: that of its number, or the first that has no text."""
    plain = blanked(text)
    calls: list[re.Match[str]] = []
    edits: list[tuple[int, int, str]] = []
    for found in _FOOTNOTE.finditer(plain):
        closing = closing_brace(plain, found.end()) if plain[found.end() : found.end() + 1] == "{" else 0
        call = next((it for it in calls if found[2] in (None, it[2])), None)
        if found[1] == "mark":
            calls.append(found)
        elif closing and call:
            calls.remove(call)
            edits += [(*call.span(), f"\\footnote{text[found.end() : closing + 1]}"), (found.start(), closing + 1, "")]
    return replaced(text, sorted(edits))
