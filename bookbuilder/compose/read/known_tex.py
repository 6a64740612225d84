r"""Writes commands of packages and of MathJax with their arguments by what Pandoc knows: `\symbfit{x}`, `\ce{H2O}`, `\ket{a}`.

What only says how a formula looks is left out. See the packages amsmath, mathtools, unicode-math, mhchem, braket and
physics, and what KaTeX and MathJax have without a package.
"""

from __future__ import annotations

import re

_RENAMED = {
    "textmd": r"\text", "textbackslash": r"\backslash", "symit": r"\mathit", "symbfit": r"\boldsymbol", "symup": r"\mathrm", "symsf": r"\mathsf",
    "symcal": r"\mathcal", "symbb": r"\mathbb", "symfrak": r"\mathfrak", "symscr": r"\mathscr", "symtt": r"\mathtt",
    "symbfup": r"\mathbf", "mathbfsf": r"\mathbf", "mathds": r"\mathbb", "bbold": r"\mathbb",
    "tbinom": r"\binom", "hphantom": r"\phantom", "injlim": r"\operatorname{inj\,lim}", "projlim": r"\operatorname{proj\,lim}",
    "space": r"\ ", "nobreakspace": r"\ ", "negthinspace": r"\!", "negmedspace": r"\!", "negthickspace": r"\!",
    "textdegree": r"{}^{\circ}", "textmu": "µ",
    "lq": "‘", "rq": "’", "bigstar": "★", "argmax": r"\operatorname*{arg\,max}", "argmin": r"\operatorname*{arg\,min}", "R": r"\mathbb{R}",
    "N": r"\mathbb{N}", "Z": r"\mathbb{Z}", "Q": r"\mathbb{Q}", "C": r"\mathbb{C}", "lbrack": "[", "rbrack": "]",
}  # fmt: skip
"""Commands, and what stands for them."""
_LEFT_OUT = frozenset(
    "strut qedhere Large large LARGE huge Huge small tiny footnotesize normalsize scriptsize "
    "relax displaylimits limits nolimits allowbreak noindent centering bigstrut".split()
)
"""Commands without which nothing is lost."""
_WITH_ARGUMENTS: dict[str, tuple[int, str]] = {
    "mathnormal": (1, "{%0}"), "mathinner": (1, "{%0}"), "fbox": (1, r"\boxed{\text{%0}}"),
    "nicefrac": (2, "{%0}/{%1}"), "sfrac": (2, "{%0}/{%1}"),
    "underaccent": (2, r"\underset{%0{}}{%1}"), "slashed": (1, r"\cancel{%0}"), "cancelto": (2, r"\cancel{%1}^{%0}"),     "scalebox": (2, r"\text{%1}"), "resizebox": (3, r"\text{%2}"), "sideset": (2, "{}%0{}%1"), "href": (2, "{%1}"),
    "class": (2, "{%1}"), "cssId": (2, "{%1}"), "style": (2, "{%1}"), "require": (1, ""), "mathchoice": (4, "{%0}"),
    "ket": (1, r"\left|%0\right\rangle"), "bra": (1, r"\left\langle %0\right|"), "braket": (1, r"\left\langle %0\right\rangle"),
    "Ket": (1, r"\left|%0\right\rangle"), "Bra": (1, r"\left\langle %0\right|"), "Braket": (1, r"\left\langle %0\right\rangle"),
    "set": (1, r"\left\{%0\right\}"), "Set": (1, r"\left\{%0\right\}"),
    "xmapsto": (1, r"\overset{%0}{\longmapsto}"), "xLeftrightarrow": (1, r"\overset{%0}{\Longleftrightarrow}"),
    "xRightarrow": (1, r"\overset{%0}{\Longrightarrow}"),
    "xLeftarrow": (1, r"\overset{%0}{\Longleftarrow}"), "xhookrightarrow": (1, r"\overset{%0}{\hookrightarrow}"),
    "xrightleftharpoons": (1, r"\overset{%0}{\rightleftharpoons}"), "pu": (1, r"\text{%0}"),     "mathlarger": (1, "{%0}"), "mathsmaller": (1, "{%0}"),     "abs": (1, r"\left|%0\right|"), "norm": (1, r"\left\|%0\right\|"), "dv": (2, r"\frac{d %0}{d %1}"),
    "pdv": (2, r"\frac{\partial %0}{\partial %1}"),
}  # fmt: skip
"""Commands by how many arguments they have, and what stands for them and these."""
_ENVIRONMENTS = {"tabular": "array", "dcases*": "cases", "cases*": "cases", "math": "", "subequations": ""}
_COMMAND = re.compile(r"\\([A-Za-z]+)\*?|\\.", re.DOTALL)
_DEFINED = re.compile(r"\\def\s*(\\[A-Za-z]+)((?:#\d)*)\s*(?=\{)")
_BOXED = re.compile(r"\\text\{\s*\$([^$]*)\$\s*\}")
"""A formula in a box of words that has no word."""
_CHARACTER = re.compile(r"\\unicode\{(?:x([0-9A-Fa-f]{2,6})|(\d{2,7}))\}")


