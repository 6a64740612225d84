"""Collapses the rendered cites of a citation: repeated names and years dropped, numbers ranged, joined.

See https://docs.citationstyles.org/en/stable/specification.html#cite-collapsing
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from .output import Box
from .writing import Writer

if TYPE_CHECKING:
    from .cites import Cite
    from .run import Run

PUNCTUATED = (";", ".", ",")


def join_cites(run: Run, cites: Sequence[Cite], boxes: list[Box]) -> list[Box]:
    """The cites with delimiters between them, collapsed as the style asks."""
    attributes = run.style.citation_part.attributes
    collapse = attributes.get("collapse")
    if collapse == "citation-number" and any(True for box in boxes for _ in box.find("citation-number")):
        return _numbers(run, cites, boxes)
    if collapse or attributes.get("cite-group-delimiter"):
        return _authors(run, cites, boxes, attributes, collapse)
    return _join(cites, boxes, [run.style.citation_part.layout_part.delimiter_text] * len(boxes))


def _join(cites: Sequence[Cite], boxes: list[Box], delimiters: Sequence[str]) -> list[Box]:
    """Each cite behind its delimiter; a suffix that ends in a mark, or a prefix that begins with one, replaces it."""
    joined: list[Box] = []
    for index, box in enumerate(boxes):
        if box.is_empty():
            continue
        if joined:
            delimiter = delimiters[index]
            before, here = cites[index - 1], cites[index]
            if before.suffix and before.suffix[-1] in PUNCTUATED and not before.suffix.endswith("."):  # of "3f."
                delimiter = delimiter[delimiter.index(" ") :] if " " in delimiter else ""
            elif not before.suffix and here.prefix and here.prefix[0] in PUNCTUATED:
                delimiter = ""
            box = Box([box], prefix=delimiter)
        joined.append(box)
    return joined


# -- numbers


def _numbers(run: Run, cites: Sequence[Cite], boxes: list[Box]) -> list[Box]:
    """Three or more numbers in sequence become a range."""
    part = run.style.citation_part
    delimiter = part.layout_part.delimiter_text
    after = part.attributes.get("after-collapse-delimiter")
    numbers = [_lone_number(box) for box in boxes]
    delimiters = []
    for index in range(len(boxes)):
        alone = numbers[index] is not None and (
            index + 1 == len(boxes) or numbers[index + 1] is None or _follows(numbers[index + 1], numbers[index])
        )
        located = index and cites[index - 1].locator and not alone
        delimiters.append(after if after is not None and located else delimiter)
    starts = [_lone_number(box, prefixed=True) for box in boxes]
    kept, kept_cites, kept_delimiters = [], [], []
    index = 0
    while index < len(boxes):
        end = index
        while end + 1 < len(boxes) and _follows(numbers[end + 1], starts[index], end + 1 - index):
            end += 1
        if end - index >= 2:
            middle = Box([boxes[index], Box([boxes[end]], prefix=run.locale.citation_range_delimiter)])
            if run.options.mark_cites:
                keys = " ".join(cite.id for cite in cites[index : end + 1])
                middle = Box([_unmarked(boxes[index]), Box([_unmarked(boxes[end])], prefix=run.locale.citation_range_delimiter)], role='cite', data=keys)  # fmt: skip
            kept.append(middle)
            kept_cites.append(cites[end])
            kept_delimiters.append(delimiters[index])
            index = end + 1
            continue
        kept.append(boxes[index])
        kept_cites.append(cites[index])
        kept_delimiters.append(delimiters[index])
        index += 1
    return _join(kept_cites, kept, kept_delimiters)


def _follows(number: int | None, first: int | None, after: int = 1) -> bool:
    return first is not None and number == first + after


def _unmarked(box: Box) -> Box:
    return Box(box.children, box.prefix, box.suffix)


def _lone_number(box: Box, prefixed: bool = False) -> int | None:
    """The citation number of a cite that prints nothing else; `prefixed` allows for an author's prefix."""
    found = list(box.find("citation-number"))
    if len(found) != 1:
        return None
    if prefixed and isinstance(box.children[0], Box) and box.children[0].role == "cite-prefix":
        box = Box(box.children[1:])
    return found[0].data if _only(box, found[0]) else None


def _only(box: Box, wanted: Box) -> bool:
    """True when a box prints nothing but another box below it."""
    if box is wanted:
        return True
    printing = [child for child in box.children if (child if isinstance(child, str) else not child.is_empty())]
    return len(printing) == 1 and not isinstance(printing[0], str) and _only(printing[0], wanted)


