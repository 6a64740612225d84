"""Raw LaTeX in Markdown: what it says becomes Markdown, its macros go where formulas use them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bookbuilder.compose.read.phonetics import phonetics_written
from bookbuilder.desk.adopt.labels import label_of
from bookbuilder.desk.adopt.latex_floats import CAPTION, as_floats, captioned, counted_block, is_own_float
from bookbuilder.desk.adopt.latex_macros import macros_used
from bookbuilder.desk.adopt.latex_prose import commands_become_marks, with_footnotes
from bookbuilder.desk.adopt.pandoc_latex import as_authors_type
from bookbuilder.desk.adopt.plan import Report
from bookbuilder.desk.adopt.prose_macros import closing_brace
from bookbuilder.desk.adopt.verbatim import LATEX_CODE, LATEX_VERBATIM, blanked, fenced, line_of, outside_code, replaced
from bookbuilder.markdown.conversions import latex_to_markdown
from bookbuilder.markdown.pandoc_process import UnreadableError

FORMULAS = frozenset(
    "equation align gather multline eqnarray alignat flalign displaymath math aligned cases matrix pmatrix bmatrix array split "
    "gathered vmatrix subequations dcases smallmatrix Bmatrix Vmatrix alignedat document".split()
)
_LABEL = re.compile(r"\blabel=\{?([^,\]{}\s]+)")
_CAPTION = re.compile(r"\bcaption=(?:\{((?:[^{}]|\{[^{}]*\})*)\}|([^,\]{}]+))")
"""What a listing says in its brackets: `[language=C, caption={Words}, label=lst:x]`."""
_ENVIRONMENT = re.compile(r"^[ \t]*\\begin\{(\w+)(\*?)\}.*?\\end\{\1\2\}[ \t]*$", re.MULTILINE | re.DOTALL)
_FLOAT = re.compile(
    r"\\(begin|end)\{((?:margin|wrap|sideways|SC|floating|lr|full|wide)(?:figure|table)|(?:figure|table)(?:wrap|\*))\}"
    r"(?:(?<=\})\[[^\]\n]*\])*(?:(?:\{[^{}\n]*\}){1,2}(?=[ \t]*\n))?"
)
"""Figures and tables of packages, with the arguments that say where they stand."""
_MARKDOWN = re.compile(
    r"^(?:!\[[^\n]*\]\(|\|[ \t:|-]*-{3}[ \t:|-]*\|[ \t]*$|:{3,}[ \t]*[{\w]|`{3,}|~{3,})", re.MULTILINE
)
"""A picture, a table, a block or code of Markdown, as a chunk in an environment becomes one: LaTeX's reader would read words."""
_PICTURE = re.compile(r"^!\[((?:[^\[\]\\\n]|\\.)*)\]\(<?([^<>()\n]+)>?\)(?:\{[^{}\n]*\})?[ \t]*$", re.MULTILINE)
_MEASURED = re.compile(
    r"\\(?:begin\{(?:(?:spacing|adjustwidth|changemargin|multicols|adjustbox|titlepage)\*?\}(?:\[[^\]\n]*\])*(?:\{[^{}\n]*\})*"
    r"|(description)\}\[[^\]\n]*\])|end\{(?:spacing|adjustwidth|changemargin|multicols|adjustbox|titlepage)\*?\})"
)
"""Environments that say how their words are set, and how: that is none of the words."""
_TITLED = re.compile(r"(\\begin\{\w*box\*?\})\[[^\]]*?\btitle=(?:\{((?:[^{}]|\{[^{}]*\})*)\}|([^,\]{}]*))[^\]]*\]")
"""The title of a box, which Pandoc would leave out."""
_NOTE_TEXT = re.compile(r"\n*^\[\^(\d+)\]: ((?:.+\n?(?:\n(?= {4}))?)+)", re.MULTILINE)
"""A note as Pandoc writes it, with a number that the next environment begins again."""
_BELOW = re.compile(
    r"^(Table:[ ][^\n]+[ ]\{#tbl-[^{}\n]+\}\n)\s*((?:\\[A-Za-z]+(?:\{[^{}\n]*\})*[ \t]*\n\s*)+)(?=[|+]|-{3})",
    re.MULTILINE,
)
"""A caption, and the size of the letters of the table below it: the table follows its caption at once."""
_PART = re.compile(r"\\begin\{(sub(?:figure|table)|minipage)\}.*?\\end\{\1\}", re.DOTALL)
"""A part of a figure, with a label of its own."""
_LATEX_LABEL = re.compile(r"\\label\{([^}]+)\}")
_DRAWING = re.compile(
    r"\\begin\{(forest|tikzpicture|tikzcd|pspicture|circuitikz|pgfpicture|picture|prooftree)\}.*?\\end\{\1\}", re.DOTALL
)
_SHOWN = re.compile(r"!\[[^\]]*\]\([^()\s]+\)(?:\{[^{}]*\})?")
_BOX = re.compile(
    r"\\(?:resizebox\*?[ \t]*(?:\{[^{}]*\}){2}|(?:scalebox|adjustbox|rotatebox(?:\[[^\]]*\])?)[ \t]*\{[^{}]*\}|centerline|[fm]box|(?:make|frame)box(?:\[[^\]]*\])*)[ \t]*\{%?"
)


