"""Turns what Pandoc makes of LaTeX, `pandoc -f latex -t markdown`, into what an author types: figures, references, formulas, theorems."""

from __future__ import annotations

import re

from lxml.etree import ParserError
from lxml.html import HtmlElement, fragment_fromstring

from bookbuilder.desk.adopt.labels import KIND, THEOREMS
from bookbuilder.desk.adopt.pictures import picture
from bookbuilder.desk.adopt.verbatim import outside_code

_SIGN = re.compile(r"\{\s*reference-type=\"|<figure\b[^<>]*>\s*(?:<p>\s*)?<(?:img|embed|figure)\b")
_REFERENCE = re.compile(
    r"\[(?:\\.|[^\[\]\\])*\]\(#[^()\s]+\)\{\s*reference-type=\"(ref|eqref|autoref|ref\+label|ref\+Label)\"\s+reference=\"([^\"]+)\"\s*\}"
)
_COMMANDS = {"ref": "ref", "eqref": "eqref", "autoref": "autoref", "ref+label": "cref", "ref+Label": "Cref"}
"""LaTeX's commands by Pandoc's names of them."""
_FIGURE = re.compile(r"^<figure\b|</figure>", re.MULTILINE)
_DISPLAYED = re.compile(
    r"(?P<before>[^\n]*?)[ \t]*\$\$(?P<formula>\\begin\{(?P<name>equation|align|gather|multline|eqnarray|alignat|flalign)\*?\}"
    r"(?:(?!\$\$).)*)(?P<end>\\end\{(?P=name)\*?\})\$\$(?P<stop>[.,;:]?)[ \t]*",
    re.S,
)
_STATED = re.compile(
    r"^(?P<open>:::+[ \t]*)(?:\{(?:#(?P<label>[^\s}]+)[ \t]+)?\.(?P<of>\w+)\}|(?P<word>\w+))[ \t]*\n"
    r"(?:\*\*[^*\n]*\d[^*\n]*\*\*(?:[ \t]\((?P<title>[^()\n]*)\))?\.[ \t]*|\*Proof\.\*[ \t]*)?"
    r"(?P<italic>\*?)(?:\[\]\{#(?P<inner>[^\s}]+)(?:\s+label=\"[^\"]*\")?\}\s*)?",
    re.M,
)
"""The head of a theorem: the block, the number and the title that Pandoc has typed, and the label that LaTeX had within it."""
_MARKS = re.compile(r"[\\`*_\[\]$@^~]")


def as_authors_type(text: str) -> str:
    """The text of a file, as it is where Pandoc has made nothing of it from LaTeX."""
    if not _SIGN.search(text):
        return text
    text = outside_code(text, _with_figures)
    text = outside_code(text, lambda part: _STATED.sub(_without_number, part))
    pictures = {it[1] for it in re.finditer(r"\{#fig:([^\s}]+)[^}\n]*\}", text)}
    text = outside_code(text, lambda part: _REFERENCE.sub(lambda it: _command(it, pictures), part))
    return outside_code(text, _with_formulas_apart, formulas=False)


def _with_figures(part: str) -> str:
    """Prose in which each whole figure, others in it or not, is Markdown; one that nothing ends stays."""
    pieces: list[str] = []
    place = depth = start = 0
    for tag in _FIGURE.finditer(part):
        if tag[0] == "</figure>":
            depth -= depth > 0
            if not depth and start >= place:
                html = part[start : tag.end()]
                pieces += [part[place:start], _figure(html)]
                place = tag.end()
        else:
            start = start if depth else tag.start()
            depth += 1
    return "".join([*pieces, part[place:]])


def _command(found: re.Match[str], pictures: set[str]) -> str:
    labels = [f"fig:{it}" if it in pictures else it for it in found[2].split(",")]
    return f"\\{_COMMANDS[found[1]]}{{{','.join(labels)}}}"


