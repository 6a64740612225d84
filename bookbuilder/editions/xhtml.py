"""Makes a ContentDocument's links, pictures and languages fit an edition of many files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree
from markupsafe import Markup, escape

from bookbuilder.markdown.xhtml_text import VOID
from bookbuilder.model.publication import Resource
from bookbuilder.pages.addresses import Addresses

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
XML = "http://www.w3.org/XML/1998/namespace"
etree.register_namespace("epub", OPS)
_ENDS = re.compile(r"(?<=[/:])(?=[^/:])|(?<=[^/:])(?=[.~,_?#%=&-])")
_HYPHENATED = re.compile(r"(\b(?=[\w-]{3,18}\b)\w+(?:-\w+)+)")


def read_section(body: str) -> etree._Element:
    """The <section> of a document; its elements carry no namespace."""
    return etree.fromstring(body)


def fit_to_screen(section: etree._Element, addresses: Addresses, words: Mapping[str, str]) -> None:
    """What EPUB and web edition share: links, whole words, names and roles; not a word of the text is added."""
    point_links(section, addresses)
    breakable_addresses(section)
    whole_words(section)
    name_by_heading(section)
    drop_deprecated_roles(section)
    excerpts_as_notes(section)
    still_boxes(section)
    name_the_notes(section, words["notes"])


def point_links(section: etree._Element, addresses: Addresses) -> None:
    """Give internal links and pictures the addresses that they have in this edition."""
    own = {element.get("id") for element in section.iter(etree.Element)}
    for link in section.iter("a", "area"):
        href = link.get("href") or ""
        if href.startswith("#") and href[1:] not in own and addresses.of(href[1:]):
            link.set("href", addresses.of(href[1:]))
    for image in section.iter("img"):
        name = image.get("src") or ""
        if name in addresses.pictures:
            image.set("src", addresses.pictures[name])


def language_for_xml(section: etree._Element) -> None:
    """`xml:lang` beside every `lang`, as XHTML readers ask."""
    for element in section.iter(etree.Element):
        lang = element.get("lang")
        if lang:
            element.set(f"{{{XML}}}lang", lang)


def name_the_notes(section: etree._Element, name: str) -> None:
    """The group of notes gets a name that is read aloud, and every way back one that says where it leads."""
    for group in section.iter("section"):
        if group.get("role") == "doc-endnotes" and not group.get("aria-label"):
            group.set("aria-label", name)


def name_by_heading(section: etree._Element) -> None:
    """A document with a role is named by its first heading, so that a list of landmarks can be read."""
    heading = next(headings(section), None)
    if (
        heading is not None
        and section.get("role")
        and not section.get("aria-label")
        and not section.get("aria-labelledby")
    ):
        section.set("aria-labelledby", heading.get("id") or "")


def drop_deprecated_roles(section: etree._Element) -> None:
    """DPUB-ARIA 1.1 took back the roles of single entries and endnotes; a checker warns of each."""
    for element in section.iter(etree.Element):
        if element.get("role") in ("doc-biblioentry", "doc-endnote"):
            del element.attrib["role"]


def excerpts_as_notes(section: etree._Element) -> None:
    """An aside within the text is not a landmark of the page: one without a role of its own gets the role `note`."""
    for aside in section.iter("aside"):
        if not aside.get("role"):
            aside.set("role", "note")


def still_boxes(section: etree._Element) -> None:
    """The box of a task shows its state, and takes neither click nor key."""
    for box in section.iter("input"):
        box.set("disabled", "disabled")


def sized_pictures(section: etree._Element, resources: Iterable[Resource]) -> None:
    """Width and height on pictures whose size is known, so that the text doesn't move when they arrive."""
    sizes = {it.name: (it.width, it.height) for it in resources}
    for image in section.iter("img"):
        name = image.get("src") or ""
        if name in sizes and all(sizes[name]) and not image.get("width"):
            width, height = sizes[name]
            image.set("width", str(width))
            image.set("height", str(height))


def breakable_addresses(section: etree._Element) -> None:
    """Say where a line may end within a printed web address: after a slash or colon, before other marks, with no hyphen."""
    for link in section.iter("a"):
        text = link.text or ""
        if not text.startswith(("http://", "https://", "www.", "doi.org/")) or len(text) < 20:
            continue
        pieces = [piece for piece in _ENDS.split(text) if piece]
        link.text = pieces[0]
        for place, piece in enumerate(pieces[1:]):
            mark = etree.Element("wbr")
            mark.tail = piece
            link.insert(place, mark)


def whole_words(section: etree._Element) -> None:
    """A hyphenated word of a heading stays on one line: "Co-operation" is not broken at its hyphen in large type.

    So does one that is all that a cell of a table holds: "kz-01".
    """
    for heading in section.iter("h1", "h2", "h3", "h4", "h5", "h6", "td", "th"):
        if heading.tag in ("td", "th") and not _HYPHENATED.fullmatch("".join(heading.itertext()).strip()):
            continue
        for element in [heading, *heading.iter("span", "i", "em")]:
            _keep_whole(element, element.text or "", None)
            for child in list(element):
                _keep_whole(element, child.tail or "", child)


def whole_title(text: str) -> Markup:
    """A title of plain text, its hyphenated words whole."""
    pieces = _HYPHENATED.split(text)
    return Markup("").join(
        Markup('<span class="whole">{}</span>').format(piece) if number % 2 else escape(piece)
        for number, piece in enumerate(pieces)
    )


def _keep_whole(element: etree._Element, text: str, after: etree._Element | None) -> None:
    pieces = _HYPHENATED.split(text)
    if len(pieces) < 2:
        return
    place = 0 if after is None else element.index(after) + 1
    if after is None:
        element.text = pieces[0]
    else:
        after.tail = pieces[0]
    for number, piece in enumerate(range(1, len(pieces), 2)):
        word = etree.Element("span", {"class": "whole"})
        word.text, word.tail = pieces[piece], pieces[piece + 1]
        element.insert(place + number, word)


def headings(section: etree._Element) -> Iterator[etree._Element]:
    """Every heading with an id, in order."""
    for heading in section.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        if heading.get("id"):
            yield heading


def as_xhtml(section: etree._Element) -> str:
    """The tree as XHTML text."""
    close_in_full(section)
    return etree.tostring(section, encoding="unicode")


def close_in_full(root: etree._Element) -> None:
    """What holds nothing but may hold something gets an end tag, for those who read XHTML as HTML."""
    for element in root.iter(etree.Element):
        name = etree.QName(element)
        if (
            element.text is None
            and len(element) == 0
            and name.namespace in (None, XHTML)
            and name.localname not in VOID
        ):
            element.text = ""
