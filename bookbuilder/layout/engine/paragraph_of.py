"""Reads a line box of the engine as a paragraph of the paragraph room, and finds the places of its offsets.

Read are text and inline boxes without edges of their own: emphasis, links, small caps, spans of a language, code, calls of
notes, and formulas and pictures whose width is known. Everything else makes the whole paragraph the engine's: leaders, floats,
text from right to left, other scripts, white space that is kept, a font that the book does not bring.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import get_log_attrs

from bookbuilder.layout.engine.shared_styles import identity
from bookbuilder.layout.engine.style_tokens import HANGING, Token, UnreadError, is_plain, says, token_of, width_of
from bookbuilder.layout.paragraph import DRAWN, Paragraph, Run
from bookbuilder.markdown.xhtml_text import class_names

_READ = re.compile(
    "[ -\u052f\u1c80-\u1c8f\u1d00-\u1fff\u2000-\u2027\u202f-\u205f\u2060\u2070-\u23ff\u2500-\u27ff\u2c60-\u2c7f\u2de0-\u2e5d"
    "\ua640-\ua69f\ua720-\ua7ff\ufb00-\ufb06\ufeff]*"
)
"""Characters of Latin, Greek and Cyrillic and the signs between them."""

LONGER = "bb_longer"
"""In the style of a line box: how many lines more its paragraph is to have, or fewer."""
_paragraphs: dict[Any, tuple[int, Paragraph]] = {}
"""By what a paragraph holds: its number and itself, in one document."""
MEMORY = (_paragraphs,)
"""What is remembered of one document."""
_state = 0
"""How often the tree of boxes has been changed."""


@dataclass(frozen=True)
class Content:
    """A paragraph, and which part of it each box holds."""

    key: Any
    number: int
    """That of its key: contents of one number have the same lines."""
    paragraph: Paragraph
    extents: dict[int, tuple[int, int]]
    """By the identity of a box: the offsets at which it begins and ends."""
    ends: dict[int, list[int]]
    """By the identity of a box: the offsets at which its children end."""
    tokens: dict[int, Token]
    """By the identity of a text's box."""
    leaves: tuple[tuple[tuple[int, ...], int, int, str], ...]
    """Of each text: the way to it, where it begins and ends, and itself."""
    root: Any


def note_change() -> None:
    """Say that something within a line box is not as it was: paragraphs are read anew."""
    global _state
    _state += 1


def clear_paragraphs() -> None:
    """Begin anew, as every document does."""
    _paragraphs.clear()


def content_of(line: Any) -> Content | None:
    """The paragraph of a line box, which is read once as long as nothing changes; None where the room cannot read it."""
    content: Content | None = read_once(line, "bb_content", _content_of)
    return content


def read_once(line: Any, name: str, read: Callable[[Any], Any]) -> Any:
    """What is read of a line box, kept under a name as long as it is the same and nothing in the tree has changed."""
    now = (line, line.style, line.children, _state)
    *known, found = line.__dict__.get(name, (None,))
    if len(known) != len(now) or any(old is not new for old, new in zip(known, now, strict=True)):
        found = read(line)
        line.__dict__[name] = (*now, found)
    return found


def _content_of(line: Any) -> Content | None:
    if line.style["direction"] != "ltr" or line.style["white_space"] != "normal":
        return None
    extents: dict[int, tuple[int, int]] = {}
    ends: dict[int, list[int]] = {}
    tokens: dict[int, Token] = {}
    leaves: list[tuple[tuple[int, ...], int, int, str]] = []
    runs: list[tuple[str, Token, bool, float, bool]] = []
    try:
        _walk(line, (), 0, False, False, extents, ends, tokens, leaves, runs)
    except UnreadError:
        return None
    if not runs:
        return None
    filled = line.style["text_align_last"] == "justify"
    justified = line.style["text_align_all"] == "justify"
    longer = justified and dict.get(line.style, LONGER, 0)
    key = (tuple(runs), filled, justified and says(line.style, HANGING, "hang"), longer, justified)
    number, paragraph = _paragraph(key)
    return Content(key, number, paragraph, extents, ends, tokens, tuple(leaves), line)


