"""The rendered cite as a tree of boxes: what an element printed, with its affixes, delimiter, formatting and role.

Elements of a style return boxes; collapsing, disambiguation and subsequent-author-substitute look at them or empty them;
`writing.py` turns them into HTML or plain text. A box that prints nothing takes its affixes and delimiter with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Children: TypeAlias = "Sequence[Box | str]"
Formats: TypeAlias = "tuple[tuple[str, str], ...]"
"""Formatting as CSS has it: pairs of a property and its value."""
FORMATS = ("font-style", "font-variant", "font-weight", "text-decoration", "vertical-align")


@dataclass(slots=True, eq=False)
class Box:
    """One piece of output. Two things are not print: `role` says what it is, and `data` what its readers look for.

    `quotes` is outer or inner where the box is a quotation, none where it forbids them, and else empty; `flip` marks an
    author's own markup in a field, which alternates with what stands round it.
    """

    children: Children
    prefix: str = ""
    suffix: str = ""
    delimiter: str = ""
    style: Formats = ()
    quotes: str = ""
    display: str | None = None
    role: str | None = None
    data: Any = None
    flip: bool = False

    def is_empty(self) -> bool:
        for child in self.children:
            if isinstance(child, str):
                if child:
                    return False
            elif not child.is_empty():
                return False
        return True

    def prune(self) -> bool:
        """Take out what prints nothing, once, before writing; True when something is left."""
        kept = [child for child in self.children if (child if isinstance(child, str) else child.prune())]
        if len(kept) != len(self.children):
            self.children = kept
        return bool(kept)

    def is_leaf(self) -> bool:
        """True when the box holds one plain string, so that its own formatting borders on its own suffix."""
        return len(self.children) == 1 and isinstance(self.children[0], str)

    def find(self, role: str) -> Iterator[Box]:
        """All boxes of a role below, in printing order."""
        for child in self.children:
            if not isinstance(child, str):
                if child.role == role:
                    yield child
                yield from child.find(role)
