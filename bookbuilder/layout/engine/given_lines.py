"""Gives the engine the lines that the paragraph room has chosen, when it asks for a justified paragraph's next line.

WeasyPrint fills line by line (https://github.com/Kozea/WeasyPrint/issues/2264). Here its `split_inline_box` is answered, for
a whole line, from the lines of the whole paragraph; the engine aligns, places and draws what it is given. The same
content at the same width gives the same lines, in a trial, in a note that is measured and in the page that stays.
What the room cannot do goes the engine's own way: see `_reads`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.matrix import Matrix

from bookbuilder.layout.engine import line_boxes
from bookbuilder.layout.engine.line_boxes import LineBuilder
from bookbuilder.layout.engine.paragraph_of import Content, content_of, number_of, offset_of
from bookbuilder.layout.engine.shared_styles import identity
from bookbuilder.layout.engine.style_tokens import says
from bookbuilder.layout.paragraph import (
    Line,
    Measure,
    Paragraph,
    balanced_lines,
    choose_lines,
    ragged_lines,
    widest_space,
)

_known: dict[Any, dict[int, Line]] = {}
"""Of a paragraph's number and its measures: each line by the offset at which it begins."""
_hangs: dict[Any, float] = {}
"""Of a title's number and its measures: how far its later lines are set in."""
MEMORY = (_hangs, *line_boxes.MEMORY)
"""What is remembered of one document, but for its lines, which are others after each page."""
BALANCE = "__balance"
"""The style sheet's `--balance`, as the engine knows it."""
RAGGED = "__ragged"
"""Its `--ragged`."""
LOOSE, FEW, NARROW = 0.45, 4, 22
"""Where that is `loose`: the word spaces, in sizes of the type, for which justified lines are chosen anew and not drawn out, in a
paragraph of so many lines, or in any of a measure of so many ems."""


@dataclass
class Count:
    """Justified lines of text, while a document is laid out: given by the room, and broken by the engine."""

    given: int = 0
    own: int = 0


count = Count()


def clear_given_lines() -> None:
    """Begin anew, as every document does."""
    _known.clear()
    for memory in MEMORY:
        memory.clear()
    count.given = count.own = 0


def lines_now() -> dict[Any, dict[int, Line]]:
    """The lines that are known now."""
    return {key: dict(lines) for key, lines in _known.items()}


def recall_lines(lines: dict[Any, dict[int, Line]]) -> None:
    """Know these lines and no others."""
    _known.clear()
    _known.update((key, dict(known)) for key, known in lines.items())


def with_given_lines(split_inline_box: Callable[..., Any], split_first_line: Callable[..., Any]) -> Callable[..., Any]:
    """The engine's function, which takes a paragraph's line from the room."""

    def split(
        context: Any, box: Any, position_x: float, max_x: float, bottom_space: float, skip_stack: Any,
        containing_block: Any, absolute_boxes: Any, fixed_boxes: Any, line_placeholders: Any, waiting_floats: Any,
        line_children: Any, first_letter_style: Any, first_line_style: Any,
    ) -> Any:  # fmt: skip
        if isinstance(box, boxes.LineBox) and _is_chosen(box.style):
            justified = box.style["text_align_all"] == "justify"
            plain = not (first_letter_style or first_line_style or context.excluded_shapes)
            content = content_of(box) if plain else None
            found = given_line(box, max_x, skip_stack) if plain else None
            if content and found:
                count.given += justified
                builder = LineBuilder(context, content, found, containing_block, split_first_line)
                return builder.line(box, position_x, given=justified)
            count.own += justified
        elif isinstance(box, boxes.LineBox) and says(box.style, BALANCE, "on") and not context.excluded_shapes:
            content = content_of(box)
            title = _title_line(content, box, max_x, skip_stack) if content else None
            if content and title:
                line, hang = title
                builder = LineBuilder(context, content, line, containing_block, split_first_line)
                return builder.line(box, position_x + hang, given=False)
        return split_inline_box(
            context, box, position_x, max_x, bottom_space, skip_stack, containing_block, absolute_boxes, fixed_boxes,
            line_placeholders, waiting_floats, line_children, first_letter_style, first_line_style,
        )  # fmt: skip

    return split


def with_shrinking_spaces(text_align: Callable[..., Any]) -> Callable[..., Any]:
    """The engine's function, which sets the word spaces of a given line wider or narrower, so that it fills the measure."""

    def align(context: Any, line: Any, available_width: float, last: bool) -> Any:
        if not getattr(line, "given", False):
            return text_align(context, line, available_width, last)
        gap = available_width + line.hangs[1] - line.width
        fills = line.fills and not last or line.style["text_align_last"] == "justify"
        if fills or gap < 0:
            spaces = _spaces(line)
            if spaces and abs(gap) > 1e-6:
                _widen(line, gap / spaces, 0.0)
        return 0

    return align


def with_stretched_glyphs(draw_first_line: Callable[..., Any]) -> Callable[..., Any]:
    """The engine's function, which draws the glyphs of a given line a little wider or narrower."""

    def draw(stream: Any, box: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any) -> Any:
        stretch = getattr(box, "stretch", 1.0)
        a, b, *others = matrix.values
        return draw_first_line(stream, box, text_overflow, block_ellipsis, Matrix(stretch * a, stretch * b, *others))

    return draw