def latex_becomes_markdown(text: str, file: str, report: Report, macros: Mapping[str, str] = {}) -> str:
    """The text with the words of its LaTeX as Markdown, with what the author's macros say; formulas stay."""
    text = with_footnotes(text) if "\\footnotetext" in text else text
    plain = blanked(text, fenced_alone=True) if "\\begin" in text else ""
    code = blanked(text) if plain else ""
    changes = []
    for found in _ENVIRONMENT.finditer(plain):
        if code[found.start() : found.end()].lstrip().startswith("\\begin"):
            whole, place = text[found.start() : found.end()], f"{file}:{line_of(text, found.start())}"
            made = _environment(whole, found[1], place, report, macros)
            if made != whole and _holds_markdown(whole, found[1]):
                made = latex_becomes_markdown(made, file, report, macros)  # others may stand in it
            changes.append((*found.span(), made))
    made_text = _BELOW.sub(r"\2\n\1\n", replaced(text, changes))
    return outside_code(made_text, commands_become_marks)


def _environment(latex: str, name: str, place: str, report: Report, macros: Mapping[str, str]) -> str:
    """An environment as Markdown; one of formulas, and one that Pandoc cannot read, stays."""
    if name in FORMULAS:
        return latex
    if _DRAWING.fullmatch(latex.strip()):
        drawn = _without_drawings(latex.strip(), place, report)
        return (
            ""
            if "overlay" in latex.partition("\n")[0]
            else re.sub(r"\\includegraphics\{(.*?)\}", r"\n![](\1)\n", drawn)
        )
    if name in LATEX_VERBATIM:
        report.note("changed", f"LaTeX's {name} became Markdown", place)
        return _listing(latex)
    floats = as_floats(latex, name)
    if len(floats) > 1:
        return "\n".join(_environment(*it, place, report, macros) for it in floats)
    latex, name = floats[0]
    if is_own_float(latex, name):
        inner, id, caption = captioned(latex)
        return counted_block(inner, _environment(inner, name, place, report, macros), name, id, caption)
    if _holds_markdown(latex, name):
        report.note("changed", f"LaTeX's {name} became Markdown", place)
        return _opened(latex, name)
    if name == "table" and (caption := _caption_alone(latex)):
        report.note("changed", f"LaTeX's {name} became Markdown", place)
        return caption
    if "figure" in name:
        latex = _with_parts(latex)
    latex = phonetics_written(latex)
    latex = _PICTURE.sub(lambda it: _included(it, latex), latex) if "figure" in name else latex
    plain = _FLOAT.sub(lambda it: f"\\{it[1]}{{{'table' if 'table' in it[2] else 'figure'}}}", latex)
    plain = _MEASURED.sub(lambda it: "\\begin{description}" if it[1] else "", plain)
    plain = _TITLED.sub(lambda it: f"{it[1]}\n\\textbf{{{it[2] or it[3]}}}\n\n", plain)
    plain = _unboxed(_without_drawings(plain, place, report) if "figure" in name else plain)
    used = macros_used(plain, {name: it for name, it in macros.items() if name != "caption"})
    try:
        made = latex_to_markdown(f"{used}\n{plain}").strip()
    except UnreadableError:
        made = ""
    if not made:
        return latex
    report.note("changed", f"LaTeX's {name} became Markdown", place)
    made = _with_own_notes(made, place).replace("![image](", "![](")  # Pandoc's word for one without a caption
    made = re.sub(r"width=\"\\\\(?:text|line|column)width\"", "width=100%", made)
    made = as_authors_type(made) if "reference-type=" in made else made
    label, whole = _own_label(latex), _PART.sub("", latex)
    if label is None:  # Pandoc puts the last part's on the whole
        made = re.sub(r"\A(:{3,}) \{#[^{}\s]+ \.figure\}", r"\1 {.figure}", made)
    if whole != latex and "\\caption" not in whole and len(CAPTION.findall(latex)) > 1:  # its caption, too
        made = re.sub(r"\n(:{3,}) caption\n.*?\n\1$", "", made, count=1, flags=re.DOTALL | re.MULTILINE)
    if label and f"#{label[1]}" in made:
        own = label_of(label[1], "fig" if "figure" in name else "tbl" if "tab" in name else "sec")
        made = made if own.startswith("sec-") else _labelled(made, label[1], own)
    elif "figure" in name:
        made = _figure(made)
    made = re.sub(r"^(:{3,}) (Center|Flush(?:Left|Right))$", lambda it: f"{it[1]} {it[2].lower()}", made, flags=re.M)
    made = re.sub(r"^(:{3,}) tablenotes$", r"\1 table-notes", made, flags=re.MULTILINE)
    return f"\n{made}\n"


