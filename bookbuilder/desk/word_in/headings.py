"""Gives a chapter's headings their levels: by Word's styles, by the look of a line, and by the numbers typed before them.

"CHAPTER 3" is the chapter's own line, "3.1" a section and "3.1.2" a section in it, however they look. The numbers go,
since the book makes its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

import panflute as pf

from bookbuilder.desk.adopt.chapters import CONTENTS_TITLE
from bookbuilder.desk.word_in.caption_labels import LABELLED
from bookbuilder.desk.word_in.direct_headings import LEADERS, begins_text
from bookbuilder.markdown.ast import in_order, in_order_and_notes, replace, words

Note = Callable[[str, str], None]
_LABEL = re.compile(r"^(?:chapter|part|section|глава|часть|раздел|бөлім|тарау)$", re.IGNORECASE)
_FIGURES = re.compile(
    r"^(?:(\d+(?:\.\d+)*)|[IVX]+)[.):]?$|^(?:one|two|three|four|five|six|seven|eight|nine|ten)$", re.I
)
_BARE = re.compile(r"^(?:\d{3,}|[IVX]+)$")
"""A year, or the pronoun, at the beginning of a heading is not a number of it."""
_LETTER = re.compile(r"[^\W_]")
_TYPED = re.compile(r"^(\d{1,2}(?:\.\d{1,2})+\.?)\s+[^\W\d_]")


def headings(document: pf.Doc, note: Note) -> None:
    """Change the document in place."""
    _drop_list_of_contents(document, note)
    for header, in_note in [it for it in in_order_and_notes(document) if isinstance(it[0], pf.Header)]:
        is_idle = isinstance(header.next, (pf.Header, type(None))) and CONTENTS_TITLE.fullmatch(words(header).strip())
        if "TOC-Heading" in header.classes or is_idle:
            note("heading of the list of contents left out", words(header))
            replace(header, [])
        elif in_note or _is_sentence(header):
            note("paragraph in a heading's style made a paragraph", words(header))
            replace(header, [pf.Para(*header.content)])
    linked = {each.url[1:] for each in in_order(document) if isinstance(each, pf.Link) and each.url.startswith("#")}
    anchors = [it for it in in_order(document) if isinstance(it, pf.Span) and not it.content and "anchor" in it.classes]
    for anchor in anchors:
        if isinstance(anchor.parent, pf.Header) and anchor.identifier not in linked:
            replace(anchor, [])
    _from_bold_lines(document, note)
    _chapter_line(document, note)
    for header in [it for it in _headers(document) if not words(it).strip()]:
        if all(isinstance(it, (pf.Space, pf.SoftBreak, pf.LineBreak)) for it in header.content):
            note("heading without words left out", f"level {header.level}")
            replace(header, [])
    _levels(document, _take_numbers(document, linked, note))
    _without_gaps(_headers(document))


def _headers(document: pf.Doc) -> list[pf.Header]:
    return [it for it in document.content if isinstance(it, pf.Header)]


def _drop_list_of_contents(document: pf.Doc, note: Note) -> None:
    lines = [it for it in document.content if isinstance(it, (pf.Para, pf.Header))]
    listed = [it for it in lines if (found := LEADERS.search(words(it))) and found["page"]]
    for line in listed if len(listed) > 2 else ():
        note("line of a typed list of contents left out", words(line))
        replace(line, [])


def _from_bold_lines(document: pf.Doc, note: Note) -> None:
    """Make headings of lines that are bold, or have a typed number; before the first heading, of those alone that begin a text."""
    above = 1
    first = next(iter(_headers(document)), None)
    on_title_page = first is not None
    for element in list(document.content):
        on_title_page = on_title_page and element is not first
        if isinstance(element, pf.Para) and (_is_bold(element) or _is_numbered(element)):
            bold, after = _is_bold(element), element.next
            if on_title_page and not (
                isinstance(after, pf.Para) and begins_text(words(after), isinstance(after.content[0], pf.Strong))
            ):
                continue
            content = list(element.content[0].content) if bold else list(element.content)
            note("bold line made a heading" if bold else "line with a typed number made a heading", words(element))
            replace(element, [pf.Header(*content, level=min(above + 1, 4))])
        elif isinstance(element, pf.Header):
            above = element.level


def _take_numbers(document: pf.Doc, linked: Collection[str], note: Note) -> list[tuple[pf.Header, int]]:
    """Take typed numbers, bold letters and ids that no link names from the headings; the depth of each whose number tells it."""
    depths: list[tuple[pf.Header, int]] = []
    for header in _headers(document):
        if header.identifier not in linked:
            header.identifier = ""
        header.classes = [it for it in header.classes if it == "unnumbered"]  # others are names of Word's styles
        inlines = [list(it.content) if isinstance(it, pf.Strong) else [it] for it in header.content]
        header.content = [it for parts in inlines for it in parts]
        number = _number(header)
        if number:
            note("number taken from a heading", words(header))
            header.content = list(header.content)[number[0] :]
            depths += [(header, number[1])] if number[1] else []
    return depths


def _without_gaps(headers: Sequence[pf.Header]) -> None:
    """No heading more than one level below the one that it belongs to; those of one level stay on one."""
    above: list[tuple[int, int]] = []
    for header in headers:
        while above and above[-1][0] >= header.level:
            above.pop()
        level = above[-1][1] + 1 if above else header.level
        above.append((header.level, level))
        header.level = level


def _is_sentence(header: pf.Header) -> bool:
    """Whether a style of headings was put on what is none: signs alone, or more than any title has, up to a full stop or an address."""
    text = words(header)
    if text.strip() and not _LETTER.search(text):
        return True
    return (len(text.split()) > 20 or "://" in text) and bool(re.search(r"[.)\]]$", text.rstrip()))


def _is_bold(paragraph: pf.Para) -> bool:
    if len(paragraph.content) != 1 or not isinstance(paragraph.content[0], pf.Strong):
        return False
    text = words(paragraph)
    return (
        len(text.split()) <= 12
        and not text.endswith((".", ";", ","))
        and not LABELLED.match(text)
        and bool(_LETTER.search(text))
    )


def _is_numbered(paragraph: pf.Para) -> bool:
    """ "1.2 Aims and means", by itself, without a full stop; the text goes on below it."""
    text = words(paragraph)
    after = paragraph.next
    return (
        bool(_TYPED.match(text))
        and len(text.split()) <= 12
        and not text.endswith((".", ";", ",", ":", "?", "!"))
        and isinstance(after, pf.Para)
        and len(words(after)) > len(text) / 2
        and not any(isinstance(each, (pf.Cite, pf.Note, pf.Image)) for each in paragraph.content)
    )


def _chapter_line(document: pf.Doc, note: Note) -> None:
    """ "CHAPTER 3" on a line of its own goes, and the line below it is the chapter's heading."""
    blocks = list(document.content)[:6]
    for block, after in zip(blocks, blocks[1:], strict=False):
        if not isinstance(block, (pf.Header, pf.Para)) or not isinstance(after, (pf.Header, pf.Para)):
            continue
        parts = words(block).split()
        title = words(after)
        if (
            len(parts) == 2
            and _LABEL.match(parts[0])
            and _FIGURES.match(parts[1])
            and len(title.split()) <= 16
            and not title.endswith(".")
        ):
            note("number taken from a heading", f"{words(block)} {title}")
            replace(block, [])
            replace(after, [pf.Header(*list(after.content), level=1, identifier=getattr(after, "identifier", ""))])
            return


