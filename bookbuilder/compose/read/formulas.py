"""Reads the formulas of a chapter's AST: which stand on a line of their own, which have a label, which cannot be read.

A label is written as in Quarto, `$$ … $$ {#eq-name}`; an environment of LaTeX (`equation`, `align` …) is a formula, too,
with its `\\label`, and `\\ref` and `\\eqref` are references to it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

import panflute as pf

from bookbuilder.compose.read.gathered import is_label
from bookbuilder.compose.read.phonetics import phonetics_written
from bookbuilder.compose.read.tex_repairs import repaired
from bookbuilder.diagnostics import Diagnostic
from bookbuilder.markdown.aligned import Aligned
from bookbuilder.markdown.ast import in_order, replace
from bookbuilder.markdown.pandoc import unreadable_formulas
from bookbuilder.markdown.places import Places

DISPLAY = "DisplayMath"
EQUATION = "equation"
"""The class of the span around a formula on a line of its own."""

_LABEL = re.compile(r"\{#(eq-[\w.-]+)\}([.,;:]?)")
_ENVIRONMENT = re.compile(
    r"\s*\\begin\{(equation|align|gather|multline|eqnarray|alignat|flalign|displaymath|math)(\*?)\}(.*)\\end\{\1\2\}\s*",
    re.DOTALL,
)
_KINDS = {
    "tab": "tbl",
    "table": "tbl",
    "figure": "fig",
    "eqn": "eq",
    "equ": "eq",
    "equation": "eq",
    "ch": "sec",
    "chap": "sec",
    "section": "sec",
}
"""Our kinds of labels by what LaTeX's authors call them."""
_TEX_LABEL = re.compile(r"(?<!\s)\s*\\label\{([^}]+)\}")
_PLACED = re.compile(
    r"\\begin\{((?:aligned|alignedat|gathered|split|multlined|array|[pbBvV]?(?:small)?matrix|cases)\*?)\}\s*\[[tbclr]\]"
)
"""An environment with its place among what stands beside it, which Pandoc would print."""
_SIGN_OF_FORMULAS = re.compile(
    r"\\(?:var)?(?:alpha|beta|gamma|delta|epsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|upsilon|phi|chi|psi|"
    r"omega|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Upsilon|Phi|Psi|Omega|times|cdot|pm|mp|leq?|geq?|neq?|approx|equiv|sim|"
    r"infty|to|(?:left|right|Left|Right|leftright)arrow|in|notin|subset|cup|cap|sum|prod|int|partial|nabla|forall|exists|"
    r"math(?:sf|bb|cal|rm|bf|it|frak|scr|tt)\s*\{[^{}]*\})(?![A-Za-z])[\s\d.]*"
)
"""What is a sign of formulas alone, and an author may write outside of one."""
_GROUP = re.compile(r"(\\(?:left|begin)(?![A-Za-z])|(?<!\\)\{)|(\\(?:right|end)(?![A-Za-z])|(?<!\\)\})")
DEEPEST = 40
"""Groups in one another in a formula."""
TEX_REFERENCE = re.compile(r"\\(?P<kind>eq|auto|[cCv]|)ref\{([^},]+)\}")


def take_formulas(document: pf.Doc, places: Places, aligned: Aligned) -> list[Diagnostic]:
    """Put each formula on a line of its own into a span with its label; CHP-014, a formula that cannot be read."""
    deep = list(_too_deep(document, places, aligned))
    for element in [it for it in in_order(document) if isinstance(it, pf.Math) and it.text.startswith("\\textipa")]:
        if "\\" not in (sounds := phonetics_written(element.text)):
            replace(element, [pf.Str(sounds)])
    elements = list(in_order(document))
    for element in elements:
        is_tex = isinstance(element, (pf.RawBlock, pf.RawInline)) and element.format in ("tex", "latex")
        if is_tex or isinstance(element, pf.Math) and element.format == DISPLAY and "\\label" in element.text:
            _read_environment(element, aligned)
    for element in elements:
        if isinstance(element, pf.Math):
            element.text = _PLACED.sub(r"\\begin{\1}", element.text)
        elif isinstance(element, (pf.Para, pf.Plain)):
            _label(element)
    return [*deep, *_unreadable(document, places, aligned)]


def is_equation(element: pf.Element) -> bool:
    """Whether an element is a formula on a line of its own."""
    return isinstance(element, pf.Span) and EQUATION in element.classes


