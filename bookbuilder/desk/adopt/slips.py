"""Puts right slips of typing that have one meaning alone: a heading without its space, sources with a comma between them."""

from __future__ import annotations

import re

from bookbuilder.desk.adopt.plan import Report
from bookbuilder.desk.adopt.verbatim import blanked, line_of, outside_code

_UNSPACED = re.compile(r"^(#{1,6})(?![\s#.)!|{}\[\]])[^\n]+$", re.MULTILINE)
_CITED = re.compile(r"(?<![\w\\`!])\[(?=[^\[\]]*@)(?:[^\[\]\n]|\n(?![ \t]*\n))+\](?![(\[{:])")
_COMMA = re.compile(r"(?<=[\w.}])[ \t]*,(\s*)(?=-?@[\w{])")
_NOTHING_BETWEEN = re.compile(r"(?<![\w.@])(@(?:\{[^{}\s]+\}|\w(?:\w|[:./+-](?=\w))*))(\s+)(?=-?@[\w{])")
_CENTER = re.compile(
    r"<center>((?:(?!</?center>)(?!\n[ \t]*\n[ \t]*\n).)*?)<center>(?=\s*</div>|[ \t]*\n[ \t]*\n)",
    re.IGNORECASE | re.DOTALL,
)


def with_closed_tags(part: str) -> str:
    """Prose in which `<center>` is typed again where it ends: a browser closes both, and Pandoc the whole chapter behind them."""
    return _CENTER.sub(r"<center>\1</center>", part)


def with_spaced_headings(text: str, file: str, report: Report) -> str:
    """The text with `##Notes` as `## Notes`: Pandoc's versions before 1.15, and GitHub's of that time, read a heading there."""
    if "#" not in text:
        return text
    plain = blanked(text)
    pieces, place = [], 0
    for found in _UNSPACED.finditer(plain):
        above = plain[plain.rfind("\n", 0, max(0, found.start() - 1)) + 1 : found.start()].strip()
        below = plain[found.end() + 1 : plain.find("\n", found.end() + 1)].strip()
        if above or len(found[1]) == 1 and (below or not found[0][1].isupper() or "#" in found[0][1:].rstrip("#")):
            continue  # a hashtag
        report.note("changed", "headings got the space behind their #", f"{file}:{line_of(text, found.start())}")
        pieces += [text[place : found.end(1)], " "]
        place = found.end(1)
    return "".join([*pieces, text[place:]])


def with_parted_sources(text: str, file: str, report: Report) -> str:
    """The text with `[@one, @two]` and `[@one @two]` as `[@one; @two]`: Pandoc takes the second for words about the first."""

    def parted(found: re.Match[str]) -> str:
        words = _NOTHING_BETWEEN.sub(r"\1;\2", _COMMA.sub(lambda it: f";{it[1] or ' '}", found[0]))
        if words != found[0]:
            report.note("changed", "sources in one citation are parted by semicolons", file)
        return words

    return outside_code(text, lambda part: _CITED.sub(parted, part)) if "@" in text else text
