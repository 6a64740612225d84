"""Splits the text of a file into chapters, each with one title above its sections."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from bookbuilder.desk.adopt.latex_macros import without_macros
from bookbuilder.desk.adopt.plan import Report
from bookbuilder.desk.adopt.verbatim import blanked, line_of, replaced, without_comments

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t][^\n]*$", re.MULTILINE)
"""In a text whose code is blanked: a heading of nothing but code is one, too."""
_SETEXT = re.compile(r"^(?![ \t>#|:-])(?=[^\n|]*$)(?=[^\w\n]*\w)([^\n]+)\n(={3,}|-{3,})[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"^[ \t]*:{3,}(?!:)[ \t]*((?:[^\n]*[^ \t:\n])?)[ \t:]*$", re.MULTILINE)
_DIV = re.compile(r"<div\b[^<>]*>|</div>", re.IGNORECASE)
_NO_PARAGRAPH = re.compile(
    r"(?:#|:::|<|\[[^\^\]\n][^\]\n]*\]:|\||\+[-=+]+$|-{3}).*|(?:\\[A-Za-z]+\*?(?:\[[^\]]*\]|\{(?:[^{}]|\{[^{}]*\})*\})*\s*)+"
)
"""A line below which Pandoc reads a heading: the address of links, a rule, the end of a table, LaTeX's commands alone."""
_PART = re.compile(r"\((PART|APPENDIX)(\\?\*)?\)[ \t]*(.*?)[ \t]*(\{[^}]*\})?[ \t]*#*$")
UNNUMBERED = re.compile(r"\{(?=[^{}]*\}[ \t]*$)[^{}]*(?:(?<=[{\s])-(?=[}\s#])|\.unnumbered)")


@dataclass(frozen=True)
class Section:
    """One chapter to be: its title as it is written after `# `, with its attributes, and the text below it."""

    title: str
    text: str
    line: int = 1
    part: str = ""
    """The title of the part that begins with it."""
    begins_appendix: bool = False

    @property
    def plain_title(self) -> str:
        """The title without attributes, emphasis and notes."""
        return without_markup(self.title)

    @property
    def words(self) -> str:
        """What would be printed of its text, roughly: without comments, commands of layout and empty divs."""
        text = without_macros(without_comments(self.text))
        text = re.sub(
            r"^:::.*$|</?div[^>]*>|\\[a-zA-Z]+\*?(?:\[[^\]]{0,999}\]|\{[^}]{0,999}\})*|^\[[^\]]+\]:.*$",
            "",
            text,
            flags=re.MULTILINE,
        )
        return " ".join(re.sub(r"`r [^`]*`", "", text).split())


def without_markup(title: str) -> str:
    """A title as book.yaml has it: without attributes, emphasis, code and notes."""
    bare = re.sub(r"\{[^{}]*\}[ \t#]*$|\[\^[^\[\]]*\]|\^\[[^\[\]]*\]", "", title)
    return re.sub(r"[*_`#]|\[|\]\([^)]{0,2000}\)|\]", "", bare).strip()


def sections_of(text: str, title: str = "") -> list[Section]:
    """The chapters of a text: it is cut before each heading of the first level; what stands before has no title.

    `title` is that of the file's own metadata: its headings of the first level are sections then.
    """
    text = with_marked_headings(text)
    tops = list(top_titles(text))
    before = text[: tops[0][0]] if tops else ""
    if before.strip() and not Section("", before).words:  # a remark, or definitions, which are the first one's own
        opening, _, body = text[len(before) :].partition("\n")
        text = f"{opening}\n\n{before.strip()}\n{body}"
        tops = list(top_titles(text))
    if title and not (len(tops) == 1 and _same(title, tops[0][1]) and not text[: tops[0][0]].strip()):
        if tops and not any(is_part(it[1]) for it in tops):
            text, tops = shifted(text, 1), []
        if not tops:
            return [Section(title, text)]
    starts = [0, *(offset for offset, _ in tops)] if not tops or text[: tops[0][0]].strip() else [it[0] for it in tops]
    found: list[Section] = []
    part, appendix = "", False
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(text)
        heading = next((it[1] for it in tops if it[0] == start), None)
        line = text.count("\n", 0, start) + 1
        if heading is None:
            if text[start:end].strip():
                found.append(Section("", text[start:end], line))
            continue
        body = text[start:end].partition("\n")[2]
        of_part = _PART.match(heading)
        if of_part is None:
            found.append(Section(heading, body, line, part, appendix))
            part, appendix = "", False
            continue
        if of_part[1] == "PART":
            part = of_part[3]
        else:
            appendix = True
        if body.strip():
            name = of_part[3] or "Appendices"
            text_of_part = Section(f"{name} {{.unnumbered}}", body, line, part, appendix)
            if text_of_part.words:
                found.append(text_of_part)
                part, appendix = "", False
    if (part or appendix) and not found:
        found.append(Section("", "", 1, part, appendix))
    elif part or appendix:
        found.append(Section("", "", 1, part, appendix))
    return found


