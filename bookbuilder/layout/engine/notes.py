"""Splits a note that does not fit at the foot of its call's page: the rest stands at the foot of the next page.

WeasyPrint never breaks a note (https://github.com/Kozea/WeasyPrint/issues/1833): it moves the line with the call to the
next page and leaves a hole, or prints a note taller than the page off the sheet. Here the note's box is laid out in the
room that is left, cut where its last line there ends, and the rest is handed to the next page as a note without a call.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from weasyprint.css.properties import TABLE_WRAPPER_BOX_PROPERTIES
from weasyprint.formatting_structure import boxes
from weasyprint.layout.block import block_level_layout, remove_placeholders
from weasyprint.layout.inline import iter_line_boxes

from bookbuilder.layout.engine.measured_notes import drawn_alone, ready
from bookbuilder.layout.engine.source_tree import can_cut, cut

LINES_OF_TEXT = 6
"""Lines of text that a page keeps at least when the rest of a long note is continued on it."""

LEADING = 1.4
"""Height of a line of text, in sizes of its type, where that room is measured."""

LINES_AHEAD = 2
"""Lines that still fit below a call's line: with fewer, the paragraph's own breaks are looked at."""

LAST_LINES = 2
"""The lines of a note that its break leaves on either page, where it can."""


@dataclass
class SplitNote:
    """A note cut in two."""

    whole: Any
    head: Any
    rest: Any


@dataclass(frozen=True)
class Line:
    """A line with a call, while its paragraph is laid out."""

    source: Any
    """The paragraph's text as one long line."""
    paragraph: Any
    resume_at: Any
    """Where the next line begins; None after the last."""
    bottom: float
    before: int
    """Lines of the paragraph above it on its page."""
    height: float

    def reserve(self, context: Any, bottom_space: float) -> float:
        """The height of lines that must follow it on its page, for the paragraph's orphans and widows' sake."""
        after = self._lines_after(context, bottom_space)
        style = self.paragraph.style
        first = min(after, max(0, style["orphans"] - self.before - 1))
        last = after if after < style["widows"] else 0
        return float(self.height * max(first, last))

    def _lines_after(self, context: Any, bottom_space: float) -> int:
        """How many lines follow, counted as far as widows and orphans ask."""
        if self.resume_at is None:
            return 0
        wanted = max(self.paragraph.style["orphans"], self.paragraph.style["widows"])
        absolute: list[Any] = []
        fixed: list[Any] = []
        following = iter_line_boxes(
            context, self.source, self.bottom, bottom_space, self.resume_at, self.paragraph, absolute, fixed, None, None
        )
        count = 0
        for line, _ in following:
            remove_placeholders(context, line.children, absolute, fixed)
            count += 1
            if count == wanted:
                break
        return count


def lay_out_note(context: Any, note: Any, bottom: float, bottom_space: float, line: Line) -> bool:
    """Lay out a line's note; True where the line must go to the next page, since not even a part of it fits.

    `bottom` is the lower edge of the line that calls it.
    """
    overflow: bool = context.layout_footnote(note)
    if context.in_column:
        return overflow
    if getattr(context, "broken_note", None):
        return True
    room = _page_foot(context) - bottom_space - bottom
    if not overflow and context.current_footnote_area.margin_height() + LINES_AHEAD * line.height <= room:
        return False
    reserve = line.reserve(context, bottom_space)
    room -= reserve
    if not overflow and context.current_footnote_area.margin_height() <= room + 0.01:
        return False
    fits_alone = not overflow and context.current_footnote_area.margin_height() <= room + reserve + 0.01
    broken = _broken(context, note, room, LAST_LINES)
    if broken is None and not fits_alone and getattr(context, "lone_lines", True):
        broken = _broken(context, note, room, 1) or (reserve and _broken(context, note, room + reserve, 1)) or None
    if broken is None:
        return not fits_alone
    _put(context, broken)
    return False


def hand_on(context: Any) -> None:
    """Give the rest of a broken note to the next page, before the notes that it already owes."""
    broken = getattr(context, "broken_note", None)
    if broken:
        context.reported_footnotes = [broken.rest, *context.reported_footnotes]
        context.handed_on = broken.rest
        context.broken_note = None