def _without_number(found: re.Match[str]) -> str:
    """A theorem without the name and number that Pandoc has typed, since it is counted here; an unknown kind keeps them."""
    kind, own = found["of"] or found["word"], found["label"] or found["inner"]
    if kind not in THEOREMS:
        return found[0]
    label = f"#{own} " if own else ""
    title = f' name="{found["title"].replace(chr(34), "”")}"' if found["title"] else ""
    return f"{found['open']}{{{label}.{kind}{title}}}\n{found['italic']}"


def _with_formulas_apart(part: str) -> str:
    """A displayed environment of LaTeX as a paragraph of its own, as deep as the line in which it begins."""

    def apart(found: re.Match[str]) -> str:
        start = part.rfind("\n", 0, found.start()) + 1
        line = part[start : found.start()] + found["before"]
        depth = re.match(r"[ \t]*(?:(?:[-*+]|\d+[.)]|\(?@?\w*\))[ \t]+)?", line)
        indent = " " * len(depth[0]) if depth else ""
        before = f"{found['before']}\n\n{indent}" if found["before"].strip() else found["before"]
        formula = found["formula"].rstrip()
        gap = found["formula"][len(formula) :]
        return f"{before}$${formula}{found['stop']}{gap}{found['end']}$$\n\n{indent}"

    return re.sub(r"(\$\$)[ \t]*\n\n[ \t]*\n", r"\1\n\n", _DISPLAYED.sub(apart, part)) if "$$\\begin" in part else part


def _figure(html: str) -> str:
    """A figure of Pandoc's HTML as Markdown; as it is where there is something else in it than pictures and figures."""
    try:
        figure = fragment_fromstring(html)
    except ParserError:
        return html
    others = {it.tag for it in figure.iter() if not _within_caption(it)} - {
        "figure",
        "figcaption",
        "img",
        "embed",
        "p",
        "br",
    }
    words = "".join(text for it in figure.iter() if not _within_caption(it) for text in (it.text or "",))
    return html if others or words.strip() else _of_figure(figure) or html


def _of_figure(figure: HtmlElement) -> str:
    """One picture as such, several as Quarto's figure of figures."""
    inside = [_of_figure(it) for it in figure.iterchildren("figure")]
    pictures = [] if inside else list(figure.iter("img", "embed"))
    id = figure.get("id", "")
    label = id if not id or re.match(rf"(?:{KIND}):", id, re.IGNORECASE) else f"fig:{id}"
    caption = " ".join("".join(_words(it) for it in figure.iterchildren("figcaption")).split())
    if len(pictures) == 1:
        width = re.search(r"\bwidth:\s*([\d.]+(?:%|cm|mm|in|px))", pictures[0].get("style", ""))
        return picture(caption, pictures[0].get("src", ""), label, width=width[1] if width else "")
    inside = inside or [f"![]({it.get('src', '')})" for it in pictures]
    head = f"::: {{{' '.join(filter(None, (label and f'#{label}', f'layout-ncol={min(len(inside), 3)}')))}}}"
    return "\n\n".join([head, *inside, *([caption] if caption else []), ":::"]) if inside else ""


def _within_caption(element: HtmlElement) -> bool:
    return element.tag == "figcaption" or any(True for _ in element.iterancestors("figcaption"))


def _words(element: HtmlElement) -> str:
    """What stands in an element, as Markdown; of a formula Pandoc has made letters already."""
    made = [_MARKS.sub(r"\\\g<0>", element.text or "")]
    for child in element:
        cited, inside = child.get("data-cites", "").split(), _words(child)
        if (kind := child.get("data-reference-type")) in _COMMANDS:
            inside = f"\\{_COMMANDS[kind]}{{{child.get('data-reference')}}}"
        elif cited:
            inside = f"[{'; '.join(f'@{it}' for it in cited)}]"
        elif child.tag == "a":
            inside = f"[{inside}]({child.get('href', '')})"
        elif child.tag not in ("span", "p"):
            inside = f"<{child.tag!s}>{inside}</{child.tag!s}>"
        made += [inside, _MARKS.sub(r"\\\g<0>", child.tail or "")]
    return "".join(made)
