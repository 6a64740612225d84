"""Says whether a style prints a cite's locator; remembered for each kind of item, label and position."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .cites import Cite
    from .output import Box
    from .run import Run


def prints_locator(run: Run, cite: Cite) -> bool:
    key = (run.items[cite.id].type, cite.label, cite.position, cite.near_note, bool(cite.first_note))
    cache = run.locators_printed
    if key not in cache:
        cache[key] = _asks(run, cite)
    return cache[key]


def _asks(run: Run, cite: Cite) -> bool:
    settings = run.settings.get(cite.id)
    ctx = run.context(run.items[cite.id], cite, "citation", settings.copy() if settings else None, True)
    boxes = run.style.citation_part.layout_part.render_item(ctx)
    return any(_has_locator(box) for box in boxes)


def _has_locator(box: Box) -> bool:
    return box.role == "locator" or any(not isinstance(child, str) and _has_locator(child) for child in box.children)
