"""Resolves Quarto's shortcodes: includes, values, videos as links; what no edition can print is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bookbuilder.desk.adopt.dialects import CALLOUTS
from bookbuilder.desk.adopt.files import front_matter
from bookbuilder.desk.adopt.plan import Report
from bookbuilder.desk.adopt.quire import quire_links, quire_words
from bookbuilder.desk.adopt.verbatim import blanked, line_of, outside_code

_SHORTCODE = re.compile(r"\{\{<\s*(?!/)([\w-]+)((?:[ \t\n]+(?:[^>\n]|>(?!\}))*?)?)\s*/?>\}\}")
_CLOSING = re.compile(r"\{\{<\s*/\s*[\w-]+\s*>\}\}")
_SHOWN = re.compile(r"\{\{\{<(.*?)>\}\}\}", re.DOTALL)
_INCLUDE_LINE = re.compile(r"^[ \t]*\{\{<\s*include\s+[^\n]*?>\}\}[ \t]*$", re.MULTILINE)
"""A line of its own that includes a file; in code, too, as Quarto has it."""
_WORD = re.compile(r"\"([^\"]*)\"|'([^']*)'|(\S+)")
SILENT = frozenset("pagebreak fa bi iconify ai lipsum contents kbd-style webr-editor downloadthis collapse".split())
OTHER_INCLUDES = re.compile(
    r"^[ \t]*(?:!include\s+[\"']?([^\s\"']+)[\"']?|<!--\s*include:?\s+([^\s>]+)\s*-->|@import\s+\"([^\"]+)\""
    r"|<<\[([^\[\]\n]+)\]|!\[\[([^\[\]\n|]+\.md)\]\]|\{\{#include\s+([^\s{}:]+\.md)\s*\}\})[ \t]*$",
    re.MULTILINE,
)
"""How the preprocessors of plain Pandoc folders include a file."""


_MDBOOK = re.compile(r"^[ \t]*\{\{#(?:rustdoc_)?include[ \t]+([^\s{}:]+)(?::([^\s{}]*))?[ \t]*\}\}", re.MULTILINE)
"""mdBook's line, in code too, for a file or some lines of it: by their numbers, or between marks with a name."""


_CODE_FILE = re.compile(
    r"^[ \t]*\[import(?::(?:\"([^\"\n]+)\"|(\d*)-?(\d*)))?[ \t]*(?:,[ \t]*|[ \t](?=\S))?([^\[\]\n]*)\]\(([^()\s]+\.(\w+))\)[ \t]*$",
    re.MULTILINE,
)
"""A line that prints a file of code in GitBook and HonKit, `[import:5-9, title](src/a.js)`, which can be linked by its title."""


_HINT = re.compile(
    r"\{\{([<%])[ \t]*(callout|notice|hint|admonition|alert|note|tip|info|warning|danger|important|caution)\b([^<>%]*)[>%]\}\}"
    r"((?:(?!\{\{[<%]).)*)\{\{\1[ \t]*/[ \t]*\2[ \t]*[>%]\}\}",
    re.DOTALL,
)
"""A hint as the themes of Hugo have it."""


def _hint(found: re.Match[str]) -> str:
    given = next((it for it in re.findall(r"[\w-]+", f"{found[3]} {found[2]}".lower()) if it in CALLOUTS), "note")
    title = re.search(r"title=\"([^\"]+)\"", found[3])
    named = f' title="{title[1]}"' if title else ""
    return f"\n::: {{.callout-{CALLOUTS[given]}{named}}}\n{found[4].strip(chr(10))}\n:::\n"


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


def _value(metadata: Mapping[str, Any], path: str) -> str:
    """What a path such as `book.author.0.name` leads to; nothing where it leads nowhere."""
    value: Any = metadata
    for key in path.split("."):
        if isinstance(value, Sequence) and not isinstance(value, str):
            value = value[int(key)] if key.isdigit() and int(key) < len(value) else ""
        else:
            value = value[key] if isinstance(value, Mapping) and key in value else ""
    return str(value)


def _marked_part(text: str, name: str) -> str:
    """What stands between two remarks `[name]` in a file of code; all where there are none."""
    lines = text.split("\n")
    marks = [at for at, line in enumerate(lines) if re.search(rf"(?://|#|/\*|<!--)+\s*!?\[{re.escape(name)}\]", line)]
    return "\n".join(lines[marks[0] + 1 : marks[1]] if len(marks) > 1 else lines)


