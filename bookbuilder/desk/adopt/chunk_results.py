"""Finds what a chunk of R or Python makes: the picture that was drawn before, or a frame or a line where it must be made anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bookbuilder.desk.adopt.pictures import Pictures, picture
from bookbuilder.desk.adopt.plan import Report
from bookbuilder.desk.adopt.verbatim import line_of
from bookbuilder.theme.terms import shipped_terms

NOT_RUN = "This table is made by code that was not run."
"""What stands for a table, until the language of the book is known."""

INCLUDED = re.compile(r"(?:knitr::)?include_(?:graphics|url|app)\(\s*(.*?)\)", re.DOTALL)
_COMMENTED = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
_QUOTED = re.compile(r"\"((?:\\.|[^\"\\])*)\"|'((?:\\.|[^'\\])*)'")
_PLOT = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[ \t]*\{(?=[^}\n]*\.(?:matplotlib|matlabplot|plotly_python|plotly_r|mathplot|octaveplot|ggplot2|gnuplot|"
    r"graphviz|bokeh|plotsjl|plantuml|sageplot|d2|asy|mermaid|pyplot|tikz)(?![\w-]))(?P<given>[^\n]*)\}[ \t]*\n(?:(?!(?P=fence)).*\n)*(?P=fence)[`~]*[ \t]*$",
    re.MULTILINE,
)
"""Code that `pandoc-plot` draws."""


@dataclass(frozen=True)
class Chunk:
    """One chunk with its options, from the line of the fence and from its own `#|` lines."""

    engine: str
    label: str
    code: str
    options: Mapping[str, str] = field(default_factory=dict)

    def get(self, *names: str) -> str:
        """The first option that is given, by any of its names, dots and hyphens alike."""
        return next((self.options[name] for name in names if self.options.get(name)), "")

    def is_off(self, name: str) -> bool:
        """Whether an option is set to no."""
        return self.get(name).lower() in ("false", "f", "no")


@dataclass(frozen=True)
class ChunkPage:
    """The page in which chunks stand, and what they need of the folder."""

    file: str
    pictures: Pictures
    report: Report
    child: Callable[[str], str]
    """Gives the text of a file."""
    hidden: bool = False
    """The book's own `echo: false`."""
    wanted: frozenset[str] = frozenset()
    """The labels that somebody refers to: fig:x and tab:x for a chunk x, and fig-x as it is."""
    given: frozenset[str] = frozenset()
    """The labels of all chunks: fig-x-1 may be one, and no part of fig-x."""


DRAWN = frozenset(("mermaid", "dot", "tikz", "plantuml", "graphviz"))
"""Programs whose drawings nobody makes here: their code stands in the place of the picture."""


