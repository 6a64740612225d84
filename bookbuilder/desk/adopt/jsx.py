"""Takes the components of JSX out of a page: imports and remarks go, tabs follow each other, admonitions become blocks."""

from __future__ import annotations

import re
import textwrap
from typing import Any

from bookbuilder.desk.adopt.plan import Report
from bookbuilder.desk.adopt.verbatim import blanked, outside_code

_IMPORT = re.compile(r"^import\s(?:[^'\"\n;]|\n(?![ \t]*\n)){0,2000}?['\"][^'\"\n]+['\"];?[ \t]*$", re.MULTILINE)
_EXPORT = re.compile(r"^export (?:const|let|var|default|function)\b.*?(?=\n[ \t]*\n|\Z)", re.MULTILINE | re.DOTALL)
_JSX_REMARK = re.compile(r"\{/\*.{0,5000}?\*/\}", re.DOTALL)
_TABS = re.compile(r"^(?P<indent>[ \t]*)<Tabs\b[^>]*>(?P<items>.*?)^[ \t]*</Tabs>[ \t]*$", re.MULTILINE | re.DOTALL)
_TAB = re.compile(r"^[ \t]*<TabItem\b(?P<said>[^>]*)>(?P<words>.*?)</TabItem>[ \t]*$", re.MULTILINE | re.DOTALL)
_SAID = re.compile(r"\b(label|value|type|title)=(?:\{?[\"'`]([^\"'`]*)[\"'`]\}?)")
_ADMONITION = re.compile(
    r"^[ \t]*<Admonition\b(?P<said>[^>]*)>(?P<words>.*?)</Admonition>[ \t]*$", re.MULTILINE | re.DOTALL
)
_COMPONENT = re.compile(r"^[ \t]*</?([A-Z]\w*)(?:\s[^<>]*)?/?>[ \t]*$", re.MULTILINE)


def without_jsx(text: str, file: str, report: Report) -> str:
    """The text of a page without its imports and components; tabs follow each other, below their titles."""
    text = _found(_IMPORT, lambda it: "\n" * it[0].count("\n"), text)
    text = _found(_EXPORT, lambda it: "\n" * it[0].count("\n"), text)
    text = outside_code(text, lambda part: _JSX_REMARK.sub("", part))

    def tab(found: re.Match[str]) -> str:
        said = dict(_SAID.findall(found["said"]))
        title = said.get("label") or said.get("value", "")
        return f"\n**{title}**\n\n{textwrap.dedent(found['words']).strip(chr(10))}\n"

    def tabs(found: re.Match[str]) -> str:
        return textwrap.indent(_TAB.sub(tab, found["items"]).strip("\n"), found["indent"])

    def admonition(found: re.Match[str]) -> str:
        said = dict(_SAID.findall(found["said"]))
        return f"\n:::{said.get('type', 'note')} {said.get('title', '')}\n\n{textwrap.dedent(found['words']).strip()}\n\n:::\n"

    def component(found: re.Match[str]) -> str:
        report.note("left", f"the component {found[1]}", file)
        return ""

    return _found(_COMPONENT, component, _found(_ADMONITION, admonition, _found(_TABS, tabs, text)))


def _found(pattern: re.Pattern[str], made: Any, text: str) -> str:
    """The text with what begins in prose replaced: it may hold code."""
    plain = blanked(text)
    return pattern.sub(
        lambda it: made(it) if plain[it.start() : it.end()].lstrip()[:1] == it[0].lstrip()[:1] else it[0], text
    )
