"""What can be read of YAML that is broken: whole keys and items at its margin, and those whose slip leaves no doubt."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

import yaml

from bookbuilder.diagnostics import Diagnostic, Location
from bookbuilder.source import Source

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LINES_LOST = 5
"""Of one key or item; where more are broken it is left out whole."""
_KEY = r"[ \t]*(?:- )?(?P<key>[A-Za-z][\w-]*)"
_UNSPACED = re.compile(_KEY + r"(?P<colon>:(?=[^\s:/])|[\uff1a\ufe55\ua789])[ \t]*(?P<value>\S.*)")
"""A key with a colon without a space, or with a colon of another script."""
_SPACED = re.compile(
    r"^([ \t]*(?:- )*[A-Za-z][\w-]*)(?::[ \u00a0\u2000-\u200b\u202f\u3000]|[:\uff1a\ufe55\ua789](?!//))\s*(\S.*)"
)
_ODD_SPACE = re.compile(r"\s*[\u00a0\u2000-\u200b\u202f\u3000]")
_MARGIN = re.compile(r"[\s\u200b]+")
_PLAIN_VALUE = re.compile(r"""[^"'\[{|>&*!#]""")
_STRAY = re.compile(r"(?!-(?:\s|$)|\?\s|[^\n]*:(?:\s|$)|[<>=]{7})\S")
_BEGIN = yaml.Mark("", 0, 0, 0, None, 0)
_DASHES = re.compile(r"[ \t]*(?:-[ \t]+)*")
_BLOCK = re.compile(r":[ \t]+[|>][+-]?\d?[+-]?[ \t]*$")
FARTHEST = 12
"""Lines at the margin over which a value in brackets or quotes goes on."""
LONGEST = 5000
"""Characters of a value and the line below it that are read together."""
_SEPARATOR = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)


def readable(text: str) -> tuple[str, list[tuple[int, yaml.MarkedYAMLError]]]:
    """The text, line for line, with its unreadable parts repaired or left empty; and each fault with the first line of its part.

    Lines are counted from 0. Every fault stays one: a value whose colon or sign at its beginning wants quotes gets them, so
    that a draft can print it.
    """
    made: list[str] = []
    faults: list[tuple[int, yaml.MarkedYAMLError]] = []
    line = 0
    parts = _parts(text)
    begun = False
    for part in parts:
        if begun and _SEPARATOR.match(part):
            part = _SEPARATOR.sub("", part, count=1)
        error = _error(part)
        ends = part.count("\n")
        if error is None and begun and _STRAY.match(part) and not _UNSPACED.match(part):
            error = yaml.MarkedYAMLError(problem="this is neither a key nor an item", problem_mark=_BEGIN)
            indented = "".join(f"  {it}" for it in part.splitlines(True))
            # a value whose second line lost its spaces
            is_continued = len(made[-1]) < LONGEST and _error(made[-1] + indented) is None
            part = indented if is_continued else "\n" * ends
        elif error is not None or _UNSPACED.match(part):
            part = _repaired(part)
        if error is not None:
            faults.append((line, error))
        made.append(part)
        begun = begun or bool(part.strip()) and not part.startswith("#")
        line += ends
    return _without_what_stays_broken(made, faults)


def _parts(text: str) -> list[str]:
    """Each key or item at the margin with all below it; a value in brackets or quotes goes on at the margin."""
    parts = re.split(r"^(?=[^\s#\]}])", text, flags=re.MULTILINE)
    joined: list[str] = []
    at = 0
    while at < len(parts):
        until = at + 1
        error = _error(parts[at])
        mark = error.problem_mark if error is not None else None
        if mark is not None and mark.line >= parts[at].count("\n"):
            until = next(
                (
                    it
                    for it in range(at + 2, min(at + FARTHEST, len(parts)) + 1)
                    if _error("".join(parts[at:it])) is None
                ),
                at + 1,
            )
        joined.append("".join(parts[at:until]))
        at = until
    return joined


def _without_what_stays_broken(
    parts: list[str], faults: list[tuple[int, yaml.MarkedYAMLError]]
) -> tuple[str, list[tuple[int, yaml.MarkedYAMLError]]]:
    """The text without parts that are whole alone and not in their place: an item among keys, an alias of nothing."""
    for _ in range(LINES_LOST):
        try:
            yaml.compose(text := "".join(parts), Loader=LOADER)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            begins = [0]
            for part in parts:
                begins.append(begins[-1] + part.count("\n"))
            at = bisect_right(begins, mark.line) - 1 if mark else len(parts)
            if at >= len(parts) or not parts[at].strip():
                break
            parts[at] = "\n" * parts[at].count("\n")
            faults.append((0, error))
        else:
            return text, faults
    return "".join(parts), faults


