"""Turns chunks of R, Python and the like into code, with the picture or table that the chunk makes where it exists."""

from __future__ import annotations

import re

from bookbuilder.desk.adopt.chunk_results import DRAWN, INCLUDED, NOT_RUN, Chunk, ChunkPage, option_value, result_of
from bookbuilder.desk.adopt.directives import CALLOUTS, OTHERS, SILENT
from bookbuilder.desk.adopt.files import yaml_of
from bookbuilder.desk.adopt.labels import THEOREMS
from bookbuilder.desk.adopt.pictures import picture
from bookbuilder.desk.adopt.verbatim import blanked, blocks_changed, line_of

_CHUNK = re.compile(
    r"^(?P<indent>[ \t>]*)(?P<fence>`{3,}|~{3,})[ \t]*\{[ \t]*(?P<engine>[A-Za-z][\w+-]*)(?P<options>(?:[ \t,][^\n]*)?)\}[ \t]*\n"
    r"(?P<code>(?:.*\n)*?)[ \t>]*(?P=fence)[`~]*[ \t]*$",
    re.MULTILINE,
)
_TYPED = re.compile(r"(?P<indent>[ \t>]*)(?P<fence>`{3,})[ \t]*\{\{(?P<engine>[A-Za-z][^{}\n]*)\}\}[ \t]*\n")
_DIV = re.compile(
    r"^(?P<fence>:{3,})[ \t]*\{[^}\n]*#(?P<label>(?:tbl|fig)-[\w-]+)[^}\n]*\}[ \t]*\n(?P<body>(?:(?!:{3,})[^\n]*\n)*)(?P=fence)[ \t]*$",
    re.MULTILINE,
)
"""A block of Quarto's with a label, and no other block in it."""
_IN_FORMULA = re.compile(
    r"((?<![\\$])\${1,2}(?=[^\s$])[^$`\n]{0,300})`(?:r|\{r\}|\{python\}) [^`\n]+`(?=[^$\n]{0,300}(?<=\S)\$(?!\d))"
)
"""A value that code works out within a formula: no code can stand there."""
_PSEUDOCODE = re.compile(
    r"^(?P<fence>`{3,})[ \t]*\{?pseudocode\}?[ \t]*\n(?P<options>(?:#\|[^\n]*\n)*)(?P<code>(?:.*\n)*?)(?P=fence)[ \t]*$",
    re.MULTILINE,
)
_OPTION = re.compile(
    r"(?<![\w.-])([\w.-]+)\s*=\s*(\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|c?\([^()]*(?:\([^()]*\)[^()]*)*\)|[\w.]+\([^()]*\)|[^,]+)"
)
_MARKED = re.compile(r"^[ \t]*(?:(?:#|//|--|%%?|/\*)\||:(?=(?:label|name|class|nonumber|tags|caption):))[ \t]?(.*)$")
_OF_R = re.compile(r"\s*[\w.-]+\s*=")
_WORKED_OUT = re.compile(r"[\w.-]+:[ \t]*!expr\b")
"""An option that is code."""
_BY_FORMAT = re.compile(r"^[ \t]*`r [^`\n]*(?:is_html_output|is_latex_output)[^`\n]*`[ \t]*$", re.MULTILINE)
"""A line that is another in each format, such as `\\appendix` in LaTeX and a heading in others; the line below may be a heading."""
_LITERAL = re.compile(r"(?<!``)`r[ \t]+(['\"])([^'\"`\\\n]*)\1[ \t]*`")
"""A string that R prints as it is; nothing before a fence, `r ''`, is how a chunk is shown that is not to be run."""
NAMES = {"ojs": "javascript", "rcpp": "cpp", "cat": "text", "observable": "javascript", "sh": "bash", "zsh": "bash"}
OF_MYST = frozenset((*CALLOUTS, *SILENT, *OTHERS)) - {"example", "exercise", "solution", "mermaid"}
"""Directives of MyST, which look like chunks."""
_TITLED = re.compile(r"[ \t]+[^\W\d_][^,=]*\s[^,=]*$")
"""What stands behind the name of MyST's block and is a title."""
_MYSTS = re.compile(r"[ \t]*:[\w-]+:")


