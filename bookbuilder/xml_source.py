"""Reads XML that anybody may have written: no entity is filled in, and no address is asked."""

from __future__ import annotations

from typing import Any

from lxml import etree


def parse_xml(data: str | bytes, **options: Any) -> etree._Element:
    """The root; etree.XMLSyntaxError where it is none. `options` are those of lxml's XMLParser."""
    root: etree._Element = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, **options))
    return root
