"""Puts right slips of typing that have one meaning alone: a heading without its space, a figure without its empty lines."""

from __future__ import annotations

import re
from collections import Counter

from bookbuilder.desk.adopt.plan import Report
from bookbuilder.desk.adopt.verbatim import blanked, line_of, outside_code, replaced

_HEADING = re.compile(r"^( {0,3})(#{1,6})(?![#.)!|{}\[\]])([ \t]*)(?=\S)[^\n]+$", re.MULTILINE)
_CITED = re.compile(r"(?<![\w\\`!])\[(?=[^\[\]]*@)(?:[^\[\]\n]|\n(?![ \t]*\n))+\](?![(\[{:])")
_COMMA = re.compile(r"(?<=[\w.}])[ \t]*,(\s*)(?=-?@[\w{])")
_NOTHING_BETWEEN = re.compile(r"(?<![\w.@])(@(?:\{[^{}\s]+\}|\w(?:\w|[:./+-](?=\w))*))(\s+)(?=-?@[\w{])")
_BESIDE = re.compile(r"(?<![\\`!\]])(?:\[[^\[\]\n]*(?<![\w.])@[\w{][^\[\]\n]*\]){2,}(?![(\[{:])")
_KEY = re.compile(r"(?<![\w.])@[\w{]")
_FIGURE = re.compile(r"^!\[[^\n]*\]\([^()\n]*\)\{#fig-[^{}\n]*\}[ \t]*$", re.MULTILINE)
_CENTER = re.compile(
    r"<center>((?:(?!</?center>)(?!\n[ \t]*\n[ \t]*\n).)*?)<center>(?=\s*</div>|[ \t]*\n[ \t]*\n)",
    re.IGNORECASE | re.DOTALL,
)


def with_closed_tags(part: str) -> str:
    """Prose in which `<center>` is typed again where it ends: a browser closes both, and Pandoc the whole chapter behind them."""
    return _CENTER.sub(r"<center>\1</center>", part)


_NOTE = re.compile(r"\[\^([^\[\]\n]*[ \t][^\[\]\n]*)\]")
_BELOW_WORDS = re.compile(r"^(?![ ]{0,3}\[\^)[^\n]*\S[^\n]*\n(?=[ ]{0,3}\[\^[^\[\]\s]+\]:)", re.MULTILINE)
_NO_COLON = re.compile(r"(?<=\n\n)\[\^([^\[\]\s]+)\](?=[ \t]+(\S+)[ \t]+\S)")
_FIRST_IN_NOTES = re.compile(r"\w+\.\S*|see|siehe|voir|vide|ver|vedi|там")
"""What a note begins with in small letters; another small word goes on with the sentence that `[^1]` begins."""

_NOTE_TEXT = re.compile(r"^ {0,3}\[\^([^\[\]\n]*[ \t][^\[\]\n]*)\]:", re.MULTILINE)


def with_whole_labels(text: str) -> str:
    """The text with hyphens in labels of notes, `[^Doe, 2001]`, where Pandoc takes no space, and Typora does."""
    labels: dict[str, str] = {}
    taken = set(re.findall(r"\[\^([^\[\]\s]+)\]", text))
    for typed in dict.fromkeys(it[1].strip() for it in _NOTE_TEXT.finditer(text)):
        label = re.sub(r"[^\w.-]+", "-", typed).strip("-")
        labels[typed] = label if label and label not in taken else f"{label or 'note'}-n{len(labels) + 1}"
        taken.add(labels[typed])

    def whole(found: re.Match[str]) -> str:
        typed = found[1].strip()
        return f"[^{labels[typed]}]" if typed in labels else found[0]

    return outside_code(text, lambda part: _NOTE.sub(whole, part)) if labels else text


