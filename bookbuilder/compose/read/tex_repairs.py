r"""Writes a formula that Pandoc cannot read, though TeX and MathJax can, in commands that Pandoc knows.

Plain TeX's `\cr`, `{\bf x}`, `{a \over b}` and `\pmatrix{…}` become LaTeX's, commands that only move something are left out,
and lines without an environment get one. See https://www.tug.org/texbook (chapters 17 to 19).
"""

from __future__ import annotations

import re

from bookbuilder.compose.read.known_tex import by_known_commands

_TOKEN = re.compile(r"\\(?:begin|end)\{\w+\*?\}|\\[A-Za-z]+|\\.|[{}&]|[^\\{}&]+|\\", re.DOTALL)
_DELIMITER = re.compile(r"\s*([^\sA-Za-z\\])")
_SWITCHES = {
    "\\rm": "\\mathrm", "\\bf": "\\mathbf", "\\it": "\\mathit", "\\sf": "\\mathsf", "\\tt": "\\mathtt", "\\cal": "\\mathcal",
    "\\mit": "\\mathit", "\\sl": "\\mathit", "\\em": "\\mathit", "\\sc": "\\mathrm", "\\frak": "\\mathfrak",
    "\\boldmath": "\\boldsymbol", "\\bfseries": "\\mathbf",
}  # fmt: skip
"""Commands that hold to the end of their group, and those with an argument that do the same."""
_BETWEEN = {"\\over": "\\frac{%s}{%s}", "\\choose": "\\binom{%s}{%s}", "\\atop": "\\begin{matrix}%s\\\\%s\\end{matrix}"}
"""Commands between what stands above and what stands below, from one end of the group to the other."""
_TABLES = {
    "\\matrix": "matrix", "\\pmatrix": "pmatrix", "\\cases": "cases", "\\eqalign": "aligned", "\\displaylines": "gathered",
}  # fmt: skip
"""Commands whose one argument has rows, and the environments that they are."""
_KNOWN_AS = {
    "hbox": r"\text", "texttt": r"\text", "textrm": r"\text", "textsc": r"\text", "textup": r"\text", "textnormal": r"\text",
    "bold": r"\mathbf", "Bbb": r"\mathbb", "mathbbm": r"\mathbb", "dbinom": r"\binom", "sp": "^", "sb": "_",
    "diagup": "/", "surd": "√", "vcentcolon": ":", "S": "§", "P": "¶", "copyright": "©", "degree": r"^{\circ}",
    "celsius": r"^{\circ}\mathrm{C}", "thinspace": r"\,", "varlimsup": r"\overline{\lim}", "varliminf": r"\underline{\lim}",
    "mathstrut": "", "nobreak": "", "smash": "", "lefteqn": "", "notag": "", "nonumber": "",
    "qedhere": "", "allowdisplaybreaks": "", "noindent": "", "centering": "", "shoveleft": "", "shoveright": "",
}  # fmt: skip
"""Commands that Pandoc's reader of formulas does not know, and what it knows; "" leaves their argument alone."""
_INCHES = re.compile(r"(\\(?:text|mbox|mathrm)\{[^{}]*\})|\"")
_CODE = re.compile(r"`([^`]+)`")
_VERBATIM = re.compile(
    r"(?P<within>\\(?:text|mbox)\{[^{}]*?)?\\(?:verb\*?|lstinline(?:\[[^\]]*\])?|mintinline(?:\{\w+\})?)\s*"
    r"(?:\{(?P<held>[^{}]*)\}|(?P<sign>[^\sA-Za-z{*])(?P<code>.*?)(?P=sign))"
)
"""Words that LaTeX prints as they are typed, between braces or two signs of any kind."""
_LENGTH = r"\s*-?[\d.]+\s*(?:pt|mm|cm|in|ex|em|mu|pc|sp)(?:\s+(?:plus|minus)\s+\S+)*"
_BOLD_IN_A_BOX = re.compile(r"\\(?:mbox|text|hbox|textbf)\s*\{\s*\\boldmath\s*\$([^$]*)\$\s*\}")
"""A bold letter as LaTeX had it before `\\boldsymbol`."""
_REWRITTEN = (
    (re.compile(r"\\cfrac(?![A-Za-z])(?:\[[lcr]\])?"), r"\\dfrac"),
    (re.compile(r"\\label\{[^}]*\}"), ""),
    (re.compile(r"(?<!\\)((?:\\\\)*)%.*$", re.MULTILINE), r"\1"),
    (re.compile(r"\\(?:hskip|kern|mkern|mskip|vskip)(?![A-Za-z])" + _LENGTH + r"|\\hspace\*?\{[^{}]*\}"), r"\\;"),
    (re.compile(r"\\(?:vphantom|vspace\*?)\{[^{}]*\}|\\rule(?:\[[^\]]*\])?\{[^{}]*\}\{[^{}]*\}"), ""),
    (
        re.compile(
            r"\\(?:(?:display|page|line)break(?:\[\d\])?|MoveEqLeft(?:\[\d+\])?|raisetag\{[^{}]*\})(?![A-Za-z])"
        ),
        "",
    ),
    (re.compile(r"\\(?:text)?color(?:box)?\{[^{}]*\}|\\raisebox\{[^{}]*\}"), ""),
    (re.compile(r"\\root(?![A-Za-z])(.+?)\\of(?![A-Za-z])"), r"\\sqrt[\1]"),
    (re.compile(r"\\prescript\{([^{}]*)\}\{([^{}]*)\}"), r"{}^{\1}_{\2}"),
    (re.compile(r"\\(?:short)?intertext\{([^{}]*)\}"), r"\\text{\1}\\\\"),
    (re.compile(r"\\xleftrightarrow\{([^{}]*)\}"), r"\\overset{\1}{\\longleftrightarrow}"),
    (re.compile(r"(\\text\{[^{}]*)\\(?:emph|textit|textbf|textsc|mbox)\{([^{}]*)\}"), r"\1\2"),
    (re.compile(r"\$[ \t]+(?=\{)"), "$"),
    (re.compile(r"\\-|\\[Bb]igg?[lrm]?\s*(?=\\[A-Za-z]*arrow(?![A-Za-z]))"), ""),
    (re.compile(r"\\unit\[([^\]]*)\]\{\s*([^{}]*?)\s*\}"), r"\1\\,\\mathrm{\2}"),
    (re.compile(r"\\tag\{([^{}]*)\}"), r"\\qquad \\text{(\1)}"),
    (re.compile(r"\\tag\*\{([^{}]*)\}"), r"\\qquad \\text{\1}"),
    (re.compile(r"^\s*(?:\\\\\s*)+"), ""),
    (re.compile(r"\\(?:SI|qty)(?:\[[^\]]*\])?\{([^{}]*\\pm[^{}]*)\}"), r"\1\\,\\si"),
    (re.compile(r"\\(begin|end)\{dcases\}"), r"\\\1{cases}"),
    (re.compile(r"\\begin\{d?rcases\}"), r"\\left.\\begin{matrix}"),
    (re.compile(r"\\end\{d?rcases\}"), r"\\end{matrix}\\right\\}"),
)


