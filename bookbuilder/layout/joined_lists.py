"""Prints the lists of figures and of tables as one document, so that both stand on one page where they fit."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from lxml import etree

from bookbuilder.markdown.xhtml_text import add_class, serialise
from bookbuilder.model.publication import ContentDocument, Publication

LISTS = frozenset({"list-of-figures", "list-of-tables"})


def join_lists(publication: Publication) -> tuple[Publication, dict[str, ContentDocument]]:
    """The publication with the second of two lists that stand side by side in the first; by its id, the one that it has."""
    found = next((two for two in pairwise(publication.documents) if {it.kind for it in two} == LISTS), None)
    if found is None or not all(it.template for it in found):
        return publication, {}
    first, second = found
    own = (second.id, *(it.id for it in second.headings))
    both = replace(
        first, headings=(*first.headings, *second.headings), ids=tuple(dict.fromkeys((*first.ids, *own, *second.ids)))
    )
    documents = tuple(both if it is first else it for it in publication.documents if it is not second)
    return replace(publication, documents=documents), {first.id: second}


def one_body(first: str, second: str) -> str:
    """The made page of the first list with that of the second at its end."""
    section, other = etree.fromstring(first), etree.fromstring(second)
    add_class(other, "joined")
    section.append(other)
    return serialise(section)
