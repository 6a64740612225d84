"""Resolves Quarto's shortcodes: includes, values, videos as links; what no edition can print is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bookbuilder.desk.adopt.directives import CALLOUTS
from bookbuilder.desk.adopt.included_files import Included, code_files, mdbook_includes, other_includes, whole_file
from bookbuilder.desk.adopt.inline_marks import address_shown
from bookbuilder.desk.adopt.pictures import picture
from bookbuilder.desk.adopt.plan import Report
from bookbuilder.desk.adopt.quire import quire_links, quire_words
from bookbuilder.desk.adopt.verbatim import blanked, line_of, outside_code

_SHORTCODE = re.compile(r"\{\{<\s*(?!/)([\w-]+)((?:[ \t\n]+(?:[^>\n]|>(?!\}))*?)?)\s*/?>\}\}")
_CLOSING = re.compile(r"\{\{<\s*/\s*[\w-]+\s*>\}\}")
_SHOWN = re.compile(r"\{\{\{<(.*?)>\}\}\}", re.DOTALL)
_INCLUDE_LINE = re.compile(r"^[ \t]*\{\{<\s*include\s+[^\n]*?>\}\}[ \t]*$", re.MULTILINE)
"""A line of its own that includes a file; in code, too, as Quarto has it."""
_WORD = re.compile(r"\"([^\"]*)\"|'([^']*)'|(\S+)")
_HINT = re.compile(
    r"\{\{([<%])[ \t]*(callout|notice|hint|admonition|alert|note|tip|info|warning|danger|important|caution)\b([^<>%]*)[>%]\}\}"
    r"((?:(?!\{\{[<%]).)*)\{\{\1[ \t]*/[ \t]*\2[ \t]*[>%]\}\}",
    re.DOTALL,
)
"""A hint as the themes of Hugo have it."""


def shortcodes_filled(
    text: str,
    file: str,
    values: Mapping[str, str],
    metadata: Mapping[str, Any],
    report: Report,
    included: Included,
) -> str:
    """The text with its shortcodes filled; `included` gives the text of a file, None where there is none."""
    page = _Page(file, values, metadata, report, included)
    text = code_files(text, file, report, included)
    text = _HINT.sub(_hint, mdbook_includes(text, included))
    text = _INCLUDE_LINE.sub(lambda it: _SHORTCODE.sub(lambda inner: page.filled(inner, text), it[0]), text)
    text = outside_code(text, lambda part: _CLOSING.sub("", part))
    text = outside_code(text, lambda part: quire_links(part, metadata)) if "quire" in metadata else text
    plain = blanked(text)
    text = _SHORTCODE.sub(lambda it: page.filled(it, text) if plain[it.start()] == "{" else it[0], text)
    return _SHOWN.sub(r"{{<\1>}}", other_includes(text, file, report, included))


@dataclass(frozen=True)
class _Page:
    """What the shortcodes of one page are filled from; a method for each, in the table below."""

    file: str
    values: Mapping[str, str]
    metadata: Mapping[str, Any]
    report: Report
    included: Included

    def filled(self, found: re.Match[str], text: str) -> str:
        """What stands in the place of a shortcode: nothing where no edition can print it."""
        name, given = found[1], found[2] or ""
        words = [double or single or plain for double, single, plain in _WORD.findall(given)]
        place = f"{self.file}:{line_of(text, found.start())}"
        if name in _OURS:
            return _OURS[name](self, words, given, place)
        of_quire = quire_words(name, given, words, self.metadata, place, self.report) if name[:2] == "q-" else None
        if of_quire is None:
            self.report.note("left", f"the shortcode {name}", place)
        return of_quire or ""

    def include(self, words: list[str], given: str, place: str) -> str:
        return whole_file(_first(words), place, self.report, self.included)

    def var(self, words: list[str], given: str, place: str) -> str:
        first = _first(words)
        return self.values[first] if first in self.values else f"?var:{first}"

    def meta(self, words: list[str], given: str, place: str) -> str:
        return _value(self.metadata, _first(words)) or f"?meta:{_first(words)}"

    def env(self, words: list[str], given: str, place: str) -> str:
        """The value that an author gives for a variable which is not set."""
        return words[1] if len(words) > 1 else ""

    def video(self, words: list[str], given: str, place: str) -> str:
        address = _first(words)
        if not address:
            self.report.note("left", "the shortcode video", place)
            return ""
        self.report.note("changed", "videos became links", place)
        return address_shown(address)

    def kbd(self, words: list[str], given: str, place: str) -> str:
        return f"[{_first(words).split('=')[-1]}]{{.kbd}}"

    def figure(self, words: list[str], given: str, place: str) -> str:
        """Hugo's picture with its caption; without a picture it is the title of a table below it."""
        said = dict(re.findall(r"([\w-]+)\s*=\s*[\"']([^\"'\n]*)[\"']", given))
        id = said["id"] if re.fullmatch(r"[\w.:-]+", said.get("id", "")) else ""
        caption = said.get("caption") or said.get("title", "")
        source = said.get("src") or ("" if "=" in _first(words) else _first(words))
        if not source:
            return f"[**{caption}**]{{#{id}}}" if id and caption else caption
        return picture(caption, source, id, said.get("alt", ""))

    def embed(self, words: list[str], given: str, place: str) -> str:
        """The figure that a cell of a notebook draws; other cells are left out."""
        address, _, label = _first(words).partition("#")
        drawn = rf"!\[[^\n]*\{{#{re.escape(label)}[ }}][^\n]*"
        if label and (found := re.search(drawn, self.included(address) or "")):
            self.report.note("changed", "figures of notebooks stand where they are embedded", place)
            return f"\n\n{found[0]}\n\n"
        self.report.note("left", "cells of notebooks that are embedded", place)
        return ""


_OURS: dict[str, Callable[[_Page, list[str], str, str], str]] = {
    "include": _Page.include,
    "var": _Page.var,
    "meta": _Page.meta,
    "env": _Page.env,
    "video": _Page.video,
    "kbd": _Page.kbd,
    "figure": _Page.figure,
    "embed": _Page.embed,
}
"""What each shortcode prints, of its words, of all that it is given, and at which place."""


def _first(words: list[str]) -> str:
    return words[0] if words else ""


def _hint(found: re.Match[str]) -> str:
    given = next((it for it in re.findall(r"[\w-]+", f"{found[3]} {found[2]}".lower()) if it in CALLOUTS), "note")
    title = re.search(r"title=\"([^\"]+)\"", found[3])
    named = f' title="{title[1]}"' if title else ""
    return f"\n::: {{.callout-{CALLOUTS[given]}{named}}}\n{found[4].strip(chr(10))}\n:::\n"


def _value(metadata: Mapping[str, Any], path: str) -> str:
    """What a path such as `book.author.0.name` leads to; nothing where it leads nowhere."""
    value: Any = metadata
    for key in path.split("."):
        if isinstance(value, Sequence) and not isinstance(value, str):
            value = value[int(key)] if key.isdigit() and int(key) < len(value) else ""
        else:
            value = value[key] if isinstance(value, Mapping) and key in value else ""
    return str(value)
