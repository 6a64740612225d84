"""Reads a site's passages, page after page as their links lead; made pages are left out."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import html

from bookbuilder.cache import Steps
from bookbuilder.pages.running_text import Passage, read_back


def read_site(
    files: Mapping[str, bytes], made: frozenset[str] = frozenset(), steps: Steps | None = None
) -> list[Passage]:
    """Every passage; `made` holds the ids of made pages."""
    pages = {
        name: html.document_fromstring(data.decode())
        for name, data in files.items()
        if name.endswith(".html") and b"scripts/moved.js" not in data
    }
    following = {page.xpath("string(//link[@rel='prev']/@href)"): name for name, page in pages.items()}
    passages: list[Passage] = []
    name = "index.html"
    while name in following:
        name = following.pop(name)
        for section in pages[name].xpath("//main/section[@id]"):
            if section.get("id") not in made:
                passages += read_back(section, "html", steps or Steps())
    return passages
