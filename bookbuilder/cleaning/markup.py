"""Cleans XHTML trees by the lists: what may not stand there is taken out, and named."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from bookbuilder.cleaning.addresses import is_safe_address
from bookbuilder.cleaning.drawings import clean_drawing, reaches_out
from bookbuilder.cleaning.lists import (
    ACTING,
    ATTRIBUTES,
    DIRECTIONS,
    ELEMENTS,
    HTML_ATTRIBUTES,
    MATHML,
    OF_ELEMENT,
    ROLES,
)

XML = "{http://www.w3.org/XML/1998/namespace}"
OPS = "{http://www.idpf.org/2007/ops}"
SVG = "{http://www.w3.org/2000/svg}"
SHORTEST_HANDLER = len("oncut")
UNREADABLE = frozenset("script style template noscript iframe object embed applet title textarea xmp".split())
"""Elements whose text is not the author's: they go with all that is in them, others leave their words."""

_OF_SOME = frozenset(" ".join(OF_ELEMENT.values()).split()) | frozenset(
    "as cols content coords fetchpriority for form headers high open rev rows selected typemustmatch updateviacache "
    "workertype".split()
)
"""What Pandoc writes as it is, and only some elements have."""
_VALUES = {"role": ROLES, "dir": DIRECTIONS}


def is_safe_attribute(name: str, value: str) -> bool:
    """Whether a key in `{…}` does nothing in a browser: one of ours that can have the value, or one written as `data-…`."""
    plain = name.strip().lower()
    if plain in _VALUES:
        words = value.lower().split() if plain == "role" else [value.strip().lower()]
        return bool(words) and _VALUES[plain].issuperset(words)
    is_handler = plain.startswith("on") and len(plain) >= SHORTEST_HANDLER and plain.isalpha()
    return plain in ATTRIBUTES or not (is_handler or plain in HTML_ATTRIBUTES)


def is_harmless(name: str, value: str) -> bool:
    """Whether a key that is left out asked for a look, or for what only another element has: its author need not change it."""
    plain = name.strip().lower()
    return plain in (HTML_ATTRIBUTES | _OF_SOME | _VALUES.keys()) - ACTING and not reaches_out(f"x{{{value}}}")


def clean_tree(root: etree._Element) -> list[str]:
    """Take out of an XHTML tree whatever the lists do not have; what was taken out, in words, is the answer."""
    found: list[str] = []
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            if not isinstance(element, etree._Comment):
                found.append("a processing instruction")
            _drop(element)
        elif element.tag == f"{SVG}svg":
            try:
                found += clean_drawing(element)
            except OSError as error:
                found.append(f"a picture in a drawing that {error}")
                _drop(element)
        elif element.tag.startswith(SVG):
            continue
        else:
            found += _clean(element, is_root=element is root)
    return found


def _clean(element: etree._Element, is_root: bool) -> Iterator[str]:
    name = etree.QName(element).localname
    if element.getparent() is None and not is_root:
        return  # it went with what it stood in
    if name not in ELEMENTS and name not in MATHML:
        yield f"<{name}>"
        _drop(element) if name.lower() in UNREADABLE else _unwrap(element)
        return
    own = OF_ELEMENT[name].split() if name in OF_ELEMENT else []
    for key in list(element.attrib):
        plain = str(key)
        if plain.startswith(XML) or plain == f"{OPS}type" or plain.startswith(("aria-", "data-")):
            continue
        if name in MATHML and plain not in ("href", "src") and not plain.startswith(("on", "{")):
            continue
        if plain in own and not (plain in ("href", "src") and not is_safe_address(element.attrib[key])):
            continue
        if plain in ATTRIBUTES and is_safe_attribute(plain, element.attrib[key]):
            if plain in _VALUES:
                element.set(plain, element.attrib[key].strip().lower())  # HTML takes either case, XHTML one
            continue
        yield f'{plain}="{element.attrib[key]}"'
        del element.attrib[key]


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    before = element.text or ""
    children = list(element)
    tail = element.tail or ""
    parent.remove(element)
    _append(parent, at, before)
    for offset, child in enumerate(children):
        parent.insert(at + offset, child)
    _append(parent, at + len(children), tail)


def _append(parent: etree._Element, at: int, text: str) -> None:
    """Add text in front of the child at a place."""
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        tail = element.tail or ""
        parent.remove(element)
        _append(parent, at, tail)
