"""Links each cite in a chapter's tree to its entry, and begins and ends its sentences well."""

from __future__ import annotations

import string

from lxml import etree

from bookbuilder.markdown.xhtml_text import class_names

_SAFE = frozenset(string.ascii_letters + string.digits + "-.")

_INLINE = frozenset("em strong span a del s u sub sup q i b small cite".split())
CLOSING = ".,;:!?)։،؛؟।。，；：！？、"
CLOSING_QUOTES = "”’»"


def entry_id(key: str, chapter: str = "") -> str:
    """The id of a source's entry in the bibliography, or in the list at a chapter's end, fit for XML whatever the key."""
    return (f"{chapter}-ref-" if chapter else "ref-") + "".join(
        character if character in _SAFE else f"_{ord(character):x}" for character in key
    )


def finish_citations(section: etree._Element, entries: frozenset[str], chapter: str = "") -> None:
    """Link cites to their entries, begin a citation's own note with a capital, and let no full stop stand twice.

    `chapter` is the id of the document whose own list has the entries; empty where the bibliography has them.
    """
    for span in list(section.iter("span")):
        classes = class_names(span)
        if "citation" in classes:
            _full_stop(span, "stopped" in classes)
            if "sentence" in classes:
                _capital(span)
            span.set("class", "citation")
        elif "cite" in classes and span.get("data-cites"):
            _link(span, entries, chapter)


def _link(span: etree._Element, entries: frozenset[str], chapter: str) -> None:
    key = span.attrib.pop("data-cites")
    nested = span.find(".//a") is not None or any(a.tag == "a" for a in span.iterancestors())
    if key in entries and not nested:
        span.tag = "a"
        span.set("href", f"#{entry_id(key, chapter)}")
        span.set("role", "doc-biblioref")
        return
    address = span.find("a")
    if key in entries and address is not None and not any(a.tag == "a" for a in span.iterancestors()):
        _link_before(span, address, entry_id(key, chapter))


def _link_before(span: etree._Element, address: etree._Element, entry: str) -> None:
    """Link what stands before an address, since a link can hold no other."""
    link = etree.Element("a", {"class": "cite", "href": f"#{entry}", "role": "doc-biblioref"})
    link.text, span.text = span.text, None
    for child in list(span)[: span.index(address)]:
        link.append(child)
    if "".join(link.itertext()).strip():
        span.insert(0, link)
    else:
        span.text = link.text


def _full_stop(span: etree._Element, own: bool = False) -> None:
    """A citation that ends with a full stop loses it before punctuation and before a sentence that goes on.

    One of the author's `own`, as behind et seq., goes before another full stop alone.
    """
    following = _following(span)
    if not following:
        return
    first = following.lstrip(CLOSING_QUOTES + string.whitespace)[:1]
    if own and first != ".":
        return
    if first and (first in CLOSING or first.islower() or first in "(;—–"):
        _strip_final_stop(span)


def _following(span: etree._Element) -> str:
    """The words behind a citation in its paragraph, those behind emphasis or a quotation that ends with it too."""
    text = span.tail or ""
    element: etree._Element | None = span
    while element is not None and not text.strip(CLOSING_QUOTES + string.whitespace):
        around = element.getparent()
        element = element.getnext()
        if element is not None:
            text += "".join(element.itertext()) + (element.tail or "")
        elif around is not None and around.tag in _INLINE:
            element = around
            text += around.tail or ""
    return text


def _strip_final_stop(element: etree._Element) -> None:
    """Take the last full stop of an element away, however deep it stands."""
    while True:
        last = element[-1] if len(element) else None
        if last is None:
            if (element.text or "").endswith("."):
                element.text = (element.text or "")[:-1]
            return
        if last.tail:
            if last.tail.endswith("."):
                last.tail = last.tail[:-1]
            return
        element = last


def _capital(span: etree._Element) -> None:
    """The first letter of a note is a capital, as after any full stop."""
    for element in span.iter():
        if element.text and element.text.strip():
            text = element.text
            start = next(index for index, character in enumerate(text) if not character.isspace())
            if text[start:].startswith(("http", "www")):
                return
            element.text = text[:start] + text[start].title() + text[start + 1 :]
            return
        if element is not span and element.tail and element.tail.strip():
            return
