"""Puts right slips of typing that have one meaning alone: a heading without its space, sources with a comma between them."""

from __future__ import annotations

import re
from collections import Counter

from bookbuilder.desk.adopt.plan import Report
from bookbuilder.desk.adopt.verbatim import blanked, line_of, outside_code

_HEADING = re.compile(r"^( {0,3})(#{1,6})(?![#.)!|{}\[\]])([ \t]*)(?=\S)[^\n]+$", re.MULTILINE)
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


_NOTE = re.compile(r"\[\^([^\[\]\n]*[ \t][^\[\]\n]*)\]")
_NO_COLON = re.compile(r"(?<=\n\n)\[\^([^\[\]\s]+)\](?=[ \t]+\S+[ \t]+\S)", re.MULTILINE)
_NOTE_TEXT = re.compile(r"^ {0,3}\[\^([^\[\]\n]*[ \t][^\[\]\n]*)\]:", re.MULTILINE)


def with_whole_labels(text: str) -> str:
    """The text with hyphens in labels of notes, `[^Doe, 2001]`, where Pandoc takes no space, and Typora does."""
    defined = {it[1].strip() for it in _NOTE_TEXT.finditer(text)} if "[^" in text else set()

    def whole(found: re.Match[str]) -> str:
        label = re.sub(r"[^\w.-]+", "-", found[1]).strip("-")
        return f"[^{label}]" if found[1].strip() in defined else found[0]

    return outside_code(text, lambda part: _NOTE.sub(whole, part)) if defined else text


def with_colons(text: str, file: str, report: Report) -> str:
    """The text with a colon behind the label of each note whose text has none: `[^1] Ibid., p. 3.`, a paragraph below its call."""
    plain = blanked(text) if "\n\n[^" in text else ""
    found = [it for it in _NO_COLON.finditer(plain)]
    counted = Counter(it[1] for it in found)
    pieces, place = [], 0
    for it in found:
        called = f"[^{it[1]}]"
        if counted[it[1]] > 1 or f"{called}:" in plain or called not in plain[: it.start()]:
            continue
        report.note("changed", "texts of notes got the colon behind their label", f"{file}:{line_of(text, it.start())}")
        pieces += [text[place : it.end()], ":"]
        place = it.end()
    return "".join([*pieces, text[place:]])


def with_spaced_headings(text: str, file: str, report: Report) -> str:
    """The text with `##Notes`, ` ## Notes` and a heading directly below a line as headings: other programs and older ones read them."""
    if "#" not in text:
        return text
    plain = blanked(text)
    pieces, place = [], 0
    for found in _HEADING.finditer(plain):
        above = plain[plain.rfind("\n", 0, max(0, found.start() - 1)) + 1 : found.start()].strip()
        is_glued = bool(above) and not above.startswith(("#", "<", "|", ">", "    ", ":::", "\\"))
        if not found[3] or found[1] and not above:
            below = plain[found.end() + 1 : plain.find("\n", found.end() + 1)].strip()
            words = found[0].lstrip(" #")
            is_hashtag = len(found[2]) == 1 and (below or not words[:1].isupper() or "#" in words)
            if above or not found[3] and is_hashtag:
                continue
        elif not is_glued or len(found[2]) == 1 or found[1]:  # a line that happens to begin with "# 22"
            continue
        report.note(
            "changed",
            "headings got their space, or the empty line before them",
            f"{file}:{line_of(text, found.start())}",
        )
        pieces += [text[place : found.start()], "\n" * is_glued, found[2], " "]
        place = found.end(3)
    return "".join([*pieces, text[place:]])


def with_parted_sources(text: str, file: str, report: Report) -> str:
    """The text with `[@one, @two]` and `[@one @two]` as `[@one; @two]`: Pandoc takes the second for words about the first."""

    def parted(found: re.Match[str]) -> str:
        words = _NOTHING_BETWEEN.sub(r"\1;\2", _COMMA.sub(lambda it: f";{it[1] or ' '}", found[0]))
        if words != found[0]:
            report.note("changed", "sources in one citation are parted by semicolons", file)
        return words

    return outside_code(text, lambda part: _CITED.sub(parted, part)) if "@" in text else text
