"""Rewrites what other programs write within a line: MyST's roles, Obsidian's `[[links]]` and embedded notes, Hugo's `{{% … %}}`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bookbuilder.compose.decide.file_links import automatic_id
from bookbuilder.desk.adopt.files import front_matter
from bookbuilder.desk.adopt.myst_parts import ROLE, of_role
from bookbuilder.desk.adopt.plan import Report

_PERCENT = re.compile(r"\{\{%[ \t]*/?[ \t]*([\w/-]+)[^\n]*?%\}\}")
_EMBEDDED = re.compile(r"!\[\[([^\[\]|#\n]*)(#[^\[\]|\n]*)?(?:\|([^\[\]\n]*))?\]\]")
_LINKED = re.compile(r"(?<![!\[])\[\[([^\[\]|#\n]+|(?=#[^\^\s]))(#[^\[\]|\n]*)?(?:\\?\|([^\[\]\n]+))?\]\](?![(\[])")
_PICTURE = re.compile(r"\.(png|jpe?g|gif|svg|webp|bmp)$", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """A page that is rewritten, and what its lines need of the folder."""

    file: str
    notes: Mapping[str, str]
    """The files of the folder by their stems."""
    report: Report
    included: Callable[[str], str | None]
    """Gives the text of a file."""
    rewrite: Callable[[Page, list[str], int], list[str]]
    """Rewrites the lines of a block that begins at a line."""


def address_shown(address: str) -> str:
    """What no page can show, by its address on the web or its name in the folder."""
    return f"<{address}>" if re.match(r"https?://", address) else f"`{address}`"


def within_line(text: str, line: int, page: Page) -> str:
    """One line of words, rewritten; what is left out of it is named at its number."""
    place = f"{page.file}:{line}"
    if "{{%" in text:
        for found in _PERCENT.finditer(text):
            page.report.note("left", f"the shortcode {found[1]}", place)
        text = _PERCENT.sub("", text)
    text = ROLE.sub(of_role, text) if "}`" in text else text
    if "[[" in text:
        text = _EMBEDDED.sub(lambda it: _embedded(it, place, page), text)
        text = _LINKED.sub(lambda it: _linked(it, page), text)
    return text


def _embedded(found: re.Match[str], place: str, page: Page) -> str:
    name, words = found[1].strip(), (found[3] or "").strip()
    if _PICTURE.search(name):
        width = re.match(r"\d+", words)
        return f"![](<{page.notes.get(name.lower(), name)}>){f'{{width={width[0]}px}}' if width else ''}"
    there = page.notes.get(name.lower()) or page.notes.get(name.rpartition("/")[2].lower())
    own = page.included(f"{there or f'{name}.md'}{found[2] or ''}") if name else None
    if own is None:
        page.report.note("left", f"the embedded note {name}", place)
        return f"[{words or name}](<{there}>)" if there and there.endswith(".md") else words or name
    page.report.note("changed", "notes that others embed stand in their place", place)
    section = re.sub(r"^#[ \t]", "## ", front_matter(own)[1].strip(), flags=re.MULTILINE)
    return f"\n\n{section}\n\n"


def _linked(found: re.Match[str], page: Page) -> str:
    name, heading = found[1].rstrip("\\ ").lstrip(), (found[2] or "").rstrip("\\").rpartition("#")[2]
    there = page.notes.get(name.lower()) or page.notes.get(name.rpartition("/")[2].lower())
    inside = f"#{automatic_id(heading)}" if heading and heading[0] != "^" else ""
    words = found[3] or (", ".join(filter(None, (name, heading if inside else ""))) if there or not name else "")
    return f"[{words}](<{there or ''}{inside}>)" if there or not name else words or found[0]