def repaired(tex: str) -> str:
    """The formula as TeX takes it where Pandoc does not."""
    tex = _INCHES.sub(lambda it: it[1] or r"{\text{”}}", _CODE.sub(_as_text, _VERBATIM.sub(_as_typed, tex)))
    tex = _BOLD_IN_A_BOX.sub(r"\\boldsymbol{\1}", tex)
    tex = _joined(_TOKEN.findall(by_known_commands(tex)))
    for command, known in _KNOWN_AS.items():
        tex = re.sub(rf"\\{command}(?![A-Za-z])", lambda _, known=known: known, tex)  # type: ignore[misc]
    for pattern, known in _REWRITTEN:
        tex = pattern.sub(known, tex)
    tex = re.sub(r"(?:\\\\(?:\[[^\]]*\])?\s*)+((?:\\end\{\w+\*?\}\s*)*)$", r"\1", tex.strip())
    inside = re.sub(r"\\begin\{(\w+\*?)\}.*?\\end\{\1\}", "", tex, flags=re.DOTALL)
    if re.search(r"(?<!\\)&", inside):
        return f"\\begin{{aligned}}{tex}\\end{{aligned}}"
    return f"\\begin{{gathered}}{tex}\\end{{gathered}}" if "\\\\" in inside else tex


def _as_typed(found: re.Match[str]) -> str:
    text = _text_of(found["held"] if found["code"] is None else found["code"])
    return f"{found['within']}{text}" if found["within"] else f"\\text{{{text}}}"