def with_colons(text: str, file: str, report: Report) -> str:
    """The text with a colon behind the label of each note whose text has none: `[^1] Ibid., p. 3.`, a paragraph below its call.

    A note's text directly below a paragraph, of which Pandoc makes words of it, gets its empty line.
    """
    ends = [it.end() for it in _BELOW_WORDS.finditer(blanked(text))] if "]:" in text else []
    for end in ends:
        report.note("changed", "texts of notes got the empty line before them", f"{file}:{line_of(text, end) + 1}")
    text = replaced(text, ((end, end, "\n") for end in ends))
    plain = blanked(text) if "\n\n[^" in text else ""
    found = [it for it in _NO_COLON.finditer(plain)]
    counted = Counter(it[1] for it in found)
    changes = []
    for it in found:
        called = f"[^{it[1]}]"
        if it[2][0].islower() and not _FIRST_IN_NOTES.fullmatch(it[2]):
            continue
        if counted[it[1]] > 1 or f"{called}:" in plain or called not in plain[: it.start()]:
            continue
        report.note("changed", "texts of notes got the colon behind their label", f"{file}:{line_of(text, it.start())}")
        changes.append((it.end(), it.end(), ":"))
    return replaced(text, changes)


def with_spaced_headings(text: str, file: str, report: Report) -> str:
    """The text with `##Notes`, ` ## Notes` and a heading directly below a line as headings: other programs and older ones read them."""
    if "#" not in text:
        return text
    plain = blanked(text)
    has_glued = bool(re.search(r"^#{2,6}[^\s#.)!|{}\[\]]", plain, re.MULTILINE))
    changes = []
    for found in _HEADING.finditer(plain):
        above = plain[plain.rfind("\n", 0, max(0, found.start() - 1)) + 1 : found.start()].strip()
        is_glued = bool(above) and not above.startswith(("#", "<", "|", ">", "    ", ":::", "\\"))
        if not found[3] or found[1] and not above:
            below = plain[found.end() + 1 : plain.find("\n", found.end() + 1)].strip()
            words = found[0].lstrip(" #")
            if above and (len(found[2]) == 1 or not is_glued or not words[:1].isupper()):
                continue
            goes_on = bool(below) and (not has_glued or below[0].islower())
            is_hashtag = goes_on or not words[:1].isupper() or "#" in words or words.rstrip()[-1:] in ".!?,;"
            is_hashtag = is_hashtag or len(words.split()) == 1 and found.start() > 0 and not has_glued
            if not found[3] and len(found[2]) == 1 and is_hashtag:
                continue
        elif not is_glued or len(found[2]) == 1 or found[1] or found[0].rstrip()[-1] in ".,;":  # a line of a sentence
            continue
        report.note(
            "changed",
            "headings got their space, or the empty line before them",
            f"{file}:{line_of(text, found.start())}",
        )
        changes.append((found.start(), found.end(3), f"{chr(10) * is_glued}{found[2]} "))
    return replaced(text, changes)


def with_parted_sources(text: str, file: str, report: Report) -> str:
    """The text with `[@one, @two]` and `[@one @two]` as `[@one; @two]`: Pandoc takes the second for words about the first.

    Before 2.11 it took `[e.g.; @one; p. 3]` for one source with its words, which are now written `[e.g.\\; @one\\; p. 3]`.
    """

    def parted(found: re.Match[str]) -> str:
        if not _KEY.search(found[0]):
            return found[0]
        words = _NOTHING_BETWEEN.sub(r"\1;\2", _COMMA.sub(lambda it: f";{it[1] or ' '}", found[0]))
        first, *parts = re.split(r"(?<!\\);", words)
        for part in parts:
            first += f"{';' if _KEY.search(first) and _KEY.search(part) else chr(92) + ';'}{part}"
        if first != found[0]:
            report.note("changed", "sources in one citation are parted by semicolons, and words are not", file)
        return first

    return (
        outside_code(text, lambda part: _CITED.sub(parted, _BESIDE.sub(lambda it: it[0].replace("][", "; "), part)))
        if "@" in text
        else text
    )


def with_parted_figures(part: str) -> str:
    """Prose with an empty line on both sides of a picture that has a label and a line of its own: it is meant as a figure."""
    lines = part.split("\n")
    made: list[str] = []
    for number, line in enumerate(lines):
        is_figure = bool(_FIGURE.fullmatch(line)) and not lines[min(number + 1, len(lines) - 1)].startswith("\\")
        made += [""] if is_figure and made and _is_text(made[-1]) else []
        made += [line, ""] if is_figure and number + 1 < len(lines) and _is_text(lines[number + 1]) else [line]
    return "\n".join(made)


def _is_text(line: str) -> bool:
    return bool(line.strip()) and not line.startswith((":", "|", ">", "<", "\x00"))