def chunks_become_code(text: str, page: ChunkPage) -> str:
    """The text of a page with its chunks as code, each with the picture or table that it makes."""

    def made(found: re.Match[str]) -> str:
        is_theorem = found["engine"] in THEOREMS
        if (
            found["engine"] in OF_MYST
            or found["engine"].lower() in CALLOUTS
            and not is_theorem
            or is_theorem
            and (_TITLED.match(found["options"]) or _MYSTS.match(found["code"]))
        ):
            return found[0]
        chunk = _chunk(found)
        place = f"{page.file}:{line_of(text, found.start())}"
        block = _block(chunk, place, page, found["fence"])
        indent = found["indent"]
        if not indent:  # a picture is a figure, and ::: begins a block, in a paragraph of its own
            return f"\n{block}\n" if block.startswith((":::", "![", "|")) or "\n\n![" in block else block
        return "\n".join(f"{indent}{line}".rstrip() for line in block.split("\n"))

    text = _BY_FORMAT.sub(lambda it: "\n".join([*re.findall(r"['\"](#[^'\"]+)['\"]", it[0]), ""]), text)
    computed = {it["label"] for it in _DIV.finditer(text) if _CHUNK.search(it["body"])}
    made_text = _LITERAL.sub(lambda it: it[2], _CHUNK.sub(made, text))
    made_text = _PSEUDOCODE.sub(_algorithm, made_text)
    if computed:
        made_text = _DIV.sub(lambda it: _stand_in(it) if it["label"] in computed else it[0], made_text)
    if "{{" in made_text:
        made_text = blocks_changed(made_text, _shown)
    for _ in range(4 if "`" in made_text and "$" in made_text else 0):
        made_text = _IN_FORMULA.sub(r"\1\\ldots{}", made_text)
    inline = len(re.findall(r"(?<!`)`(?:r|\{r\}|\{python\}) [^`\n]+`", made_text))
    if inline:
        for _ in range(inline):
            page.report.note("left", "values that code works out within a line print as that code", page.file)
    return made_text


def _stand_in(found: re.Match[str]) -> str:
    """A block with a label whose chunk has made nothing here, as a line or a frame under that label."""
    label, body = found["label"], found["body"]
    if re.search(r"^[ \t]*[|+]|!\[|<(?:table|img)\b", body, re.MULTILINE):
        return found[0]
    words = [it for it in re.split(r"\n[ \t]*\n", blanked(body)) if it.strip() and not re.match(r"\s*[\\<#]", it)]
    caption = " ".join(words[-1].split()) if words else re.sub(r"^\w+-|[-_]", " ", label).strip().capitalize()
    if label.startswith("fig-"):
        return picture(caption, f"figures/{label}.png", label)
    return f"| |\n|---|\n| [{NOT_RUN}]{{.missing}} |\n\n: {caption} {{#{label}}}"


def _algorithm(found: re.Match[str]) -> str:
    """Pseudocode as LaTeX has it, in the block of an algorithm, under the label and the title that it names."""
    label = re.search(r"\blabel:[ \t]*[\"']?([\w:-]+)", found["options"]) or re.search(
        r"\\label\{([^{}]+)\}", found["code"]
    )
    title = re.search(r"\\caption\{((?:[^{}]|\{[^{}]*\})*)\}", found["code"])
    code = re.sub(
        r"^[ \t]*\\(?:caption|label|begin\{algorithm|end\{algorithm)[^\n]*\n?", "", found["code"], flags=re.MULTILINE
    )
    named = f' name="{re.sub(chr(34), "", title[1])}"' if title else ""
    return (
        f"\n::: {{{f'#{label[1]} ' if label else ''}.algorithm{named}}}\n\n```text\n{code.strip(chr(10))}\n```\n\n:::\n"
    )