def _number(header: pf.Header) -> tuple[int, int] | None:
    """How many inlines a typed number takes with the space behind it, and how deep it is; a chapter's is 1, of one that does not say 0."""
    content = list(header.content)
    if len(content) < 3 or not isinstance(content[0], pf.Str):
        return None
    labelled = bool(_LABEL.match(content[0].text)) and len(content) > 4
    at = 2 if labelled else 0
    figures = content[at]
    if not isinstance(figures, pf.Str) or not isinstance(content[at + 1], (pf.Space, pf.SoftBreak, pf.LineBreak)):
        return None
    match = _FIGURES.match(figures.text)
    if (
        not match
        or not labelled
        and (_BARE.match(figures.text) or not figures.text[0].isdigit() and "." not in figures.text)
    ):
        return None
    rest = at + 2
    while rest < len(content) - 1 and isinstance(content[rest], pf.Str) and content[rest].text in ("–", "—", "-", ":"):
        rest += 2
    return rest, match[1].count(".") + 1 if match[1] else int(labelled)


def _levels(document: pf.Doc, depths: list[tuple[pf.Header, int]]) -> None:
    """Where levels contradict the numbers, the numbers are right: of two numbers the deeper has the lower level."""
    by_depth: dict[int, set[int]] = {}
    for header, depth in depths:
        by_depth.setdefault(depth, set()).add(header.level)
    ordered = [by_depth[depth] for depth in sorted(by_depth)]
    below = all(max(one) < min(other) for one, other in zip(ordered, ordered[1:], strict=False))
    if below and all(len(levels) == 1 for levels in ordered):
        return
    first = next(each for each in document.content if isinstance(each, pf.Header))
    below_title = 1 in by_depth and all(header is not first for header, _ in depths)
    for header, depth in depths:
        header.level = min(depth + below_title, 6)
