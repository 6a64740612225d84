"""Escapes markup that is nested deeper than in any book, so that Pandoc can read the text in time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from bookbuilder.budgets import Budgets, in_force
from bookbuilder.diagnostics import Diagnostic
from bookbuilder.source import Source

_FENCE_LINE = re.compile(r"^(`{3,}(?![^\n]*`)|~{3,})([^\n]*)(?:\n|\Z)", re.MULTILINE)
_CODE = re.compile(
    r"(?<!`)(?P<ticks>`+)(?!`)[^`\n][^\n]{0,3000}?(?P=ticks)(?!`)|\\.|^(?: {4}|\t)[^\n]*$", re.MULTILINE | re.DOTALL
)
_ONE = re.compile(r">|(?:[-+*:~]|\(?(?:#|@[\w-]*|\d{1,9}|[ivxlcdm]+|[IVXLCDM]+|[A-Za-z])[.)])(?=[ \t])")
_MARKS = re.compile(rf"(?:[ \t]*(?:{_ONE.pattern}))+")
_TITLE = re.compile(r"^(?:(#)[^\n]*|[^\n]+\n(?:(=|-(?=-))(?:=*|-*)[ \t]*$)?)", re.MULTILINE)
_COMMAND = re.compile(r"(?<!\\)\\(?=[A-Za-z])")
_FORMULA = re.compile(
    r"\$\$.*?\$\$|\$[^$\n]+\$|^\\begin\{(\w+\*?)\}(?:(?!\\begin\{\1\}).)*?\\end\{\1\}", re.DOTALL | re.MULTILINE
)
MOST_TITLES, MOST_COMMANDS, MOST_ENVIRONMENTS = 500, 2_000, 100
MOST_TICKS, MOST_OPEN = 100, 500
_TICKS = re.compile(f"`{{{MOST_TICKS + 1},}}")
_FENCE = re.compile(r"^[ \t>]*:{3,}[ \t]*(\S)?", re.MULTILINE)
_PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|$))+")
_SIGNS = re.compile(r"[\\`*_{}\[\]<>#@^~|$!&:+.()-]")


Beyond = tuple[int, str, list[tuple[int, int, str]]]
"""Where something goes beyond a limit, what it is, and what to put in the place of which stretches of the text."""


def limit_nesting(text: str, source: Source) -> tuple[str, list[Diagnostic]]:
    """The text, and BUD-003 where brackets, blocks or a line go beyond the budgets; most texts come back as they are."""
    budget = in_force()
    seen = _without_code(text)
    found = [
        *_deep_brackets(seen, budget.brackets),
        *_rows_of_ticks(seen),
        *_open_ticks(seen),
        *_lines(seen, budget),
        *_deep_divs(seen, budget.nesting),
        *_repeated_titles(seen, text),
        *_commands(text),
        *_within_emphasis(seen, 2 * budget.brackets),
    ]
    pieces, at = [], 0
    for start, end, new in sorted(change for _, _, changes in found for change in changes):
        if start >= at:
            pieces += [text[at:start], new]
            at = end
    text = "".join([*pieces, text[at:]])
    remedy = (
        "It is printed as it is typed. Put fewer into one another, or set another limit in book.yaml, under budgets:."
    )
    return text, [Diagnostic("BUD-003", source.at(at), f"{what}.", remedy) for at, what, _ in found]


def _deep_brackets(seen: str, most: int) -> Iterator[Beyond]:
    for paragraph in _PARAGRAPH.finditer(seen) if "[[" in seen or seen.count("[") > most else ():
        at = _deepest(paragraph[0], most)
        if at is not None:
            begin = paragraph.start()
            brackets = re.finditer(r"[\[\]]", paragraph[0])
            changes = [(begin + it.start(), begin + it.end(), f"\\{it[0]}") for it in brackets]
            yield begin + at, f"More than {most} brackets stand in one another", changes


def _rows_of_ticks(seen: str) -> Iterator[Beyond]:
    for run in _TICKS.finditer(seen):
        escaped = [(run.start(), run.end(), r"\`" * len(run[0]))]
        yield run.start(), f"More than {MOST_TICKS} signs of code stand in a row", escaped


def _open_ticks(seen: str) -> Iterator[Beyond]:
    """Backticks of a paragraph, each of which is looked for to the paragraph's end."""
    for paragraph in _PARAGRAPH.finditer(seen) if seen.count("`") > MOST_OPEN else ():
        ticks = list(re.finditer("`+", paragraph[0]))
        if len(ticks) > MOST_OPEN:
            begin = paragraph.start()
            escaped = [(begin + it.start(), begin + it.end(), r"\`" * len(it[0])) for it in ticks]
            yield begin + ticks[0].start(), f"More than {MOST_OPEN} backticks are not closed here", escaped


