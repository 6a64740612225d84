"""Takes the meaning as markup from what is nested deeper than in any book, so that Pandoc can read the text in time."""

from __future__ import annotations

import re

from bookbuilder.budgets import in_force
from bookbuilder.diagnostics import Diagnostic
from bookbuilder.source import Source

_CODE = re.compile(
    r"^(?P<fence>`{3,}(?!`)|~{3,}(?!~))[^\n]*\n.*?^(?P=fence)[`~]*[ \t]*$|(?<!`)(?P<ticks>`+)(?!`)[^`\n][^\n]*?(?P=ticks)(?!`)|\\.|^(?: {4}|\t)[^\n]*$",
    re.MULTILINE | re.DOTALL,
)
_MARKS = re.compile(r"(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))+")
_ONE = re.compile(r">|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])")
MOST_TICKS = 100
_TICKS = re.compile(f"`{{{MOST_TICKS + 1},}}")
_FENCE = re.compile(r"^[ \t>]*:{3,}[ \t]*(\S)?", re.MULTILINE)
_PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|$))+")
_SIGNS = re.compile(r"[\\`*_{}\[\]<>#@^~|$!&:+.()-]")


def calm(text: str, source: Source) -> tuple[str, list[Diagnostic]]:
    """The text, and BUD-003 where brackets, blocks or a line go beyond the budgets; most texts come back as they are."""
    budget = in_force()
    seen = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), text)
    places: list[tuple[int, str]] = []
    changes: list[tuple[int, int, str]] = []
    if "[[" in seen or seen.count("[") > budget.brackets:
        for paragraph in _PARAGRAPH.finditer(seen):
            at = _deepest(paragraph[0], budget.brackets)
            if at is not None:
                places.append((paragraph.start() + at, f"More than {budget.brackets} brackets stand in one another"))
                changes += [
                    (paragraph.start() + it.start(), paragraph.start() + it.end(), f"\\{it[0]}")
                    for it in re.finditer(r"[\[\]]", paragraph[0])
                ]
    for run in _TICKS.finditer(seen):
        places.append((run.start(), f"More than {MOST_TICKS} signs of code stand in a row"))
        changes.append((run.start(), run.end(), r"\`" * len(run[0])))
    for line in re.finditer(r"[^\n]+", seen):
        if len(line[0]) > budget.line_characters:
            places.append((line.start(), f"This line has more than {budget.line_characters:,} characters"))
        marks = _MARKS.match(line[0])
        if marks is not None and len(marks[0]) > budget.nesting:
            found = list(_ONE.finditer(marks[0]))
            if len(found) > budget.nesting:
                places.append((line.start(), f"More than {budget.nesting} quotations or lists stand in one another"))
                start = line.start() + found[budget.nesting].start()
                changes.append((start, line.start() + marks.end(), ""))
    depth = 0
    for fence in _FENCE.finditer(seen):
        depth = depth + 1 if fence[1] else max(depth - 1, 0)
        if depth > budget.nesting:
            if depth == budget.nesting + 1:
                places.append((fence.start(), f"More than {budget.nesting} ::: blocks stand in one another"))
            changes.append((fence.start(), fence.start(), "\\"))
            depth -= 0 if not fence[1] else 1
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    remedy = "They are printed as they are typed. Write it flatter; budgets: in book.yaml sets another limit."
    return text, [Diagnostic("BUD-003", source.at(at), f"{what}.", remedy) for at, what in places]


def plainly(text: str) -> str:
    """A text whose every sign is printed as it is typed."""
    return _SIGNS.sub(r"\\\g<0>", text)


def _deepest(paragraph: str, most: int) -> int | None:
    """Where a paragraph's brackets first stand too deep in one another; one that is never closed counts too."""
    depth = 0
    for mark in re.finditer(r"[\[\]]", paragraph):
        depth = depth + 1 if mark[0] == "[" else max(depth - 1, 0)
        if depth > most:
            return mark.start()
    return None
