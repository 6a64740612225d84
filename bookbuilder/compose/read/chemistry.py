r"""Writes mhchem's formulas and equations, `\ce{2H2 + O2 -> 2H2O}`, as TeX.

See https://ctan.org/pkg/mhchem: digits behind a letter or a bracket stand below the line, charges above it.
"""

from __future__ import annotations

import re

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


def of_chemistry(text: str) -> str:
    """The argument of `\\ce` as TeX."""
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