def _shown(block: str) -> str:
    """A chunk that Quarto shows as it is typed, with its fences: ```` ```{{r}} ````."""
    found = _TYPED.match(block)
    if found is None:
        return block
    lines = block.split("\n")
    first = f"{found['indent']}{found['fence']}{{{found['engine']}}}"
    return "\n".join((f"{found['indent']}{found['fence']}`", first, *lines[1:], f"{found['indent']}{found['fence']}`"))


def _chunk(found: re.Match[str]) -> Chunk:
    written = found["options"].strip().lstrip(",").strip()
    first = written.partition(",")[0].rstrip()
    options = {it[1].replace(".", "-").lower(): option_value(it[2]) for it in _OPTION.finditer(written)}
    label = first.strip("\"' ") if first and "=" not in first else options.pop("label", "")
    indent = re.escape(found["indent"])
    lines = [re.sub(rf"^{indent}", "", line) for line in found["code"].split("\n")]
    marked = []
    while lines and (mark := _MARKED.match(lines[0])):
        if not _WORKED_OUT.match(mark[1]):
            marked.append(mark[1])
        lines.pop(0)
    below = "\n".join(marked)  # as YAML, or as R has them: fig.cap = "Words",
    said = {it[1]: option_value(it[2]) for it in _OPTION.finditer(below)} if _OF_R.match(below) else yaml_of(below)
    own = {key.replace(".", "-").lower(): _flat(value) for key, value in said.items()}
    if found["engine"] in DRAWN:  # as MyST calls them
        own |= {"fig-cap": own.pop("caption")} if "caption" in own else {}
        label = own.pop("name", "") or label
    label = own.pop("label", "") or label
    return Chunk(found["engine"].lower(), label.strip(), "\n".join(lines).strip("\n"), {**options, **own})


def _flat(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(str(it) for it in value)
    return "" if value is None else str(value)


def _block(chunk: Chunk, place: str, page: ChunkPage, fence: str) -> str:
    """What stands in the place of a chunk: a block, its code, what it draws, or nothing."""
    report = page.report
    if chunk.get("child"):
        return "\n\n".join(page.child(name) for name in re.split(r"[;\s]+", chunk.get("child")) if name)
    if chunk.engine in ("block", "block2"):
        report.note("changed", "blocks of bookdown became divs", place)
        kind = chunk.get("type") or "block"
        # rmdnote, rmdtip and their like, as in bookdown's own book
        own = CALLOUTS.get(kind.removeprefix("rmd").lower(), "")
        kind = f"callout-{own}" if own else kind
        return f"::: {{.{kind}}}\n{chunk.code}\n:::"
    if chunk.engine in THEOREMS and not chunk.get("fig-cap"):
        given = [f"#{THEOREMS[chunk.engine]}-{chunk.label}" if chunk.label and THEOREMS[chunk.engine] else ""]
        name = chunk.get("name")
        given += [f'name="{name}"' if name else ""]
        return f"::: {{.{chunk.engine} {' '.join(it for it in given if it)}}}\n{chunk.code}\n:::"
    if chunk.engine == "marginfigure":  # notes in the margin, as the package tufte has them
        return f"::: {{.column-margin}}\n{chunk.code}\n:::"
    if chunk.engine == "asis":
        return chunk.code
    drawn = result_of(chunk, place, page)
    is_shown = not (chunk.is_off("include") or chunk.is_off("echo") or page.hidden and not chunk.get("echo"))
    if chunk.engine in DRAWN:
        report.note("left", f"a drawing in {chunk.engine} prints as its code", place)
        is_shown = not drawn
    if INCLUDED.search(chunk.code) and drawn and len(chunk.code.splitlines()) < 4:
        is_shown = False
    if chunk.is_off("include"):
        report.note("left", "chunks that print nothing (include=FALSE)", place)
        return ""
    code = f"{fence}{NAMES.get(chunk.engine, chunk.engine)}\n{chunk.code}\n{fence}" if is_shown and chunk.code else ""
    if is_shown:
        report.note("changed", f"chunks of {chunk.engine} became code; nothing of them is run", place)
    elif not drawn:
        report.note("left", "chunks whose code is not shown (echo=FALSE), and whose result is not here", place)
    return "\n\n".join(it for it in (code, drawn) if it)
