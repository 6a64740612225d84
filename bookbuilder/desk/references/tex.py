"""Makes of the TeX in a .bib file's fields what Pandoc reads without losing a word: formulas, and commands that it does not know."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from bookbuilder.markdown.conversions import formulas_as_html

_MATH = re.compile(r"(?<!\\)\$[^$\n]*[^$\\\s]\$")
_PARTS = re.compile(rf"({_MATH.pattern}|\\(?:si|SI|qty|unit|num|ang)\b(?:\s*\{{[^{{}}]*\}})+)")
"""Formulas, and siunitx's numbers and units, whose commands are of their own."""
_BRACKETED = re.compile(r"(?<!\\)\\\(\s*([^$\n]*?)\s*\\\)")
_SPAN = re.compile(r"</?span\b[^>]*>")
_COMMANDS = {"em": "textit", "i": "textit", "strong": "textbf", "sub": "textsubscript", "sup": "textsuperscript"}
_TAGS = re.compile(rf"<(?:({'|'.join(_COMMANDS)})|/(?:{'|'.join(_COMMANDS)}))>")
_UNDERSCORE = re.compile(r"\{\\textunderscore\s*\}|\\textunderscore(?![A-Za-z])(?:\{\}|\s)?")
_COMMAND = re.compile(r"(?<!\\)\\([A-Za-z]+)\*?")
_KNOWN = frozenset(
    "aa AA ae AE oe OE o O l L i j ss c v u H k r b d t emph textit textbf textsc texttt textrm textsubscript textsuperscript textgreek "
    "url href TeX LaTeX copyright textendash textemdash dots ldots enquote mkbibquote mkbibemph and".split()
)
"""Commands that Pandoc need not be asked about."""
_SILENT = frozenset(
    "par newline linebreak pagebreak hfill noindent bfseries mdseries itshape upshape slshape scshape normalfont bf it em rm sf tt sc sl "
    "tiny small normalsize large Large protect relax unskip ignorespaces displaystyle textstyle raggedright break nobreak allowbreak hspace "
    "vspace hskip kern label index color selectlanguage phantom hphantom vphantom nocite noopsort SortNoop nobreakspace".split()
)
"""Commands that print nothing, what stands in their braces included."""
MOST = 500
"""The most commands about which Pandoc is asked; no list of sources has as many of its own."""


def readable_tex(
    values: Iterable[str], head: str, titles: Callable[[Sequence[str]], Sequence[str]]
) -> Mapping[str, str]:
    """Each field with its formulas in CSL's markup, and without the commands of which Pandoc would lose the words.

    `head` defines commands of the file's own; `titles` says what Pandoc reads of titles.
    """
    made = {it: _UNDERSCORE.sub(r"\\_", value) for it, value in _with_formulas(values).items()}
    names = {name for value in made.values() for name in _COMMAND.findall(_PARTS.sub("", value))}
    names -= _KNOWN | _SILENT | set(_COMMAND.findall(head))
    if not names:
        return made
    listed = sorted(names)[:MOST]
    alone = dict(zip(listed, titles([f"qa \\{name}{{}} qb" for name in listed]), strict=True))
    around = dict(zip(listed, titles([f"qa \\{name}{{qx}} qb" for name in listed]), strict=True))
    lost_alone = "|".join(name for name in listed if alone[name].split() in ([], ["qa", "qb"]))
    lost_around = "|".join(name for name in listed if "qx" not in around[name])
    rules = [(rf"(?<!\\)\\(?:{lost_around})\*?\s*(?:\[[^\[\]{{}}]*\]\s*)*(?=\{{(?!\s*\}}))", "")] if lost_around else []
    rules += (
        [(rf"(?<!\\)\\({lost_alone})(?![A-Za-z])(?!\s*\{{\s*[^\s}}])(?:\s*\{{\s*\}})?", r"{\1}")] if lost_alone else []
    )

    def spoken(text: str) -> str:
        for pattern, words in rules:
            text = re.sub(pattern, words, text)
        return text

    return {
        typed: "".join(it if n % 2 else spoken(it) for n, it in enumerate(_PARTS.split(value)))
        for typed, value in made.items()
    }


def _with_formulas(values: Iterable[str]) -> dict[str, str]:
    """Formulas of which CSL's markup can say what they are (letters, Greek, raised and lowered) as such; a lonely $ is money."""
    plain = {value: _BRACKETED.sub(r"$\1$", value) for value in values}
    found = {formula for value in plain.values() for formula in _MATH.findall(value)}
    if not found and not any("$" in value for value in plain.values()):
        return plain
    listed = sorted(found)
    written = dict(zip(listed, formulas_as_html(listed), strict=True)) if listed else {}

    def tex(match: re.Match[str]) -> str:
        html = _SPAN.sub("", written[match[0]])
        if "$" in html:
            return match[0]
        return "{" + _TAGS.sub(lambda tag: f"\\{_COMMANDS[tag[1]]}{{" if tag[1] else "}", html) + "}"

    def replaced(value: str) -> str:
        odd = len(re.findall(r"(?<!\\)\$", value)) % 2
        return re.sub(r"(?<!\\)\$", r"\\$", value) if odd else _MATH.sub(tex, value)

    return {typed: replaced(value) for typed, value in plain.items()}
