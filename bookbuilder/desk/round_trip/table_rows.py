"""Finds rows that an author has put into a table or taken out of it, as lines of the Markdown that the table is written in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bookbuilder.desk.round_trip.edits import Change, Edit
from bookbuilder.desk.round_trip.mapping import Mapped
from bookbuilder.desk.round_trip.pairing import Pair
from bookbuilder.desk.round_trip.source_text import SourceText
from bookbuilder.desk.round_trip.units import Unit

_RULE = re.compile(r"\|?[ :|-]+\|[ :|-]*")


def changed_rows(
    pairs: Sequence[Pair],
    sent: Sequence[Mapped],
    back: Sequence[Unit],
    source: SourceText,
    written: Callable[[Unit], str],
) -> tuple[list[Change], list[Pair]]:
    """Changes of whole rows, and the pairs of their cells; a row of which a cell was kept is not one of them.

    `written` gives the Markdown of a cell. A table that is made from data, or drawn with +, has no such lines.
    """
    gone, new = (
        _rows(pairs, sent, lambda pair: pair.sent, lambda pair: not pair.back),
        _rows(pairs, back, lambda pair: pair.back, lambda pair: not pair.sent),
    )
    found: list[Change] = []
    done: list[Pair] = []
    for row in gone:
        units = [sent[pair.sent[0]] for pair in row]
        line = _line(source, units)
        if line is not None:
            text = " | ".join(unit.unit.text for unit in units)
            found.append(Change("removed", text, "", (Edit(*line, ""),), place=line[0]))
            done += row
    behind: dict[int, int] = {}
    for row in new:
        cells = [back[pair.back[0]] for pair in row]
        line = _line_above(pairs, sent, back, source, cells[0])
        if line is None:
            continue
        columns = len(re.findall(r"(?<!\\)\|", source.text[line[0] : line[1]].strip())) - 1
        texts = {cell.cell[1]: written(cell).replace("\n", " ") for cell in cells}
        if columns <= max(texts):
            continue
        at = behind.setdefault(line[0], _behind(source.text, line[1]))
        new_line = f"| {' | '.join(texts.get(column, '') for column in range(columns))} |\n"
        found.append(Change("added", "", " | ".join(texts.values()), (Edit(at, at, new_line),), place=at))
        done += row
    return found, done


def _rows(
    pairs: Sequence[Pair],
    units: Sequence[Mapped] | Sequence[Unit],
    places: Callable[[Pair], list[int]],
    alone: Callable[[Pair], bool],
) -> list[list[Pair]]:
    """The rows of which no cell stands in the other file, in order, each with the pairs of its cells."""
    rows: dict[int, list[Pair]] = {}
    for pair in sorted((it for it in pairs if places(it)), key=places):
        unit = units[places(pair)[0]]
        cell = (unit.unit if isinstance(unit, Mapped) else unit).cell
        if cell[0]:
            rows.setdefault(cell[0], []).append(pair)
    return [row for row in rows.values() if all(map(alone, row))]


def _line(source: SourceText, units: Sequence[Mapped]) -> tuple[int, int] | None:
    """The line of the source, with its end, that has the words of a row and no others."""
    words = [word for unit in units for word in unit.words if word is not None]
    if not words:
        return None
    start = source.text.rfind("\n", 0, min(word.start for word in words)) + 1
    end = source.text.find("\n", start) + 1 or len(source.text)
    inside = [word for word in source.words if start <= word.start < end]
    own = {word.start for word in words}
    table = source.text[slice(*source.block(start))]
    if source.text[start : start + 1] != "|" or re.search(r"^\+[-=]", table, re.MULTILINE):
        return None
    return (start, end) if own == {word.start for word in inside} else None


def _line_above(
    pairs: Sequence[Pair], sent: Sequence[Mapped], back: Sequence[Unit], source: SourceText, cell: Unit
) -> tuple[int, int] | None:
    """The line of the nearest row above that both files have."""
    known = {sent[pair.sent[0]].unit.cell[0]: back[pair.back[0]].cell[0] for pair in pairs if pair.sent and pair.back}
    above = [(theirs, mine) for mine, theirs in known.items() if mine and 0 < theirs < cell.cell[0]]
    if not above:
        return None
    theirs, mine = max(above)
    if any(unit.cell[0] == theirs and unit.cell[2] != cell.cell[2] for unit in back):
        return None
    return _line(source, [unit for unit in sent if unit.unit.cell[0] == mine])


def _behind(text: str, end: int) -> int:
    """Where a row goes behind a line: not between the head and the line below it."""
    following = text.find("\n", end) + 1 or len(text)
    return following if _RULE.fullmatch(text[end:following].strip()) else end