def _with_parts(latex: str) -> str:
    """A figure in which each box of a page that has a caption is a part: Pandoc keeps the caption of the last box alone."""
    boxes = [it for it in _PART.finditer(latex) if it[1] == "minipage" and "\\caption" in it[0]]
    for box in reversed(boxes if len(boxes) > 1 else []):
        part = box[0].replace("{minipage}", "{subfigure}")
        latex = latex[: box.start()] + part + latex[box.end() :]
    return latex


def _own_label(latex: str) -> re.Match[str] | None:
    """The label of an environment, which may stand in a part of it where it is the only one."""
    own = _LATEX_LABEL.search(_PART.sub("", latex))
    return own or (_LATEX_LABEL.search(latex) if len(_LATEX_LABEL.findall(latex)) == 1 else None)


def _with_own_notes(made: str, place: str) -> str:
    """Markdown with its notes where they are called, or under labels of their own; Pandoc writes a caption's twice."""
    texts = {it[1]: it[2].strip() for it in _NOTE_TEXT.finditer(made)}
    made = _NOTE_TEXT.sub("", made) if texts else made
    for number, text in texts.items():
        call, own = f"[^{number}]", f"[^{place.rpartition(':')[2]}-{number}]"
        if call in made:
            is_short = "\n" not in text
            if re.search(rf"^\|.*{re.escape(call)}", made, re.MULTILINE) and re.search(r"^\+[-=]", made, re.MULTILINE):
                is_short, own = False, f"[^{_narrow_label(place, number)}]"  # no cell of a drawn table gets wider
            made = made.replace(call, f"^[{text}]" if is_short else own)
            made += "" if is_short else f"\n\n{own}: {text}"
    return made


def _narrow_label(place: str, number: str) -> str:
    """A label as long as a number that hardly another environment of the file has: a small letter by its line."""
    line = int(place.rpartition(":")[2] or 0)
    return chr(0x101 + 2 * ((7 * line + int(number)) % 60)).ljust(len(number), "x")


def _caption_alone(latex: str) -> str:
    """The caption of a table that stands in Markdown below it, where nothing else is in LaTeX's; "" where something is."""
    rest, label, words = captioned(latex)
    if rest == latex or re.search(r"\\(?:begin\{(?!table)|includegraphics|input)", rest):
        return ""
    id = f" {{#{label_of(label, 'tbl')}}}" if label else ""
    return f"\nTable: {words}{id}\n"


def _holds_markdown(latex: str, name: str) -> bool:
    """Whether blocks of Markdown stand in an environment; the pictures of a figure are LaTeX's."""
    return (
        name not in FORMULAS
        and name not in LATEX_VERBATIM
        and bool(_MARKDOWN.search(LATEX_CODE.sub("", _PICTURE.sub("", latex) if "figure" in name else latex)))
    )


def _opened(latex: str, name: str) -> str:
    """What stands in an environment, as a block of its name."""
    inner = re.sub(r"\A\s*\\begin\{[^{}]*\}(?:\[[^\]\n]*\])*(?:\{[^{}\n]*\})*", "", latex).rpartition("\\end{")[0]
    fence = ":" * (3 + max((len(it) for it in re.findall(r"^:{3,}", inner, re.MULTILINE)), default=0))
    return f"\n{fence} {name.lower()}\n{inner.strip(chr(10))}\n{fence}\n"


def _included(found: re.Match[str], latex: str) -> str:
    """A picture of Markdown as LaTeX has it, with its words where the figure has none."""
    caption = f"\n\\caption{{{found[1]}}}" if found[1] and "\\caption" not in latex else ""
    return f"\\includegraphics{{{found[2]}}}{caption}"


