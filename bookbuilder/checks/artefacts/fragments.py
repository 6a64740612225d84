"""Finds the links of a finished site that lead to a place which their page does not have.

linkinator 7.6.1 looks for a fragment only while it reads the page that should have it: a link that it comes upon later is
not looked up, and which one is later differs from run to run. So fragments are looked up here, in the files.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

PAGES = (".html", ".svg")


@dataclass(frozen=True)
class LostFragment:
    """A link, and the place that its target lacks."""

    page: str
    """The page with the link, by its path in the site."""
    line: int
    target: str
    """Where it leads, by its path in the site: index.html#lost."""


def lost_fragments(site: Path) -> tuple[LostFragment, ...]:
    """Every link within the site whose target is there and has no such id; page by page, in the order of reading.

    See https://html.spec.whatwg.org/multipage/browsing-the-web.html#find-a-potential-indicated-element
    """
    trees = {
        path.relative_to(site).as_posix(): html.document_fromstring(
            path.read_bytes(), html.HTMLParser(encoding="utf-8")
        )
        for path in sorted(site.rglob("*"))
        if path.suffix in PAGES
    }
    places = {page: {*tree.xpath("//@id"), *tree.xpath("//a/@name")} for page, tree in trees.items()}
    return tuple(lost for page, tree in trees.items() for lost in _lost(page, tree, places))


def _lost(page: str, tree: html.HtmlElement, places: Mapping[str, set[str]]) -> Iterator[LostFragment]:
    for link in tree.xpath("//@href | //@*[name() = 'xlink:href']"):
        parts = urlsplit(link.strip())
        fragment = unquote(parts.fragment.partition(":~:")[0])
        if parts.scheme or parts.netloc or not fragment or fragment.lower() == "top":
            continue
        target = _target(page, unquote(parts.path))
        if target in places and fragment not in places[target]:
            yield LostFragment(page, link.getparent().sourceline or 0, f"{target}#{fragment}")


def _target(page: str, path: str) -> str:
    """The file that a path in a page leads to, as a server finds it."""
    if not path:
        return page
    whole = posixpath.normpath(posixpath.join("/", posixpath.dirname(page), path)).lstrip("/")
    return posixpath.join(whole, "index.html").lstrip("/") if path.endswith(("/", ".")) else whole
