"""Lists the changes to lines that may cure a page: a word kept whole, a line more or less in a paragraph or around one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes

from bookbuilder.layout.engine.given_lines import setting
from bookbuilder.layout.engine.kept_styles import strut
from bookbuilder.layout.engine.page_cost import Block, Made
from bookbuilder.layout.engine.paragraph_of import LONGER
from bookbuilder.layout.engine.source_tree import Changes, PageAdjustment, Resume, blocks, inlines
from bookbuilder.layout.paragraph.lines import TOO_LOOSE

LESS, MORE = 0.035, 0.09
"""The share of a paragraph's lines that may be missing, or too much, for it to have one less or more by other breaks."""
TRACKING = 0.010
"""What letters stand closer or further apart for that in text that is not justified, in sizes of the type."""
LONGEST = 500
"""Texts in a paragraph that is set a line longer at most: all of it is read again for each trial, and it has as many as pages."""

MOST_LINES = 150
"""Lines of such a paragraph: that of several pages is read again for each of them, and a line more may come to stand on any."""


def keep_word(way: list[tuple[Any, int, Resume]], measure: float, changes: Changes) -> bool:
    """Take the broken word out of its run of text and forbid hyphens in it, unless a line would be loose for its sake."""
    lines = [box for box, *_ in way if isinstance(box, boxes.LineBox)]
    loose = max((setting(it, measure)[1] for it in lines), default=0.0)
    parent, index, inner = way[-2] if isinstance(way[-1][0], boxes.TextBox) else way[-1]
    text = parent.children[index] if index < len(parent.children) else None
    if not isinstance(text, boxes.TextBox) or inner is None:
        return False
    ((byte, _),) = inner.items()
    before = len(text.text.encode()[:byte].decode())
    first = max(text.text.rfind(" ", 0, before), text.text.rfind("\u00a0", 0, before)) + 1
    last = text.text.find(" ", before)
    last = len(text.text) if last < 0 else last
    pieces = [
        text.copy_with_text(piece) for piece in (text.text[:first], text.text[first:last], text.text[last:]) if piece
    ]
    word = pieces[1 if first else 0]
    changes.style(word, hyphens="manual")
    changes.children(parent, [*parent.children[:index], *pieces, *parent.children[index + 1 :]])
    return max((setting(it, measure)[1] for it in lines), default=0.0) <= max(TOO_LOOSE, loose)


def longer_or_shorter(made: Made, sources: dict[Any, list[Any]]) -> Iterator[PageAdjustment]:
    """Paragraphs that may have a line more or less, those that need it least first."""
    wanted: list[tuple[float, int, Block]] = []
    for block in made.blocks:
        if block.element not in sources or not block.measure or block.lines < 2:
            continue
        if sum(1 for source in sources[block.element] for _ in islice(inlines(source), LONGEST)) >= LONGEST:
            continue
        whole = block.lines * block.measure
        for sign, most, amount in ((-1, LESS, block.last), (1, MORE, block.measure - block.last)):
            share = amount / whole if block.ends else LESS / 2
            if share <= most:
                wanted.append((share, sign, block))
    for _, sign, block in sorted(wanted, key=lambda it: it[0]):
        said = f"sets {block.element.get('id') or block.element.tag} a line {'longer' if sign > 0 else 'shorter'}"
        yield PageAdjustment(said, partial(_set_longer, sources[block.element], block.measure, sign))


def space_adjustments(made: Made, root: Any, begins: Resume) -> Iterator[PageAdjustment]:
    """A line more or less around what stands between paragraphs: half above it, half below; a heading only gains."""
    half = strut(root.style)[0] / 2
    sources = blocks(root, begins, made.resume_at)
    for element in made.spaced:
        name = element.get("id") or element.tag
        box = sources[element] if element in sources else None
        if box is None:
            continue
        heading, last = element.tag[:1] == "h", element is made.last
        if not heading and all(_px(box, side) >= 2 * half - 0.1 for side in ("margin_top", "margin_bottom")):
            yield PageAdjustment(f"closes the space around {name}", partial(_space, box, -half, -half))
        above, below = (2 * half, 0) if heading or last else (half, half)
        yield PageAdjustment(f"opens the space around {name}", partial(_space, box, above, below))


def _px(box: Any, side: str) -> float:
    length = box.style[side]
    return float(length.value) if getattr(length, "unit", "") == "px" else 0.0


def _space(box: Any, above: float, below: float, changes: Changes) -> bool:
    top, bottom = _px(box, "margin_top") + above, _px(box, "margin_bottom") + below
    changes.style(box, margin_top=Dimension(top, "px"), margin_bottom=Dimension(bottom, "px"))
    return True


def _set_longer(items: list[Any], measure: float, lines: int, changes: Changes) -> bool:
    """Give a paragraph other lines, unless one would be loose or three in a row end in hyphens; track it where it is ragged."""
    done = False
    for source in items:
        before, loose, ladder = setting(source.children[0], measure)
        if before > MOST_LINES:
            return False
        if before:
            changes.style(source.children[0], **{LONGER: lines})
            after, looser, higher = setting(source.children[0], measure)
            if looser > max(TOO_LOOSE, loose) or higher and not ladder:
                return False
            done = done or after != before
        elif source.style["letter_spacing"] == "normal":
            for box in inlines(source):
                changes.style(box, letter_spacing=lines * TRACKING * source.style["font_size"])
            done = True
    return done
