"""Keeps the columns of drawn tables: what is rewritten in a cell changes its width, and Pandoc reads the cells by their places."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate, pairwise

from bookbuilder.desk.adopt.verbatim import blanked
from bookbuilder.markdown.table_syntax import width

_REWRITTEN = re.compile(r"\\[A-Za-z@]|\\#|\(ref:|@(?:fig|tab|tbl|sec|eq):|\{\{|`r ")
"""What is written otherwise here: commands of LaTeX, references, values."""
_DASHES = re.compile(r"^(?P<indent>[ ]{0,3})-{2,}(?:[ ]+-{2,})+[ ]*$", re.MULTILINE)
_FRAME = re.compile(r"[ ]{0,3}-{3,}[ ]*")
_GRID = re.compile(r"^\+[-=:+]+\+[ \t]*\n(?:[+|][^\n]*(?:\n|\Z))+", re.MULTILINE)


def dashes_become_bars(text: str) -> str:
    """The text with bars in each table whose columns dashes alone draw, and in which something will be rewritten."""
    if not _REWRITTEN.search(text):
        return text
    plain = blanked(text).split("\n")
    lines = text.split("\n")
    made: list[str] = []
    number = 0
    while number < len(lines):
        table = _table(plain, number)
        end = table[1] + 1 if table else number + 1
        drawn = lines[number:end]
        made += _barred(lines, number, *table) if table and _REWRITTEN.search("\n".join(drawn)) else drawn
        number = end
    return "\n".join(made)


def _table(plain: list[str], first: int) -> tuple[int, int, bool] | None:
    """The line of a table's dashes, its last line, and whether empty lines part its rows; `first` is its frame or its head."""
    before = plain[first - 1].strip() if first else ""
    if before or not plain[first].strip():
        return None
    is_framed = bool(_FRAME.fullmatch(plain[first]))
    if not is_framed:
        has_head = first + 1 < len(plain) and _DASHES.fullmatch(plain[first + 1])
        if not has_head or _DASHES.fullmatch(plain[first]):
            return None
        end = next((it for it in range(first + 2, len(plain)) if not plain[it].strip()), len(plain))
        return (first + 1, end - 1, False) if end > first + 2 else None
    dashes = next((it for it in range(first + 1, min(first + 8, len(plain))) if _DASHES.fullmatch(plain[it])), None)
    if dashes is None or dashes == first + 1 or any(not it.strip() for it in plain[first + 1 : dashes]):
        return None
    for number in range(dashes + 1, len(plain)):
        if _FRAME.fullmatch(plain[number]) or _DASHES.fullmatch(plain[number]):
            return dashes, number, True
    return None


def _barred(lines: list[str], first: int, dashes: int, last: int, is_framed: bool) -> list[str]:
    """The lines of a table with bars between its cells; a caption that stands directly below it is parted from it."""
    drawn = list(re.finditer(r"-+", lines[dashes]))
    starts = [0, *(it.start() for it in drawn[1:])]
    head = lines[first + is_framed : dashes]
    body = lines[dashes + 1 : last] if is_framed else lines[dashes + 1 : last + 1]
    if not is_framed and body and _DASHES.fullmatch(body[-1]):
        body.pop()
    are_parted = is_framed and any(not it.strip() for it in body)
    rows: list[list[str]] = [[]]
    for line in body:
        if are_parted and line.strip():
            rows[-1].append(line)
        else:
            rows.append([line] if line.strip() else [])
    rules = []
    for it in drawn:
        words = next((cell for line in head if (cell := _cut(line, [it.start(), it.end()])[0]).strip()), "")
        left = words[:1] not in ("", " ")
        right = bool(words.strip()) and len(words.rstrip()) >= len(it[0])
        count = "-" * len(it[0])
        rules.append(
            f":{count}:" if not left and not right and words.strip() else f"{count}:" if right and not left else count
        )
    made = [_row([head], starts), f"|{'|'.join(rules)}|", *(_row([row], starts) for row in rows if row)]
    below = lines[last + 1] if last + 1 < len(lines) else ""
    return [*made, ""] if below.strip() else made


def _cut(line: str, starts: list[int]) -> list[str]:
    """The parts of a line from each column on, as Pandoc counts: a Chinese character takes two, an accent none."""
    before = [0, *accumulate(map(width, line))]
    return [line[start:end] for start, end in pairwise([*(bisect_left(before, it) for it in starts), len(before)])]


def _row(groups: list[list[str]], starts: list[int]) -> str:
    cells = [" ".join(_cut(line, starts)[place].strip() for line in groups[0]).strip() for place in range(len(starts))]
    escaped = (re.sub(r"(?<!\\)\|", r"\\|", it) for it in cells)
    return f"| {' | '.join(escaped)} |"


def grids_redrawn(text: str) -> str:
    """The text with the frame of each plain grid table as wide as its cells have become."""
    return _GRID.sub(_redrawn, text) if "+-" in text or "+=" in text else text


def _redrawn(found: re.Match[str]) -> str:
    lines = found[0].rstrip("\n").split("\n")
    if len({width(line.rstrip()) for line in lines}) == 1:
        return found[0]
    count = lines[0].count("+")
    rows: list[list[str]] = []
    for line in map(str.rstrip, lines):
        is_rule = line.startswith("+")
        cells = line.split("+")[1:-1] if is_rule else re.split(r"(?<!\\)\|", line)[1:-1]
        if len(cells) != count - 1 or is_rule and re.search(r"[^-=:+]", line):
            return found[0]  # cells over several columns, or a bar that is a word
        rows.append(cells)
    widths = [max(width(row[place].rstrip()) + 1 for row in rows) for place in range(count - 1)]
    made = []
    for line, row in zip(lines, rows, strict=True):
        if line.startswith("+"):
            drawn = (
                f"{':' if cell[:1] == ':' else ''}{(cell.strip(':')[:1] or '-') * (most - cell.count(':'))}{':' if cell[1:].endswith(':') else ''}"
                for cell, most in zip(row, widths, strict=True)
            )
            made.append(f"+{'+'.join(drawn)}+")
        else:
            made.append(
                f"|{'|'.join(it + ' ' * (most - width(it)) for it, most in zip(map(str.rstrip, row), widths, strict=True))}|"
            )
    return "\n".join(made) + "\n" * found[0].endswith("\n")