def shortcodes_filled(
    text: str,
    file: str,
    values: Mapping[str, str],
    metadata: Mapping[str, Any],
    report: Report,
    included: Callable[[str], str | None],
) -> str:
    """The text with its shortcodes filled; `included` gives the text of a file, None where there is none."""

    def filled(found: re.Match[str], text: str) -> str:
        name = found[1]
        words = [double or single or plain for double, single, plain in _WORD.findall(found[2] or "")]
        place = f"{file}:{line_of(text, found.start())}"
        first = words[0] if words else ""
        if name == "include":
            return _included(first, place)
        if name == "var":
            return values[first] if first in values else f"?var:{first}"
        if name == "meta":
            return _value(metadata, first) or f"?meta:{first}"
        if name == "env":
            return words[1] if len(words) > 1 else ""
        if name == "video" and first:
            report.note("changed", "videos became links", place)
            return f"<{first}>" if re.match(r"https?://", first) else f"[{first}]({first})"
        if name == "kbd":
            return f"[{first.split('=')[-1]}]{{.kbd}}"
        if name == "figure":
            said = dict(re.findall(r"([\w-]+)\s*=\s*[\"']([^\"'\n]*)[\"']", found[2] or ""))
            id = f"#{said['id']}" if re.fullmatch(r"[\w.:-]+", said.get("id", "")) else ""
            caption = said.get("caption") or said.get("title", "")
            source = said.get("src") or ("" if "=" in first else first)
            if not source:  # the title of a table below it
                return f"[**{caption}**]{{{id}}}" if id and caption else caption
            given = " ".join(filter(None, (id, f'alt="{said["alt"]}"' if said.get("alt") else "")))
            return f"![{caption}](<{source}>){f'{{{given}}}' if given else ''}"
        of_quire = quire_words(name, found[2] or "", words, metadata, place, report) if name[:2] == "q-" else None
        if of_quire is not None:
            return of_quire
        if name == "embed":
            address, _, label = first.partition("#")
            drawn = rf"!\[[^\n]*\{{#{re.escape(label)}[ }}][^\n]*"
            if label and (figure := re.search(drawn, included(address) or "")):
                report.note("changed", "figures of notebooks stand where they are embedded", place)
                return f"\n\n{figure[0]}\n\n"
            report.note("left", "cells of notebooks that are embedded", place)
            return ""
        report.note("left", f"the shortcode {name}", place)
        return ""

    def _included(name: str, place: str) -> str:
        own = included(name)
        if own is None:
            report.note("left", f"the included file {name} is not there", place)
            return f"\n\n[The file {name} is not there.]{{.missing}}\n\n"
        report.note("changed", "files that others include stand in their place", place)
        return front_matter(own)[1].strip("\n")

    def in_prose(whole: str) -> str:
        whole = outside_code(whole, lambda part: _CLOSING.sub("", part))
        whole = outside_code(whole, lambda part: quire_links(part, metadata)) if "quire" in metadata else whole
        plain = blanked(whole)
        whole = _SHORTCODE.sub(lambda it: filled(it, whole) if plain[it.start()] == "{" else it[0], whole)
        return outside_code(whole, lambda part: OTHER_INCLUDES.sub(other, part))

    def other(found: re.Match[str]) -> str:
        return _included(next(filter(None, found.groups())), file)

    def of_mdbook(found: re.Match[str]) -> str:
        own = included(found[1])
        return _excerpt(own, found[2] or "").rstrip("\n") if own is not None else found[0]

    titles = set[str]()

    def code_file(found: re.Match[str]) -> str:
        mark, first, last, title, name, language = found.groups()
        own = None if language in ("md", "markdown") else included(name)
        if own is None:
            return found[0]
        report.note("changed", "files of code that others include stand in their place", file)
        part = _marked_part(own, mark) if mark else _excerpt(own, f"{first}:{last}" if first or last else "")
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", part)), default=0))
        id = title.strip()
        place = f"[`{id}`]{{#{id}}}" if re.fullmatch(r"[A-Za-z][\w.:-]*", id) and id not in titles else f"`{id}`"
        titles.add(id)
        return f"\n{f'{place}{2 * chr(10)}' if id else ''}{fence} {language}\n{part.strip(chr(10))}\n{fence}\n"

    text = outside_code(text, lambda part: _CODE_FILE.sub(code_file, part)) if "[import" in text else text
    text = _HINT.sub(_hint, _MDBOOK.sub(of_mdbook, text))
    within_code = _INCLUDE_LINE.sub(lambda it: _SHORTCODE.sub(lambda inner: filled(inner, text), it[0]), text)
    return _SHOWN.sub(r"{{<\1>}}", in_prose(within_code))