def by_known_commands(tex: str) -> str:
    """The formula with what Pandoc does not know written by what it knows."""
    tex = _DEFINED.sub(lambda it: f"\\newcommand{{{it[1]}}}{f'[{len(it[2]) // 2}]' if it[2] else ''}", tex)
    tex = re.sub(r"\\not\s*\\(exists|mid)(?![A-Za-z])", r"\\n\1", _CHARACTER.sub(_character, tex))
    tex = re.sub(
        r"\\(begin|end)\{([a-z]+\*?)\}",
        lambda it: (
            (f"\\{it[1]}{{{new}}}" if (new := _ENVIRONMENTS[it[2]]) else "") if it[2] in _ENVIRONMENTS else it[0]
        ),
        tex,
    )
    return _BOXED.sub(r"{\1}", _rewritten(tex))


def _character(found: re.Match[str]) -> str:
    number = int(found[1], 16) if found[1] else int(found[2])
    return chr(number) if 0x20 < number < 0x110000 and not 0xD800 <= number < 0xE000 else found[0]


def _rewritten(tex: str, depth: int = 0) -> str:
    pieces, place = [], 0
    for found in _COMMAND.finditer(tex):
        if found.start() < place or not found[1] or depth > 20:
            continue
        name, end, made = found[1], found.end(), None
        if name in _RENAMED:
            made = _RENAMED[name]
        elif name in _LEFT_OUT:
            made = " "
        elif name in _WITH_ARGUMENTS or name == "ce":
            count, form = _WITH_ARGUMENTS[name] if name != "ce" else (1, "%0")
            arguments, end = _arguments(tex, end, count)
            if len(arguments) == count:
                inner = [_of_chemistry(it) if name == "ce" else _rewritten(it, depth + 1) for it in arguments]
                made = re.sub(r"%(\d)", lambda it, inner=inner: inner[int(it[1])], form)  # type: ignore[misc]
        if made is not None:
            space = " " if re.search(r"\\[A-Za-z]+$", made) and tex[end : end + 1].isalpha() else ""
            pieces += [tex[place : found.start()], made, space]
            place = end
    return "".join([*pieces, tex[place:]])


def _arguments(tex: str, at: int, count: int) -> tuple[list[str], int]:
    """The arguments of a command from an offset, without their braces, and where they end."""
    found: list[str] = []
    optional = re.match(r"\s*\[[^\]]*\]", tex[at : at + 200])
    at += optional.end() if optional else 0
    while len(found) < count:
        at += len(tex[at:]) - len(tex[at:].lstrip())
        if at >= len(tex) or tex[at] in "}&":
            break
        if tex[at] == "{":
            end = _end_of_group(tex, at + 1)
            found.append(tex[at + 1 : end])
            at = end + 1
        else:
            one = _COMMAND.match(tex, at)
            end = one.end() if one else at + 1
            found.append(tex[at:end])
            at = end
    return found, at


def _end_of_group(tex: str, at: int) -> int:
    """Where the group that is open at an offset ends: at its brace, at the end, for a switch at the end of a cell, too."""
    depth = 0
    for found in re.compile(r"\\.|[{}]", re.DOTALL).finditer(tex, at):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth < 0:
            return found.start()
    return len(tex)


_ARROWS = {
    "<=>>": r"\rightleftharpoons", "<<=>": r"\rightleftharpoons", "<-->": r"\rightleftarrows", "<->": r"\leftrightarrow",
    "<=>": r"\rightleftharpoons", "->": r"\longrightarrow", "<-": r"\longleftarrow",
}  # fmt: skip
_PIECES = re.compile(
    r"(?P<arrow><=>>|<<=>|<-->|<=>|<->|->|<-)(?:\[(?P<above>[^\]]*)\])?(?:\[(?P<below>[^\]]*)\])?"
    r"|\$(?P<formula>[^$]*)\$|\^\{(?P<high>[^}]*)\}|\^(?P<charge>\d*[+-]|\d+)|_\{(?P<low>[^}]*)\}|_(?P<digit>\w)"
    r"|(?<=[A-Za-z)\]}])(?P<count>\d+)|(?<=[A-Za-z\d)\]}])(?P<sign>[+-])(?=\s|$|[,;)])"
    r"|(?P<space>\s+)|(?P<letters>[A-Za-z]+)|(?P<other>\\[A-Za-z]+|.)",
    re.DOTALL,
)


def _of_chemistry(text: str) -> str:
    """The argument of `\\ce` as TeX: digits behind a letter or a bracket stand below the line, charges above it.

    See https://ctan.org/pkg/mhchem.
    """
    return "".join(map(_piece, _PIECES.finditer(text)))


def _piece(found: re.Match[str]) -> str:
    kind, words = found.lastgroup or "other", found[0]
    if found["arrow"]:
        arrow = _ARROWS[found["arrow"]]
        above, below = (f"\\text{{{it}}}" if it else "" for it in (found["above"], found["below"]))
        arrow = f"\\overset{{{above}}}{{{arrow}}}" if above else arrow
        return f" \\underset{{{below}}}{{{arrow}}} " if below else f" {arrow} "
    if kind == "formula":
        return f"{{{found['formula']}}}"
    if kind in ("high", "charge", "sign"):
        return f"^{{{found[kind]}}}"
    if kind in ("low", "digit", "count"):
        return f"_{{{found[kind]}}}"
    if kind == "letters":
        return f"\\mathrm{{{words}}}"
    return "\\ " if kind == "space" else "\\cdot " if words in ("*", ".") else words
