"""Fills the commands of Jekyll's and GitBook's Liquid in a page: values, pictures, hints; what only a website has is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from bookbuilder.desk.adopt.pictures import ENDINGS as PICTURES
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
_PICTURE = re.compile("\U000ffffa([^\U000ffffb]*)\U000ffffb")
_ARGUMENT = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')|(?<=\s)(?:\"([^\"]+)\"|'([^']+)')")


def liquid_filled(
    text: str, file: str, values: Mapping[str, Any], report: Report, included: Callable[[str], str | None]
) -> str:
    """The text of a page; `values` are `site` and `page`, `included` gives the text of a file of Markdown."""
    shown: list[str] = []
    own_values = dict(values)

    def kept(found: re.Match[str]) -> str:
        shown.append(found[1])
        return f"\U000ffff8{len(shown) - 1}\U000ffff9"

    def command(found: re.Match[str]) -> str:
        name, rest = found["name"], found["rest"]
        given: list[tuple[str, str]] = [
            (it[0], it[1] or it[2] or it[3] or it[4]) for it in _ARGUMENT.findall(f" {rest}")
        ]
        said: dict[str, str] = dict(given)
        bare = [words for key, words in given if not key]
        is_block = found["line"] is not None and found["end"] is not None
        if name == "hint":
            return f"\n::: {{.callout-{HINTS.get(said.get('style', said.get('', 'note')), 'note')}}}\n"
        if name == "endhint":
            return "\n:::\n"
        if name in ("tab", "code") and said.get("title"):
            return f"\n**{said['title']}**\n"
        if name in ("embed", "file", "youtube", "content-ref") and (to := next(iter(said.values()), "")):
            return f"<{to}>" if re.match(r"https?://", to) else ""
        picture = next((words for _, words in given if words.lower().endswith(PICTURES)), "")
        what = rest.split()[0] if name.startswith("include") and rest.split() else name
        note = next((said[it] for it in ("note", "text", "content", "body") if said.get(it)), "".join(bare[-1:]))
        if re.search(r"note", what) and note and not picture:
            return f"^[{note}]"  # Tufte's `{% sidenote "id" "words" %}`
        if name.startswith(("include", "figure", "image", "margin", "maincolumn", "fullwidth")) and picture:
            words = next(
                (said[it] for it in ("caption", "title", "description", "alt", "alt-text") if said.get(it)),
                "".join(bare[bare.index(picture) + 1 :][-1:]) if picture in bare else "",
            )
            alt = said.get("alt") or said.get("alt-text")
            id = re.sub(r"[^\w]+", "-", said.get("id") or said.get("reference", "")).strip("-").lower()
            looks = " ".join(filter(None, (f"#{id}" if id else "", f'alt="{alt}"' if alt else "")))
            made = f"![{words}](<{picture}>){f'{{{looks}}}' if looks else ''}"
            return f"\n{made}\n" if is_block else f"\U000ffffa{made}\U000ffffb" if words else made
        if name == "set" and (given_value := _SET.match(rest)):
            own_values[given_value[1]] = given_value[3]
            return ""
        if name.startswith("include") and (own := included((rest.split() or [""])[0].strip("\"'"))) is not None:
            report.note("changed", "files that others include stand in their place", file)
            return own
        if not re.match(
            r"end|if|else|elsif|unless|for|assign|case|when|tabs|code|filename|break|continue|increment", name
        ):
            report.note("left", f"the command {name} of Liquid", file)
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
    text = outside_code(text, lambda part: _VALUE.sub(value, _COMMAND.sub(command, part)), formulas=False)
    text = "".join(map(_pictures_behind, re.split(r"(\n[ \t]*\n)", text))) if "\U000ffffa" in text else text
    return re.sub("\U000ffff8(\\d+)\U000ffff9", lambda it: shown[int(it[1])], text)


def _pictures_behind(paragraph: str) -> str:
    """A paragraph, and behind it the pictures in it that have captions: within a line none would print."""
    pictures = "\n\n".join(_PICTURE.findall(paragraph))
    return f"{_PICTURE.sub('', paragraph).rstrip()}\n\n{pictures}" if pictures else paragraph