def number_of(key: Any) -> int:
    """The number of the paragraphs with this key."""
    return _paragraph(key)[0]


def offset_of(content: Content, place: Any) -> int:
    """Where in the paragraph a place lies at which the engine resumes."""
    box = content.root
    offset = 0
    while place is not None:
        ((index, place),) = place.items()
        if isinstance(box, boxes.TextBox):
            return offset + len(box.text.encode()[:index].decode())
        if index >= len(box.children):
            return content.extents[identity(box)][1]
        box = box.children[index]
        offset = content.extents[identity(box)][0]
    return offset


def place_of(content: Content, offset: int) -> Any:
    """Where the engine resumes at an offset; None at the paragraph's end."""
    at = bisect_right(content.leaves, offset, key=_end)
    if at == len(content.leaves):
        return None
    way, begins, _, text = content.leaves[at]
    found: Any = None
    if offset == begins:
        while len(way) > 1 and way[-1] == 0:
            way = way[:-1]
    else:
        found = {len(text[: offset - begins].encode()): None}
    for index in reversed(way):
        found = {index: found}
    return found


def _end(leaf: tuple[tuple[int, ...], int, int, str]) -> int:
    return leaf[2]


def _walk(
    box: Any, way: tuple[int, ...], offset: int, kept: bool, call: bool, extents: Any, ends: Any, tokens: Any,
    leaves: Any, runs: Any,
) -> int:  # fmt: skip
    begins = offset
    lasts = ends[identity(box)] = []
    for index, child in enumerate(box.children):
        inner = (*way, index)
        if isinstance(child, boxes.TextBox):
            token = token_of(child.style, kept)
            if child.text:
                if not _READ.fullmatch(child.text):
                    raise UnreadError
                tokens[identity(child)] = token
                leaves.append((inner, offset, offset + len(child.text), child.text))
                code = child.element is not None and child.element.tag == "code"
                runs.append((child.text, token, call, 0.0, code))
            extents[identity(child)] = (offset, offset + len(child.text))
            offset += len(child.text)
        elif isinstance(child, boxes.InlineReplacedBox) and child.is_in_normal_flow() and width_of(child.style):
            extents[identity(child)] = (offset, offset + len(DRAWN))
            leaves.append((inner, offset, offset + len(DRAWN), DRAWN))
            runs.append((DRAWN, token_of(box.style, kept), call, width_of(child.style), False))
            offset += len(DRAWN)
        elif type(child) is boxes.InlineBox and child.is_in_normal_flow() and not child.is_leader:
            if not is_plain(child.style):
                raise UnreadError
            names = class_names(child.element) if child.element is not None else ()
            white = child.style["white_space"]
            if white not in ("normal", "nowrap"):
                raise UnreadError
            held = "held" in names
            offset = _walk(
                child, inner, offset, white == "nowrap" and not held and not _is_held(child, kept),
                call or "noteref" in names, extents, ends, tokens, leaves, runs,
            )  # fmt: skip
        else:
            raise UnreadError
        lasts.append(offset)
    extents[identity(box)] = (begins, offset)
    return offset


def _is_held(box: Any, kept: bool) -> bool:
    """Whether a box within a held word has its white space from there, and is not itself kept whole."""
    return not kept and box.element is not None and any("held" in class_names(it) for it in _ancestors(box.element))


def _ancestors(element: Any) -> Iterator[Any]:
    up = element.getparent() if hasattr(element, "getparent") else None
    while up is not None:
        yield up
        up = up.getparent()


def _paragraph(key: Any) -> tuple[int, Paragraph]:
    found = _paragraphs.get(key)
    if found is None:
        parts, filled, hangs, longer, _ = key
        runs = tuple(
            Run(text, token.type, token.hyphenation, token.limits, token.hyphen, token.kept, code, call, drawn)
            for text, token, call, drawn, code in parts
        )
        text = "".join(run.text for run in runs)
        attributes = get_log_attrs(text.replace(DRAWN, "a"), parts[0][1].type.language)
        opportunities = frozenset(place for place in range(1, len(text)) if attributes[place].is_line_break)
        found = _paragraphs[key] = len(_paragraphs), Paragraph(runs, opportunities, filled, hangs, longer)
    return found
