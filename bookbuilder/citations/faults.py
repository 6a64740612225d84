"""Reports unknown keys with the closest ones, items without type, and locators that do not print."""

from __future__ import annotations

import difflib
import html
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from .output import Box
from .rendered import Fault
from .variables import ITEM_TYPES

if TYPE_CHECKING:
    from .cites import Citation, Cite
    from .items import Item
    from .run import Run


class Collected:
    """The faults of one rendering, each reported once."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._reported: set[tuple[object, ...]] = set()

    def add(self, kind: str, item: str | None, message: str, citation: int | None = None) -> None:
        if (kind, item, message, citation) not in self._reported:
            self._reported.add((kind, item, message, citation))
            self.faults.append(Fault(kind, item, message, citation))

    def unknown_item(self, key: str, table: Mapping[str, Item], citation: int) -> None:
        close = difflib.get_close_matches(key, list(table), n=3, cutoff=0.6)
        hint = f"; did you mean {' or '.join(close)}?" if close else ""
        self.add("unknown-item", key, f'there is no reference "{key}"{hint}', citation)

    def check_item(self, item: Item, table: Mapping[str, Item]) -> None:
        if not item.id:
            self.add("no-id", None, "a reference has no id; it cannot be cited")
        elif item.id in table:
            self.add("duplicate-item", item.id, f'the id "{item.id}" is used twice; the first reference is kept')
        if not item.type:
            self.add(
                "no-type",
                item.id or None,
                f'the reference "{item.id}" has no type; write one such as book or article-journal',
            )
        elif item.type not in ITEM_TYPES:
            close = difflib.get_close_matches(item.type, sorted(ITEM_TYPES), n=3, cutoff=0.6)
            hint = f"; did you mean {' or '.join(close)}?" if close else ""
            self.add(
                "unknown-type", item.id or None, f'the reference "{item.id}" has the unknown type "{item.type}"{hint}'
            )


def missing_mark(key: str) -> str:
    """What stands in the text for a cite of an unknown item."""
    return f"<b>{html.escape(key)}?</b>"


def check_locators(run: Run, citations: Sequence[Citation], found: Collected) -> None:
    """A locator that the style does not print for its cite is lost; its author should know."""
    for index, citation in enumerate(citations):
        for cite in citation.cites:
            if cite.locator and not cite.author_only and not _prints_locator(run, cite):
                found.add(
                    'locator-not-printed', cite.id,
                    f'the style does not print the locator "{cite.locator}" ({cite.label}) for "{cite.id}"', index,
                )  # fmt: skip


def _prints_locator(run: Run, cite: Cite) -> bool:
    """Whether the style prints a cite's locator; remembered for each kind of item, label and position."""
    item, settings = run.items[cite.id], run.settings.get(cite.id)
    key = (item.type, cite.label, cite.position, cite.near_note, bool(cite.first_note))
    if key not in run.locators_printed:
        ctx = run.context(item, cite, "citation", settings.copy() if settings else None, True)
        boxes = run.style.citation_part.layout_part.render_inner(ctx)
        run.locators_printed[key] = any(True for _ in Box(boxes).find("locator"))
    return run.locators_printed[key]


def check_entries(entries: Sequence[tuple[str, str]], found: Collected) -> None:
    for item_id, text in entries:
        if not text:
            found.add("prints-nothing", item_id, f'the style prints nothing for the reference "{item_id}"')