def label_of_tex(label: str) -> str:
    """eq:growth of LaTeX is eq-growth here, tab:x tbl-x, and a label without a kind that of an equation."""
    kind, colon, name = label.partition(":")
    own = f"{_KINDS.get(kind, kind)}-{name}" if colon else label
    return re.sub(r"[^\w.-]+", "-", own if is_label(own) else f"eq-{label}")


def _read_environment(element: pf.RawBlock | pf.RawInline | pf.Math, aligned: Aligned) -> None:
    """An environment of LaTeX becomes a formula, `\\ref{eq:x}` a reference."""
    found = _ENVIRONMENT.fullmatch(element.text)
    if found:
        inner = {"align": "aligned", "alignat": "aligned", "flalign": "aligned", "eqnarray": "aligned"}.get(found[1])
        inner = inner or ("gathered" if found[1] in ("gather", "multline") else "")
        inlines: list[pf.Inline] = []
        for rows, label in _labelled(found[3], bool(inner)):
            tex = f"\\begin{{{inner}}}{rows}\\end{{{inner}}}" if inner else rows
            inlines += [pf.SoftBreak()] if inlines else []
            inlines += [
                pf.Math(tex, format=DISPLAY),
                *((pf.Space(), pf.Str(f"{{#{label_of_tex(label)}}}")) if label else ()),
            ]
        for inline in inlines:
            aligned.put(inline, element)
        replace(element, [pf.Para(*inlines)] if isinstance(element, pf.RawBlock) else inlines)
        return
    if isinstance(element, pf.RawInline) and _SIGN_OF_FORMULAS.fullmatch(element.text):
        letter = pf.Math(element.text.strip(), format="InlineMath")
        aligned.put(letter, element)
        replace(element, [letter, *([pf.Space()] if element.text[-1:].isspace() else [])])
        return
    reference = TEX_REFERENCE.fullmatch(element.text.strip())
    if reference and isinstance(element, pf.RawInline):
        key = label_of_tex(reference[2])
        mode = "SuppressAuthor" if not reference["kind"] else "AuthorInText"  # \\ref gives a number alone
        cite = pf.Cite(pf.Str(f"@{key}"), citations=[pf.Citation(key, mode=mode)])
        replace(element, [cite])


def _labelled(body: str, has_rows: bool) -> list[tuple[str, str]]:
    """The rows of an environment with their label; with several labels, a formula for each, up to the row that has it."""
    if not has_rows or len(_TEX_LABEL.findall(body)) < 2:
        label = _TEX_LABEL.search(body)
        return [(_TEX_LABEL.sub("", body).strip(), label[1] if label else "")]
    found: list[tuple[str, str]] = []
    rows: list[str] = []
    within = [it[0] for it in re.finditer(r"\\begin\{(\w+\*?)\}.*?\\end\{\1\}", body, re.DOTALL)]
    for place, text in enumerate(within):
        body = body.replace(text, f"\x00{place}\x00", 1)
    for row in re.split(r"\\\\(?:\[[^\]]*\])?", body):
        row = re.sub(r"\x00(\d+)\x00", lambda it: within[int(it[1])], row)
        rows.append(_TEX_LABEL.sub("", row).strip())
        label = _TEX_LABEL.search(row)
        if label:
            found.append((r" \\ ".join(rows), label[1]))
            rows = []
    return [*found, (r" \\ ".join(rows), "")] if any(rows) else found


def _label(block: pf.Para | pf.Plain) -> None:
    content = block.content
    place = 0
    while place < len(content):
        formula = content[place]
        place += 1
        if not (isinstance(formula, pf.Math) and formula.format == DISPLAY):
            continue
        after = place
        while after < len(content) and isinstance(content[after], (pf.Space, pf.SoftBreak)):
            after += 1
        is_word = after < len(content) and isinstance(content[after], pf.Str)
        label = _LABEL.fullmatch(content[after].text) if is_word else None
        if label:
            content[place : after + 1] = [pf.Str(label[2])] if label[2] else []
        span = pf.Span(formula, identifier=label[1] if label else "", classes=[EQUATION])
        content[place - 1] = span


def _too_deep(document: pf.Doc, places: Places, aligned: Aligned) -> Iterator[Diagnostic]:
    """Formulas of which each part would stand in another, hundreds of times; they print as their TeX."""
    for formula in [it for it in in_order(document) if isinstance(it, pf.Math)]:
        depth = deepest = 0
        for opening, _ in _GROUP.findall(formula.text):
            depth += 1 if opening else -1
            deepest = max(deepest, depth)
        if deepest > DEEPEST:
            yield _fault(formula, places, aligned, f"more than {DEEPEST} of its parts stand in one another")
            code = pf.Code(formula.text)
            aligned.put(code, formula)
            replace(formula, [code])