# -- authors and years


def _authors(
    run: Run, cites: Sequence[Cite], boxes: list[Box], attributes: Mapping[str, str], collapse: str | None
) -> list[Box]:
    """Cites of one author after another: the names once, and with year-suffix the year once."""
    layout_delimiter = run.style.citation_part.layout_part.delimiter_text
    group = attributes.get("cite-group-delimiter")
    after = attributes.get("after-collapse-delimiter")
    letters_delimiter = attributes.get("year-suffix-delimiter")
    delimiters, names_before, years_before = [], None, None
    collapsed_before = grouped = False
    states = []
    for index, box in enumerate(boxes):
        names = next(box.find("names"), None)
        text = _plain(run, names) if names is not None else None
        years = [year.data for year in box.find("year")]
        same = names is not None and text == names_before
        without = names is None and _may_follow(cites, boxes, index)
        collapsed = False
        if collapse and (same or (without and index)):
            if names is not None:
                names.children = []
            quiet = not any(True for _ in _texts(box))
            numbered = next(box.find("citation-number"), None) is not None
            collapsed = quiet and (same or (without and not numbered))  # or a bare year, "n.d."
            if collapse.startswith("year-suffix") and years == years_before and quiet and len(years) == 1:  # no range
                for printed in [*box.find("year"), *box.find("era")]:
                    printed.children = []
        delimiter = layout_delimiter
        if index:
            if after is not None:
                if (
                    cites[index - 1].locator
                    or (collapsed_before and not collapsed)
                    or (not collapsed_before and not collapsed and collapse != "year-suffix")
                ):
                    delimiter = after
            elif (same or (without and grouped)) and group:
                delimiter = group
            elif collapsed and run.style_class == "in-text":
                delimiter = ", "
            if collapsed and same and after is not None and group and not cites[index - 1].locator:
                delimiter = group
        if names is not None:
            grouped, names_before = same, text
        only_letter = _lone_letter(box) if index and collapse else None
        if only_letter is not None:
            delimiter = group or letters_delimiter or layout_delimiter
        delimiters.append(delimiter)
        states.append(only_letter)
        years_before = years or years_before
        collapsed_before = collapsed
    if collapse == "year-suffix-ranged":
        return _ranged(run, cites, boxes, delimiters, states)
    return _join(cites, boxes, delimiters)


def _may_follow(cites: Sequence[Cite], boxes: Sequence[Box], index: int) -> bool:
    """Whether a cite without names belongs to the one before it.

    It does where its author is left out and both have the same, or where neither prints more than a date or a number.
    """
    if not index:
        return True
    if not cites[index].suppress_author:
        return not any(True for role in ("names", "field") for _ in boxes[index - 1].find(role))
    before, here = cites[index - 1].item, cites[index].item
    return before is None or here is None or [*before.names.values()][:1] == [*here.names.values()][:1]


def _texts(box: Box) -> Iterator[Box]:
    """Plain fields that a cite prints besides names, dates and locators."""
    for field in box.find("field"):
        if field.children and field.data:
            yield field


def _lone_letter(box: Box) -> int | None:
    found = list(box.find("year-suffix"))
    return found[0].data if len(found) == 1 and _only(box, found[0]) else None


def _ranged(
    run: Run, cites: Sequence[Cite], boxes: list[Box], delimiters: Sequence[str], letters: Sequence[int | None]
) -> list[Box]:
    """Year suffixes in sequence become a range ("1999a–c")."""
    kept, kept_cites, kept_delimiters = [], [], []
    index = 0
    while index < len(boxes):
        start = next(iter([found.data for found in boxes[index].find("year-suffix")]), None)
        end = index
        while start is not None and end + 1 < len(boxes) and letters[end + 1] == start + (end + 1 - index):
            end += 1
        kept.append(boxes[index])
        kept_cites.append(cites[index])
        kept_delimiters.append(delimiters[index])
        if end - index >= 2:
            kept.append(boxes[end])
            kept_cites.append(cites[end])
            kept_delimiters.append(run.locale.citation_range_delimiter)
            index = end + 1
        else:
            index += 1
    return _join(kept_cites, kept, kept_delimiters)


def _plain(run: Run, box: Box) -> str:
    writer = Writer(run.locale, markup=False)
    writer.write(box)
    return writer.plain()
