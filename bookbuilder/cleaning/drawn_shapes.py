"""Counts the shapes that a drawing has once each <use>, mask, pattern, gradient and marker is drawn wherever it is called for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import tinycss2
from lxml import etree

_MARKERS = frozenset("marker marker-start marker-mid marker-end".split())
_HANDED_DOWN = frozenset(("fill", "stroke"))
_GRADIENTS = frozenset(("linearGradient", "radialGradient"))
"""Each of their stops is written out wherever one fills something."""
_PARTS = frozenset("use mask pattern marker clipPath".split()) | _GRADIENTS
_DRAWN_AGAIN = _MARKERS | _HANDED_DOWN | {"mask", "clip-path"}
_CALL = re.compile(r"""url\(\s*["']?#([^"')\s]+)""")
XLINK = "{http://www.w3.org/1999/xlink}"


class _Size(NamedTuple):
    shapes: int = 1
    """All that is drawn."""
    elements: int = 1
    """What is drawn without parts: each may have the fill of those around it."""
    points: int = 1
    """Their points, at each of which a marker may stand."""

    def and_(self, other: _Size, most: int) -> _Size:
        return _Size(*(min(one + more, most) for one, more in zip(self, other, strict=True)))


def used_shapes(root: etree._Element, most: int) -> int:
    """How many shapes there are with each <use>; more than `most` where one uses itself."""
    return _shapes(root, most, parts=False)


def shapes_with_parts(root: etree._Element, most: int) -> int:
    """How many there are with masks, patterns, gradients and markers as well."""
    return _shapes(root, most, parts=True)


def drop_parts(root: etree._Element) -> None:
    """Take out all that calls for a mask, a pattern, a gradient or a marker."""
    for element in list(root.iter(etree.Element)):
        for key in [it for it in element.attrib if it in _DRAWN_AGAIN or it == "style"]:
            if "url" in element.attrib[key] or "\\" in element.attrib[key]:
                del element.attrib[key]
        if etree.QName(element).localname == "style" and any(True for _ in _in_sheet(element.text or "")):
            element.text = ""


def tried_rules(root: etree._Element) -> int:
    """How often a rule of the drawing's style sheets is held against an element: by its last name, else against all of them."""
    sheets = [it.text or "" for it in root.iter(etree.Element) if etree.QName(it).localname == "style"]
    if not any(sheets):
        return 0
    names: Counter[str] = Counter()
    for element in root.iter(etree.Element):
        names.update({"", etree.QName(element).localname.lower(), f"#{element.get('id')}"})
        names.update({f".{it}" for it in (element.get("class") or "").split()})
    return sum(names[it] for sheet in sheets for it in _last_names(sheet))


def _last_names(sheet: str) -> Iterator[str]:
    """The key under which the engine files each selector: the id that it ends with, the class or the element; "" where none is read."""
    for rule in tinycss2.parse_stylesheet(sheet, True, True):
        if rule.type == "qualified-rule":
            for selector in tinycss2.serialize(rule.prelude).split(","):
                is_read = len(selector) <= LONGEST_SELECTOR and selector.isascii() and "\\" not in selector
                last = _LAST_NAMES.search(selector.strip()) if is_read else None
                names = _NAME.findall(last[1]) if last else []
                name = sorted(names, key=lambda it: (it[0] == "#", it[0] == "."))[-1] if names else ""
                yield name if name[:1] in ("#", ".") else name.lower()


LONGEST_SELECTOR = 200
"""Characters of a selector in a drawing that is read; a longer one, or one with other signs than ASCII's or a backslash, is held against each of its elements."""
_NAME = re.compile(r"[.#]?[\w-]+")
_LAST_NAMES = re.compile(r"(?:^|[\s>+~])([\w*.#-]*)(?:\[[^\]]*\]|::?[\w-]+(?:\([^()]*\))?)*$")


def _shapes(root: etree._Element, most: int, parts: bool) -> int:
    kinds = {etree.QName(it).localname for it in root.iter(etree.Element)}
    if not kinds & (_PARTS if parts else {"use"}):
        return 0
    by_id: dict[str, etree._Element] = {}
    for element in root.iter(etree.Element):
        by_id.setdefault(str(element.get("id")), element)
    sheets = [it.text or "" for it in root.iter(etree.Element) if etree.QName(it).localname == "style"] if parts else []
    ruled = [rule for sheet in sheets for rule in _in_sheet(sheet)]
    sizes: dict[etree._Element, _Size] = {}
    open_: set[etree._Element] = set()
    endless = _Size(most + 1, most + 1, most + 1)

    def size(element: etree._Element) -> _Size:
        if element in sizes:
            return sizes[element]
        if element in open_:
            return endless
        open_.add(element)
        total = _Size(points=_points(element) if "marker" in kinds else 1)
        for inner in [*element.iterchildren(etree.Element), *(by_id[it] for it in _used(element) if it in by_id)]:
            total = total.and_(size(inner), most + 1)
        drawn = total.shapes
        for name, id in _called(element, ruled) if parts else ():
            if id in by_id:
                times = total.points if name in _MARKERS else total.elements if name in _HANDED_DOWN else 1
                drawn += times * size(by_id[id]).shapes
        open_.discard(element)
        sizes[element] = total._replace(shapes=min(drawn, most + 1))
        return sizes[element]

    try:
        return size(root).shapes
    except RecursionError:  # a row of things that draw one another
        return most + 1


def _points(element: etree._Element) -> int:
    """The points of a line: in a path its letters, or half of its numbers where some go without."""
    path, numbers = element.get("d") or "", _NUMBER.findall(f"{element.get('d') or ''} {element.get('points') or ''}")
    return max(1, len(_LETTER.findall(path)), len(numbers) // 2)


_LETTER, _NUMBER = re.compile(r"[A-Za-z]"), re.compile(r"[-+]?(?:\d*\.\d+|\d+)")


def _used(element: etree._Element) -> list[str]:
    """The id of what a <use> draws again, or of the gradient whose stops another has."""
    if etree.QName(element).localname not in _GRADIENTS | {"use", "pattern"}:
        return []
    return [(element.get("href") or element.get(f"{XLINK}href") or "").strip().removeprefix("#")]


def _called(element: etree._Element, ruled: list[_Rule]) -> Iterator[tuple[str, str]]:
    """The property and the id of each part that an element calls for, or that a rule of the drawing's style sheet gives it."""
    for key, value in element.attrib.items():
        if key in _DRAWN_AGAIN:
            yield from ((str(key), id) for id in _CALL.findall(value))
        elif key == "style":
            yield from _in_declarations(value)
    if ruled:
        classes = {f".{it}" for it in (element.get("class") or "").split()}
        own = {etree.QName(element).localname, f"#{element.get('id') or ''}", *classes}
        yield from ((name, id) for names, name, id in ruled if not names or names & own)


_Rule = tuple[frozenset[str], str, str]
"""The names in a selector, one of which an element must have where there are any, a property and the id that it calls for."""


def _in_sheet(text: str) -> Iterator[_Rule]:
    if "url" not in text.lower() and "\\" not in text:
        return
    for rule in tinycss2.parse_stylesheet(text, True, True):
        if rule.type == "at-rule" and rule.content:
            yield from _in_sheet(tinycss2.serialize(rule.content))
        elif rule.type == "qualified-rule":
            before = ["", *(it.value if it.type == "literal" else "" for it in rule.prelude)]
            names = frozenset(
                f"#{it.value}" if it.type == "hash" else f"{'.' if sign == '.' else ''}{it.value}"
                for sign, it in zip(before, rule.prelude, strict=False)
                if it.type in ("ident", "hash")
            )
            yield from ((names, *it) for it in _in_declarations(tinycss2.serialize(rule.content)))


def _in_declarations(text: str) -> Iterator[tuple[str, str]]:
    if "url" not in text.lower() and "\\" not in text:
        return
    for it in tinycss2.parse_blocks_contents(text, True, True):
        if it.type == "declaration" and it.lower_name in _DRAWN_AGAIN:
            yield from ((it.lower_name, address[1:]) for address in _addresses(it.value) if address.startswith("#"))


def _addresses(tokens: list[Any]) -> Iterator[str]:
    for token in tokens:
        if token.type == "url":
            yield token.value
        elif token.type == "function" and token.lower_name == "url":
            yield from (it.value for it in token.arguments if it.type == "string")
