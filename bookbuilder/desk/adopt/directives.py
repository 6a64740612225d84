"""Rewrites the directives of MyST and MkDocs, ```` ```{figure} a.png ````, as we write what they mean: a maker for each name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from bookbuilder.desk.adopt.files import front_matter, yaml_of
from bookbuilder.desk.adopt.inline_marks import Page, address_shown, within_line
from bookbuilder.desk.adopt.labels import THEOREMS, equation_label, label_of
from bookbuilder.desk.adopt.myst_parts import csv_table, list_table, of_cell

CALLOUTS = {
    **dict.fromkeys(
        "note info secondary abstract summary todo seealso question example quote bug topic sidebar".split(), "note"
    ),
    **dict.fromkeys("tip hint success check done".split(), "tip"),
    **dict.fromkeys("important admonition".split(), "important"),
    **dict.fromkeys("warning attention".split(), "warning"),
    **dict.fromkeys("caution danger error failure fail".split(), "caution"),
}
"""Our callout for each kind that a program has."""
SILENT = frozenset(
    "toctree contents tableofcontents index raw bibliography mermaid nb-exec-table glue:figure only".split()
)
"""Directives that print nothing by themselves."""
OTHERS = frozenset(
    "figure figure-md image youtube iframe video embed code-block code code-cell math table list-table csv-table include tab-set tab-item dropdown toggle card grid grid-item "
    "grid-item-card tab tabbed panels details margin epigraph pull-quote exercise solution glossary div "
    "exercise-start exercise-end solution-start solution-end".split()
)
"""Other directives that print something."""
LABELLED = frozenset(
    "figure figure-md image math table list-table csv-table exercise exercise-start solution-start".split()
)
"""Directives that can have a label."""
TITLED = frozenset(
    "tab tabbed tab-item tab-set dropdown toggle details panels card grid grid-item grid-item-card".split()
)
"""Directives that a website shows one at a time, or side by side: here they follow each other, below their titles."""
_OPTION = re.compile(r"^[ \t]*:([\w-]+):[ \t]*(.*)$")
MARKS = re.compile(r"[\"$*_`{}\[\]\\]")
"""What a title cannot have as the value of an attribute."""


@dataclass(frozen=True)
class Directive:
    """A directive as it stands in a text: its name, what stands behind it, its options, its lines."""

    name: str
    words: str
    body: list[str]
    line: int
    """The line of the page at which it begins."""
    begins: int
    """The line at which its body begins, behind its options."""
    options: Mapping[str, str] = field(default_factory=dict)
    label: str = ""
    indent: str = ""
    height: int = 0
    """The lines that it takes in all."""


def read_directive(name: str, words: str, lines: list[str], indent: str, line: int) -> Directive:
    """A directive with its options, which stand as `:name: value` or between two rules above its body."""
    options: dict[str, str] = {}
    body = lines
    if name == "code-cell":
        options, body = of_cell(body)
    elif body and body[0].strip() == "---" and "---" in (ends := [it.strip() for it in body[1:]]):
        end = ends.index("---") + 1
        options = {key: str(value) for key, value in yaml_of("\n".join(body[1:end])).items()}
        body = body[end + 1 :]
    while body and (option := _OPTION.match(body[0])):
        options[option[1]] = option[2]
        body = body[1:]
    label = options.get("label") or options.get("name") or ""
    begins = line + 1 + len(lines) - len(body)
    return Directive(name, words, body, line, begins, options, label, indent, len(lines) + 2)


def rewritten(directive: Directive, page: Page) -> list[str]:
    """The lines that stand in the place of a directive."""
    name = directive.name
    if name in _MAKERS:
        return _MAKERS[name](directive, page)
    if name.endswith("-end"):
        return ["", ":::", ""]
    return _theorem(directive, page) if name.endswith("-start") or ":" in name else _block(directive, page)


def callout(directive: Directive, page: Page) -> list[str]:
    id = f"#{label_of(directive.label, '')} " if directive.label else ""
    title = directive.words
    has_marks = MARKS.search(title)
    named = f' title="{title}"' if title and not has_marks else ""
    heading = [f"#### {within_line(title, directive.line, page)}", ""] if has_marks else []
    inner = page.rewrite(page, directive.body, directive.begins)
    while inner and not inner[-1].strip():
        inner.pop()
    return ["", f"::: {{{id}.callout-{CALLOUTS[directive.name]}{named}}}", *heading, *inner, ":::", ""]


def _glued_figure(directive: Directive, page: Page) -> list[str]:
    """A picture that a cell of code draws and another place shows."""
    what = "pictures that cells draw are not here; an empty frame stands for each"
    page.report.note("left", what, f"{page.file}:{directive.line}")
    return _figure(replace(directive, words=f"figures/{directive.words}.png"), page)


def _left_out(directive: Directive, page: Page) -> list[str]:
    page.report.note("left", f"the directive {directive.name}", f"{page.file}:{directive.line}")
    return [""] * directive.height


def _video(directive: Directive, page: Page) -> list[str]:
    return ["", f"<https://www.youtube.com/watch?v={directive.words}>", ""]


def _framed(directive: Directive, page: Page) -> list[str]:
    return ["", address_shown(directive.words), "", *page.rewrite(page, directive.body, directive.begins), ""]


def _shown_again(directive: Directive, page: Page) -> list[str]:
    """What MyST shows a second time where it is called: a book, whose ids stand once, refers to it."""
    shown = directive.words or directive.label
    page.report.note("left", "what is shown a second time; a reference stands there", shown)
    return ["", f"[](#{shown.removeprefix('#')})", ""]


def _formula(directive: Directive, page: Page) -> list[str]:
    id = f" {{#{equation_label(directive.label)}}}" if directive.label else ""
    return ["$$", *filter(str.strip, [directive.words, *directive.body]), f"$${id}"]


def _code(directive: Directive, page: Page) -> list[str]:
    """Code; with a label and a caption it is a listing, and what a website hides is left out."""
    caption = directive.options.get("caption")
    if caption is None and re.search(r"(remove|hide)-(input|cell)", directive.options.get("tags", "")):
        return []
    language = re.sub(r"ipython\d*", "python", directive.words)
    if directive.label:
        id = re.sub(r"[^\w.-]+", "-", directive.label)
        said = " ".join((caption or "").replace('"', "'").split())
        listed, cap = ("", "") if caption is None else ("lst-", f' lst-cap="{said}"')
        language = f"{{#{listed}{id} .{language or 'text'}{cap}}}"
    return [f"{directive.indent}``` {language}".rstrip(), *directive.body, f"{directive.indent}```"]


def _included(directive: Directive, page: Page) -> list[str]:
    return front_matter(page.included(directive.words) or "")[1].split("\n")


def _table(directive: Directive, page: Page) -> list[str]:
    id = f" {{#tbl-{directive.label.removeprefix('tbl-')}}}" if directive.label else ""
    inner = page.rewrite(page, directive.body, directive.begins)
    rows = [number for number, line in enumerate(inner, start=1) if line.lstrip().startswith(("|", "+"))]
    ends = rows[-1] if rows else len(inner)  # the texts of its notes may follow
    caption = ["", f": {directive.words}{id}", ""] if directive.words or id else []
    return ["", *inner[:ends], *caption, *inner[ends:], ""]


def _list_table(directive: Directive, page: Page) -> list[str]:
    return _table(replace(directive, body=list_table(directive.body)), page)


def _csv_table(directive: Directive, page: Page) -> list[str]:
    return _table(replace(directive, body=csv_table(directive.body, directive.options.get("header", ""))), page)


def _titled(directive: Directive, page: Page) -> list[str]:
    """What a website shows one at a time, below its title; a grid has none."""
    title = [f"**{directive.words}**", ""] if directive.words and directive.name[0] != "g" else []
    return ["", *title, *page.rewrite(page, directive.body, directive.begins), ""]


def _block(directive: Directive, page: Page) -> list[str]:
    inner = page.rewrite(page, directive.body, directive.begins)
    return ["", f"::: {{.{directive.name}}}", *filter(None, [directive.words]), *inner, ":::", ""]


def _theorem(directive: Directive, page: Page) -> list[str]:
    """A block of mathematicians, which `numbered.py` counts; `{solution}` says what it solves."""
    words = directive.words
    kind = directive.name.removesuffix("-start").rpartition(":")[2].lower()
    inner = page.rewrite(page, directive.body, directive.begins)
    id = f"#{label_of(directive.label, '')}" if directive.label else ""
    title = f'name="{words}"' if words and '"' not in words else ""
    if kind == "solution":
        title = f'of="{label_of(words, "")}"' if words else ""
    if kind not in THEOREMS:
        head = f"**{kind.capitalize()}**{f' ({words})' if words else ''}."
        return ["", f"::: {{{' '.join(filter(None, (id, f'.{kind}')))}}}", "", head, "", *inner, ":::", ""]
    opening = ["", f"::: {{{' '.join(filter(None, (id, f'.{kind}', title)))}}}", ""]
    return opening if directive.name.endswith("-start") else [*opening, *inner, ":::", ""]


def _figure(directive: Directive, page: Page) -> list[str]:
    """A picture with its caption; one without a caption keeps its label, and is not a figure."""
    words, label, options, body = directive.words, directive.label, directive.options, directive.body
    alt = options.get("alt", "")
    if directive.name == "figure-md":
        label = label or words
        picture = next((found for it in body if (found := re.match(r"[ \t]*!\[([^\]]*)\]\(([^()\s]+)\)", it))), None)
        words, alt = (picture[2], alt or picture[1]) if picture else ("", alt)
        body = [it for it in body if picture is None or picture[0] not in it]
    plain = re.sub(r"[^\w.-]+", "-", label)
    if not words and any(it.strip() for it in body):  # pictures side by side, or a film, with their caption below them
        opening = f"::: {{#fig-{plain.removeprefix('fig-') or f'of-line-{directive.line}'}}}"
        return ["", opening, "", *page.rewrite(page, body, directive.begins), "", ":::", ""]
    caption = " ".join(within_line(it, directive.begins, page).strip() for it in body).strip()
    id = f"#fig-{plain.removeprefix('fig-')}" if plain and caption else f"#{plain}" if plain else ""
    width = f"width={options['width']}" if options.get("width", "").endswith(("%", "px", "cm")) else ""
    said = f'alt="{alt}"' if alt and '"' not in alt else ""
    inside = " ".join(filter(None, (id, width, said)))
    return ["", f"![{caption}]({words}){f'{{{inside}}}' if inside else ''}", ""]


_MAKERS: dict[str, Callable[[Directive, Page], list[str]]] = {
    **dict.fromkeys(SILENT, _left_out),
    **dict.fromkeys(CALLOUTS, callout),
    **dict.fromkeys(TITLED, _titled),
    **dict.fromkeys(("figure", "image", "figure-md"), _figure),
    **dict.fromkeys(("code-block", "code", "code-cell"), _code),
    **dict.fromkeys(("exercise", "solution"), _theorem),
    "glue:figure": _glued_figure,
    "youtube": _video,
    "math": _formula,
    "include": _included,
    "table": _table,
    "list-table": _list_table,
    "csv-table": _csv_table,
    **dict.fromkeys(("iframe", "video"), _framed),
    "embed": _shown_again,
}
"""What is made of each directive; of another, a block that has its name for a class."""
