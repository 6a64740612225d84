r"""Makes a counted block of a float of LaTeX that is no figure and no table, `\begin{algorithm}`, with its label and its caption.

Pandoc's reader leaves out such captions, and most words of a program for the package algorithm2e.
"""

from __future__ import annotations

import re

from bookbuilder.desk.adopt.labels import label_of
from bookbuilder.desk.adopt.latex_prose import commands_become_marks
from bookbuilder.desk.adopt.prose_macros import closing_brace
from bookbuilder.desk.adopt.verbatim import fenced

CAPTION = re.compile(r"\\caption(?:\[(?:[^\[\]]|\[[^\[\]]*\])*\])?\{")
_OF = re.compile(r"\\captionof\{(figure|table)\}(?:\[(?:[^\[\]]|\[[^\[\]]*\])*\])?[ \t]*\{")
_LAYOUT = re.compile(
    r"center|flush(?:left|right)|minipage|landscape|small|footnotesize|singlespace|doublespace|framed|tcolorbox|quote|quotation"
)
"""Environments that only say where or how large something stands; what has a caption in one is a float of its own."""
_LAYOUTS = re.compile(rf"\\(?:begin|end)\{{(?:{_LAYOUT.pattern})\}}(?:(?<=\}})(?:\[[^\]\n]*\]|\{{[^{{}}\n]*\}})+)?")
LABEL = re.compile(r"[ \t]*\\label\{([^{}]+)\}")
_BEHIND = re.compile(r"(?:\s*\\label\{[^{}]+\})?")
_OPENS = re.compile(r"^(:{3,})[ \t]*\{?\.?[\w-]+\}?[ \t]*$", re.MULTILINE)
_CODE = re.compile(
    r"^(?P<mark>`{3,})[ \t]*\{?\.?(?P<language>[\w+-]*)\}?[ \t]*\n(?P<lines>.*?^(?P=mark))[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_NO_WORD = re.compile(r"\\(?:begin|end)\{\w+\*?\}(?:\[[^\]\n]*\])*|\\[A-Za-z]+|\$[^$]*\$|%[^\n]*")


def is_own_float(latex: str, name: str) -> bool:
    """Whether an environment is a float that is no figure and no table, and has a caption."""
    return (
        not re.search("figure|table", name)
        and not _LAYOUT.fullmatch(name)
        and bool(CAPTION.search(latex))
        and not re.search(r"\\begin\{\w*(?:figure|table)\*?\}", latex)
    )


def as_floats(latex: str, name: str) -> list[tuple[str, str]]:
    """An environment of layout as the figures and tables that each `\\captionof{figure}{Words}` in it makes, with their names."""
    if not _LAYOUT.fullmatch(name):  # Pandoc prints no word of `\captionof`
        is_float = bool(re.search("figure|table", name)) and not CAPTION.search(latex)
        return [(_OF.sub(r"\\caption{" if is_float else r"\\emph{", latex), name)]
    text = _LAYOUTS.sub("", latex)
    captions = list(_OF.finditer(text))
    ends = [closing_brace(text, it.end() - 1) for it in captions]
    if not captions or not all(ends):
        return [(latex, name)]
    edges = [it.start() for it in captions]
    if re.search(r"\\includegraphics|\\begin|!\[|\|", text[: edges[0]]):  # each stands below its picture
        edges = [0, *(behind.end() for it in ends if (behind := _BEHIND.match(text, it + 1)))]
    edges = [0, *edges[1 : len(captions)], len(text)]
    return [
        (f"\\begin{{{it[1]}}}\n{text[start:end].strip()}\n\\end{{{it[1]}}}".replace(it[0], "\\caption{"), it[1])
        for it, start, end in zip(captions, edges, edges[1:], strict=False)
    ]


def captioned(latex: str) -> tuple[str, str, str]:
    """A float without its caption and label, then these two; all as it is, and nothing, where it has no caption."""
    start = CAPTION.search(latex)
    end = closing_brace(latex, start.end() - 1) if start else 0
    if not start or not end:
        return latex, "", ""
    label = LABEL.search(latex)
    words = " ".join(LABEL.sub("", latex[start.end() : end]).split())
    return LABEL.sub("", latex[: start.start()] + latex[end + 1 :]), label[1] if label else "", words


def counted_block(latex: str, made: str, name: str, label: str, caption: str) -> str:
    """A float with its id and what `numbered` counts and prints before it; code has a caption of its own.

    `made` is what Pandoc makes of its LaTeX: where most of its words are not in it, its lines stand as code.
    """
    said = commands_become_marks(re.sub(r"(?<!\S)\{([^{}$\\]*)\}", r"\1", caption)).replace('"', "”")
    if name in ("listing", "code", "codelisting") and (code := _CODE.search(made)):
        id = f"#{label_of(label, 'lst')} " if label else ""
        return f'\n{code["mark"]} {{{id}.{code["language"] or "text"} lst-cap="{said}"}}\n{code["lines"]}\n'
    words = re.findall(r"[^\W\d_]{4,}", _NO_WORD.sub(" ", latex))
    if made == latex or 2 * sum(word in made for word in words) < len(words):
        made = f"\n::: {name}\n{fenced(latex.partition(chr(10))[2].rpartition(chr(92) + 'end{')[0].strip(), ' latex')}\n:::\n"
    id = f"#{label_of(label)} " if label else ""
    kind = re.sub(r"\d\w*$", "", name.lower())
    return _OPENS.sub(lambda it: f'{it[1]} {{{id}.{kind} .float name="{said}"}}', made, count=1)
