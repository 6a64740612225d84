"""Sets a bibliography as `(id, HTML)` pairs: second-field-align, display, repeated authors replaced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from .cites import Settings
from .output import Box

if TYPE_CHECKING:
    from .elements import Area
    from .run import Run


def render_entries(run: Run, ids: Iterable[str]) -> list[tuple[str, str]]:
    """The entries of a bibliography; none when the style has no bibliography."""
    part = run.style.bibliography_part
    if part is None:
        return []
    substitution = _AuthorSubstitution(part.attributes)
    entries = []
    for item_id in ids:
        box = _entry(run, item_id, part)
        substitution.apply(box)
        entries.append((item_id, run.html(box, braces=True)))
    return entries


def _entry(run: Run, item_id: str, part: Area) -> Box:
    registered = run.settings.get(item_id) or Settings()
    settings = registered.copy()
    if not run.add_names:
        settings.names = []
    if not run.add_givenname:
        settings.givens = []
    ctx = run.context(run.items[item_id], None, "bibliography", settings, requested=run.add_givenname)
    layout = part.layout_part
    boxes = [box for box in layout.render_inner(ctx) if not box.is_empty()]
    if not boxes:
        return Box([])
    if part.attributes.get("second-field-align") and not any(box.display for box in boxes):
        first = Box(boxes[:1], prefix=layout.before, display="left-margin")
        if len(boxes) > 1:
            boxes = [first, Box(boxes[1:], suffix=layout.after, display="right-inline")]
        else:
            first.suffix, boxes = layout.after, [first]
        return Box([Box(boxes)], style=layout.style_format)
    if any(box.display for box in boxes):
        display, boxes[-1].display = boxes[-1].display, None
        boxes[-1] = Box(boxes[-1:], suffix=layout.after, display=display)
        return Box([Box(boxes, layout.before)], style=layout.style_format)
    return Box([Box(boxes, layout.before, layout.after)], style=layout.style_format)


class _AuthorSubstitution:
    """subsequent-author-substitute: names that an entry shares with the one before are replaced."""

    def __init__(self, attributes: Mapping[str, str]) -> None:
        self.text = attributes.get("subsequent-author-substitute")
        self.rule = attributes.get("subsequent-author-substitute-rule", "complete-all")
        self.before: tuple[str, ...] | None = None

    def apply(self, box: Box) -> None:
        if self.text is None:
            return
        names = _first(box)
        here, before = tuple(names.data or ()) if names is not None else (), self.before
        if names is None or not here:
            return
        self.before = here
        if before is None:
            return
        if self.rule in ("complete-all", "complete-each"):
            if here != before:
                return
            if self.rule == "complete-all":
                self._replace_all(names)
            else:
                self._replace_each(names, len(here))
        elif self.rule == "partial-first":
            if here[:1] == before[:1]:
                self._replace_each(names, 1)
        else:
            same = 0
            while same < min(len(here), len(before)) and here[same] == before[same]:
                same += 1
            if same and next(names.find("name"), None) is None:
                self._replace_all(names)
            else:
                self._replace_each(names, same)

    def _replace_all(self, names: Box) -> None:
        labels = [label for label in names.find("names-label")]
        names.delimiter = ""
        names.children = [Box([self.text]), *labels] if self.text else labels

    def _replace_each(self, names: Box, count: int) -> None:
        replaced = 0

        def copy(box: Box | str) -> Box | str:
            nonlocal replaced
            if isinstance(box, str):
                return box
            if box.role == "name":
                replaced += 1
                if replaced <= count:
                    return Box([self.text or ""], role="name", data=box.data)
                return box
            return replace(box, children=[copy(child) for child in box.children])

        names.children = [copy(child) for child in names.children]


def _first(box: Box) -> Box | None:
    """The names of an entry, or what was substituted for them."""
    for child in box.children:
        if isinstance(child, str):
            continue
        if child.role in ("names", "substitute"):
            return child
        found = _first(child)
        if found is not None:
            return found
    return None
