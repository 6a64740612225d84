"""Finds the blocks in which a document differs from the one before it, in the engine's boxes of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes

_AROUND = ("html", "body", "section", "div")
"""Elements whose blocks are taken one by one; every other block is one piece."""


@dataclass(frozen=True)
class Piece:
    """A block that has changed."""

    parent: Any
    index: int
    old: Any
    new: Any


def compare(old: Any, new: Any) -> list[Piece]:
    """The blocks of an old tree that are other ones in a new one; none where more differs than what stands in blocks."""
    return _Comparison().pieces_of(old, new) or []


class _Comparison:
    def __init__(self) -> None:
        self._styles: dict[tuple[int, int], bool] = {}
        """Whether two styles, by their identities, are alike."""

    def pieces_of(self, old: Any, new: Any) -> list[Piece] | None:
        """The blocks that differ in two boxes that hold blocks; None where something else does."""
        one, other = old.element, new.element
        if not (
            _is_around(old) and _is_around(new) and _is_alike_itself(one, other) and self._is_styled_alike(old, new)
        ):
            return None
        children = {child: at for at, child in enumerate(one)}
        if len(children) != len(other) or len(old.children) != len(new.children):
            return None
        found: list[Piece] = []
        boxed = set()
        for index, (box, twin) in enumerate(zip(old.children, new.children, strict=True)):
            at = children.get(box.element, -1)
            if at < 0 or box.element_tag != box.element.tag:  # what a style sheet adds
                if not self._is_like(box, twin):
                    return None
                continue
            boxed.add(at)
            if twin.element is not other[at] or not _is_alike_itself(box.element, twin.element):
                return None
            if type(box) is not type(twin) or not self._is_styled_alike(box, twin):
                return None
            if _is_same(box.element, twin.element) and self._is_like(box, twin):
                continue
            inner = self.pieces_of(box, twin)
            if inner is None and not (box.is_in_normal_flow() and twin.is_in_normal_flow()):
                return None
            found += [Piece(old, index, box, twin)] if inner is None else inner
        return found if all(_is_same(one[at], other[at]) for at in range(len(other)) if at not in boxed) else None

    def _is_like(self, box: Any, other: Any) -> bool:
        """Whether two boxes have the same texts and styles, those that style sheets add among them."""
        if (
            type(box) is not type(other)
            or box.element_tag != other.element_tag
            or not self._is_styled_alike(box, other)
        ):
            return False
        if isinstance(box, boxes.TextBox):
            return bool(box.text == other.text)
        if (box.footnote is None) is not (other.footnote is None):
            return False
        if box.footnote is not None and not self._is_like(box.footnote, other.footnote):
            return False
        return len(box.children) == len(other.children) and all(map(self._is_like, box.children, other.children))

    def _is_styled_alike(self, box: Any, other: Any) -> bool:
        firsts = ("first_letter_style", "first_line_style")
        others = ((getattr(box, name), getattr(other, name)) for name in firsts)
        return self._are_alike(box.style, other.style) and all(self._are_alike(*pair) for pair in others)

    def _are_alike(self, one: Any, other: Any) -> bool:
        """Whether the same rules have given two styles their values, and those that they inherit from."""
        if one is other:
            return True
        key = id(one), id(other)
        if key not in self._styles:
            given, given_too = getattr(one, "cascaded", {}), getattr(other, "cascaded", {})
            self._styles[key] = (
                type(one) is type(other)
                and given.keys() == given_too.keys()
                and all(given[name][0] == given_too[name][0] for name in given)
                and self._are_alike(getattr(one, "parent_style", None), getattr(other, "parent_style", None))
            )
        return self._styles[key]


def _is_around(box: Any) -> bool:
    """Whether a box holds nothing but blocks, one below the other."""
    element = box.element
    if (
        type(box) is not boxes.BlockBox
        or element is None
        or element.tag not in _AROUND
        or box.element_tag != element.tag
    ):
        return False
    columns = box.style["column_count"] == "auto" and box.style["column_width"] == "auto"
    return columns and all(isinstance(it, boxes.BlockLevelBox) for it in box.children)


def _is_alike_itself(one: Any, other: Any) -> bool:
    """Whether two elements have the same name and attributes, and the same text between their blocks."""
    return bool(
        one.tag == other.tag
        and one.attrib == other.attrib
        and (one.tail or "").strip() == (other.tail or "").strip()
        and (one.tag not in _AROUND or (one.text or "").strip() == (other.text or "").strip())
    )


def _is_same(one: Any, other: Any) -> bool:
    """Whether two elements say the same, in every part."""
    return bool(
        one.tag == other.tag
        and one.text == other.text
        and one.tail == other.tail
        and one.attrib == other.attrib
        and len(one) == len(other)
        and all(map(_is_same, one, other))
    )