def _as_text(code: re.Match[str]) -> str:
    """The code of R Markdown in a formula, which a program fills in, as words."""
    return f"\\text{{{_text_of(code[1])}}}"


def _text_of(code: str) -> str:
    plain = code.replace("\\", "∖").replace("^", "ˆ").replace("~", "∼")
    return re.sub(r"([_%$#&{}])", r"\\\1", plain)


def _joined(tokens: list[str]) -> str:
    """The text of tokens, with groups, `\\left … \\right`, environments and cells each by itself."""
    tokens = [*tokens]
    tokens.reverse()
    pieces: list[str] = []
    while tokens:  # a closing sign without its opening one is written as it stands
        pieces.append(_group(tokens))
        pieces += [tokens.pop()] if tokens else []
    return "".join(pieces)


def _group(tokens: list[str]) -> str:
    """What stands up to the end of a group, which is left among the tokens; they are taken from the end of their list."""
    done: list[str] = []
    cell: list[str] = []
    while tokens and tokens[-1] not in ("}", "\\right") and not tokens[-1].startswith("\\end{"):
        token = tokens.pop()
        if token in ("&", "\\\\", "\\cr", "\\crcr"):
            done += [_cell(cell), token if token == "&" else "\\\\"]
            cell = []
        elif token == "{" or token == "\\left" or token.startswith("\\begin{"):
            sign = _delimiter(tokens) if token == "\\left" else ""
            inner = _group(tokens)
            closing = tokens.pop() if tokens else ""
            table = _TABLES.get(cell[-1].strip(), "") if cell and token == "{" else ""
            if table:
                cell[-1] = f"\\begin{{{table}}}{inner}\\end{{{table}}}"
            else:
                cell.append(
                    f"{token}{sign}{inner}{closing}{_delimiter(tokens) if closing == chr(92) + 'right' else ''}"
                )
        else:
            cell.append(token)
    return "".join([*done, _cell(cell)])


def _delimiter(tokens: list[str]) -> str:
    """The sign behind `\\left` or `\\right`, taken from the tokens."""
    if not tokens:
        return ""
    sign = _DELIMITER.match(tokens[-1])
    if sign is None:
        return tokens.pop() if tokens[-1].startswith("\\") else ""
    rest = tokens.pop()[sign.end() :]
    tokens += [rest] if rest else []
    return sign[1]


def _cell(pieces: list[str]) -> str:
    """A cell, or a group without cells, in which no command holds further than its argument."""
    for place, piece in enumerate(pieces):
        if piece in _BETWEEN:
            return _BETWEEN[piece] % (_cell(pieces[:place]).strip(), _cell(pieces[place + 1 :]).strip())
    for place, piece in enumerate(pieces):
        if piece in _SWITCHES:
            rest = pieces[place + 1 :]
            while rest and not rest[0].strip():
                rest = rest[1:]
            if rest and rest[0].startswith("{"):  # meant as a command with an argument
                return "".join((*pieces[:place], _SWITCHES[piece], rest[0])) + _cell(rest[1:])
            end = next((at for at, it in enumerate(rest) if it in _SWITCHES), len(rest))
            body = "".join(rest[:end]).strip()
            return "".join(pieces[:place]) + (f"{_SWITCHES[piece]}{{{body}}}" if body else "") + _cell(rest[end:])
    return "".join(pieces)
