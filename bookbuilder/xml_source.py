"""Reads XML that anybody may have written: no entity is filled in, and no address is asked."""

from __future__ import annotations

from typing import Any

from lxml import etree

LARGE = 9_000_000
"""Bytes beyond which one text of a file may be longer than lxml takes: a drawing with a photograph in it."""
DEEPEST = 256
"""Elements in one another that lxml takes in any other file."""


def parse_xml(data: str | bytes, **options: Any) -> etree._Element:
    """The root; etree.XMLSyntaxError where it is none. `options` are those of lxml's XMLParser."""
    if len(data) > LARGE and "huge_tree" not in options:
        return _shallow(parse_xml(data, huge_tree=True, **options))
    root: etree._Element = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, **options))
    return root


def _shallow(root: etree._Element) -> etree._Element:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise etree.XMLSyntaxError("its elements stand too deep in one another", 0, 0, 0)
    return root
