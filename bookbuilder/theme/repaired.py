"""Makes something of a template that fails: without the Jinja at the lines that fail, and with its markup closed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

XML = (".xhtml", ".opf", ".ncx", ".svg")
"""Templates whose markup must be well-formed."""
WHOLE = "made"
"""The element around what a template makes that is not a whole file."""
FILES = ("pages/", "site/", "epub/")
"""Templates that each make a page or a file."""
OPENER = "content/opener.xhtml"
TRIES = 60
"""Places that are taken out of one template before it is given up."""
_JINJA = re.compile(r"\{[{%#](?:(?:(?!\{[{%#]).)*?[}%#]\}|[^\n]*)", re.DOTALL)
_UNCLOSED = re.compile(r"innermost block that needs to be closed is '(\w+)'")


def without(text: str, line: int) -> str:
    """The template without its Jinja at a line, or the last before it."""
    start = len("\n".join(text.split("\n")[: line - 1])) + (line > 1)
    end = (text + "\n").index("\n", min(start, len(text)))
    found = [(it.start(), it.end()) for it in _JINJA.finditer(text)]
    here = [(a, b) for a, b in found if a <= end and b > start] or [it for it in found if it[0] < start][-1:]
    for a, b in reversed(here):
        text = text[:a] + text[b:]
    return text


def unclosed_block(text: str, line: int, message: str) -> tuple[str, int]:
    """The kind of block of which Jinja says at a line that it is not closed, and where it begins; "" and that line for other faults."""
    unclosed = _UNCLOSED.search(message)
    if unclosed is None:
        return "", line
    kind = unclosed[1]
    opened: list[int] = []
    for it in re.finditer(rf"\{{%[-+]?\s*(end)?{kind}\b", text):
        at = text.count("\n", 0, it.start()) + 1
        if at >= line and "Unexpected end" not in message:
            break
        opened = opened[:-1] if it[1] else [*opened, at]
    return kind, opened[-1] if opened else line


def markup_fault(name: str, made: str) -> str:
    """Why what a template makes is not well-formed; empty where it is, or need not be."""
    if not name.endswith(XML):
        return ""
    try:
        etree.fromstring(whole(made))
    except etree.XMLSyntaxError as error:
        return str(error.msg)
    return ""


def missing_in(name: str, made: str, values: Mapping[str, Any]) -> tuple[str, str] | None:
    """What the place of a template needs and the template does not make, and the remedy; None where nothing is missing."""
    if name.startswith(FILES) and not made.strip():
        return "The template makes nothing.", "Write what it is for; which pages a book has is said in book.yaml."
    if name == OPENER:
        headings = [it.get("id") for it in etree.fromstring(whole(made)).iter("h1", "h2", "h3", "h4", "h5", "h6")]
        if headings != [values["heading_id"]]:
            count = {0: "no heading", 1: "a heading without the chapter's id"}.get(len(headings), "several headings")
            return f"The template makes {count}.", 'Write one: <h1 id="{{ heading_id }}"> … </h1>'
    return None


def opening_line(template: str) -> int:
    """The line of the tag that a template leaves open; 0 where that is not to be seen in the template itself."""
    bare = _JINJA.sub(lambda found: "\n" * found[0].count("\n"), template)
    try:
        etree.fromstring(whole(bare))
    except etree.XMLSyntaxError as error:
        place = re.search(r"mismatch: \w+ line (\d+)", str(error.msg))
        return int(place[1]) if place else 0
    return 0


def closed(made: str) -> str:
    """Markup with every tag closed."""
    root: etree._Element | None = etree.fromstring(whole(made), etree.XMLParser(recover=True, resolve_entities=False))
    if root is None:
        return ""
    text = str(etree.tostring(root, encoding="unicode"))
    return text if root.tag != WHOLE else re.sub(rf"\A<{WHOLE}[^>]*>|</{WHOLE}>\Z", "", text)


def whole(made: str) -> bytes:
    """One element: what a template makes is a whole file, or some elements side by side."""
    is_file = re.match(r"\s*<(?:\?xml|!DOCTYPE|html|svg|package|ncx)", made)
    return (made.strip() if is_file else f"<{WHOLE}>{made}</{WHOLE}>").encode()