def result_of(chunk: Chunk, place: str, page: ChunkPage) -> str:
    """The picture of a chunk, taken from where it was drawn before; a frame with its name where it must be drawn anew."""
    report, wanted = page.report, page.wanted
    captions = chunk.get("fig-cap") or chunk.get("fig-scap")
    caption = " ".join(captions.split())
    label = chunk.label
    alternative = " ".join(chunk.get("fig-alt").split())
    named_files = INCLUDED.findall(_COMMENTED.sub("", chunk.code))
    included = [double or single for it in named_files for double, single in _QUOTED.findall(it)]
    included = [it for it in included if re.search(r"^https?://|\.(png|jpe?g|svg|pdf|gif|webp)$", it, re.IGNORECASE)]
    addresses = (
        tuple(included)
        or tuple(chunk.get("notebook-pictures").split())
        or page.pictures.of(label, Path(page.file).stem)
    )
    captions_of_parts = [it.strip() for it in chunk.get("fig-subcap").split("; ") if it.strip() not in ("", "true")]
    if addresses and not included:
        report.note("changed", "pictures that chunks have drawn were taken", place)
    table = chunk.get("tbl-cap") or _caption_of_table(chunk)
    named = re.sub(r"^(fig|tbl)-|[-_]", " ", label).strip()
    table = table or (named.capitalize() if f"tab:{label}" in wanted else "")
    part_names = [f"{label}-{number}" for number in range(1, 10)]
    of_parts = [bool({it, f"fig:{it}"} & wanted) and it not in page.given for it in part_names]
    if not addresses and not caption and ({label, f"fig:{label}"} & wanted or any(of_parts)):
        caption = named.capitalize()
    if not addresses and (table or label.startswith("tbl-")) and not chunk.is_off("eval"):
        report.note("left", "tables that chunks make are not here; a line stands for each", place)
        id = label if label.startswith("tbl-") else f"tab:{label}" if label else ""
        return f"| |\n|---|\n| [{NOT_RUN}]{{.missing}} |\n\n: {table or 'Table'}{f' {{#{id}}}' if id else ''}"
    if not addresses and (not caption or chunk.is_off("eval")):  # others compute, whatever their label
        return ""
    if not addresses and chunk.engine in DRAWN:
        code = f"```{chunk.engine}\n{chunk.code}\n```\n\n{caption}"
        return f"::: {{#{label if label.startswith('fig-') else f'fig-{label}'}}}\n{code}\n:::" if label else code
    if not addresses:
        report.note("left", "pictures that chunks draw are not here; an empty frame stands for each", place)
        numbers = [number for number, it in enumerate(of_parts, start=1) if it]
        count = max(len(captions_of_parts), max(2, *numbers) if numbers else 0)
        stem = label or re.sub(r"\W+", "-", Path(place).name)  # one without a label is called after its line
        names = [f"{stem}-{number}" for number in range(1, count + 1)] if count > 1 else [stem]
        addresses = tuple(f"figures/{name}.png" for name in names)
    id = label if label.startswith("fig-") else f"fig:{label}" if label and caption else ""
    if len(addresses) == 1 and not caption and (chunk.get("tbl-cap") or label.startswith("tbl-")):
        return picture_as_table(
            table or named.capitalize(), addresses[0], f"#{label}" if label.startswith("tbl-") else ""
        )
    if len(addresses) == 1:
        width = re.fullmatch(r"\d+(\.\d+)?%", chunk.get("out-width"))
        return picture(caption, addresses[0], id, _plain(alternative), width[0] if width else "")
    parts = "\n\n".join(
        picture(
            captions_of_parts[number - 1] if number <= len(captions_of_parts) else "",
            address,
            f"{id}-{number}" if id and f"{label}-{number}" not in page.given else "",
        )
        for number, address in enumerate(addresses, 1)
    )
    return f"::: {{{f'#{id} ' if id else ''}layout-ncol={min(len(addresses), 3)}}}\n{parts}\n\n{caption}\n:::"


def picture_as_table(caption: str, address: str, id: str) -> str:
    """A picture that is called a table: a table of one cell."""
    return f"| |\n|---|\n| {picture('', address, alternative=_plain(caption))} |\n\n: {caption}{f' {{{id}}}' if id else ''}"


def _caption_of_table(chunk: Chunk) -> str:
    found = re.search(
        r"\b(?:kable\w*\(.*?\bcaption\s*=|set_caption\([^,()\"']*,(?:\s*caption\s*=)?)\s*(\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*')",
        chunk.code,
        re.DOTALL,
    )
    return option_value(found[1]) if found else ""


def _plain(text: str) -> str:
    return re.sub(r"[\"\\]", "", text)


def plots_become_figures(text: str, file: str, report: Report) -> str:
    """The text with the code of `pandoc-plot`, ```` ```{.matplotlib #fig:x caption="…"} ````, as an empty frame with its caption."""

    def made(found: re.Match[str]) -> str:
        given = found["given"]
        caption = re.search(r"\b(?:caption|fig-cap)=\"((?:\\.|[^\"\\])*)\"", given)
        if not caption:
            return found[0]
        id = re.search(r"#([^\s}]+)", given)
        source = re.search(r"\bfile=\"([^\"]+)\"", given)
        name = Path(source[1]).stem if source else re.sub(r"\W+", "-", id[1]) if id else "plot"
        report.note(
            "left",
            "pictures that chunks draw are not here; an empty frame stands for each",
            f"{file}:{line_of(text, found.start())}",
        )
        words = re.sub(r"\\(.)", lambda it: it[1] if it[1] in '"\\' else it[0], caption[1])
        return f"\n{picture(words, f'figures/{name}.png', id[1] if id else '')}\n"

    return _PLOT.sub(made, text)


def option_value(written: str) -> str:
    """An option's value: the text of a string, also of one in paste() or c()."""
    quoted = _QUOTED.findall(written)
    if quoted and not re.match(r"[\d.]", written.strip()):
        return " ".join(re.sub(r"\\(.)", r"\1", double or single) for double, single in quoted)
    return written.strip()


def not_run_in(lang: str) -> str:
    """What stands for a table in a language."""
    words = shipped_terms(lang)
    return words["table-not-run"] if "table-not-run" in words else NOT_RUN
