"""Makes a Pandoc table of `{{ table("data/trade.csv", columns=["year", "imports"], align="decimal") }}`.

The numbers of a book stay in the spreadsheet from which they come: CSV, TSV and XLSX are read, and written in the way
of the chapter's language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bookbuilder.cache import file_fingerprint
from bookbuilder.compose.read.data_files import DATA, DataError, Rows, read_data
from bookbuilder.csv_files import is_formula
from bookbuilder.diagnostics import Diagnostic, did_you_mean
from bookbuilder.languages.numbers import Numeral, numeral
from bookbuilder.markdown.places import Places
from bookbuilder.source import own_files

DECIMAL_GAP, FIGURE_GAP = "\u2008", "\u2007"
"""The punctuation space and the figure space, as wide as the point and a figure that are not there."""

ALIGNMENTS = ("left", "right", "center", "decimal")


@dataclass(frozen=True)
class Tables:
    """What `table` in one chapter needs to know: the book's folder, the chapter's file and language."""

    folder: Path
    file: str
    lang: str
    calls: list[tuple[str, str]] = field(default_factory=list)
    """The data of each call in order, and what is wrong with it."""
    formulas: dict[str, str] = field(default_factory=dict)
    """The first cell in data that a spreadsheet would run."""

    def table(self, data: Any = "", *rest: Any, **options: Any) -> str:
        """What a chapter calls; a mistake is kept for `faults`, and the table is left out."""
        data = str(data)
        try:
            _hold(rest, options)
            made = self.made(data, **options)
        except DataError as error:
            self.calls.append((data, str(error)))
            return ""
        self.calls.append((data, ""))
        return made

    def faults(self, places: Places) -> list[Diagnostic]:
        """TAB-001: each call that could not be answered, at its own place; TAB-002: data that a spreadsheet would run."""
        faults, seen = [], Counter[str]()
        for data, message in self.calls:
            place = places.table(data, seen[data])
            seen[data] += 1
            if message:
                faults.append(Diagnostic("TAB-001", place, message))
            elif data in self.formulas:
                message = f'A spreadsheet would take "{self.formulas.pop(data)}" in {data} for a formula, and run it.'
                remedy = "The web edition's copy has an apostrophe before each such cell; the table prints as it is."
                faults.append(Diagnostic("TAB-002", place, message, remedy))
        return faults

    def made(
        self,
        data: str,
        *,
        columns: Sequence[str] | Mapping[str, str] = (),
        align: str | Sequence[str] | Mapping[str, str] = "",
        caption: str = "",
        id: str = "",
        source: str = "",
        sheet: str = "",
        where: Mapping[str, Any] = {},
        digits: int | None = None,
    ) -> str:
        """The Markdown of a table; a mistake in the call or in the data is one sentence.

        `columns` chooses and orders columns, and as a mapping gives them headings. `align` is one word for every
        column of numbers, a list, or a mapping by column. `where` keeps the rows whose cells have these values.
        """
        rows = read_data(self.folder, self.file, data, sheet)
        odd = next((cell for row in (rows.names, *rows.rows) for cell in row if is_formula(cell)), "")
        if odd:
            self.formulas[data] = odd[:40]
        rows = _chosen(rows, columns, where)
        decimals = _alignments(rows, align)
        cells = [
            _column([row[index] for row in rows.rows], decimals[index], self.lang, digits)
            for index in range(len(rows.names))
        ]
        headings = [columns[name] if isinstance(columns, Mapping) else name for name in rows.names]
        lines = [_line([_escaped(str(heading)) for heading in headings]), _rule(decimals, headings, cells)]
        lines += [_line([column[number] for column in cells]) for number in range(len(rows.rows))]
        return "\n\n" + "\n".join(lines) + f"\n\n{_caption(caption, source, id, rows.file)}\n\n"


OPTIONS: dict[str, tuple[tuple[type, ...], str]] = {
    "columns": ((list, tuple, Mapping), 'a list, ["year"], or headings, {"year": "Year"}'), "align": ((str, list, tuple, Mapping), '"decimal"'),
    "caption": ((str,), "text in quotes"), "id": ((str,), "text in quotes"), "source": ((str,), "text in quotes"), "sheet": ((str,), "text in quotes"),
    "where": ((Mapping,), '{"year": 2017}'), "digits": ((int, type(None)), "a number"),
}  # fmt: skip
"""What each option of `table` may be, and how it is written."""


def _hold(rest: Sequence[Any], options: Mapping[str, Any]) -> None:
    """Hold a call to what it may say; the first mistake in it is a DataError."""
    if rest:
        raise DataError('table takes one file; everything else by its name, as in columns=["year"].')
    for name, value in options.items():
        if name not in OPTIONS:
            raise DataError(
                f'table has no option "{name}". {did_you_mean(name, list(OPTIONS)) or "It has " + ", ".join(OPTIONS) + "."}'
            )
        kinds, example = OPTIONS[name]
        if not isinstance(value, kinds):
            raise DataError(f"{name} cannot be {value!r}. Write it as {example}.")


def data_fingerprints(folder: Path, text: str) -> dict[str, str]:
    """The digests of every file that a chapter's tables could come from; empty where it has none."""
    if "table(" not in text:
        return {}
    files = own_files(folder / "manuscript", folder, *DATA)
    return {path.relative_to(folder).as_posix(): file_fingerprint(path) for path in files}


