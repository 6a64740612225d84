r"""Puts the words that LaTeX's commands set, and those that an author has defined, in the place of their calls in prose.

`\strong{x}` is `**x**`, and `\newcommand{\cb}[1]{\colorbox{gray}{#1}}` lets `\cb{k}` print its k: Pandoc would print neither.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from bookbuilder.desk.adopt.verbatim import blanked, replaced

SIZES = re.compile(
    r"\\(?:tiny|scriptsize|footnotesize|small|normalsize|large|Large|LARGE|huge|Huge|hfill|bfseries|centering|sffamily)(?![A-Za-z])\s*"
)
"""How large a title is set."""
_WORDS = {
    "strong": (0, "**"), "alert": (0, "**"), "newthought": (0, ""), "mbox": (0, ""), "fbox": (0, ""), "framebox": (0, ""),
    "makebox": (0, ""), "textnormal": (0, ""), "textrm": (0, ""), "textsf": (0, ""), "textmd": (0, ""), "textup": (0, ""),
    "text": (0, ""), "centerline": (0, ""), "hl": (0, ""), "textbf": (0, "**"), "textit": (0, "*"), "emph": (0, "*"),
    "textsl": (0, "*"), "textcolor": (1, ""), "colorbox": (1, ""), "parbox": (1, ""), "foreignlanguage": (1, ""),
    "textlang": (1, ""), "afterpage": (0, ""), "resizebox": (2, ""), "adjustbox": (1, ""), "rotatebox": (1, ""), "scalebox": (1, ""), "raisebox": (1, ""), "uline": (0, ""), "sout": (0, ""),
}  # fmt: skip
"""How many arguments stand before the words of a command, and the sign of Markdown on both sides of them."""
_LAYOUT = re.compile(
    r"\\(?:(?:big|med|small)skip|noindent|par|centering|raggedright|hfill|vfill|newline|xspace|null|ignorespaces|leavevmode|strut"
    r"|protect|relax|tiny|scriptsize|footnotesize|small|normalsize|large|Large|LARGE|huge|Huge|bfseries|itshape|sffamily|rmfamily"
    r"|(?:vspace|hspace|color|setlength|addtolength|phantom)\*?(?:\{[^{}]*\})+)(?![A-Za-z])[ \t]*"
)
"""What says in a definition how its words look or where they stand."""
_DEFINED = re.compile(
    r"\\(?:(?:re)?new|provide)command\*?\s*\{?\\[A-Za-z]+\}?(?:\[(\d)\])?(\[[^\]]*\])?\s*\{(.*)\}\Z", re.DOTALL
)
DEFINITION = re.compile(
    r"^\\(?:(?:(?:re)?new|provide)command|def|DeclareMathOperator|newtheorem|usepackage)[^\n]*", re.MULTILINE
)
FORMULA = re.compile(
    r"(?<![\\$\w])\$(?=[^\s$])(?:[^$\\\n]|\\.|\n(?!\s*\n))+?(?<=\S)\$(?!\d)|(?<!\\)\$\$.{1,5000}?\$\$|\\\[.{1,5000}?\\\]|\\\(.{1,5000}?\\\)"
    r"|\\begin\{(?P<name>[a-zA-Z]+\*?)\}.{0,20000}?\\end\{(?P=name)\}",
    re.DOTALL,
)
_UNKNOWN = re.compile(r"\\(?!(?:footnote|url|href|texttt|cite[a-z]*|[cC]ref|autoref|ref)(?![A-Za-z]))[A-Za-z]+[\[{]")
"""A command within an author's own that nothing here knows."""
_PLAIN = re.compile(
    r"\\(?:(?:re)?new|provide)command\*?\s*\{?\\([A-Za-z]{2,})\}?\s*"
    r"\{((?:[^{}\\#@|$]|\\xspace|\\(?:text(?:it|bf|tt)|emph)\{[^{}\\$]*\})*)\}\Z"
)
"""A command of an author's own without an argument that says words."""
_NAME = re.compile(r"\\([A-Za-z]+)(?![A-Za-z])(?!\{[^}])(\{\}|\\ | )?")
_CALL = re.compile(r"\\([A-Za-z]+)\*?(?=[ \t]*[\[{])")


def macros_become_words(text: str, macros: Mapping[str, str]) -> str:
    """The text with the words of each call in prose; those in formulas and code are TeX's and stay."""
    if "\\" not in text:
        return text
    plain = _prose(text)
    own = {name: it for name, definition in macros.items() if (it := _definition(definition))}
    text, plain = _without_arguments(text, plain, macros)
    pieces, place = [], 0
    for found in _CALL.finditer(plain):
        if found.start() < place or plain[found.start() - 1 : found.start()] == "\\":
            continue
        words, end = _called(text, plain, found, own, 0)
        if words is not None and not re.search(
            r"\n[ ]{0,3}\|", text[found.start() : end]
        ):  # into another line of a cell
            pieces += [text[place : found.start()], words]
            place = end
    return "".join([*pieces, text[place:]])