def _without_drawings(latex: str, place: str, report: Report) -> str:
    """A figure with a picture's name in the place of each drawing in LaTeX, which nothing here draws."""
    named = re.sub(r"\W+", "-", (re.findall(r"\\label\{(?:fig:)?([^}]+)\}", latex) or ["drawing"])[0])
    for _ in _DRAWING.finditer(latex):
        report.note("left", "drawings in LaTeX are not here; an empty frame stands for each", place)
    return _DRAWING.sub(lambda _: f"\\includegraphics{{figures/{named}.png}}", latex)


def _listing(latex: str) -> str:
    """A listing as code; with its label and caption where it has them."""
    given, _, rest = latex.partition("\n")
    words = rest.rpartition("\\end{")[0].rstrip(" \t\n")
    label, caption = _LABEL.search(given), _CAPTION.search(given)
    if label is None and caption is None:
        return f"\n{fenced(words)}\n"
    id = f"#{label_of(label[1], 'lst')} " if label else ""
    said = re.sub(r"[{}]", "", caption[1] or caption[2]).strip().replace('"', "'") if caption else ""
    head = f' {{{id}.text lst-cap="{said}"}}'
    return f"\n{fenced(words, head)}\n"


def _labelled(made: str, label: str, id: str) -> str:
    """A figure or table with our id in the place of LaTeX's label, once."""
    made = made.replace(f"#{label}", f"#{id}")
    if len(re.findall(rf"#{re.escape(id)}(?![\w.-])", made)) > 1:  # on the picture, and in its caption
        made = made.replace(f'[]{{#{id} label="{label}"}}', "")
        outer = re.compile(rf"^(:+) \{{#{re.escape(id)}\}}(?=\n:+ \{{#{re.escape(id)}\}}$)", re.MULTILINE)
        made = outer.sub(r"\1 {.table}", made)  # round the block of a table that has it, too
        first, mark, others = made.partition(f"{{#{id}}}")
        made = (
            first + mark + others.replace(f"{{#{id}}}", f"{{.{id}}}")
        )  # each cell with a table of its own has it, too
    return _figure(made, id)


def _unboxed(latex: str) -> str:
    """LaTeX without the boxes that make a table smaller or turn it: Pandoc leaves out what is in one."""
    for found in reversed(list(_BOX.finditer(latex))):
        if closing := closing_brace(latex, latex.rindex("{", 0, found.end())):
            latex = f"{latex[: found.start()]}{latex[found.end() : closing]}{latex[closing + 1 :]}"
    return latex


def _figure(made: str, id: str = "") -> str:
    """A figure as a picture with its caption, or several with theirs, and what else stood round them in LaTeX."""
    pictures = [it[0] for it in _SHOWN.finditer(made)]
    caption = re.search(r"^(:{3,}) (?:caption|\{\.caption[^\n]*\})\n(.*?)\n\1[ \t]*$", made, re.MULTILINE | re.DOTALL)
    if not pictures or not caption or "\n\n" in caption[2]:
        return made
    words, label = " ".join(caption[2].split()), f"#{id}" if id else ""
    parts = [_bare(it) for it in made.replace(caption[0], "").partition(pictures[0])[::2]]
    above, below = (f"\n\n{it}\n\n" if re.search(r"\w", it) else "" for it in parts)
    if len(pictures) > 1:
        head = f"{label} layout-ncol=2".strip()
        return f"{above}::: {{{head}}}\n{chr(10).join(f'{it}{chr(10)}' for it in pictures)}\n{words}\n:::{below}"
    address, _, given = pictures[0].partition("](")[2].partition(")")
    attributes = " ".join(filter(None, (label, given.strip("{}"))))
    return f"{above}![{words}]({address}){f'{{{attributes}}}' if attributes else ''}{below}"


def _bare(around: str) -> str:
    """The words around a picture, without the blocks, the rows of a table and the other pictures among which they stood."""
    pieces = re.split(f"({_TABLE.pattern})", around, flags=re.MULTILINE)
    return "".join(it if at % 2 else _without_layout(it) for at, it in enumerate(pieces)).strip().rstrip("\\")


_TABLE = re.compile(r"(?<!\|\n)^(?:(?!\|[^\n]*!\[)\|[^\n]*\|\n){3,}(?=\n)", re.MULTILINE)
"""A table of its own, with no picture in it."""


def _without_layout(around: str) -> str:
    around = re.sub(r"\[\]\{[^{}]*\}|^:{3,}[^\n]*$|^[-|:+= \t\\]+$", "", _SHOWN.sub("", around), flags=re.MULTILINE)
    return re.sub(r"^\|[^\n]*\|$", lambda it: it[0].replace("|", " "), around, flags=re.MULTILINE)
