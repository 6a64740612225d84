"""Reads a CSV, TSV or XLSX file under manuscript/ as columns and rows of text."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

from bookbuilder.address_secrets import masked
from bookbuilder.budgets import in_force
from bookbuilder.csv_files import is_formula, read_csv, write_csv
from bookbuilder.diagnostics import did_you_mean
from bookbuilder.source import found_bytes, own_file, own_files
from bookbuilder.unpacking import UNREADABLE, unfit

DATA = (".csv", ".tsv", ".xlsx")
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
PIECE = 1 << 20


class DataError(ValueError):
    """A sentence for the author: what is wrong with the data or with the call."""


@dataclass(frozen=True)
class Rows:
    """A table of text; `file` is its path under manuscript/."""

    file: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_data(folder: Path, chapter: str, name: str, sheet: str = "") -> Rows:
    """Look for a file as pictures are looked for, beside the chapter and under manuscript/; lines after # are not data."""
    path = find_data(folder, chapter, name)
    table = _spreadsheet(path, sheet) if path.suffix.lower() == ".xlsx" else _prepared(path)
    table = [row for row in table if any(row)]
    if len(table) < 2:
        raise DataError(f"{name} has no rows below its headings.")
    names = table[0]
    doubled = next((each for each in names if names.count(each) > 1 and each), "")
    if doubled:
        raise DataError(f'{name} has two columns called "{doubled}". Give one of them another name.')
    width = len(names)
    for number, row in enumerate(table[1:], start=1):
        if len(row) > width and any(row[width:]):
            raise DataError(f"{name} has {len(row)} cells in its row {number}, and {width} columns.")
    rows = tuple(tuple([*row, *[""] * width][:width]) for row in table[1:])
    return Rows(path.relative_to((folder / "manuscript").resolve()).as_posix(), tuple(names), rows)


def published(folder: Path, chapter: str, name: str) -> tuple[str, bytes]:
    """The file as it may be published, and its ending: CSV with no cell that runs; of a workbook what is read of it.

    A workbook holds more than anybody sees: who wrote it, remarks, hidden sheets, addresses of other files.
    """
    path = find_data(folder, chapter, name)
    if path.suffix.lower() == ".xlsx":
        rows = read_data(folder, chapter, name)
        return ".csv", write_csv([rows.names, *rows.rows])
    data, separator = found_bytes(path), _separator(_lines(path))
    text = masked(typed := data.decode("utf-8-sig"))
    rows_typed = read_csv(text, separator)
    if text == typed and not any(is_formula(cell, separator) for row in rows_typed for cell in row):
        return path.suffix, data
    return path.suffix, write_csv(rows_typed, separator)


def find_data(folder: Path, chapter: str, name: str) -> Path:
    """The file; nothing outside of manuscript/ is ever read."""
    manuscript = (folder / "manuscript").resolve()
    for base in ((folder / chapter).parent, manuscript):
        path = own_file(base / name, manuscript)
        if path is not None:
            if path.suffix.lower() not in DATA:
                raise DataError(f"{name} is not a table that can be read. Save it as CSV or XLSX.")
            return path
    known = [path.relative_to(manuscript).as_posix() for path in own_files(manuscript, manuscript, *DATA)]
    raise DataError(f"There is no {name}. {did_you_mean(name, known) or 'Put it under manuscript/data/.'}")


def _prepared(path: Path) -> list[list[str]]:
    lines = _lines(path)
    separator = _separator(lines)
    try:
        rows = read_csv("\n".join(lines), separator, strict=True)
    except csv.Error as error:
        raise DataError(
            f"{path.name} has a quotation mark that does not close, or one within a cell that is not doubled ({error})."
        ) from None
    _hold_cells(path.name, sum(map(len, rows)))
    _hold_rows(path.name, rows)
    return _with_points([[cell.strip() for cell in row] for row in rows], semicolons=separator == ";")


def _lines(path: Path) -> list[str]:
    """The lines of a file without remarks."""
    if path.stat().st_size > in_force().file_megabytes * 1_000_000:
        most = f"{in_force().file_megabytes} MB"
        raise DataError(f"{path.name} is larger than {most} (budgets: file-megabytes in book.yaml).")
    try:
        return _without_remarks(found_bytes(path).decode("utf-8-sig").splitlines())
    except UnicodeDecodeError:
        raise DataError(f"{path.name} is not UTF-8. Save it as “CSV UTF-8” in your spreadsheet.") from None


def _separator(lines: list[str]) -> str:
    return max("\t;,", key=lines[0].count) if lines else ","


