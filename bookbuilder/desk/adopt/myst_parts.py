"""Rewrites the smaller parts of MyST: its roles, its tables of lists, and the metadata of its cells of code."""

from __future__ import annotations

import re

from bookbuilder.desk.adopt.files import front_matter
from bookbuilder.desk.adopt.labels import equation_label

ROLE = re.compile(r"\{([a-z]+(?::[a-z]+)?)\}`([^`\n]+)`|(`+)(?:.*?[^`])??\3(?!`)")
_TARGET = re.compile(r"(.*?)\s*<([^<>]+)>$")


def of_cell(body: list[str]) -> tuple[dict[str, str], list[str]]:
    """What the metadata at the top of a cell of code say of its picture, and the code."""
    said, code = front_matter("\n".join(body))
    if not said:
        return {}, body
    own = said["mystnb"] if isinstance(said.get("mystnb"), dict) else {}
    figure = own["figure"] if isinstance(own.get("figure"), dict) else {}
    options = {key: str(figure[key]) for key in ("caption", "name") if key in figure}
    return {**options, "tags": str(said.get("tags") or "")}, code.lstrip("\n").split("\n")


def list_table(body: list[str]) -> list[str]:
    """A table of bars of a list of lists, whose first row is its head."""
    rows: list[list[str]] = []
    for line in body:
        if found := re.match(r"[ \t]*(\*[ \t]+)?-[ \t]*(.*)$", line):
            rows += [[]] if found[1] or not rows else []
            rows[-1].append(found[2])
        elif line.strip() and rows:
            rows[-1][-1] += f" {line.strip()}"
    lines = [f"| {' | '.join(it.replace('|', chr(92) + '|') for it in row)} |" for row in rows]
    return [*lines[:1], f"|{'---|' * len(rows[0])}", *lines[1:]] if rows else []


def of_role(found: re.Match[str]) -> str:
    """A role, `{name}` before words in code, as we write it; other code as it stands."""
    if found[3]:  # code, in which braces stand for themselves
        return found[0]
    role, words = found[1], found[2].strip()
    target = _TARGET.match(words)
    if role.startswith("cite"):
        keys = "; ".join(f"@{key.strip()}" for key in words.split(","))
        return keys if role in ("cite:t", "cite:ts") and ";" not in keys else f"[{keys}]"
    if role == "eq":
        return f"([-@{equation_label(words)}])"
    if role in ("ref", "numref", "any", "doc", "prf:ref", "exref"):
        named, to = (target[1], target[2]) if target else (words, words)
        if role == "doc" and ":" in to:  # a page of another book
            return named.rpartition(":")[2] if named == to else named
        return f"[{named}]({to.lstrip('/')}.md)" if role == "doc" else f"[{named}](#{to})"
    if role in ("sub", "sup", "math", "kbd"):
        return {"sub": f"~{words}~", "sup": f"^{words}^", "math": f"${words}$", "kbd": f"[{words}]{{.kbd}}"}[role]
    if role in ("term", "abbr", "download", "index"):
        return target[1] if target else words
    return found[0] if role in ("r", "python", "julia") else f"`{words}`"
