"""A cite in, whether the style prints its locator out; remembered for each kind of item, label and position."""

from __future__ import annotations


def prints_locator(run, cite) -> bool:
    key = (run.items[cite.id].type, cite.label, cite.position, cite.near_note, bool(cite.first_note))
    cache = run.__dict__.setdefault("locators_printed", {})
    if key not in cache:
        cache[key] = _asks(run, cite)
    return cache[key]


def _asks(run, cite) -> bool:
    settings = run.settings.get(cite.id)
    ctx = run.context(run.items[cite.id], cite, "citation", settings.copy() if settings else None, True)
    boxes = run.style.citation_part.layout_part.render_item(ctx)
    return any(_has_locator(box) for box in boxes)


def _has_locator(box) -> bool:
    return box.role == "locator" or any(not isinstance(child, str) and _has_locator(child) for child in box.children)