def _hold_cells(name: str, cells: int) -> None:
    if cells > in_force().table_cells:
        most = f"{in_force().table_cells:,}"
        raise DataError(f"{name} has {cells:,} cells, and a table {most} at most (budgets: table-cells in book.yaml).")


def _hold_rows(name: str, rows: Sequence[Sequence[str]]) -> None:
    """A row becomes one line of Markdown, which is read only within its budget."""
    most = in_force().line_characters
    for number, row in enumerate(rows, start=1):
        if (length := sum(map(len, row))) > most:
            limit = f"and a line {most:,} at most (budgets: line-characters in book.yaml)"
            raise DataError(f"{name} has {length:,} characters in line {number} of its table, {limit}.")


def _with_points(rows: list[list[str]], *, semicolons: bool) -> list[list[str]]:
    """Fractions behind a comma get a point: where semicolons part the cells, or a column has a comma that parts no thousands.

    Spreadsheets write semicolons where the language has a comma in its numbers, and 36,125 is then less than 37.
    """
    for index in range(max(map(len, rows), default=0)):
        column = [row for row in rows[1:] if len(row) > index]
        commas = any(_FRACTION.fullmatch(row[index]) for row in column)
        if commas and (semicolons or any(_NO_THOUSANDS.fullmatch(row[index]) for row in column)):
            for row in column:
                if _FRACTION.fullmatch(row[index]):
                    row[index] = row[index].replace(",", ".")
    return rows


_FRACTION = re.compile(r"[-\u2212\u2013+]?\s*[\d \u00a0\u202f]*\d,\d+\s*%?")
_NO_THOUSANDS = re.compile(r"[-\u2212\u2013+]?\s*(?:[\d \u00a0\u202f]*\d,(?:\d{1,2}|\d{4,})|0,\d+|\d{4,},\d+)\s*%?")


def _without_remarks(lines: list[str]) -> list[str]:
    """The lines without empty ones and those after #, which are remarks unless a cell in quotes goes on over them."""
    kept: list[str] = []
    inside = False
    for line in lines:
        if inside or line.strip() and not line.startswith("#"):
            kept.append(line)
            inside ^= line.count('"') % 2 == 1
    return kept


def _spreadsheet(path: Path, sheet: str) -> list[list[str]]:
    try:
        import openpyxl
    except ImportError:
        raise DataError("openpyxl is not installed, which reads XLSX. Save the sheet as CSV, or install it.") from None
    data = BytesIO(found_bytes(path))
    try:
        with zipfile.ZipFile(data) as packed:
            problem = unfit(packed)
            if not problem:
                _hold_cells(
                    path.name, max((_cells(packed, it) for it in packed.namelist() if "/worksheets/" in it), default=0)
                )
    except DataError:
        raise
    except UNREADABLE:
        problem = "This is not a spreadsheet."
    if problem:
        raise DataError(f"{path.name} cannot be read as XLSX: {problem}")
    try:
        book = openpyxl.load_workbook(data, data_only=True)
        formulas = openpyxl.load_workbook(data)
    except Exception as error:  # whatever openpyxl raises, the file is at fault
        raise DataError(f"{path.name} cannot be read as XLSX: {error}.") from None
    if sheet and sheet not in book.sheetnames:
        raise DataError(
            f'{path.name} has no sheet "{sheet}". {did_you_mean(sheet, book.sheetnames) or ", ".join(book.sheetnames)}'
        )
    name = sheet or book.sheetnames[0]
    _hold_cells(path.name, book[name].max_row * book[name].max_column)
    rows = []
    for row, written in zip(book[name].iter_rows(), formulas[name].iter_rows(), strict=True):
        for cell, formula in zip(row, written, strict=True):
            if cell.value is None and isinstance(formula.value, str) and formula.value.startswith("="):
                remedy = "Open the file in a spreadsheet and save it, so that the value is stored."
                raise DataError(f"{path.name}: the formula in {cell.coordinate} has no value. {remedy}")
        rows.append([_text(cell) for cell in row])
    _hold_rows(path.name, rows)
    return [row for row in rows if not row[0].startswith("#")]


def _cells(packed: zipfile.ZipFile, name: str) -> int:
    """How many cells a sheet writes out, counted before any of them is kept."""
    count, end = 0, b""
    with packed.open(name) as sheet:
        while piece := sheet.read(PIECE):
            count += len(_CELL.findall(end + piece))
            end = piece[-8:] if not _CELL.search(piece[-8:]) else b""
    return count


def _text(cell: Any) -> str:
    """A cell as people see it: dates without a time, no figures that only the machine's arithmetic made."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        percent = "%" in (cell.number_format or "")
        text = f"{value * 100 if percent else value:.12g}"
        return f"{text}%" if percent else text
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, (date, datetime)):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return " ".join(str(value).split())
