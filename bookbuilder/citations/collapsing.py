"""Collapses the rendered cites of a citation: repeated names and years dropped, numbers ranged, joined.

See https://docs.citationstyles.org/en/stable/specification.html#cite-collapsing
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .output import Box
from .writing import plain_text

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
        return _authors(run, cites, boxes, collapse)
    return _join(
        [
            (cite, box, run.style.citation_part.layout_part.delimiter_text)
            for cite, box in zip(cites, boxes, strict=True)
        ]
    )


def _join(rows: Sequence[tuple[Cite, Box, str]]) -> list[Box]:
    """Each cite behind its delimiter; a suffix that ends in a mark, or a prefix that begins with one, replaces it."""
    joined: list[Box] = []
    for index, (here, box, delimiter) in enumerate(rows):
        if box.is_empty():
            continue
        if joined:
            before = rows[index - 1][0]
            if before.suffix and before.suffix[-1] in PUNCTUATED and not before.suffix.endswith("."):  # of "3f."
                delimiter = delimiter[delimiter.index(" ") :] if " " in delimiter else ""
            elif not before.suffix and here.prefix and here.prefix[0] in PUNCTUATED:
                delimiter = ""
            box = Box([box], prefix=delimiter)
        joined.append(box)
    return joined


def _runs(count: int, follows: Callable[[int, int], bool]) -> Iterator[tuple[int, int]]:
    """The first and the last place of each sequence of three or more; all other places by themselves.

    `follows` says whether a place goes on with the sequence that begins at another.
    """
    first = 0
    while first < count:
        last = first
        while last + 1 < count and follows(first, last + 1):
            last += 1
        last = last if last - first >= 2 else first
        yield first, last
        first = last + 1


# -- numbers


def _numbers(run: Run, cites: Sequence[Cite], boxes: list[Box]) -> list[Box]:
    """Three or more numbers in sequence become a range."""
    part = run.style.citation_part
    after = part.attributes.get("after-collapse-delimiter")
    numbers = [_lone_number(box) for box in boxes]
    starts = [_lone_number(box, prefixed=True) for box in boxes]
    rows = []
    for first, last in _runs(len(boxes), lambda start, at: _follows(numbers[at], starts[start], at - start)):
        alone = numbers[first] is not None and (
            first + 1 == len(boxes) or numbers[first + 1] is None or _follows(numbers[first + 1], numbers[first])
        )
        located = first and cites[first - 1].locator and not alone
        delimiter = after if after is not None and located else part.layout_part.delimiter_text
        box = boxes[first]
        if last > first:
            is_marked = run.options.mark_cites
            begin, end = (_unmarked(it) if is_marked else it for it in (boxes[first], boxes[last]))
            box = Box([begin, Box([end], prefix=run.locale.citation_range_delimiter)])
            if is_marked:
                box.role, box.data = "cite", " ".join(cite.id for cite in cites[first : last + 1])
        rows.append((cites[last], box, delimiter))
    return _join(rows)


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


@dataclass(frozen=True)
class _Written:
    """What stands in a citation before a cite, as far as it matters for what is written behind it."""

    names: str | None = None
    years: list[int] | None = None
    is_collapsed: bool = False
    is_grouped: bool = False


def _authors(run: Run, cites: Sequence[Cite], boxes: list[Box], collapse: str | None) -> list[Box]:
    """Cites of one author after another: the names once, and with year-suffix the year once."""
    attributes, standard = run.style.citation_part.attributes, run.style.citation_part.layout_part.delimiter_text
    group = attributes.get("cite-group-delimiter")
    delimiters, letters = [], []
    before = _Written()
    for index, box in enumerate(boxes):
        names = next(box.find("names"), None)
        text = plain_text(names, run.locale) if names is not None else None
        years = [year.data for year in box.find("year")]
        same = names is not None and text == before.names
        without = names is None and _may_follow(cites, boxes, index)
        collapsed = False
        if collapse and (same or (without and index)):
            is_year_said = collapse.startswith("year-suffix") and years == before.years
            collapsed = _drop_repeated(box, names, same, is_year_said)
        delimiter = standard
        if index:
            joins = same or (without and before.is_grouped)
            found = _delimiter(run, cites[index - 1], before, same, joins, collapsed)
            delimiter = found if found is not None else standard
        letter = _lone_letter(box) if index and collapse else None
        if letter is not None:
            delimiter = group or attributes.get("year-suffix-delimiter") or standard
        delimiters.append(delimiter)
        letters.append(letter)
        grouped, said = (before.is_grouped, before.names) if names is None else (same, text)
        before = _Written(said, years or before.years, collapsed, grouped)
    rows = list(zip(cites, boxes, delimiters, strict=True))
    return _ranged(run, rows, letters) if collapse == "year-suffix-ranged" else _join(rows)


def _drop_repeated(box: Box, names: Box | None, same: bool, is_year_said: bool) -> bool:
    """Take out of a cite the names, and the year, that the one before has; whether nothing but a date or a number is left."""
    if names is not None:
        names.children = []
    quiet = not any(field.children and field.data for field in box.find("field"))
    numbered = next(box.find("citation-number"), None) is not None
    years = list(box.find("year"))
    if is_year_said and quiet and len(years) == 1:  # no range
        for printed in (*years, *box.find("era")):
            printed.children = []
    return quiet and (same or not numbered)  # or a bare year, "n.d."


def _delimiter(run: Run, last: Cite, before: _Written, same: bool, joins: bool, collapsed: bool) -> str | None:
    """What stands behind the cite `last` before another one; None where that is the layout's delimiter.

    `same`: both have the same names; `joins`: they belong to one group; `collapsed`: only a date or a number is left.
    """
    attributes = run.style.citation_part.attributes
    group, after = attributes.get("cite-group-delimiter"), attributes.get("after-collapse-delimiter")
    if after is None:
        if joins and group:
            return group
        return ", " if collapsed and run.style_class == "in-text" else None
    if collapsed and same and group and not last.locator:
        return group
    ends = not collapsed and (before.is_collapsed or attributes.get("collapse") != "year-suffix")
    return after if last.locator or ends else None


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


def _lone_letter(box: Box) -> int | None:
    found = list(box.find("year-suffix"))
    return found[0].data if len(found) == 1 and _only(box, found[0]) else None


def _ranged(run: Run, rows: Sequence[tuple[Cite, Box, str]], letters: Sequence[int | None]) -> list[Box]:
    """Year suffixes in sequence become a range ("1999a–c")."""
    starts = [next((found.data for found in box.find("year-suffix")), None) for _, box, _ in rows]
    kept = []
    for first, last in _runs(len(rows), lambda start, at: _follows(letters[at], starts[start], at - start)):
        kept.append(rows[first])
        if last > first:
            kept.append((*rows[last][:2], run.locale.citation_range_delimiter))
    return _join(kept)