def _lines(seen: str, budget: Budgets) -> Iterator[Beyond]:
    """Lines that are too long, and quotations or lists that begin in one line within one another."""
    for line in re.finditer(r"[^\n]+", seen):
        if len(line[0]) > budget.line_characters:
            yield line.start(), f"This line has more than {budget.line_characters:,} characters", []
        marks = _MARKS.match(line[0])
        if marks is not None and len(marks[0]) > budget.nesting:
            found = list(_ONE.finditer(marks[0]))
            if len(found) > budget.nesting:
                beyond = (line.start() + found[budget.nesting].start(), line.start() + marks.end(), "")
                yield line.start(), f"More than {budget.nesting} quotations or lists stand in one another", [beyond]


def _deep_divs(seen: str, most: int) -> Iterator[Beyond]:
    depth = 0
    for fence in _FENCE.finditer(seen):
        if not fence[1]:
            depth = max(depth - 1, 0)
        elif depth < most:
            depth += 1
        else:
            start = fence.start()
            yield start, f"More than {most} ::: blocks stand in one another", [(start, start, "\\")]


def _repeated_titles(seen: str, text: str) -> Iterator[Beyond]:
    """Titles beyond a number that say the same, of which each costs as much as all before it."""
    found = [it for it in _TITLE.finditer(seen) if it[1] or it[2]]
    if len(found) > MOST_TITLES:
        counts: Counter[str] = Counter()
        beyond: list[int] = []
        for title in found:
            words = text[title.start() : title.start(2) if title[2] else title.end()]
            counts[words] += 1
            beyond += [title.start(2) if title[2] else title.start(1)] * (counts[words] > MOST_TITLES)
        if beyond:
            yield beyond[0], f"More than {MOST_TITLES} titles say the same", [(at, at, "\\") for at in beyond]


def _commands(text: str) -> Iterator[Beyond]:
    """Commands of LaTeX outside formulas, more than any chapter has, and environments in lines of a table, each read many times."""
    if text.count("\\begin") > MOST_ENVIRONMENTS:
        for paragraph in _PARAGRAPH.finditer(_FORMULA.sub(_blank, text)):
            begun = list(re.finditer(r"\\(?=begin\b|end\b)", paragraph[0])) if "|" in paragraph[0] else []
            if len(begun) > 2 * MOST_ENVIRONMENTS:
                at = paragraph.start()
                what = f"More than {MOST_ENVIRONMENTS} environments of LaTeX stand in one table"
                yield at + begun[0].start(), what, [(at + it.start(), at + it.start(), "\\") for it in begun]
    if text.count("\\") > MOST_COMMANDS:
        found = list(_COMMAND.finditer(_FORMULA.sub(_blank, text)))
        if len(found) > MOST_COMMANDS:
            what = f"More than {MOST_COMMANDS:,} commands of LaTeX stand in this chapter"
            yield found[0].start(), what, [(it.start(), it.start(), "\\") for it in found]


def _within_emphasis(seen: str, most: int) -> Iterator[Beyond]:
    """Strikeouts and spans that stand, with brackets, too deep in one another beside signs of emphasis: each doubles Pandoc's time."""
    for paragraph in _PARAGRAPH.finditer(seen) if seen.count("~~") + seen.count("<span") > most // 2 else ():
        depth = deepest = 0
        marks = list(_OPEN.finditer(paragraph[0]))
        for mark in marks if _EMPHASIS.search(paragraph[0]) else ():
            is_end = mark[0] in ("]", "</span>") or (
                mark[0] == "~~" and depth > 0 and not paragraph[0][mark.start() - 1].isspace()
            )
            depth = max(depth - 1, 0) if is_end else depth + 1
            deepest = max(deepest, depth)
        if deepest > most:
            at = paragraph.start()
            what = f"More than {most} brackets, strikeouts and spans stand in one another"
            yield at, what, [(at + it.start(), at + it.start(), "\\") for it in marks if it[0] not in "[]"]


_OPEN = re.compile(r"~~|\[|\]|</?span\b[^<>\n]*>")
_EMPHASIS = re.compile(r"[_*]|~~")


def _without_code(text: str) -> str:
    """The text with spaces in place of its code, and of signs that are escaped."""
    pieces, at, unclosed = [], 0, {"`": 1_000_000, "~": 1_000_000}
    fences = list(_FENCE_LINE.finditer(text))
    for number, fence in enumerate(fences):
        sign, length = fence[1][0], len(fence[1])
        if fence.start() < at or length >= unclosed[sign] or (sign == "`" and "`" in fence[2]):
            continue
        end = next(
            (it for it in map(fences.__getitem__, range(number + 1, len(fences))) if _closes(it, sign, length)), None
        )
        if end is None:
            unclosed[sign] = length
            continue
        pieces += [_CODE.sub(_blank, text[at : fence.start()]), _blank(text[fence.start() : end.end()])]
        at = end.end()
    return "".join([*pieces, _CODE.sub(_blank, text[at:])])


def _closes(fence: re.Match[str], sign: str, length: int) -> bool:
    return fence[1][0] == sign and len(fence[1]) >= length and not fence[2].strip(f"{sign} \t")


def _blank(code: re.Match[str] | str) -> str:
    return re.sub(r"[^\n]", " ", code if isinstance(code, str) else code[0])


def escape_all(text: str) -> str:
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
