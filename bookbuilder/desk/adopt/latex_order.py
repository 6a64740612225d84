"""Finds the order of Markdown files that a main file of LaTeX reads, once Pandoc has made LaTeX of each: `\\input{build/intro}`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from bookbuilder.desk.adopt.files import read_text
from bookbuilder.desk.adopt.plan import Piece
from bookbuilder.source import own_file

_READ = re.compile(
    r"^[^%\n]*?\\(?:(?:input|include|subfile|subfileinclude)\{(?P<file>[^{}]+)\}"
    r"|chapter(?P<star>\*?)(?:\[[^\]\n]*\])?\{(?P<title>[^{}\n]+)\}|begin\{(?P<block>\w+)\}|end\{\w+\}|(?P<back>appendix|backmatter)\b)",
    re.MULTILINE,
)
_MOST = 60
_NO_TITLE = frozenset(("document", "titlepage", "center", "spacing", "singlespace", "doublespace"))
"""Blocks whose name is not the title of what stands in them, as `abstract` is."""


def pieces_of_latex(folder: Path, root: Path, candidates: Sequence[Path]) -> tuple[list[Piece], Path | None]:
    """The files of the main file that reads most of them, and itself; none where no file reads most of what there is."""
    by_stem = {it.stem: it for it in reversed(candidates)}
    best: list[Piece] = []
    by = None
    for path in sorted(it for kind in ("*.tex", "*.latex", "*/*.tex", "*/*.latex") for it in folder.glob(kind))[:_MOST]:
        text = read_text(path, root) if own_file(path, root) else None
        found = _pieces(text, by_stem) if text and "\\begin{document}" in text else []
        if _size(found) > _size(best):
            best, by = found, path
    is_most = len(best) > 1 and 2 * _size(best) > sum(it.stat().st_size for it in candidates)
    return (best, by) if is_most else ([], None)


def _pieces(text: str, by_stem: dict[str, Path]) -> list[Piece]:
    found: dict[Path, Piece] = {}
    title, is_unnumbered, is_front, is_back = "", False, False, False
    for it in _READ.finditer(text):
        if it["file"] is not None:
            path = by_stem.get(Path(it["file"].strip()).name.removesuffix(".tex"))
            if path is not None and path not in found:
                place = "back" if is_back else "front" if is_front else "body"
                found[path] = Piece(path, title=title, place=place, unnumbered=is_unnumbered)  # type: ignore[arg-type]
            title, is_unnumbered, is_front = "", False, False
        elif it["title"] is not None:
            title, is_unnumbered, is_front = it["title"].strip(), bool(it["star"]), False
        elif it["back"] is not None:
            is_back = True
        else:
            block = it["block"] or ""
            is_front = bool(block) and block not in _NO_TITLE
            title, is_unnumbered = (block.capitalize(), True) if is_front else ("", False)
    return list(found.values())


def _size(pieces: Sequence[Piece]) -> int:
    return sum(it.path.stat().st_size for it in pieces)