def _chosen(rows: Rows, columns: Sequence[str] | Mapping[str, str], where: Mapping[str, Any]) -> Rows:
    names = list(columns) or list(rows.names)
    for name in [*names, *where]:
        if name not in rows.names:
            remedy = did_you_mean(str(name), rows.names) or f"It has {', '.join(rows.names)}."
            raise DataError(f'{rows.file} has no column "{name}". {remedy}')
    places = {name: index for index, name in enumerate(rows.names)}
    kept = [row for row in rows.rows if all(_is(row[places[name]], value) for name, value in where.items())]
    if not kept:
        raise DataError(f"{rows.file} has no such row.")
    return Rows(rows.file, tuple(names), tuple(tuple(row[places[name]] for name in names) for row in kept))


def _is(cell: str, value: Any) -> bool:
    values = value if isinstance(value, (list, tuple)) else [value]
    return any(cell == str(each) for each in values)


def _alignments(rows: Rows, align: str | Sequence[str] | Mapping[str, str]) -> list[str]:
    """One word a column; one word for all means the columns of numbers, and the others stand on the left."""
    numbers = [_is_numbers([row[index] for row in rows.rows]) for index in range(len(rows.names))]
    if isinstance(align, str):
        words = [(align or "decimal") if each else "left" for each in numbers]
    elif isinstance(align, Mapping):
        words = [
            align[name] if name in align else "decimal" if each else "left"
            for name, each in zip(rows.names, numbers, strict=True)
        ]
    else:
        words = list(align)
    if len(words) != len(rows.names):
        raise DataError(f"align has {len(words)} words for {len(rows.names)} columns.")
    for word in words:
        if word not in ALIGNMENTS:
            raise DataError(
                f'"{word}" is not an alignment. {did_you_mean(word, ALIGNMENTS) or "Write left, right, center or decimal."}'
            )
    return words


def _is_numbers(cells: Sequence[str]) -> bool:
    """Whether a column holds amounts: years and codes, all of four figures, stand on the left as words do."""
    said = [cell for cell in cells if cell not in ("", "-", "–", "—", "…", "n/a")]
    numerals = [numeral(cell) for cell in said]
    if not said or not all(numerals):
        return False
    return not all(len(cell) == 4 and cell.isdigit() and 1000 <= int(cell) <= 2100 for cell in said)


def _column(cells: Sequence[str], align: str, lang: str, digits: int | None) -> list[str]:
    numerals = [numeral(cell) if align in ("decimal", "right") else None for cell in cells]
    rounded = [each.rounded(digits) if each and digits is not None else each for each in numerals]
    longest = max((len(each.fraction) for each in rounded if each), default=0)
    return [
        _escaped(cell) if each is None else each.written(lang, _padding(each, longest) if align == "decimal" else "")
        for cell, each in zip(cells, rounded, strict=True)
    ]


def _padding(number: Numeral, longest: int) -> str:
    missing = longest - len(number.fraction)
    return (DECIMAL_GAP if longest and not number.fraction else "") + FIGURE_GAP * missing


def _escaped(cell: str) -> str:
    """A cell's text with what Markdown would read as markup escaped; line ends become spaces."""
    return "".join(
        f"\\{character}" if character in "\\`*_{}[]<>#|~^$@\"'" else character for character in " ".join(cell.split())
    )


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(align: Sequence[str], headings: Sequence[str], columns: Sequence[Sequence[str]]) -> str:
    """The line below the headings; its dashes show how wide each column is, where Pandoc must break lines."""
    marks = []
    for word, heading, cells in zip(align, headings, columns, strict=True):
        width = max(3, *(min(len(text), 40) for text in (str(heading), *cells)))
        dashes = "-" * width
        marks.append({"left": f":{dashes}-", "center": f":{dashes}:"}.get(word, f"-{dashes}:"))
    return f"|{'|'.join(marks)}|"


def _caption(caption: str, source: str, id: str, file: str) -> str:
    cited = f" [{source}]" if source.startswith("@") else f" {source}" if source else ""
    attributes = " ".join([f"#{id}"] * bool(id) + [f'data-source="{file}"'])
    return f": {' '.join(caption.split())}{cited} {{{attributes}}}" if caption or id else ""
