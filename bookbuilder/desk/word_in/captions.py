"""Turns captions that were typed as plain paragraphs into captions, and reports each."""

from __future__ import annotations

import re
from collections.abc import Callable

import panflute as pf

from bookbuilder.desk.word_in.caption_labels import COUNT, FIGURE, JOINED, TABLE
from bookbuilder.desk.word_in.cross_references import BY_LABEL, without_anchors
from bookbuilder.markdown.ast import in_order, replace, words

Note = Callable[[str, str], None]
_REFERENCE = re.compile(
    r"\b(?:Table|Figure|Fig\.|Chapter|Section|Таблиц\w+|Рисун\w+|Глав\w+)[  ]\d+(?:\.\d+)*", re.IGNORECASE
)


def captions(document: pf.Doc, note: Note) -> list[tuple[pf.Element, list[str]]]:
    """“Table 1. Flows” beside a table and “Figure 1. A view” below a picture become their captions, without the number.

    The names of Word's bookmarks in a caption, by which its text refers to it, come back with the table or figure.
    """
    named: list[tuple[pf.Element, list[str]]] = []
    for block in list(in_order(document)):
        if isinstance(block, (pf.Table, pf.Figure)) and block.caption and block.caption.content:
            holder = block.caption.content[0]
            typed, (caption, anchors) = (
                words(holder),
                _caption(holder, TABLE if isinstance(block, pf.Table) else FIGURE),
            )
            if caption:
                note("number taken from a caption", typed)
                holder.content = caption
                named.append((block, anchors))
    for block in list(document.content):
        if isinstance(block, pf.Table) and not (block.caption and words(block.caption)):
            below = block.next if not _is_above_another(block.next) else None
            for beside in (block.prev, below):
                typed, (caption, anchors) = words(beside) if beside is not None else "", _caption(beside, TABLE)
                if caption:
                    note("typed caption made the table's", typed)
                    block.caption = pf.Caption(pf.Plain(*caption))
                    named.append((block, anchors))
                    replace(beside, [])
                    break
        elif isinstance(block, pf.Para) and len(block.content) == 1 and isinstance(block.content[0], pf.Image):
            typed, (caption, anchors) = (
                words(block.next) if block.next is not None else "",
                _caption(block.next, FIGURE),
            )
            if caption:
                note("typed caption made the figure's", typed)
                figure = pf.Figure(pf.Plain(block.content[0]), caption=pf.Caption(pf.Plain(*caption)))
                named.append((figure, anchors))
                replace(block.next, [])
                replace(block, [figure])
    return named


def _is_above_another(block: pf.Element | None) -> bool:
    """Between two tables, a caption that has none below its own table is the second one's, as captions of tables stand above."""
    after = block.next if block is not None else None
    return (
        isinstance(after, pf.Table)
        and not (after.caption and words(after.caption))
        and not _caption(after.next, TABLE)[0]
    )


def typed_references(paragraph: pf.Element, note: Note) -> None:
    """“Table 2” in the text is not a reference that follows when tables move."""
    for match in _REFERENCE.finditer(words([each for each in paragraph.content if not isinstance(each, pf.Link)])):
        note("reference in plain text, left as it is", match[0])


def _caption(block: pf.Element | None, label: re.Pattern[str]) -> tuple[list[pf.Element], list[str]]:
    """The words behind “Table 1.” and the anchors among them; none where the paragraph is not a caption."""
    if not isinstance(block, (pf.Para, pf.Plain)):
        return [], []
    content, anchors = without_anchors(list(block.content))
    content = _unwrapped(content)
    if content and isinstance(content[0], pf.Str) and "\u00a0" in content[0].text:
        name, _, count = content[0].text.partition("\u00a0")
        content = [pf.Str(name), pf.Space(), pf.Str(count), *content[1:]]
    gap = (pf.Space, pf.SoftBreak)
    joined = JOINED.match(content[0].text) if len(content) > 1 and isinstance(content[0], pf.Str) else None
    head = [content[0], content[2]] if len(content) > 4 and isinstance(content[1], gap) else []
    first, second = (words(head[0]), words(head[1])) if head else ("", "")
    is_caption = label.match(first) and COUNT.match(second)
    is_caption = is_caption or COUNT.match(first) and label.match(second.rstrip(".:"))  # "6. ábra: A view"
    if joined and label.match(joined["label"]):
        rest = content[1:]
        anchors.append(BY_LABEL + content[0].text.rstrip(".:："))
    elif is_caption:
        rest = content[3:]
        anchors.append(f"{BY_LABEL}{first} {second}".rstrip(".:"))
    else:
        return [], []
    while rest and (
        isinstance(rest[0], gap) or isinstance(rest[0], pf.Str) and rest[0].text in (".", ":", "–", "—", "-")
    ):
        rest = rest[1:]
    if rest and isinstance(rest[-1], pf.Str) and rest[-1].text.endswith(".") and not rest[-1].text.endswith(".."):
        rest[-1].text = rest[-1].text[:-1]
    return rest, anchors


def _unwrapped(content: list[pf.Element]) -> list[pf.Element]:
    """A caption that is wholly bold or italic, without that."""
    while len(content) == 1 and isinstance(content[0], (pf.Strong, pf.Emph, pf.Span)):
        content = list(content[0].content)
    if content and isinstance(content[0], (pf.Strong, pf.Emph)):
        content = [*content[0].content, *content[1:]]
    return content
