"""Fills the commands of Jekyll's and GitBook's Liquid in a page: values, pictures, hints; what only a website has is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bookbuilder.desk.adopt.pictures import ENDINGS as PICTURES, picture
from bookbuilder.desk.adopt.plan import Report
from bookbuilder.desk.adopt.verbatim import outside_code

HINTS = {
    "info": "note",
    "note": "note",
    "success": "tip",
    "tip": "tip",
    "warning": "warning",
    "danger": "caution",
    "working": "note",
}
"""Our callout for each style of GitBook's hints."""
_SHOWN = re.compile(r"\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_REMARK = re.compile(r"\{%-?\s*(comment|capture|api-method.*?)\b[^%]*%\}.*?\{%-?\s*end\1\s*-?%\}", re.DOTALL)
_COMMAND = re.compile(
    r"(?P<line>^[ \t]*)?\{%-?\s*(?P<name>[\w-]+)(?P<rest>(?:[^%]|%(?!\}))*?)-?%\}(?P<end>[ \t]*$)?", re.MULTILINE
)
_VALUE = re.compile(r"\{\{-?\s*([\w.-]+)\s*(?:\|[^{}]*)?-?\}\}")
_SET = re.compile(r"\s*(\w+)\s*=\s*(['\"])(.*)\2\s*$", re.DOTALL)
_BEHIND = re.compile("\U000ffffa([^\U000ffffb]*)\U000ffffb")
_ARGUMENT = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')|(?<=\s)(?:\"([^\"]+)\"|'([^']+)')")

_STRUCTURE = re.compile(r"end|if|else|elsif|unless|for|assign|case|when|tabs|code|filename|break|continue|increment")
"""What stands round words and prints nothing by itself."""


def liquid_filled(
    text: str, file: str, values: Mapping[str, Any], report: Report, included: Callable[[str], str | None]
) -> str:
    """The text of a page; `values` are `site` and `page`, `included` gives the text of a file of Markdown."""
    shown: list[str] = []
    own_values = dict(values)

    def kept(found: re.Match[str]) -> str:
        shown.append(found[1])
        return f"\U000ffff8{len(shown) - 1}\U000ffff9"

    def filled(found: re.Match[str]) -> str:
        command = _read_command(found)
        for rule in (_callout, _title, _link, _side_note, _picture):
            if (made := rule(command)) is not None:
                return made
        if command.name == "set" and (assigned := _SET.match(command.rest)):
            own_values[assigned[1]] = assigned[3]
            return ""
        if command.name.startswith("include") and (own := included(command.first.strip("\"'"))) is not None:
            report.note("changed", "files that others include stand in their place", file)
            return own
        if not _STRUCTURE.match(command.name):
            report.note("left", f"the command {command.name} of Liquid", file)
        return ""

    def value(found: re.Match[str]) -> str:
        there: Any = own_values
        for key in found[1].split("."):
            there = there.get(key, "") if isinstance(there, Mapping) else ""
        if isinstance(there, (str, int, float)) and there != "":
            return str(there)
        report.note("left", f"a value that Liquid works out, {found[1]}", file)
        return ""

    text = _REMARK.sub("", _SHOWN.sub(kept, text))
    text = outside_code(text, lambda part: _VALUE.sub(value, _COMMAND.sub(filled, part)), formulas=False)
    text = "".join(map(_pictures_behind, re.split(r"(\n[ \t]*\n)", text))) if "\U000ffffa" in text else text
    return re.sub("\U000ffff8(\\d+)\U000ffff9", lambda it: shown[int(it[1])], text)


@dataclass(frozen=True)
class _Command:
    """`{% name key="value" "words" %}`."""

    name: str
    rest: str
    """All behind the name, as it is written."""
    given: Sequence[tuple[str, str]]
    """Keys with their values; words between quotation marks alone have no key."""
    is_block: bool
    """Whether it has a line of its own."""

    @property
    def first(self) -> str:
        """What stands behind the name: the file that is included."""
        return (self.rest.split() or [""])[0]

    @property
    def said(self) -> dict[str, str]:
        return dict(self.given)

    @property
    def bare(self) -> list[str]:
        """The words that have no key."""
        return [words for key, words in self.given if not key]

    @property
    def picture(self) -> str:
        return next((words for _, words in self.given if words.lower().endswith(PICTURES)), "")

    def one_of(self, *keys: str) -> str:
        """The value of the first of these keys that has one."""
        return next((self.said[key] for key in keys if self.said.get(key)), "")


def _read_command(found: re.Match[str]) -> _Command:
    given = [(it[0], it[1] or it[2] or it[3] or it[4]) for it in _ARGUMENT.findall(f" {found['rest']}")]
    is_block = found["line"] is not None and found["end"] is not None
    return _Command(found["name"], found["rest"], given, is_block)


def _callout(command: _Command) -> str | None:
    """GitBook's hint, as the fence that opens or closes a callout."""
    if command.name == "hint":
        return f"\n::: {{.callout-{HINTS.get(command.said.get('style', command.said.get('', 'note')), 'note')}}}\n"
    return "\n:::\n" if command.name == "endhint" else None


def _title(command: _Command) -> str | None:
    """The title of a tab, or of a listing, which a website shows above it."""
    has_title = command.name in ("tab", "code") and command.said.get("title")
    return f"\n**{command.said['title']}**\n" if has_title else None


def _link(command: _Command) -> str | None:
    """What a website shows of another place: its address."""
    address = next(iter(command.said.values()), "")
    if command.name not in ("embed", "file", "youtube", "content-ref") or not address:
        return None
    return f"<{address}>" if re.match(r"https?://", address) else ""


def _side_note(command: _Command) -> str | None:
    """Tufte's `{% sidenote "id" "words" %}`, as a note."""
    words = command.one_of("note", "text", "content", "body") or "".join(command.bare[-1:])
    what = command.first if command.name.startswith("include") and command.first else command.name
    return f"^[{words}]" if "note" in what and words and not command.picture else None


def _picture(command: _Command) -> str | None:
    """A picture with its caption, which goes behind its paragraph where it stands within a line."""
    source = command.picture
    if not source or not command.name.startswith(("include", "figure", "image", "margin", "maincolumn", "fullwidth")):
        return None
    words = command.one_of("caption", "title", "description", "alt", "alt-text")
    if not words and source in command.bare:
        words = "".join(command.bare[command.bare.index(source) + 1 :][-1:])
    id = re.sub(r"[^\w]+", "-", command.said.get("id") or command.said.get("reference", "")).strip("-").lower()
    made = picture(words, source, id, command.one_of("alt", "alt-text"))
    return f"\n{made}\n" if command.is_block else f"\U000ffffa{made}\U000ffffb" if words else made


def _pictures_behind(paragraph: str) -> str:
    """A paragraph, and behind it the pictures in it that have captions: within a line none would print."""
    pictures = "\n\n".join(_BEHIND.findall(paragraph))
    return f"{_BEHIND.sub('', paragraph).rstrip()}\n\n{pictures}" if pictures else paragraph