def _error(part: str) -> yaml.MarkedYAMLError | None:
    try:
        yaml.compose(part, Loader=LOADER)
    except yaml.composer.ComposerError:
        return None  # what an alias means stands in another part
    except yaml.MarkedYAMLError as error:
        return error
    return None


def _repaired(part: str) -> str:
    """The part with its slips repaired, without the lines that stay broken, or nothing but its lines."""
    lines = list(_with_slips_repaired(part.split("\n")))
    for _ in range(LINES_LOST):
        error = _error("\n".join(lines))
        if error is None:
            return "\n".join(lines)
        mark = error.problem_mark or error.context_mark
        if mark is None or not 0 < mark.line < len(lines):
            break
        lost = set(_block(lines, mark.line))
        lines = ["" if number in lost else line for number, line in enumerate(lines)]
    return "\n" * part.count("\n")


def _with_slips_repaired(lines: list[str]) -> Iterator[str]:
    """Lines whose margin and value are as YAML wants them; those of a block of text, below | or >, stay as they are."""
    text = -1
    for line in lines:
        margin = len(line) - len(line.lstrip())
        if line.strip() and margin <= text:
            text = -1
        yield line if text >= 0 else _SPACED.sub(_quoted, _MARGIN.sub(_spaces, line, count=1))
        if text < 0 and _BLOCK.search(line):
            text = _DASHES.match(line).end()  # type: ignore[union-attr]


def _block(lines: list[str], at: int) -> Iterator[int]:
    """A line, and where an item begins in it the lines below that belong to it."""
    yield at
    margin = len(lines[at]) - len(lines[at].lstrip())
    if lines[at].lstrip().startswith("-"):
        for number in range(at + 1, len(lines)):
            if lines[number].strip() and len(lines[number]) - len(lines[number].lstrip()) <= margin:
                break
            yield number


def _spaces(match: re.Match[str]) -> str:
    """The white space at a line's beginning as spaces; that in it as it is."""
    return match[0] if match.start() else " " * len(match[0].replace("\u200b", "").replace("\t", "  "))


def _quoted(match: re.Match[str]) -> str:
    """A line `key: value` whose value stands in quotes, where it needs them."""
    begin, value = match[1], match[2].rstrip()
    if value[0] in "\"'" and value.count(value[0]) == 1:
        return f"{begin}: {value}{value[0]}"
    if _PLAIN_VALUE.match(value) and (": " in value or value.endswith(":") or value[0] in "@`%"):
        return f"{begin}: '{value.replace(chr(39), chr(39) * 2)}'"
    return f"{begin}: {value}"


def broken_diagnostic(source: Source, place: Location, problem: str) -> Diagnostic:
    """YML-001, at the line before where that is the one with the slip."""
    unspaced = _UNSPACED.match(source.line(place.line - 1)) if "expected ':'" in problem else None
    if unspaced:
        place = Location(source.file, place.line - 1, unspaced.start("colon") + 1)
        message = "Broken YAML: a key ends with a colon and a space."
        return Diagnostic("YML-001", place, message, f"Write {unspaced['key']}: {unspaced['value']}")
    conflict = re.search(r"^<{7}(?= |$)", source.text, re.MULTILINE)
    if conflict:
        remedy = "Keep one of them, and delete the lines <<<<<<<, ======= and >>>>>>>."
        return Diagnostic("YML-001", source.at(conflict.start()), "Git has left two versions of this place.", remedy)
    if re.match(r"\s*@\w+\s*\{", source.text):
        remedy = "This is BibTeX. Save it as references.bib, and take it in: python build.py import refs references.bib"
        return Diagnostic("YML-001", place, "This file is no YAML.", remedy)
    line = source.line(place.line)
    before, value = line[: place.column - 1], line[place.column - 1 :].strip()
    if "cannot start any token" in problem and value[:1] in ("@", "`", "%"):
        sign = '"' if "'" in value else "'"
        message = f"Broken YAML: a value that begins with {value[0]} needs quotes."
        return Diagnostic("YML-001", place, message, f"Write {before.lstrip()}{sign}{value}{sign}")
    return Diagnostic("YML-001", place, f"Broken YAML: {problem}.", _remedy(source, place))


def _remedy(source: Source, place: Location) -> str:
    line = source.line(place.line)
    if any(_ODD_SPACE.match(it) for it in (line, source.line(place.line - 1))):
        return "A line here begins with a space that is none to YAML: delete it, and press the space bar."
    if "\t" in line:
        return "YAML indents with spaces, not with tabs."
    before = source.line(place.line - 1).strip()
    for text in (line.strip(), before):
        name, colon, rest = text.partition(": ")
        if colon and ": " in rest and rest[:1] not in "\"'[{|>":
            return f'A value with a colon in it goes in quotes: {name}: "…".'
    return "Look at this line and the one before it: quotes, colons, indentation."
