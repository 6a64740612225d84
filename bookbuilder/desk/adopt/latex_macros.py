"""Collects the macros that LaTeX and the settings of MathJax define, and gives a text the definitions that it uses."""

from __future__ import annotations

import re
from collections import Counter

_PAIRED = re.compile(r"\\DeclarePairedDelimiter\*?\s*\{?\\([A-Za-z]+)\}?\s*\{([^{}]+)\}\s*\{([^{}]+)\}")
_MACRO = re.compile(
    r"\\(?:(?:(?:re)?new|provide)command|DeclareRobustCommand)\*?\s*\{?\\(?P<new>[A-Za-z]+)\}?(?:\[\d\])?(?:\[[^\]]*\])?\s*\{(?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*\}"
    r"|\\DeclareMathOperator(?P<star>\*?)\s*\{\\(?P<operator>[A-Za-z]+)\}\s*\{(?P<words>[^{}]*(?:\{[^{}]*\}[^{}]*)*)\}"
    r"|\\def\\(?P<taking>[A-Za-z]+)(?P<signs>(?:#\d)+)(?P<meaning>\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})"
    r"|\\def\\(?P<def>[A-Za-z]+)\s*\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
)
_RAW_BLOCK = re.compile(
    r"^`{3,}[ \t]*\{=(?:la)?tex\}[ \t]*\n((?:(?:[ \t]*|%.*|\\(?:(?:(?:re)?new|provide)command|def|DeclareMathOperator|newtheorem|theoremstyle)\b.*)\n)+"
    r"|\s*\\begin\{(\w+\*?)\}(?:(?!^`{3}).*\n)*?\s*\\end\{\2\}\s*)`{3,}[ \t]*$",
    re.MULTILINE,
)
"""Macros, or one environment, in a raw block."""
_SETTINGS = re.compile(r"\b[Mm]acros[\"']?\s*:\s*\{")
_WORDS = r"\"(?P<words>(?:[^\"\\\n]|\\.)*)\"|'(?P<single>(?:[^'\\\n]|\\.)*)'"
_BRACE_OR_WORDS = re.compile(rf"[{{}}]|{_WORDS}")
_SETTING = re.compile(rf"[\"']?\\*(?P<name>[A-Za-z]+)[\"']?\s*:\s*\[?\s*(?:{_WORDS})")
_OF_LAYOUT = re.compile(
    r"@|\{%|\A\\renewcommand\*?\s*\{?\\(?:the[a-z]+|part|chapter|(?:sub)*section|paragraph|footnote|caption|maketitle)(?![A-Za-z])"
)
"""A macro that says how LaTeX sets a page, a heading or a number."""


_OF_FORMULA = re.compile(
    r"align|aligned|array|cases|eqnarray|equation|flalign|gather|math|multline|split|[a-zA-Z]?matrix"
)
"""Environments in which there is no Markdown."""


def raw_blocks_bared(text: str) -> str:
    """The text with raw blocks of macros, and of one environment, as their lines alone: Pandoc reads none that stand in `{=tex}`."""
    return _RAW_BLOCK.sub(lambda it: f"\n{it[1].strip()}\n", text)


def macros_in(text: str) -> dict[str, str]:
    """LaTeX's macros that a text defines, each as a `\\newcommand`, by name."""
    found = {it[1]: f"\\newcommand{{\\{it[1]}}}[1]{{\\left{it[2]} #1 \\right{it[3]}}}" for it in _PAIRED.finditer(text)}
    for it in _MACRO.finditer(text):
        if it["operator"]:
            star = it["star"]
            found[it["operator"]] = f"\\newcommand{{\\{it['operator']}}}{{\\operatorname{star}{{{it['words']}}}}}"
        elif it["taking"]:
            found[it["taking"]] = f"\\newcommand{{\\{it['taking']}}}[{it['signs'].count('#')}]{it['meaning']}"
        else:
            found[it["new"] or it["def"]] = it[0].replace("\\DeclareRobustCommand", "\\newcommand")
    return found


def without_macros(text: str) -> str:
    """The text without its definitions of macros, of which nothing is printed."""
    return _MACRO.sub("", text)


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


def _is_half(macro: str) -> bool:
    """Whether it only begins or only ends what is no formula, `\\newcommand{\\bcenter}{\\begin{center}}`: Markdown stands between two."""
    begun, ended = (Counter(re.findall(rf"\\{it}\{{(\w+)", macro)) for it in ("begin", "end"))
    return any(not _OF_FORMULA.match(it) for it in (begun - ended) + (ended - begun))


def macros_used(text: str, macros: dict[str, str]) -> str:
    """The definitions of those macros that a text uses and does not define, with those that they use, a line each."""
    own = macros_in(text)
    used: dict[str, str] = {}
    words = {name: it for name, it in macros.items() if not _OF_LAYOUT.search(it) and not _is_half(it)}
    left = [name for name in words if name not in own and re.search(rf"\\{name}(?![A-Za-z])", text)]
    while left:
        name = left.pop()
        if name not in used:
            used[name] = words[name]
            left += [it for it in words if it not in used and re.search(rf"\\{it}(?![A-Za-z])", words[name])]
    lines = "\n".join(words[name] for name in words if name in used)
    return re.sub(r"\{(?=[{%])", "{ ", re.sub(r"\}(?=\})", "} ", lines))  # two braces are Jinja's