def _fault(
    formula: pf.Math, places: Places, aligned: Aligned, why: str, undefined: Sequence[str] = (), bare: str = ""
) -> Diagnostic:
    offset = aligned.near(formula)
    before = offset is not None and places.prose[offset - 1 : offset] == "$"
    place = places.raw(formula.text.strip().split("\n")[0]) if offset is None else places.at(offset - before)
    remedy, them = "Correct its TeX", "it" if len(undefined) == 1 else "them"
    if undefined:
        why = f"{' and '.join(undefined)} {'is' if len(undefined) == 1 else 'are'} not defined"
        remedy = rf"Define {them} in this chapter, \newcommand{{{undefined[0]}}}{{…}}, or correct {them}"
    elif bare:
        why = f"what {bare} takes is missing behind it"
        remedy = f"Write it in braces, {bare}{{…}}, or correct it"
    message = f"The formula “{' '.join(formula.text.split())[:40]}” cannot be read: {why}."
    causes = tuple(
        rf"{it} is not defined, and formulas with it cannot be read. Write \newcommand{{{it}}}{{…}} in each chapter that uses it, "
        "or correct it."
        for it in undefined
    )
    return Diagnostic("CHP-014", place, message, rf"{remedy}; for a dollar sign write \$.", causes=causes)


_COMMAND = re.compile(
    r"control sequence (\\(?!(?:begin|end|left|right|middle|limits|nolimits|over|atop|choose|hline)\b)[A-Za-z]+)"
)
"""A command that Pandoc does not know at all, or one that it knows and that has nothing behind it to take."""
ROUNDS = 8
"""How many undefined commands of one formula are looked for."""


def _undefined(unreadable: Mapping[str, str]) -> dict[str, list[str]]:
    """The undefined commands of formulas that cannot be read: Pandoc names the first, and the next once that one is known."""
    undefined: dict[str, list[str]] = {}
    reasons = dict(unreadable)
    for _ in range(ROUNDS):
        found = {tex: it[1] for tex, why in reasons.items() if (it := _COMMAND.search(why))}
        for tex, command in found.items():
            undefined.setdefault(tex, []).append(command)
        tried = {tex: _without(tex, undefined[tex]) for tex in found}
        faults = unreadable_formulas([(it, True) for it in dict.fromkeys(tried.values())]) if tried else {}
        reasons = {tex: faults[it] for tex, it in tried.items() if it in faults}
    return undefined


def _known(commands: Collection[str]) -> set[str]:
    """Those of some commands that Pandoc knows: it reads on behind them, into a group or to a bracket."""
    faults = unreadable_formulas([(it + sign, True) for it in commands for sign in "{("]) if commands else {}
    unread = {tex for tex, why in faults.items() if (it := _COMMAND.search(why)) and it[1] == tex[:-1]}
    return {it for it in commands if not {f"{it}{{", f"{it}("} <= unread}


def _without(tex: str, commands: Sequence[str]) -> str:
    return re.sub(rf"(?:{'|'.join(map(re.escape, commands))})(?![A-Za-z])", r"\\mathrm{x}", tex)


def _unreadable(document: pf.Doc, places: Places, aligned: Aligned) -> Iterator[Diagnostic]:
    formulas = [element for element in in_order(document) if isinstance(element, pf.Math)]
    if not formulas:
        return
    unreadable = unreadable_formulas([(it.text, it.format == DISPLAY) for it in formulas])
    others = {it.text: repaired(it.text) for it in formulas if it.text in unreadable}
    still = unreadable_formulas([(tex, True) for tex in others.values()]) if others else {}
    for formula in formulas:
        if formula.text in others and others[formula.text] not in still:
            formula.text = others[formula.text]
    undefined = _undefined(still)
    known = _known({it for commands in undefined.values() for it in commands})
    reported: set[tuple[int, str]] = set()
    for formula in sorted(formulas, key=lambda it: aligned.offset(it) is None):
        if formula.text in unreadable:
            figure = _figure(formula)
            if figure is not None and (id(figure), formula.text) in reported:
                continue  # in the caption and in the picture's own words, which are the same
            reported.add((id(figure), formula.text))
            commands = undefined.get(others[formula.text], ())
            unknown = [it for it in commands if it not in known]
            bare = next((it for it in commands if it in known), "")
            yield _fault(formula, places, aligned, unreadable[formula.text], unknown, bare)


def _figure(element: pf.Element) -> pf.Figure | None:
    around = element.parent
    while around is not None and not isinstance(around, pf.Figure):
        around = around.parent
    return around
