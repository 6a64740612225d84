"""Says what a label of bookdown, pandoc-crossref, pandoc-xnos or LaTeX is called here, of which kind it is, and which are used."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bookbuilder.desk.adopt.verbatim import blocks_changed

KINDS = {
    "fig": "fig", "figure": "fig", "figs": "fig", "fg": "fig",
    "tab": "tbl", "tbl": "tbl", "table": "tbl", "tbls": "tbl",
    "eq": "eq", "eqn": "eq", "equ": "eq", "equation": "eq",
    "sec": "sec", "sect": "sec", "section": "sec", "chap": "sec", "ch": "sec", "chapter": "sec", "subsec": "sec", "app": "sec",
    "appendix": "sec",
    "lst": "lst", "code": "lst", "thm": "thm", "lem": "lem", "cor": "cor", "prp": "prp", "def": "def", "exm": "exm",
    "exr": "exr", "cnj": "cnj", "hyp": "hyp", "rem": "rem", "sol": "sol",
    "alg": "alg", "asm": "asm", "axm": "axm", "clm": "clm", "crt": "crt", "obs": "obs", "pty": "pty",
}  # fmt: skip
"""Our kinds of labels by those of others."""
THEOREMS = {
    "theorem": "thm", "lemma": "lem", "corollary": "cor", "proposition": "prp", "conjecture": "cnj", "definition": "def",
    "example": "exm", "exercise": "exr", "hypothesis": "hyp", "proof": "", "remark": "rem", "solution": "sol",
    "algorithm": "alg", "assumption": "asm", "axiom": "axm", "claim": "clm", "criterion": "crt", "observation": "obs",
    "property": "pty",
}  # fmt: skip
"""The blocks of mathematicians in bookdown, Quarto and MyST, and how their labels begin."""
KIND = "|".join(sorted(KINDS, key=len, reverse=True))
"""What matches the kind before a label, `fig` of `fig:map`."""
FLOATS = re.compile(r"\\begin\{((?:\w*figure|\w*table|tabular)\*?)\}.*?\\end\{\1\}", re.DOTALL)
FORMULAS = re.compile(
    r"\\begin\{(equation|align|gather|multline|eqnarray|alignat|flalign)\*?\}(?:(?!\n[ \t]*\n).)*?\\end\{\1\*?\}"
    r"|(?<![\\$])\$\$(?:(?!\$\$|\n[ \t]*\n).)+\$\$",
    re.DOTALL,
)
_SPACED = re.compile(r"\\(label|caption|(?:eq|auto|c|C|page)?ref)[ \t]+\{")
"""Commands between whose name and argument LaTeX allows a space."""
_LISTINGS = re.compile(r"\\begin\{lstlisting\}\[[^\n]*?\blabel=\{?([^,\]{}\s]+)")


def label_of(label: str, plain: str = "sec") -> str:
    """fig:my_plot is fig-my_plot, tab:x is tbl-x, a label without a kind that of a `plain` one."""
    found = re.match(rf"({KIND})[:_-](.+)$", label, re.IGNORECASE)
    kind, name = (KINDS[found[1].lower()], found[2]) if found else (plain, label)
    name = name.removeprefix(f"{kind}-") if kind else name  # bookdown's fig:fig-x is the chunk fig-x
    safe = re.sub(r"[^\w.-]+", "-", name).strip("-.") or "x"
    return f"{kind}-{safe}" if kind else safe


def equation_label(label: str) -> str:
    """eq:one, eq_one and one are eq-one: whatever else the label of a formula begins with is its name."""
    return label_of(f"eq:{re.sub(r'^eq(?:uation|n|u)?[:_-]', '', label, flags=re.IGNORECASE)}")


def with_kinds(texts: Sequence[str]) -> list[str]:
    r"""The texts with the kind of each label of a figure, table or formula of LaTeX that says none: `\label{room}` is `\label{fig:room}`."""
    texts = [_unspaced(it) if _SPACED.search(it) else it for it in texts]
    kinds: dict[str, str] = {}
    for text in texts:
        for found in FLOATS.finditer(text) if "\\label" in text else ():
            for label in re.findall(r"\\label\{([^{}]+)\}", found[0]):
                if not re.match(rf"({KIND})[:_-]", label, re.IGNORECASE):
                    kinds.setdefault(label, "tbl" if "table" in found[1] else "fig")
        for found in FORMULAS.finditer(text) if "\\label" in text else ():
            for label in re.findall(r"\\label\{([^{}]+)\}", found[0]):
                named = re.match(rf"({KIND})[:_-]", label, re.IGNORECASE)
                if not named or KINDS[named[1].lower()] != "eq":  # `def:x` is a formula, too, where it labels one
                    kinds.setdefault(label, "eq")
        for label in _LISTINGS.findall(text) if "lstlisting" in text else ():
            if not re.match(rf"({KIND})[:_-]", label, re.IGNORECASE):
                kinds.setdefault(label, "lst")
    if not kinds:
        return list(texts)
    names = "|".join(re.escape(it) for it in sorted(kinds, key=len, reverse=True))
    call = re.compile(
        rf"(\\(?:label|ref|eqref|autoref|[cC]ref|nameref|v?pageref|vref|subref)\*?\{{|\\hyperref\[|\\@ref\(|\\[cC]ref\{{[^{{}}\n]*,\s*)({names})(?=[}}),\]])"
    )

    def with_kind(text: str) -> str:
        for _ in range(12):  # one of several in a call at a time, from the last to the first
            named = call.sub(lambda it: f"{it[1]}{kinds[it[2]]}:{it[2]}", text)
            if named == text:
                break
            text = named
        return text

    return [with_kind(text) for text in texts]


def _unspaced(text: str) -> str:
    plain = blocks_changed(text, lambda block: re.sub(r"[^\n]", " ", block))
    return _SPACED.sub(lambda it: it[0] if plain[it.start()] == " " else f"\\{it[1]}{{", text)


def referred(text: str) -> set[str]:
    """The labels without a kind that a text refers to as bookdown and LaTeX do: those of headings."""
    found = {it[1] for it in re.finditer(r"\\?@ref\(([^()\s]+)\)", text)}
    found |= {
        it[1]
        for it in re.finditer(r"\\(?:ref|autoref|cref|Cref|nameref|v?pageref|hyperref)\*?[{\[]([^{}\[\]]+)[}\]]", text)
    }
    plain = {it for it in found if not re.match(rf"({KIND})[:]", it, re.IGNORECASE)}
    # pandoc-crossref can label every section by its title: @sec:the-title
    defined = set(re.findall(r"#sec[:-]([\w.-]*\w)", text))
    return plain | {it for it in re.findall(r"@sec[:-]([\w.-]*\w)", text) if it not in defined}
