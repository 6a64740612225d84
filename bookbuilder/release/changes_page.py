"""Writes the page that shows an editor what changed between two releases."""

from __future__ import annotations

from dataclasses import dataclass

from bookbuilder.diagnostics import Outcome
from bookbuilder.release.changes import changes
from bookbuilder.release.text_record import Text
from bookbuilder.theme.templates import Theme, render

TEMPLATE = "release/changes.html"


@dataclass(frozen=True)
class MovedPage:
    """A chapter, figure or table that begins on another printed page now."""

    title: str
    before: str
    after: str


def changes_page(before: Text, before_name: str, after: Text, after_name: str, theme: Theme) -> Outcome[str]:
    """The page, as HTML."""
    found = changes(before, after)
    moved = [
        MovedPage(it.chapter.title, it.page_before, it.page)
        for it in found.chapters
        if it.page_before and it.page and it.page_before != it.page
    ]
    values = {
        "before": {"title": before.title, "version": before.version, "name": before_name},
        "after": {"title": after.title, "version": after.version, "name": after_name},
        "changes": found,
        "moved_pages": moved,
        "entries": {**before.entries, **after.entries},
    }
    return render(theme, TEMPLATE, values)
