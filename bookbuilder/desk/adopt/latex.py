"""Raw LaTeX in Markdown: what it says becomes Markdown, its macros go where formulas use them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bookbuilder.desk.adopt.labels import label_of
from bookbuilder.desk.adopt.plan import Report
from bookbuilder.desk.adopt.prose_macros import closing_brace
from bookbuilder.desk.adopt.verbatim import blanked, line_of, outside_code
from bookbuilder.markdown.conversions import latex_to_markdown
from bookbuilder.markdown.pandoc_process import UnreadableError

FORMULAS = frozenset(
    "equation align gather multline eqnarray alignat flalign displaymath math aligned cases matrix pmatrix bmatrix array split "
    "gathered vmatrix subequations dcases smallmatrix Bmatrix Vmatrix alignedat document".split()
)
VERBATIM = frozenset("verbatim Verbatim lstlisting minted".split())
"""Environments whose words are code."""
_LABEL = re.compile(r"\blabel=\{?([^,\]{}\s]+)")
_CAPTION = re.compile(r"\bcaption=(?:\{((?:[^{}]|\{[^{}]*\})*)\}|([^,\]{}]+))")
"""What a listing says in its brackets: `[language=C, caption={Words}, label=lst:x]`."""
_ENVIRONMENT = re.compile(r"^[ \t]*\\begin\{(\w+)(\*?)\}.*?\\end\{\1\2\}[ \t]*$", re.MULTILINE | re.DOTALL)
_FLOAT = re.compile(
    r"\\(begin|end)\{((?:margin|wrap|sideways|SC|floating|lr|full|wide)(?:figure|table)|(?:figure|table)(?:wrap|\*))\}"
    r"(?:(?<=\})\[[^\]\n]*\])*(?:(?:\{[^{}\n]*\}){1,2}(?=[ \t]*\n))?"
)
"""Figures and tables of packages, with the arguments that say where they stand."""
_DRAWING = re.compile(
    r"\\begin\{(forest|tikzpicture|tikzcd|pspicture|circuitikz|pgfpicture|picture|prooftree)\}.*?\\end\{\1\}", re.DOTALL
)
_BOX = re.compile(
    r"\\(?:resizebox\*?[ \t]*(?:\{[^{}]*\}){2}|(?:scalebox|adjustbox|rotatebox(?:\[[^\]]*\])?)[ \t]*\{[^{}]*\}|centerline)[ \t]*\{%?"
)
_PAIRED = re.compile(r"\\DeclarePairedDelimiter\*?\s*\{?\\([A-Za-z]+)\}?\s*\{([^{}]+)\}\s*\{([^{}]+)\}")
_MACRO = re.compile(
    r"\\(?:re|provide)?newcommand\*?\s*\{?\\(?P<new>[A-Za-z]+)\}?(?:\[\d\])?(?:\[[^\]]*\])?\s*\{(?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*\}"
    r"|\\renewcommand\*?\s*\{?\\(?P<renew>[A-Za-z]+)\}?(?:\[\d\])?\s*\{(?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*\}"
    r"|\\DeclareMathOperator(?P<star>\*?)\s*\{\\(?P<operator>[A-Za-z]+)\}\s*\{(?P<words>[^{}]*(?:\{[^{}]*\}[^{}]*)*)\}"
    r"|\\def\\(?P<def>[A-Za-z]+)\s*\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
)
_RAW_BLOCK = re.compile(
    r"^`{3,}[ \t]*\{=(?:la)?tex\}[ \t]*\n((?:(?:[ \t]*|%.*|\\(?:(?:re|provide)?newcommand|def|DeclareMathOperator|newtheorem|theoremstyle)\b.*)\n)+"
    r"|\s*\\begin\{(\w+\*?)\}(?:(?!^`{3}).*\n)*?\s*\\end\{\2\}\s*)`{3,}[ \t]*$",
    re.MULTILINE,
)
"""Macros, or one environment, in a raw block."""
_FORMULA = re.compile(
    r"(\$\$.+?\$\$|(?<![\\$\w])\$(?=[^\s$])(?:[^$\\\n]|\\.|\n(?!\s*\n))+?(?<=\S)\$(?!\d)|\\\(.+?\\\)|\\\[.+?\\\]"
    r"|\\begin\{(?P<name>[a-z]+\*?)\}.+?\\end\{(?P=name)\}|^\\(?:newcommand|renewcommand|def|DeclareMathOperator)\b[^\n]*)",
    re.DOTALL | re.MULTILINE,
)
"""What is TeX's own and stays."""
LEVELS = {"chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5}
_SECTION = re.compile(
    r"^[ ]{0,3}(?:\\(?P<kind>part|chapter|section|subsection|subsubsection|paragraph)(?P<star>\*?)(?:\[[^\]\n]*\])?"
    r"\{(?P<title>(?:[^{}\\\n]|\\(?!label)[^\n{}]|\{[^{}\n]*\})+?)[ \t]*(?:\\label\{(?P<label>[^{}\n]+)\})?\}"
    r"(?:(?P<between>[ \t]*\n?(?:[ \t]*(?:\\(?!label|(?:sub)*section|chapter|part)[A-Za-z][^\n]*|<!--[^\n]*-->)?\n){0,4}[ \t]*)"
    r"\\label\{(?P<label2>[^{}\n]+)\})?|\\(?P<appendix>appendix)(?:\{\})?)[ \t]*$",
    re.MULTILINE,
)
_LABELLED = re.compile(
    r"^(?P<heading>#{1,6}[ \t]+[^\n{}]*?[^\s{}])[ \t]*(?:\{(?P<given>[^{}#\n]*)\}[ \t]*)?\n(?:[ \t]*\n)?[ \t]*\\label\{(?P<label>[^{}\n]+)\}[ \t]*$",
    re.MULTILINE,
)
"""A heading of Markdown with LaTeX's label below it."""
_FENCE = re.compile(r"^[ \t]*:{3,}[ \t]*([^\n]*?)[ \t:]*$", re.MULTILINE)
_SIMPLE = (
    (re.compile(r"\\textbf\{\s*((?:[^{}\n]|\n(?!\s*\n))*?)\s*\}"), r"**\1**"),
    (re.compile(r"\\(?:textit|emph|textsl)\{\s*((?:[^{}\n]|\n(?!\s*\n))*?)\s*\}"), r"*\1*"),
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
    r"\\(cite|citep|citet|citeauthor|citeyear|parencite|textcite|autocite|footcite|citealp|Citet|Textcite)\*?"
    r"(?:\[([^\]]*)\])?(?:\[([^\]]*)\])?\{([^}]+)\}"
)

_CITED = re.compile(
    r"\$(\\(?:cite[a-z]*|ref|autoref|[cC]ref|footnote|textbf|textit|emph|texttt)\*?(?:\[[^\]]*\])*\{[^{}$]*\})\$"
)
"""A command of LaTeX's text that dollars hide from Markdown."""
_SETTINGS = re.compile(r"\b[Mm]acros[\"']?\s*:\s*\{")
_WORDS = r"\"(?P<words>(?:[^\"\\\n]|\\.)*)\"|'(?P<single>(?:[^'\\\n]|\\.)*)'"
_BRACE_OR_WORDS = re.compile(rf"[{{}}]|{_WORDS}")
_SETTING = re.compile(rf"[\"']?\\*(?P<name>[A-Za-z]+)[\"']?\s*:\s*\[?\s*(?:{_WORDS})")
_OF_LAYOUT = re.compile(
    r"@|\{%|\A\\renewcommand\*?\s*\{?\\(?:the[a-z]+|part|chapter|(?:sub)*section|paragraph|footnote|caption|maketitle)(?![A-Za-z])"
)
"""A macro that says how LaTeX sets a page, a heading or a number."""
_TIED = re.compile(r"(?<=[\w.)])~(?=\\(?:eq|auto|c|C|name|v?page)?ref\*?\{|\\[Cc]ite|\\(?:paren|text|auto|foot)cite)")
"""LaTeX's space at which no line ends, before a reference."""


def raw_blocks_bared(text: str) -> str:
    """The text with raw blocks of macros, and of one environment, as their lines alone: Pandoc reads none that stand in `{=tex}`."""
    return _RAW_BLOCK.sub(lambda it: f"\n{it[1].strip()}\n", text)


def latex_becomes_markdown(text: str, file: str, report: Report, macros: Mapping[str, str] = {}) -> str:
    """The text with the words of its LaTeX as Markdown, with what the author's macros say; formulas stay."""

    def drawing(figure: str, place: str) -> str:
        report.note("left", "drawings in LaTeX are not here; an empty frame stands for each", place)
        name = re.sub(r"\W+", "-", (re.findall(r"\\label\{(?:fig:)?([^}]+)\}", figure) or ["drawing"])[0])
        return f"\\includegraphics{{figures/{name}.png}}"

    def environment(found: re.Match[str]) -> str:
        if found[1] in FORMULAS or found[1] == "tikzpicture":
            return found[0]
        place = f"{file}:{line_of(text, found.start())}"
        if found[1] in VERBATIM:
            report.note("changed", f"LaTeX's {found[1]} became Markdown", place)
            words = found[0].partition("\n")[2].rpartition("\\end{")[0].rstrip(" \t\n")
            fence = "`" * max(3, 1 + max(map(len, re.findall("`+", words)), default=0))
            given = found[0].partition("\n")[0]
            label, caption = _LABEL.search(given), _CAPTION.search(given)
            if label is None and caption is None:
                return f"\n{fence}\n{words}\n{fence}\n"
            id = f"#{label_of(label[1], 'lst')} " if label else ""
            said = re.sub(r"[{}]", "", caption[1] or caption[2]).strip().replace('"', "'") if caption else ""
            return f'\n{fence} {{{id}.text lst-cap="{said}"}}\n{words}\n{fence}\n'
        floats = _FLOAT.sub(lambda it: f"\\{it[1]}{{{'table' if 'table' in it[2] else 'figure'}}}", found[0])
        floats = _DRAWING.sub(lambda it: drawing(floats, place), floats) if "figure" in found[1] else floats
        floats = _unboxed(floats)
        try:
            used = macros_used(floats, {name: it for name, it in macros.items() if name != "caption"})
            made = latex_to_markdown(f"{used}\n{floats}").strip()
        except UnreadableError:
            return found[0]
        if not made:
            return found[0]
        report.note("changed", f"LaTeX's {found[1]} became Markdown", place)
        made = re.sub(r"width=\"\\\\(?:text|line|column)width\"", "width=100%", made)
        label = re.search(r"\\label\{([^}]+)\}", found[0])
        if label and f"#{label[1]}" in made:
            id = label_of(label[1], "fig" if "figure" in found[1] else "tbl")
            made = made.replace(f"#{label[1]}", f"#{id}")
            if len(re.findall(rf"#{re.escape(id)}(?![\w.-])", made)) > 1:  # on the picture, and in its caption
                made = made.replace(f'[]{{#{id} label="{label[1]}"}}', "")
                outer = re.compile(rf"^(:+) \{{#{re.escape(id)}\}}(?=\n:+ \{{#{re.escape(id)}\}}$)", re.MULTILINE)
                made = outer.sub(r"\1 {.table}", made)  # round the block of a table that has it, too
            made = _figure(made, id)
        made = re.sub(
            r"^(:{3,}) (Center|Flush(?:Left|Right))$", lambda it: f"{it[1]} {it[2].lower()}", made, flags=re.M
        )
        made = re.sub(r"^(:{3,}) tablenotes$", r"\1 table-notes", made, flags=re.MULTILINE)
        return f"\n{made}\n"

    plain = blanked(text, fenced_alone=True) if "\\begin" in text else ""
    code = blanked(text) if plain else ""
    pieces, place = [], 0
    for found in _ENVIRONMENT.finditer(plain):
        is_whole = found[0] == text[found.start() : found.end()]  # without code of Markdown in it
        if is_whole and code[found.start() : found.end()].lstrip().startswith("\\begin"):
            pieces += [text[place : found.start()], environment(found)]
            place = found.end()
    return outside_code("".join([*pieces, text[place:]]), _outside_formulas)


def _unboxed(latex: str) -> str:
    """LaTeX without the boxes that make a table smaller or turn it: Pandoc leaves out what is in one."""
    for found in reversed(list(_BOX.finditer(latex))):
        if closing := closing_brace(latex, latex.rindex("{", 0, found.end())):
            latex = f"{latex[: found.start()]}{latex[found.end() : closing]}{latex[closing + 1 :]}"
    return latex


def _figure(made: str, id: str) -> str:
    """A figure with whatever stood round its picture in LaTeX, as a picture with its caption, or several with theirs."""
    pictures = re.findall(r"!\[[^\]]*\]\([^()\s]+\)(?:\{[^{}]*\})?", made)
    caption = re.search(r"^(:{3,}) (?:caption|\{\.caption[^\n]*\})\n(.*?)\n\1[ \t]*$", made, re.MULTILINE | re.DOTALL)
    if not pictures or not caption or "\n\n" in caption[2]:
        return made
    words = " ".join(caption[2].split())
    if len(pictures) > 1:
        return f"::: {{#{id} layout-ncol=2}}\n{chr(10).join(f'{it}{chr(10)}' for it in pictures)}\n{words}\n:::"
    address, _, given = pictures[0].partition("](")[2].partition(")")
    return f"![{words}]({address}){{#{id}{' ' + given.strip('{}') if given else ''}}}"


def _outside_formulas(part: str) -> str:
    """Prose with its LaTeX as Markdown; words within a formula are TeX's."""
    formulas: list[str] = []

    def keep(found: re.Match[str]) -> str:
        formulas.append(found[0])
        return f"\x00{len(formulas) - 1}\x00"

    part = _FORMULA.sub(keep, _CITED.sub(r"\1", part))
    part = _TIED.sub("\u00a0", part)
    part = _CITE.sub(_citation, part)
    for pattern, markdown in _SIMPLE:
        part = pattern.sub(markdown, part)
    return re.sub("\x00(\\d+)\x00", lambda it: formulas[int(it[1])], part)


def sections_become_headings(text: str) -> str:
    """The text with LaTeX's parts, chapters and sections, each on a line of its own, as headings; those in a div stand deeper."""
    plain = blanked(text)
    fences = [(it.start(), bool(it[1])) for it in _FENCE.finditer(plain)] if "\\" in plain else []

    def heading(found: re.Match[str]) -> str:
        if not plain[found.start() : found.end()].strip():
            return found[0]
        if found["appendix"]:
            return "# (APPENDIX) Appendix {-}\n"
        own = found["label"] or found["label2"]
        label = f" #{label_of(own)}" if own else ""
        if found["kind"] == "part":
            return f"\n# (PART) {found['title']} {{-}}\n"
        within = sum(1 if opens else -1 for offset, opens in fences if offset < found.start()) > 0
        level = LEVELS[found["kind"]] + (within and found["kind"] == "chapter")
        given = f"{'.unnumbered' if found['star'] else ''}{label}".strip()
        return (
            f"\n{'#' * level} {found['title']}{f' {{{given}}}' if given else ''}\n{(found['between'] or '').strip(' ')}"
        )

    text = _SECTION.sub(heading, text)
    return outside_code(text, lambda part: _LABELLED.sub(_with_label, part)) if "\\label" in text else text


def _with_label(found: re.Match[str]) -> str:
    given = found["given"]
    return f"{found['heading']} {{#{label_of(found['label'])}{f' {given}' if given else ''}}}"


def macros_in(text: str) -> dict[str, str]:
    """LaTeX's macros that a text defines, each as a `\\newcommand`, by name."""
    found = {it[1]: f"\\newcommand{{\\{it[1]}}}[1]{{\\left{it[2]} #1 \\right{it[3]}}}" for it in _PAIRED.finditer(text)}
    for it in _MACRO.finditer(text):
        if it["operator"]:
            star = it["star"]
            found[it["operator"]] = f"\\newcommand{{\\{it['operator']}}}{{\\operatorname{star}{{{it['words']}}}}}"
        else:
            found[it["new"] or it["renew"] or it["def"]] = it[0]
    return found


def macros_said(said: object) -> dict[str, str]:
    """Macros of MyST's `math:` and of MathJax's `macros:`, wherever settings have them: words, or words with a count of arguments."""
    found: dict[str, str] = {}
    for key, value in said.items() if isinstance(said, dict) else ():
        if key not in ("math", "macros") or not isinstance(value, dict):
            found |= macros_said(value)
            continue
        for name, words in value.items():
            words = words.get("macro") if isinstance(words, dict) else words
            words = str(words[0] if isinstance(words, list) and words else words)
            count = max((int(it) for it in re.findall(r"#(\d)", words)), default=0)
            bare = str(name).lstrip("\\")
            if bare.isalpha():
                found[bare] = f"\\newcommand{{\\{bare}}}{f'[{count}]' if count else ''}{{{words}}}"
    return found


def macros_of_pages(text: str) -> dict[str, str]:
    """Macros of a page's settings of MathJax or KaTeX, `Macros: {E: "{\\\\mathbb{E}}", abs: ["|#1|", 1]}`."""
    found: dict[str, str] = {}
    for settings in _SETTINGS.finditer(text):
        depth, end = 1, settings.end()
        for brace in _BRACE_OR_WORDS.finditer(text, settings.end()):
            depth += {"{": 1, "}": -1}.get(brace[0], 0)
            end = brace.start()
            if not depth:
                break
        for it in _SETTING.finditer(text, settings.end(), end):
            words = re.sub(r"\\(.)", r"\1", it["words"] or it["single"] or "")
            found |= macros_said({"macros": {it["name"]: words}})
    return found


def macros_used(text: str, macros: dict[str, str]) -> str:
    """The definitions of those macros that a text uses and does not define, with those that they use, a line each."""
    own = macros_in(text)
    used: dict[str, str] = {}
    words = {name: it for name, it in macros.items() if not _OF_LAYOUT.search(it)}
    left = [name for name in words if name not in own and re.search(rf"\\{name}(?![A-Za-z])", text)]
    while left:
        name = left.pop()
        if name not in used:
            used[name] = words[name]
            left += [it for it in words if it not in used and re.search(rf"\\{it}(?![A-Za-z])", words[name])]
    lines = "\n".join(words[name] for name in words if name in used)
    return re.sub(r"\{(?=[{%])", "{ ", re.sub(r"\}(?=\})", "} ", lines))  # two braces are Jinja's


def _citation(found: re.Match[str]) -> str:
    kind, first, second, keys = found[1], found[2], found[3], [it.strip() for it in found[4].split(",")]
    before, after = (first or "", second) if second is not None else ("", first or "")
    before, after = before.replace("~", "\u00a0"), after.replace("~", "\u00a0")
    if kind.lower() in ("citet", "textcite", "citeauthor"):
        rest = f" [{after}]" if after else ""
        return "; ".join(f"@{key}" for key in keys) + rest
    sign = "-" if kind == "citeyear" else ""
    cites = "; ".join(f"{sign}@{key}" for key in keys)
    return f"[{before + ' ' if before else ''}{cites}{', ' + after if after else ''}]"
