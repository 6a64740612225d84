"""Gives Quarto's panels of tables, `::: {#tbl-x layout-ncol=2}`, and pictures that are called tables, a label that something here has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bookbuilder.desk.adopt.chunk_results import picture_as_table
from bookbuilder.desk.adopt.verbatim import outside_code

_PANEL = re.compile(
    r"^(?P<fence>:{3,})[ \t]*\{(?P<before>[^{}\n]*)#(?P<label>tbl-[\w-]+)(?P<after>[^{}\n]*)\}[ \t]*\n(?P<body>.*?)^(?P=fence)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_PICTURE = re.compile(
    r"^!\[(?P<words>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\(<?(?P<address>[^<>()\n]+)>?\)\{[^{}\n]*(?P<id>#tbl-[\w.-]+)[^{}\n]*\}[ \t]*$",
    re.MULTILINE,
)
_TABLE = re.compile(r"^\|[^\n]*\n\|[-:| \t]+\n(?:\|[^\n]*(?:\n|\Z))*", re.MULTILINE)
_OWN = re.compile(r"^:[ \t][^\n]*\{[^{}\n]*#(tbl-[\w-]+)[^{}\n]*\}[ \t]*$", re.MULTILINE)
_CAPTION = re.compile(r"\n[ \t]*\n(?P<words>(?![:|])[^\n]+(?:\n(?![ \t]*\n|:::)[^\n]+)*)\s*\Z")
_REFERENCE = re.compile(r"(?<![\w\\`/@])(?P<open>\[)?-?@(?P<label>tbl-[\w-]*\w)(?(open)\])")


def pictures_called_tables(text: str) -> str:
    """The text with each picture that has a table's label as a table of one cell, so that it is counted with the tables."""

    def table(found: re.Match[str]) -> str:
        return picture_as_table(" ".join(found["words"].split()), found["address"], found["id"])

    return outside_code(text, lambda part: _PICTURE.sub(table, part)) if "{#tbl-" in text else text


def panels_of_tables(texts: Sequence[str]) -> list[str]:
    """The texts of chapters: references to a panel name its tables; without labels of theirs the first has the panel's.

    Its caption stays where it was, or is the first table's.
    """
    parts: dict[str, list[str]] = {}

    def panel(found: re.Match[str]) -> str:
        body, own = found["body"], _OWN.findall(found["body"])
        tables = list(_TABLE.finditer(body))
        if len(tables) < 2:
            return found[0]
        given = " ".join(f"{found['before']} {found['after']}".split())
        head = f"{found['fence']} {{{given}}}" if given else f"{found['fence']} {{.panel}}"
        caption = _CAPTION.search(body)
        if own:
            parts[found["label"]] = own
        elif caption:
            end, label = tables[0].end(), found["label"]
            words = " ".join(caption["words"].split())
            body = f"{body[:end].rstrip()}\n\n: {words} {{#{label}}}\n{body[end : caption.start()]}\n\n"
        else:
            return found[0]
        return f"{head}\n{body}{found['fence']}"

    made = [outside_code(text, lambda part: _PANEL.sub(panel, part)) if "#tbl-" in text else text for text in texts]

    def named(found: re.Match[str]) -> str:
        if found["label"] not in parts:
            return found[0]
        *others, last = [f"@{it}" for it in parts[found["label"]]]
        return f"{', '.join(others)}, {last}" if others else last

    return [outside_code(text, lambda part: _REFERENCE.sub(named, part)) for text in made] if parts else made