def continue_note(context: Any, note: Any) -> None:
    """Break the rest of a note once more where it would leave no room for text on its page."""
    if getattr(context, "handed_on", None) is not note:
        return
    page = context.current_footnote_area.page
    room = _page_foot(context) - page.content_box_y() - LINES_OF_TEXT * page.style["font_size"] * LEADING
    if context.current_footnote_area.margin_height() > room:
        broken = _broken(context, note, room, LAST_LINES)
        if broken:
            _put(context, broken)


def take_back(context: Any, note: Any) -> None:
    """Make a broken note whole again when its line leaves the page."""
    broken = getattr(context, "broken_note", None)
    if broken and broken.whole is note:
        notes = context.current_page_footnotes
        if broken.head in notes:
            notes[notes.index(broken.head)] = note
        context.broken_note = None


def _page_foot(context: Any) -> float:
    """The lower edge of the page's area were there no notes."""
    area = context.current_footnote_area
    return float(context.page_bottom + (area.margin_height() if area.height != "auto" else 0))


def _put(context: Any, broken: SplitNote) -> None:
    notes = context.current_page_footnotes
    notes[notes.index(broken.whole)] = broken.head
    context.broken_note = broken
    context._update_footnote_area()


def _broken(context: Any, note: Any, room: float, lines: int) -> SplitNote | None:
    """Cut the last note of the page's area so that the whole area is no taller than `room`."""
    if context.current_page_footnotes[-1] is not note:
        return None
    area = ready(context.current_footnote_area, context.current_page_footnotes, lines)
    source = area.children[-1]
    space = context.page_bottom - (area.content_box_y() + room - _edges(area))
    drawn, resume_at, *_ = block_level_layout(context, area, space, None, context.current_footnote_area.page)
    if drawn is None or resume_at is None or drawn.margin_height() > room + 0.01:
        return None
    last = len(area.children) - 1
    if list(resume_at) != [last] or resume_at[last] is None:
        return None
    printed = any(isinstance(box, boxes.TextBox) for box in drawn.children[-1].descendants())
    if not printed or not can_cut(source, resume_at[last]):
        return None
    head, rest = cut(source.deepcopy(), resume_at[last])
    split = SplitNote(note, _raw(head), _raw(rest))
    split.head.lone_rest = lines < LAST_LINES and _lines(drawn_alone(context, split.rest)) < LAST_LINES
    return split


def lone_lines(foot: Any) -> int:
    """How many parts of notes that a page's foot has split are of one line, there or overleaf."""
    heads = [note for note in foot.children if hasattr(note, "lone_rest")]
    return sum((_lines(note) < LAST_LINES) + note.lone_rest for note in heads)


def _lines(box: Any) -> int:
    """How many lines have words; a note begins with one that has none."""
    return sum(
        any(isinstance(inner, boxes.TextBox) for inner in it.descendants())
        for it in box.descendants()
        if isinstance(it, boxes.LineBox)
    )


def _edges(area: Any) -> float:
    names = ("margin_top", "padding_top", "margin_bottom", "padding_bottom")
    white = sum(getattr(area, name) or 0 for name in names if getattr(area, name) != "auto")
    return float(white + area.border_top_width + area.border_bottom_width)


def _raw(box: Any) -> Any:
    """The box with its lines and the frames of its tables taken apart again, as the engine keeps notes until it lays them out."""
    if isinstance(box, boxes.ParentBox):
        children = []
        for child in box.children:
            if isinstance(child, boxes.LineBox):
                children += list(child.children)
            else:
                children.append(_bare_table(child) if getattr(child, "is_table_wrapper", False) else child)
        box.children = [_raw(child) for child in children]
    return box


def _bare_table(frame: Any) -> Any:
    """A table as it was before the engine made a frame around it, which it makes again."""
    table = frame.get_wrapped_table()
    captions = [child for child in frame.children if child is not table]
    table.style = table.style.copy()
    table.style.update({name: frame.style[name] for name in TABLE_WRAPPER_BOX_PROPERTIES})
    table.children = [*captions, *table.column_groups, *table.children]
    table.column_groups = ()
    return table
