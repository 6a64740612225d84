"""Breaks a formula at its relations: a wide one on its own line into several lines, one within a line into parts."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator

from lxml import etree

from bookbuilder.mathematics.mathml import NAMESPACE, is_aligned

_M = f"{{{NAMESPACE}}}"
RELATIONS = frozenset("= ≠ ≈ ≡ ≤ ≥ < > ∼ ≃ ≅ ∝ → ⇒ ⇔ ⟶ ⟹ ⟺ ↦ ∈ ⊂ ⊆ := ≔ ≪ ≫ ⊨ ⊢".split())
OPERATORS = frozenset("+ − - ± ∓ ∪ ∩ ∧ ∨ ⊕".split())
OPENING, CLOSING = frozenset("( [ { ⟨ ⌊ ⌈".split()), frozenset(") ] } ⟩ ⌋ ⌉".split())
INDENT = "2em"
SHORTEST = 6
"""The members from which a formula within a line comes in parts."""


def in_lines(math: etree._Element, width: Callable[[etree._Element], float], measure: float) -> etree._Element | None:
    """The formula as a table of lines no wider than `measure`, each but the first begun by a relation; None for one line."""
    members = _members(math)
    if len(members) == 1 and members[0].tag == f"{_M}mtable":
        return _in_rows(math, members[0], width, measure) if is_aligned(members[0]) else None
    pieces = list(_pieces(members, RELATIONS, before=True))
    if len(pieces) < 2 or any(width(_formula(math, piece)) > measure for piece in pieces):
        pieces = list(_pieces(members, RELATIONS | OPERATORS, before=True))
    lines = _filled(math, pieces, width, measure)
    if len(lines) < 2:
        return None
    table = etree.Element(f"{_M}mtable", {"columnalign": "left", "displaystyle": "true"})
    for number, line in enumerate(lines):
        cell = etree.SubElement(etree.SubElement(table, f"{_M}mtr"), f"{_M}mtd")
        if number:
            etree.SubElement(cell, f"{_M}mspace", {"width": INDENT})
        cell.extend(copy.deepcopy(line))
    return _formula(math, [table])


def _in_rows(
    math: etree._Element, table: etree._Element, width: Callable[[etree._Element], float], measure: float
) -> etree._Element | None:
    """Aligned lines of which those that are too wide go on in lines of their own, indented behind the sign of alignment."""
    made = copy.deepcopy(table)
    pairs = [row for row in made if len(row) == 2]
    left = max((width(_formula(math, list(row[0]))) for row in pairs if len(row[0])), default=0.0)
    for row in pairs:
        if left + width(_formula(math, list(row[1]))) <= measure:
            continue
        pieces = list(_pieces(list(row[1]), RELATIONS | OPERATORS, before=True))
        first, *others = _filled(math, pieces, width, measure - left)
        row[1][:] = first
        for line in reversed(others):
            more = copy.deepcopy(row)
            more[0][:] = []
            more[1][:] = [etree.Element(f"{_M}mspace", {"width": INDENT}), *copy.deepcopy(line)]
            row.addnext(more)
    return _formula(math, [made]) if len(made) > len(table) else None


def _filled(
    math: etree._Element, pieces: list[list[etree._Element]], width: Callable[[etree._Element], float], measure: float
) -> list[list[etree._Element]]:
    """Pieces put together into lines; all but the first are indented."""
    lines: list[list[etree._Element]] = []
    for piece in pieces:
        if lines and width(_formula(math, [*lines[-1], *piece])) <= measure - (2 if len(lines) > 1 else 0):
            lines[-1] += piece
        else:
            lines.append(list(piece))
    return lines


def in_parts(math: etree._Element) -> list[etree._Element]:
    """A formula within a line as parts between which the line may end, behind each relation and operator, as TeX has it."""
    members = _members(math)
    if len(members) < SHORTEST:
        return [math]
    return [_formula(math, piece) for piece in _pieces(members, RELATIONS | OPERATORS, before=False)]


def _members(math: etree._Element) -> list[etree._Element]:
    inner = list(math)
    while len(inner) == 1 and inner[0].tag in (f"{_M}mrow", f"{_M}mstyle"):
        inner = list(inner[0])
    return inner


def _pieces(members: list[etree._Element], signs: frozenset[str], before: bool) -> Iterator[list[etree._Element]]:
    """Runs of members, divided before or behind a sign that stands within no bracket, and not at either end."""
    piece: list[etree._Element] = []
    depth = 0
    for place, member in enumerate(members):
        text = (member.text or "").strip() if member.tag in (f"{_M}mo", f"{_M}mi") else ""
        depth += (text in OPENING) - (text in CLOSING)
        is_break = text in signs and depth <= 0 and 0 < place < len(members) - 1
        if is_break and before and piece:
            yield piece
            piece = []
        piece.append(member)
        if is_break and not before:
            yield piece
            piece = []
    if piece:
        yield piece


def _formula(math: etree._Element, members: list[etree._Element]) -> etree._Element:
    formula = etree.Element(f"{_M}math", {str(name): str(value) for name, value in math.attrib.items()})
    row = etree.SubElement(formula, f"{_M}mrow")
    row.extend(copy.deepcopy(members))
    return formula
