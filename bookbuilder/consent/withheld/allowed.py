"""Finds the places where a person may be named as a cited author."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from bookbuilder.consent.secret import Secret
from bookbuilder.consent.withheld.search import Allowed, windows
from bookbuilder.markdown.inline_citations import entry_id
from bookbuilder.model.publication import Publication

BLOCKS = frozenset("p li dd dt td th h1 h2 h3 h4 h5 h6 div figcaption caption aside section".split())


def allowed_places(publication: Publication, secrets: Sequence[Secret]) -> Allowed:
    """Entries and citations of the works that `public_as` names; everywhere else the name is private."""
    keys = {key for secret in secrets for key in secret.public_as}
    found: dict[str, list[tuple[str, str]]] = {key: [] for key in keys}
    if not keys:
        return Allowed(found)
    roots = [etree.fromstring(document.body) for document in publication.documents if document.body]
    places = ("", *(document.id for document in publication.documents))
    entries = {entry_id(key, place): key for key in keys for place in places}
    cited = {f"#{id}": key for id, key in entries.items()}
    calls: dict[str, str] = {}
    for root in roots:
        for element in root.iter():
            id = element.get("id") or ""
            if id in entries:
                for link in element.iter("a"):
                    calls[(link.get("href") or "")[1:]] = entries[id]
    for root in roots:
        for element in root.iter():
            for key in _keys(element, entries, cited, calls):
                block = _block(element)
                text, span = _text_and_span(block, element)
                own = [secret for secret in secrets if key in secret.public_as]
                found[key] += windows(text, [span], own)
    return Allowed(found, tuple(sorted((*entries, *keys), key=len, reverse=True)))


def _keys(
    element: etree._Element, entries: dict[str, str], cited: dict[str, str], calls: dict[str, str]
) -> Iterator[str]:
    """The works of which this element is an entry or a citation."""
    for value, known in ((element.get("id"), entries), (element.get("href"), cited), (element.get("id"), calls)):
        if value in known:
            yield known[value]


def _block(element: etree._Element) -> etree._Element:
    while element.tag not in BLOCKS and (parent := element.getparent()) is not None:
        element = parent
    return element


def _text_and_span(block: etree._Element, element: etree._Element) -> tuple[str, tuple[int, int]]:
    """The block's text and where in it the element stands."""
    pieces: list[str] = []
    span = [0, 0]

    def walk(node: etree._Element) -> None:
        begin = sum(map(len, pieces))
        pieces.append(node.text or "")
        for child in node:
            walk(child)
            pieces.append(child.tail or "")
        if node is element:
            span[:] = [begin, sum(map(len, pieces))]

    walk(block)
    return "".join(pieces), (span[0], span[1])
