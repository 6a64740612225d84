"""Makes ONIX elements from names and values."""

from __future__ import annotations

from lxml import etree
from lxml.builder import ElementMaker

from bookbuilder.release.metadata.languages import UNDETERMINED, bibliographic

NAMESPACE = "http://ns.editeur.org/onix/3.1/reference"

E = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})


def language_attribute(lang: str) -> dict[str, str]:
    """The attribute `language` of a text in a language that ONIX has a code for."""
    code = bibliographic(lang)
    return {"language": code} if code != UNDETERMINED else {}


def made(element: etree._Element | None) -> list[etree._Element]:
    """The element in a list, for a call's arguments; an empty list where there is none or it is empty."""
    return [] if element is None or not len(element) and not element.text else [element]


def optional(name: str, text: str, **attributes: str) -> list[etree._Element]:
    """An element with a text, or nothing where the text is empty."""
    return [getattr(E, name)(text, **attributes)] if text else []
