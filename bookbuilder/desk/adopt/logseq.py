"""Rewrites a page of Logseq's, which is an outline of blocks: properties go, names of blocks become their words, and the outermost are paragraphs."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping

from bookbuilder.desk.adopt.verbatim import outside_code

_BLOCK_ID = re.compile(r"^[ \t]*id::[ \t]*([0-9a-f]{8}-[0-9a-f-]{27})[ \t]*$", re.MULTILINE)
_PROPERTY = re.compile(r"^[ \t]*(?:-[ \t]+)?[A-Za-z][\w.-]*::(?:[ \t][^\n]*)?(?:\n|\Z)", re.MULTILINE)
_REFERENCE = re.compile(r"(?:\{\{embed[ \t]*)?\(\(([0-9a-f]{8}-[0-9a-f-]{27})\)\)(?:[ \t]*\}\})?")
_COMMAND = re.compile(r"\{\{(?:query|renderer|cloze)\b[^{}\n]*\}\}")
_LOOKS = re.compile(r"(?<=\))\{:[^{}\n]*\}")
_TAG = re.compile(r"#\[\[([^\[\]\n]+)\]\]")
_MARKED = re.compile(r"\^\^(?=\S)([^^\n]+)\^\^")
_TASK = re.compile(r"^([ \t]*-[ \t]+)(TODO|DOING|LATER|NOW|WAITING|DONE)[ \t]+", re.MULTILINE)


def is_logseq(texts: Iterable[str]) -> bool:
    """Whether some pages have the names that Logseq gives to blocks."""
    return any(_BLOCK_ID.search(it) for it in texts)


def blocks_of(texts: Iterable[str]) -> dict[str, str]:
    """The words of each block that has a name."""
    found: dict[str, str] = {}
    for text in texts:
        lines = text.split("\n")
        for at, line in enumerate(lines):
            named = _BLOCK_ID.fullmatch(line)
            above = next((it for it in reversed(lines[:at]) if re.match(r"[ \t]*-[ \t]", it)), "") if named else ""
            if named:
                found[named[1]] = re.sub(r"^[ \t]*-[ \t]+(?:#+[ \t]+)?", "", above)
    return found


def page_of_logseq(text: str, blocks: Mapping[str, str]) -> str:
    """The page as Markdown: the outermost blocks are paragraphs and headings, those in them are lists."""
    text = _PROPERTY.sub("", text)
    text = _TASK.sub(lambda it: f"{it[1]}[{'x' if it[2] == 'DONE' else ' '}] ", text)

    def prose(part: str) -> str:
        part = _REFERENCE.sub(lambda it: _REFERENCE.sub("", blocks.get(it[1], "")), _COMMAND.sub("", part))
        return _MARKED.sub(r"[\1]{.mark}", _TAG.sub(r"[[\1]]", _LOOKS.sub("", part)))

    text = outside_code(text, prose)
    outer = re.split(r"^-(?:[ \t]+|$)", text, flags=re.MULTILINE)
    made = [outer[0].strip("\n")]
    for block in outer[1:]:
        first, _, rest = block.partition("\n")
        inner = textwrap.dedent(rest.replace("\t", "  ")).rstrip()
        gap = "\n\n" if inner.startswith("- ") else "\n" if inner else ""
        made.append(f"{first}{gap}{inner}")
    return "\n\n".join(filter(str.strip, made)) + "\n"
