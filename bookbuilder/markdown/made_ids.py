"""Ids that Pandoc has made of headings, distinguished from those that an author has typed."""

from __future__ import annotations

import re
from collections import Counter

from bookbuilder.markdown.typography import Node

_HEADING = re.compile(r"^[ \t>]*#{1,6}[ \t]+([^\n{]*)(?:\{([^{}\n]*)\})?", re.MULTILINE)


def take_out_made_ids(typed: Node, text: str) -> None:
    """Headings keep their author's ids only: Pandoc makes one of a title so that `[words][Title]` leads somewhere."""
    headers: list[Node] = []
    _gather_headers(typed, headers)
    ids = [header["c"][1][0] for header in headers]
    typed_headings = (
        [(_plain(it[1]), it[2] or "") for it in _HEADING.finditer(text)] if len(set(ids)) < len(ids) else []
    )
    seen: Counter[str] = Counter()
    for header, id in zip(headers, ids, strict=True):
        if not _is_of_a_heading(id, text):
            header["c"][1][0] = ""
        elif ids.count(id) > 1:
            title = _plain(" ".join(_words_of(header["c"][2])))
            same = [attributes for words, attributes in typed_headings if words == title]
            if seen[title] < len(same) and not re.search(rf"#{re.escape(id)}(?![\w.:-])", same[seen[title]]):
                header["c"][1][0] = ""  # Pandoc made it of the title, before the author gave it to another heading
            seen[title] += 1


def _is_of_a_heading(id: str, text: str) -> bool:
    """Whether the author has typed an id behind a heading, and not only at a block or at words."""
    for found in re.finditer(
        rf"\{{[^{{}}]*#{re.escape(id)}[\s}}][^\n]*(?:\n[ \t>]*(=+|-+)[ \t]*$)?", text, re.MULTILINE
    ):
        line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        if found[1] or line.lstrip(" \t>*+-.)0123456789").startswith("#"):
            return True
    return False


def _gather_headers(node: object, found: list[Node]) -> None:
    if isinstance(node, list):
        for each in node:
            _gather_headers(each, found)
    elif isinstance(node, dict) and node.get("t") == "Header":
        found.append(node)
    elif isinstance(node, dict) and node.get("t") not in ("Para", "Plain", "Table", "CodeBlock"):
        _gather_headers(node.get("blocks", node.get("c")), found)


def _words_of(node: object) -> list[str]:
    if isinstance(node, list):
        return [word for each in node for word in _words_of(each)]
    if isinstance(node, dict):
        return [node["c"]] if node["t"] == "Str" else _words_of(node.get("c"))
    return []


def _plain(title: str) -> str:
    return "".join(re.findall(r"\w", title)).casefold()
