"""Chooses the pages, a page mark, a note and a rare word that a check in the browser asks a finished site for."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from lxml import html

from bookbuilder.markdown.xhtml_text import class_names

THIRD = 2
"""The chapter, counted from 0, out of which the word to search for is taken."""
_WORD = re.compile(r"[^\W\d_]{6,}")


@dataclass(frozen=True)
class Pages:
    """What stands in the site, as far as a reader's steps are known from it."""

    names: tuple[str, ...]
    """Every page, the first page first."""
    page_marks: tuple[tuple[str, str], ...]
    """Page and id of every mark of a printed page."""
    noted: str
    """The first page with a note; empty where there is none."""
    text: str
    """The first page with contents beside it."""
    searched: tuple[str, str]
    """A word that few other pages have, and the page of the third chapter that has it; of the last, where there are fewer."""


def pages_of(site: Path) -> Pages:
    """Read the pages as files."""
    names = sorted((path.name for path in site.glob("*.html")), key=lambda name: (name != "index.html", name))
    trees = {name: html.document_fromstring((site / name).read_bytes().decode("utf-8")) for name in names}
    marks = [(name, id) for name in names for id in trees[name].xpath("//*[starts-with(@id, 'page-')][@data-page]/@id")]
    noted = next((name for name in names if trees[name].xpath("//a[@role='doc-noteref']")), "")
    text = next(
        (
            name
            for name in names
            if trees[name].xpath("//*[contains(@class, 'contents-button')]") and name != "index.html"
        ),
        "",
    )
    return Pages(tuple(names), tuple(marks), noted, text, _rare_word(trees))


def _rare_word(trees: dict[str, html.HtmlElement]) -> tuple[str, str]:
    bodies = {name: trees[name].find("body") for name in _in_reading_order(trees)}
    chapters = [name for name, body in bodies.items() if body is not None and "page-chapter" in class_names(body)]
    if not chapters:
        return "", ""
    words = {
        name: {word for p in trees[name].xpath("//main//p") for word in _WORD.findall(p.text_content())}
        for name in chapters
    }
    chapter = chapters[min(THIRD, len(chapters) - 1)]
    spread = Counter(word.lower() for each in words.values() for word in {word.lower() for word in each})
    known = sorted(words[chapter], key=lambda word: (spread[word.lower()], -len(word), word))
    return (known[0], chapter) if known else ("", "")


def _in_reading_order(trees: dict[str, html.HtmlElement]) -> list[str]:
    """As `rel=prev` leads from page to page."""
    following = {trees[name].xpath("string(//link[@rel='prev']/@href)"): name for name in trees}
    order, name = [], "index.html"
    while name in following:
        name = following.pop(name)
        order.append(name)
    return order
