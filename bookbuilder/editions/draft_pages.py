"""Marks the errors of a draft in the finished pages of the EPUB and of the web edition, in colour, where they stand."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from html import escape
from itertools import pairwise
from operator import itemgetter

from bookbuilder.editions.draft_marks import Mark, statement
from bookbuilder.zipping import rezipped

STYLE = """\
.draft-fault, .draft-notice { color: #b00020; background: #fdecee; text-indent: 0; font-family: sans-serif; font-weight: 600; }
.draft-fault { font-size: 0.75rem; line-height: 1.3; padding: 0.1em 0.4em; margin-right: 0.4em; border-radius: 0.2em; }
.draft-notice { font-size: 0.875rem; padding: 0.5em 1em; margin: 0 0 1em; text-align: center; }
.missing, .uncalled-note { color: #b00020; }
.missing-picture { display: inline-block; min-width: 12em; padding: 3em 1em; border: 1px solid #b00020; color: #b00020; }
"""
"""What only a draft has; no clean edition carries it."""
SHEET = "styles/draft.css"
INSIDE = {
    "table": None,
    "tbody": None,
    "thead": None,
    "tr": r"<t[dh]\b[^>]*>",
    "ul": r"<li\b[^>]*>",
    "ol": r"<li\b[^>]*>",
}
"""Where a mark goes in elements that hold no words themselves: before them, or into the first such element."""


def mark_site(files: Mapping[str, bytes], marks: Sequence[Mark], count: int) -> dict[str, bytes]:
    """The files of a web edition, with a notice on each page; search machines are asked to pass over it."""
    made = {**files, SHEET: STYLE.encode()}
    for name in [name for name in files if name.endswith(".html")]:
        text = _title(_marked(files[name].decode(), marks))
        link = f'<meta name="robots" content="noindex">\n<link rel="stylesheet" href="{SHEET}">\n'
        text = text.replace("</head>", f"{link}</head>", 1)
        made[name] = _notice(text, count).encode()
    return made


def mark_epub(data: bytes, marks: Sequence[Mark], count: int) -> bytes:
    """The EPUB with a notice on the first page of text, and in the package's title and description."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        first = _first_page(next(book.read(name).decode() for name in book.namelist() if name.endswith(".opf")))

    def changed(name: str, content: bytes) -> bytes:
        if name.endswith(".opf"):
            return _package(content.decode(), count).encode()
        if not name.endswith(".xhtml"):
            return content
        whole = _marked(content.decode(), marks).replace("</head>", f"<style>\n{STYLE}</style>\n</head>", 1)
        return (_notice(whole, count) if name.endswith(first) else whole).encode()

    return rezipped(data, changed)


def _marked(page: str, marks: Sequence[Mark]) -> str:
    """The page with a mark at each element that stands in it, found by its id."""
    elements: dict[str, re.Match[str]] = {}
    for found in _WITH_ID.finditer(page):
        elements.setdefault(found["id"], found)
    put: list[tuple[int, str]] = []
    for mark in marks:
        element = elements.get(escape(mark.element))
        if element is None or element[0].endswith("/>"):
            continue
        place = element.end()
        if element["name"] in INSIDE:
            inner = INSIDE[element["name"]]
            within = re.compile(inner).search(page, element.end()) if inner else None
            place = within.end() if within else element.start()
        put.append((place, f'<span class="draft-fault">{escape(mark.text)}</span>'))
    put.sort(key=itemgetter(0))
    ends = [0, *(place for place, _ in put), len(page)]
    parts = [page[start:end] for start, end in pairwise(ends)]
    return "".join(text for pair in zip(parts, [*(span for _, span in put), ""], strict=True) for text in pair)


_WITH_ID = re.compile(r'<(?P<name>\w+)\b[^<>]*?\sid="(?P<id>[^"<>]*)"[^<>]*>')


def _notice(page: str, count: int) -> str:
    words = f'<p class="draft-notice">{escape(statement(count))}</p>'
    return re.sub(r"<body\b[^>]*>", lambda it: it[0] + words, page, count=1)


def _title(page: str) -> str:
    return _replaced(r"(<title\b[^>]*>)(.*?)(</title>)", lambda it: f"{it[1]}{it[2]} (draft){it[3]}", page)


def _package(package: str, count: int) -> str:
    package = _replaced(r"(<dc:title\b[^>]*>)(.*?)(</dc:title>)", lambda it: f"{it[1]}{it[2]} (draft){it[3]}", package)
    words = f"<dc:description>{escape(statement(count))}</dc:description>"
    return _replaced(r"</dc:title>", lambda it: it[0] + words, package)


def _replaced(pattern: str, put: Callable[[re.Match[str]], str], text: str) -> str:
    return re.sub(pattern, put, text, count=1, flags=re.DOTALL)


def _first_page(package: str) -> str:
    """The file of the first document in the spine that is neither the cover nor the navigation; else the first."""
    files = dict(re.findall(r'<item\b[^>]*?\bhref="([^"]+)"[^>]*?\bid="([^"]+)"', package))
    by_id = {id: href for href, id in files.items()}
    by_id |= dict(re.findall(r'<item\b[^>]*?\bid="([^"]+)"[^>]*?\bhref="([^"]+)"', package))
    order = [by_id[id] for id in re.findall(r'<itemref\b[^>]*?\bidref="([^"]+)"', package) if id in by_id]
    text = [file for file in order if not file.endswith(("cover.xhtml", "nav.xhtml"))]
    return next(iter(text or order), "")
