"""Compares a table whose cells are drawn side by side with the cells that Pandoc read: the same letters, without order."""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import Any, Literal

from bookbuilder.markdown.typed_marks import HIDDEN, mark_of

_JOINS = re.compile(r"[\[`$<@^\\\]]|^[ \t>|]*\(?\w+[.)][ \t]", re.MULTILINE)
"""What may join words, or be no word, in a drawn table: spaces are not counted then."""
_UNCOUNTED = re.compile(
    r"(?<!\\)(?:`[^`|\n]+`(?:\{[^{}|\n]*\})?|\$[^$|\s](?:[^$|\n]*[^$|\s])?\$(?!\d)|\[\^[^\]\s|]+\]"
    r"|(?<![\w\[;-])-?@\w(?:[\w:.-]*\w)?(?: *\[[^\[\]|\n]*\](?![({]))?(?! *\[)"
    r"|(?<!\^)\[[^\[\]|\n^]*(?<!\w)@\w[^\[\]|\n]*\](?![({]))"
)
"""Code, formulas, calls and citations that begin and end in one line of one cell."""
_HELD = re.compile(
    r"(?<!\\)(?P<note>\^)?!?\[(?P<words>[^\[\]|\n]*)\](?(note)|(?=[({])(?:\((?:[^()|\n]|\([^()|\n]*\))*\))?(?:\{[^{}|\n]*\})?)"
)
"""Notes, and words that are a link or have attributes, in one line of one cell."""
_HEADING = re.compile(r"((?:^|\|)[ \t>]*#{1,6}[ \t][^{}|\n]*)\{[^{}|\n]*\}", re.MULTILINE)
"""A heading in a cell, before its attributes."""
_NUMBER = re.compile(r"(?:^|\|)[ \t>]*\(?(\d+|[A-Za-z]{1,5}|#)[.)](?=\s)", re.MULTILINE)
"""The number of a list's item in a cell."""
_DONE = re.compile(r"(?:^|\|)[ \t>]*[-*+][ \t]+\[([xX])\](?=\s)", re.MULTILINE)
"""The box of a task that is done, in a cell."""
_FORMULA = re.compile(r"(?<!\\)(?P<mark>\${1,2})[^$|\s](?:[^$|\n]*[^$|\s])?(?P=mark)(?!\d)")
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})[^`]*$")
DRAWN = re.compile(r"[ \t>]*(?:\+[-=:+]+\+|-{2,}[- \t]*$|[^\n|]*\n[ \t>]*-{2,}(?:[ \t]+-+)+[ \t]*$)", re.MULTILINE)
"""The first line of such a table."""


def difference(plain: str, drawn: str, cells: list[Any]) -> tuple[Literal["lost", "invented", "space"], str] | None:
    """What the cells of a table lost or have in addition, and which letters; `plain` is its text without markup, `drawn` as typed."""
    read = letters(cells)
    due, got = (Counter(re.findall(r"[^\W_]", text)) for text in (plain, read))
    if due != got:
        lost, more = due - got, got - due
        if _holds(cells, "OrderedList"):
            lost -= Counter(letter for it in _NUMBER.finditer(drawn) for letter in re.findall(r"[^\W_]", it[1]))
        if "☒" in read:
            lost -= Counter(it[1] for it in _DONE.finditer(drawn))
        if not lost and not more:
            return None
        return "lost" if lost else "invented", "".join(sorted((lost or more).elements()))[:30]
    bare = _UNCOUNTED.sub(lambda it: "" if it[0].startswith("[^") else "X", drawn)
    for _ in range(3):
        bare = _HELD.sub(lambda it: f" {it['words']} " if it["note"] else it["words"], bare)
    bare = html.unescape(_HEADING.sub(r"\1", bare))  # `&nbsp;` is not a word
    cells_alone = letters(cells, frozenset(("Cite", "Code", "Math")))
    return None if _JOINS.search(bare) or len(_words(bare)) == len(_words(cells_alone)) else ("space", " ")


def with_code_as_words(drawn: str) -> str:
    """A table in which code and formulas of each cell are their letters and digits alone, every other sign and its fences a space."""
    drawn = _FORMULA.sub(lambda it: re.sub(r"[^\w\s]", " ", it[0]), drawn)
    if "```" not in drawn and "~~~" not in drawn:
        return drawn
    lines: list[str] = []
    open_in: dict[int, str] = {}  # the fence of each column in which code goes on
    for line in drawn.split("\n"):
        if line.lstrip(" \t>").startswith("+"):
            open_in.clear()
        cells = line.split("|")
        for column, cell in enumerate(cells):
            fence = _FENCE.match(cell)
            if fence and (column not in open_in or fence[1].startswith(open_in[column])):
                cells[column] = " " * len(cell)
                if open_in.pop(column, None) is None:
                    open_in[column] = fence[1]
            elif column in open_in:
                cells[column] = re.sub(r"[^\w\s]", " ", cell)
        lines.append("|".join(cells))
    return "\n".join(lines)


def end_of_table(text: str, start: int) -> int:
    """Where a drawn table ends: behind its frame, at a blank line, or where its lines no longer begin with + or |."""
    position = text.find("\n", start) + 1 or len(text)
    first = text[start:position].strip(" \t>\n")
    if first.startswith("+"):
        rows = re.compile(r"(?:[ \t>]*[+|][^\n]*(?:\n|$))*").match(text, position)
        return rows.end() if rows else position
    if set(first) <= {"-"} or set(first) <= set("- "):
        ends = r"(?=\n[ \t>]*(?:\n|$|(?:[Tt]able)?:[ \t])|\Z)"  # an empty line or a caption
        frame = re.compile(rf"^[ \t>]*-{{2,}}[- \t]*${ends}", re.MULTILINE).search(text, position)
        return frame.end() if frame else _blank(text, start)
    return _blank(text, start)


def _blank(text: str, start: int) -> int:
    found = re.compile(r"\n[ \t>]*(?=\n|$)").search(text, start)
    return found.start() if found else len(text)


def letters(node: Any, without: frozenset[str] = frozenset(), margin: str = " ") -> str:
    """The words of blocks, with a space where one is read and behind each block, an X for elements of the kinds in `without`.

    `margin` is what stands before and behind a note.
    """
    if isinstance(node, list):
        return "".join(letters(child, without, margin) for child in node)
    if not isinstance(node, dict):
        return ""
    kind = node.get("t")
    if kind in without:
        return "X"
    if kind == "Str":
        return HIDDEN.sub(mark_of, node["c"])
    if kind in ("Code", "Math", "CodeBlock", "RawInline"):
        return "" if kind == "RawInline" else str(node["c"][1])
    if kind == "Cite":
        return " ".join(
            letters(it["citationPrefix"]) + it["citationId"] + letters(it["citationSuffix"]) for it in node["c"][0]
        )
    if kind == "Image":
        return letters(node["c"][1], without, margin)
    if kind == "Figure":  # its caption is the picture's words
        return letters(node["c"][1], without, margin)
    if kind == "Note":
        return margin + letters(node["c"], without, margin).strip() + margin
    return (
        letters(node["c"], without, margin) + (" " if kind in ("Para", "Plain", "Header") else "")
        if "c" in node
        else " "
    )


def _holds(node: Any, kind: str) -> bool:
    """Whether an element of a kind stands in cells."""
    if isinstance(node, list):
        return any(_holds(child, kind) for child in node)
    return isinstance(node, dict) and (node.get("t") == kind or _holds(node.get("c"), kind))


def _words(text: str) -> list[str]:
    """The words between white space and the lines of a table's frame, those without a letter or digit left out."""
    return re.sub(r"[^\w\s]|_", "", re.sub(r"[|+]", " ", text)).split()