def keep_lines(source: Any, place: Any, head: Any) -> None:
    """Let a paragraph that is cut at a place keep the lines that it had before it, whatever its width."""
    whole, part = content_of(source), content_of(head)
    if whole is None or part is None:
        return
    filled = source.style["text_align_all"] == "justify"
    cut = offset_of(whole, place)
    for (number, *measures), lines in list(_known.items()):
        if number != whole.number:
            continue
        kept = {begins: line for begins, line in lines.items() if line.follows < cut}
        last = next((line for line in lines.values() if line.follows == cut), None)
        if last is not None:
            ends = len(part.paragraph.text)
            kept[last.begins] = replace(last, ends=ends, follows=ends, hyphen=False)
            _known[number_of((part.key[0], filled, *part.key[2:])), measures[0], measures[1]] = kept


def given_line(box: Any, max_x: float, skip_stack: Any) -> Line | None:
    """The line of a paragraph that begins at a place; None where the engine breaks it."""
    content = content_of(box) if _is_chosen(box.style) else None
    if content is None:
        return None
    measure = _measure(box, max_x - box.position_x)
    begins = offset_of(content, skip_stack)
    return _lines(content, measure, begins).get(begins) if measure else None


def setting(box: Any, width: float) -> tuple[int, float, bool]:
    """Of a line box of the tree that is this wide: its lines, their widest word space in sizes of the type, and whether three lines
    in a row end in a hyphen; zeros where the engine breaks it."""
    content = content_of(box) if box.style["text_align_all"] == "justify" else None
    measure = _measure(box, width)
    if content is None or measure is None:
        return 0, 0.0, False
    known, found = _lines(content, measure, 0), [0]
    while found[-1] in known:
        found.append(known[found[-1]].follows)
    lines = [known[begins] for begins in found[:-1]]
    ladder = any(all(it.hyphen for it in lines[at : at + 3]) for at in range(len(lines) - 2))
    return len(lines), widest_space(content.paragraph, measure, lines), ladder


def _measure(box: Any, width: float) -> Measure | None:
    others, indent = round(width, 3), box.style["text_indent"]
    if getattr(indent, "unit", "px") != "px":
        return None
    return Measure(round(others - getattr(indent, "value", 0), 3), others)


def _lines(content: Content, measure: Measure, begins: int) -> dict[int, Line]:
    """The lines that are known of a paragraph in a measure, chosen from a place on where that one is not known."""
    known = _known.setdefault((content.number, measure.first, measure.others), {})
    if begins not in known:
        if begins:
            measure = Measure(measure.others, measure.others)
        justified = content.root.style["text_align_all"] == "justify"
        lines = (choose_lines if justified else ragged_lines)(content.paragraph, measure, begins)
        if justified and _ragged(content.root.style) == "loose" and _is_loose(content.paragraph, measure, lines):
            lines = tuple(replace(line, fills=False) for line in ragged_lines(content.paragraph, measure, begins))
        known.update((line.begins, line) for line in lines)
    return known


def _is_loose(paragraph: Paragraph, measure: Measure, lines: tuple[Line, ...]) -> bool:
    """Whether lines are better not drawn out to the measure."""
    size = max(run.type.size for run in paragraph.runs)
    small = len(lines) <= FEW or measure.others < NARROW * size
    broken = len(lines) > 1 and lines[-2].hyphen and not lines[-1].spaces  # nothing but the rest of a word is left
    return small and (broken or widest_space(paragraph, measure, lines) > LOOSE)


def _ragged(style: Any) -> str:
    return next((token.value for token in style[RAGGED] or () if hasattr(token, "value") and token.value.strip()), "")


def _is_chosen(style: Any) -> bool:
    """Whether the lines of a block are chosen together: those that are justified, and where the style sheet asks for it."""
    known = style.__dict__.get("bb_chosen")
    if known is None:
        align = style["text_align_all"]
        known = align == "justify" or align in ("left", "start") and _ragged(style) == "on"
        style.__dict__["bb_chosen"] = known
    return bool(known)


def _title_line(content: Content, box: Any, max_x: float, skip_stack: Any) -> tuple[Line, float] | None:
    """The line of a title that begins at a place, and how far it is set in; None where it cannot be balanced."""
    indent = box.text_indent if isinstance(box.text_indent, (int, float)) else 0
    begins = offset_of(content, skip_stack)
    others = round(max_x - box.position_x, 3)
    key = content.number, BALANCE, others
    if not begins or key not in _hangs:  # overleaf, what was found for the page before may be forgotten
        _known[key], _hangs[key] = {}, 0.0
        lines, _hangs[key] = balanced_lines(content.paragraph, Measure(others - indent, others), _number(content))
        _known[key].update((line.begins, line) for line in lines)
    line = _known[key].get(begins) if key in _known else None
    return (line, _hangs[key] if begins else 0.0) if line else None


def _number(content: Content) -> int:
    """Where the words of a title begin behind its number; 0 where it has none."""
    for child in content.root.children:
        if child.element is not None and child.element.get("class") == "number":
            end = content.extents[identity(child)][1]
            text = content.paragraph.text
            return end + len(text[end:]) - len(text[end:].lstrip(" "))
    return 0


def _spaces(box: Any) -> int:
    if isinstance(box, boxes.TextBox):
        return int(box.text.count(" ") + box.text.count("\u00a0"))
    return sum(map(_spaces, box.children)) if isinstance(box, boxes.ParentBox) else 0


def _widen(box: Any, extra: float, moved: float) -> float:
    """Give every word space so much more, and move what follows; returns how far."""
    box.position_x += moved
    if isinstance(box, boxes.TextBox):
        spaces = _spaces(box)
        box.justification_spacing = box.pango_layout.justification_spacing = extra / box.stretch
        box.width += extra * spaces
        return moved + extra * spaces
    before = moved
    for child in box.children if isinstance(box, boxes.ParentBox) else ():
        moved = _widen(child, extra, moved)
    box.width += moved - before
    return moved