def without_spanning_divs(text: str, file: str, report: Report) -> str:
    """The text without each `<div>` that begins in one chapter and ends in another, as one around a whole book does."""
    if "</div>" not in text:
        return text
    text = with_marked_headings(text)
    tops = [offset for offset, _ in top_titles(text)]
    open_tags: list[re.Match[str]] = []
    spanning: list[tuple[int, int]] = []
    for tag in _DIV.finditer(blanked(text)):
        if tag[0][1] != "/":
            open_tags.append(tag)
        elif open_tags and any(open_tags[-1].start() < it < tag.start() for it in tops):
            spanning += [open_tags.pop().span(), tag.span()]
        elif open_tags:
            open_tags.pop()
    for start, _ in spanning[::2]:
        report.note("left", "<div> around several chapters, with its class", f"{file}:{line_of(text, start)}")
    return replaced(text, ((*it, "") for it in sorted(spanning)))


def with_levels(section: Section) -> Section:
    """The section with its own headings from the second level on."""
    found = [len(it[1]) for it in _headings(section.text)]
    lowest = min(found, default=2)
    return replace(section, text=shifted(section.text, 2 - lowest)) if lowest > 2 or lowest == 1 else section


def top_title(text: str) -> str:
    """The title at the head of a text, if it has one."""
    found = next(top_titles(with_marked_headings(text)), None)
    return found[1] if found else ""


def as_section(text: str, title: str, depth: int, id: str) -> str:
    """The text of a file that is listed below a chapter, as a section of it that links to the file lead to."""
    text = with_marked_headings(text)
    tops = list(top_titles(text))
    if title and (len(tops) != 1 or text[: tops[0][0]].strip()):
        text = f"# {title}\n\n{shifted(text, 1) if tops else text}"
        tops = list(top_titles(text))
    if tops:
        start, heading = tops[0]
        own = re.search(r"[ \t]*\{[^{}]*#[^{}]*\}$", heading)
        marked = f"{heading[:-1]} #{id}}}" if heading.endswith("}") else f"{heading} {{#{id}}}"
        marked = f"{heading[: own.start()]}[]{{#{id}}}{own[0]}" if own else marked
        text = f"{text[:start]}# {marked}{text[start:].partition(chr(10))[1]}{text[start:].partition(chr(10))[2]}"
    return shifted(text, depth)


def is_part(title: str) -> bool:
    """Whether a heading of the first level begins a part, as bookdown has it."""
    return _PART.match(title) is not None


def lowest_level(text: str) -> int:
    """The highest rank of a heading in a text: 1 where it has a title, 7 where it has no heading."""
    return min((len(it[1]) for it in _headings(with_marked_headings(text))), default=7)


def shifted(text: str, by: int) -> str:
    """The text with every heading moved by some levels."""
    marks = _HEADING.finditer(blanked(text))
    return replaced(text, ((*it.span(1), "#" * max(1, min(6, len(it[1]) + by))) for it in marks))


def _headings(text: str) -> Iterator[re.Match[str]]:
    plain = blanked(text)
    for found in _HEADING.finditer(plain):
        above = _line_above(plain, found.start()).strip()
        words = text[found.end(1) : found.end()].strip()
        is_free = not above or _NO_PARAGRAPH.fullmatch(above)
        if words and not words.startswith("<!--") and is_free:
            yield found


def _line_above(text: str, start: int) -> str:
    """The line above the one that begins at an offset; a text may hold thousands, so nothing before it is copied."""
    return text[text.rfind("\n", 0, start - 1) + 1 : start - 1] if start > 1 else ""


def top_titles(text: str) -> Iterator[tuple[int, str]]:
    """Offset and words of each heading of the first level that stands in no div."""
    plain = blanked(text)
    fences = [(it.start(), 1 if it[1] else -1) for it in _FENCE.finditer(plain)]
    depths = list(accumulate((step for _, step in fences), initial=0))
    for found in _headings(text):
        if len(found[1]) == 1 and depths[bisect_left(fences, (found.start(), 0))] <= 0:
            end = text.find("\n", found.start())
            line = text[found.start() : end if end >= 0 else len(text)].strip()
            yield found.start(), re.sub(r"[ \t]+#+$", "", line[1:].strip())


def with_marked_headings(text: str) -> str:
    """The text with headings that are underlined as those with `#`."""
    plain = blanked(text)
    changes = []
    for found in _SETEXT.finditer(plain):
        if _line_above(plain, found.start()).strip() or found[2][0] == "-" and re.search(r"\S {2,}\S", found[1]):
            continue  # the last row of a table that is drawn
        mark = "#" if found[2][0] == "=" else "##"
        changes.append((*found.span(), f"{mark} {text[found.start(1) : found.end(1)].strip()}\n"))
    return replaced(text, changes)


def _same(one: str, other: str) -> bool:
    def plain(text: str) -> str:
        return re.sub(r"\W+", "", re.sub(r"\{[^}]*\}", "", text)).lower()

    return plain(one) == plain(other)
