"""Puts the files that others include in their place: whole ones, and code by its lines or its marks, as mdBook and GitBook have it."""

from __future__ import annotations

import re
from collections.abc import Callable

from bookbuilder.desk.adopt.files import front_matter
from bookbuilder.desk.adopt.plan import Report
from bookbuilder.desk.adopt.verbatim import fenced, outside_code

Included = Callable[[str], "str | None"]
"""Gives the text of a file, None where there is none."""
OTHER_INCLUDES = re.compile(
    r"^[ \t]*(?:!include\s+[\"']?([^\s\"']+)[\"']?|<!--\s*include:?\s+([^\s>]+)\s*-->|@import\s+\"([^\"]+)\""
    r"|<<\[([^\[\]\n]+)\]|!\[\[([^\[\]\n|]+\.md)\]\]|\{\{#include\s+([^\s{}:]+\.md)\s*\}\}"
    r"|include[ \t]+\[[^\[\]\n]*\]\(([^\s()]+\.md)\))[ \t]*$",
    re.MULTILINE,
)
"""How the preprocessors of plain Pandoc folders include a file."""
_INPUT = re.compile(r"^[ \t]*\\(?:input|include)\{([^{}\n]+?)(?:\.tex)?\}[ \t]*(?:%[^\n]*)?$", re.MULTILINE)
"""A figure or table that LaTeX reads from a file of its own."""
_REMARK = re.compile(r"(?<!\\)%[^\n]*(?:\n[ \t]*|\Z)")
"""A remark of LaTeX, with the line's end, which is none."""
_MDBOOK = re.compile(r"^[ \t]*\{\{#(?:rustdoc_)?include[ \t]+([^\s{}:]+)(?::([^\s{}]*))?[ \t]*\}\}", re.MULTILINE)
"""mdBook's line, in code too, for a file or some lines of it: by their numbers, or between marks with a name."""
_CODE_FILE = re.compile(
    r"^[ \t]*\[import(?::(?:\"([^\"\n]+)\"|(\d*)-?(\d*)))?[ \t]*(?:,[ \t]*|[ \t](?=\S))?([^\[\]\n]*)\]\(([^()\s]+\.(\w+))\)[ \t]*$",
    re.MULTILINE,
)
"""A line that prints a file of code in GitBook and HonKit, `[import:5-9, title](src/a.js)`, which can be linked by its title."""


def whole_file(name: str, place: str, report: Report, included: Included) -> str:
    """The text of an included file without its metadata, or words that say that it is not there."""
    own = included(name)
    if own is None:
        report.note("left", f"the included file {name} is not there", place)
        return f"\n\n[The file {name} is not there.]{{.missing}}\n\n"
    report.note("changed", "files that others include stand in their place", place)
    return front_matter(own)[1].strip("\n")


def other_includes(text: str, file: str, report: Report, included: Included) -> str:
    """A text with the files that its preprocessor would include."""

    def whole(found: re.Match[str]) -> str:
        return whole_file(next(filter(None, found.groups())), file, report, included)

    def floating(found: re.Match[str]) -> str:
        own = included(f"{found[1]}.tex")
        return _REMARK.sub("", own).strip() if own is not None and "\\caption" in own else found[0]

    text = outside_code(text, lambda part: OTHER_INCLUDES.sub(whole, part))
    return outside_code(text, lambda part: _INPUT.sub(floating, part)) if "\\in" in text else text


def mdbook_includes(text: str, included: Included) -> str:
    """A text with the files, or parts of files, that mdBook would include; a file that is not there leaves its line."""

    def part(found: re.Match[str]) -> str:
        own = included(found[1])
        return _excerpt(own, found[2] or "").rstrip("\n") if own is not None else found[0]

    return _MDBOOK.sub(part, text)


def code_files(text: str, file: str, report: Report, included: Included) -> str:
    """A text with GitBook's files of code as blocks of code, each below its title."""
    titles = set[str]()

    def block(found: re.Match[str]) -> str:
        mark, first, last, title, name, language = found.groups()
        own = None if language in ("md", "markdown") else included(name)
        if own is None:
            return found[0]
        report.note("changed", "files of code that others include stand in their place", file)
        part = _marked_part(own, mark) if mark else _excerpt(own, f"{first}:{last}" if first or last else "")
        id = title.strip()
        place = f"[`{id}`]{{#{id}}}" if re.fullmatch(r"[A-Za-z][\w.:-]*", id) and id not in titles else f"`{id}`"
        titles.add(id)
        shown = fenced(part.strip("\n"), f" {language}")
        return f"\n{place}\n\n{shown}\n" if id else f"\n{shown}\n"

    return outside_code(text, lambda part: _CODE_FILE.sub(block, part)) if "[import" in text else text


def _excerpt(text: str, part: str) -> str:
    lines = text.split("\n")
    numbers = re.fullmatch(r"(\d*)(:?)(\d*)", part)
    if numbers and part:
        first = int(numbers[1] or 1)
        lines = lines[first - 1 : int(numbers[3]) if numbers[3] else None if numbers[2] else first]
    elif part:
        marks = [at for at, line in enumerate(lines) if re.search(rf"ANCHOR(_END)?:\s*{re.escape(part)}\s*$", line)]
        lines = lines[marks[0] + 1 : marks[1]] if len(marks) > 1 else lines
    return "\n".join(line for line in lines if not re.search(r"ANCHOR(_END)?:\s*\S+\s*$", line))


def _marked_part(text: str, name: str) -> str:
    """What stands between two remarks `[name]` in a file of code; all where there are none."""
    lines = text.split("\n")
    marks = [at for at, line in enumerate(lines) if re.search(rf"(?://|#|/\*|<!--)+\s*!?\[{re.escape(name)}\]", line)]
    return "\n".join(lines[marks[0] + 1 : marks[1]] if len(marks) > 1 else lines)
