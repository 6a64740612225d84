"""Turns Word's links to captions and headings into references of the book, which follow when things move."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote

import panflute as pf

from bookbuilder.desk.word_in.caption_labels import NAMED
from bookbuilder.markdown.ast import in_order, replace, words

_NUMBER = re.compile(r"\d+(?:[.-]\d+)*")
BY_LABEL = "label:"
"""What stands before a caption's label and number in the names of its anchors."""
_PAGE = ("page", "p.", "стр.", "с.", "бет")


def without_anchors(content: list[pf.Element]) -> tuple[list[pf.Element], list[str]]:
    """A caption's inlines without the empty anchors of Word's bookmarks, and the names of these."""
    empty = [each for each in content if isinstance(each, pf.Span) and each.identifier and not words(each)]
    return [each for each in content if not any(each is anchor for anchor in empty)], [
        each.identifier for each in empty
    ]


def cross_references(document: pf.Doc, targets: Mapping[str, str]) -> list[str]:
    """Links whose words are a number become references; `targets` has the book's id of each of Word's anchors.

    Pandoc loses the anchors of some captions: the label that a link has for words, "Figure 6", names one, too. A link to
    what the file does not have is no longer one; the words of such links are returned.
    """
    lost: list[str] = []
    known = {getattr(it, "identifier", "") for it in in_order(document)}
    for link in list(in_order(document)):
        if isinstance(link, pf.Link) and link.url.startswith(("file:", "about:")):  # no place on the web
            lost.append(words(link))
            replace(link, list(link.content))
        if not isinstance(link, pf.Link) or link.url[:1] != "#":
            continue
        anchor, text = link.url[1:], words(link)
        by_label = BY_LABEL + text.rstrip(".:")
        id = targets.get(anchor) or (targets.get(by_label) if anchor not in known else None)
        if id is None:
            if anchor not in known:
                lost.append(text)
                replace(link, list(link.content))
            continue
        if NAMED.fullmatch(text):
            replace(link, [_reference(id, "AuthorInText")])
        elif _NUMBER.fullmatch(text):
            before = link.prev.prev if isinstance(link.prev, pf.Space) else None
            if isinstance(before, pf.Str) and before.text.lower() in _PAGE:
                replace(link, [pf.Span(pf.Str("-"), _reference(id, "AuthorInText"), classes=["page"])])
            else:
                replace(link, [_reference(id, "SuppressAuthor")])
        else:
            link.url = f"#{id}"
    return lost


def give_writable_ids(document: pf.Doc) -> None:
    """Bookmarks whose names have spaces or braces get ids that Markdown can write; links follow them."""
    for element in in_order(document):
        if getattr(element, "identifier", ""):
            element.identifier = _UNWRITABLE.sub("-", element.identifier)
        if isinstance(element, pf.Link) and element.url[:1] == "#":
            element.url = "#" + _UNWRITABLE.sub("-", unquote(element.url[1:]))


_UNWRITABLE = re.compile(r"[\s{}\"'<>]+")


def _reference(id: str, mode: str) -> pf.Cite:
    return pf.Cite(pf.Str(f"@{id}"), citations=[pf.Citation(id, mode=mode)])