def _without_arguments(text: str, plain: str, macros: Mapping[str, str]) -> tuple[str, str]:
    """The text with the words of each of an author's commands that has no argument, as `\\newcommand{\\rq}{Is it so?\\xspace}`."""
    words = {
        it[1]: it[2] for macro in macros.values() if (it := _PLAIN.match(macro)) and re.search(r"\w{2}|\w\.", it[2])
    }
    changes = []
    for found in _NAME.finditer(plain) if words else ():
        if found[1] in words and plain[found.start() - 1 : found.start()] not in ("\\", "{"):
            meaning = words[found[1]]
            spaced = " " if found[2] == "\\ " or meaning.endswith("\\xspace") and found[2] == " " else ""
            end = found.end() if found[2] != " " or spaced else found.end() - 1
            changes.append((found.start(), end, meaning.removesuffix("\\xspace").strip() + spaced))
    if not changes:
        return text, plain
    made = replaced(text, changes)
    return made, _prose(made)


def _called(
    text: str, plain: str, found: re.Match[str], own: Mapping[str, tuple[int, str]], depth: int
) -> tuple[str | None, int]:
    """The words of one call and where it ends; None for a command that is not known, or has other arguments."""
    name = found[1]
    if name not in _WORDS and name not in own or depth > 6:
        return None, 0
    count = own[name][0] if name in own else _WORDS[name][0] + 1
    arguments: list[str] = []
    end = re.compile(r"(?:[ \t]*\[[^\]\n]*\])*").match(plain, found.end()).end()  # type: ignore[union-attr]
    while len(arguments) < count:
        closing = closing_brace(plain, opening := plain.find("{", end))
        if not closing or plain[end:opening].strip():
            return None, 0
        arguments.append(text[opening + 1 : closing])
        end = closing + 1
    if name in own:
        words = re.sub(r"#(\d)", lambda it: (arguments[int(it[1]) - 1 :] or [""])[0], own[name][1])
        words = _LAYOUT.sub("", words)
        sign = ""
    else:
        words, sign = arguments[-1], _WORDS[name][1]
    words = _inner(words, own, depth)
    if _UNKNOWN.search(FORMULA.sub("", blanked(words))) and name in own:
        return None, 0
    while (bare := words.strip()).startswith("{") and closing_brace(bare, 0) == len(bare) - 1:
        words = bare[1:-1]
    if "\n\n" in words or words.startswith("\n"):  # paragraphs of their own
        return f"\n\n{words.strip()}\n\n", end
    if re.fullmatch(r"\s*[*_^~]+\s*", words):  # a sign, and no mark of emphasis
        return re.sub(r"(\S)", r"\\\1", words), end
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    return f"{before}{sign}{words.strip()}{sign}{after}", end


def _inner(words: str, own: Mapping[str, tuple[int, str]], depth: int) -> str:
    plain = FORMULA.sub(_spaces, blanked(words))
    pieces, place = [], 0
    for found in _CALL.finditer(plain):
        if found.start() >= place:
            inner, end = _called(words, plain, found, own, depth + 1)
            if inner is not None:
                pieces += [words[place : found.start()], inner]
                place = end
    return "".join([*pieces, words[place:]])


def _definition(macro: str) -> tuple[int, str] | None:
    """How many arguments an author's macro has, one at the least, and what it says."""
    found = _DEFINED.match(macro)
    return (int(found[1]), found[3]) if found and found[1] and not found[2] and "#1" in found[3] else None


def closing_brace(plain: str, opening: int) -> int:
    """Where the brace ends that opens at an offset; 0 where it does not."""
    if not 0 <= opening < len(plain) or _BRACE.match(plain, opening):
        return _closings(plain)[opening] if opening in _closings(plain) else 0
    return opening


@lru_cache(maxsize=8)
def _closings(plain: str) -> dict[int, int]:
    """Where each brace of a text ends: thousands that nothing ends are not each followed to its end."""
    found, opened = {}, []
    for brace in _BRACE.finditer(plain):
        if brace[0] == "{":
            opened.append(brace.start())
        elif opened:
            found[opened.pop()] = brace.start()
    return found


_BRACE = re.compile(r"(?<!\\)[{}]")


def _prose(text: str) -> str:
    """The text with spaces in the place of its code, its formulas and its definitions of macros."""
    return DEFINITION.sub(_spaces, FORMULA.sub(_spaces, blanked(text)))


def _spaces(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])
