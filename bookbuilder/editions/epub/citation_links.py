"""Shortens the links of citations in notes to the author, or to the title where there is none.

A note is mostly citation: underlined as a whole it is hard to read, and a reading system has no pointer to show a link by.
"""

from __future__ import annotations

import re

from lxml import etree

from bookbuilder.markdown.xhtml_text import parent_of

_FIRST = re.compile(r"""(?:‘(?:[^’]|’(?=\w))*’|“[^”]*”|«[^»]*»|„[^“]*“|[^,‘“«„])+(?=, )""")
"""What stands before the first comma that is not within quotation marks."""


def shorten_citation_links(section: etree._Element) -> None:
    """Change the tree in place; words, their order and ids stay."""
    for notes in section.iter("section"):
        if notes.get("role") == "doc-endnotes":
            for link in list(notes.iter("a")):
                if link.get("role") == "doc-biblioref":
                    _shorten(link)


def _shorten(link: etree._Element) -> None:
    text = link.text or ""
    first = _FIRST.match(text)
    if first is not None:
        link.text, rest, outside = first[0], text[first.end() :], list(link)
    elif len(link):
        link[0].tail, rest, outside = None, link[0].tail or "", list(link)[1:]
    else:
        return
    parent, after = parent_of(link), link.tail or ""
    link.tail = rest
    for at, element in enumerate(outside, start=parent.index(link) + 1):
        parent.insert(at, element)
    last = outside[-1] if outside else link
    last.tail = (last.tail or "") + after
