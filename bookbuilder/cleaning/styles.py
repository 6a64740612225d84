"""Cleans style sheets by the lists: looks stay; whatever fetches something, or runs, is taken out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import unquote

import tinycss2

from bookbuilder.cleaning.addresses import is_safe_address
from bookbuilder.cleaning.lists import FONTS, PICTURES

_ADDRESSED = frozenset("url src image image-set -webkit-image-set element".split())
_RUNS = frozenset(("behavior", "-moz-binding"))
"""Properties by which browsers of old ran programs."""
_BRACKET = re.compile(r"[()\[\]{}]")
DEEPEST = 50
"""Brackets in one another in a style sheet."""
_FOLDER = "styles"
"""Where style sheets stand in an edition."""
_OUTER = frozenset("http https mailto tel doi urn".split())


def clean_css(text: str) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """A style sheet as it may stand in an edition, and line, column and words of what was taken out; else the same text.

    An address within the edition may stand (`../fonts/a.ttf`), and a font or a picture that is written out.
    """
    found: list[tuple[int, int, str]] = []
    if deepest(text) > DEEPEST:
        return "", ((1, 1, "a style sheet whose brackets stand too deep in one another"),)
    rules = tinycss2.parse_stylesheet(text)
    kept = _cleaned(rules, found, _growing(rules) if "var" in text.lower() or "\\" in text else frozenset())
    cleaned = kept if found else text
    return cleaned.replace("</", "<\\/"), tuple(found)


def _growing(rules: Sequence[Any]) -> frozenset[str]:
    """The custom properties that would become larger than any value, each var() filled in: twenty that double are a million."""
    declared: dict[str, list[Sequence[Any]]] = {}
    for name, value in _custom(rules):
        declared.setdefault(name, []).append(value)
    sizes: dict[str, int] = {}

    def size(name: str) -> int:
        if name not in sizes:
            sizes[name] = LARGEST + 1  # while it is counted: one that holds itself grows with each element in another
            sizes[name] = max(of_tokens(value) for value in declared[name]) if name in declared else OF_ANOTHER_SHEET
        return sizes[name]

    def of_tokens(tokens: Sequence[Any]) -> int:
        return min(sum(map(of_token, tokens)), 2 * LARGEST)

    def of_token(token: Any) -> int:
        inside = getattr(token, "content", None) or getattr(token, "arguments", None) or []
        own = len(token.serialize()) if not isinstance(inside, list) or not inside else 1 + of_tokens(inside)
        return own + sum(map(size, _named(token)))

    try:
        return frozenset(name for name in declared if size(name) > LARGEST)
    except RecursionError:  # a row of hundreds that name one another
        return frozenset(declared)


def _custom(nodes: Sequence[Any]) -> Iterator[tuple[str, Sequence[Any]]]:
    for node in nodes:
        if node.type == "declaration" and node.name.startswith("--"):
            yield node.name, node.value
        elif node.type in ("qualified-rule", "at-rule") and node.content:
            yield from _custom(tinycss2.parse_blocks_contents(node.content))


def _named(token: Any) -> list[str]:
    """The custom property that a var() names."""
    if token.type != "function" or token.lower_name != "var":
        return []
    return [it.value for it in token.arguments if it.type == "ident" and it.value.startswith("--")][:1]


LARGEST, OF_ANOTHER_SHEET = 20_000, 1_000
"""Characters of a value, all filled in; as what one counts that another sheet declares."""


def _cleaned(nodes: Sequence[Any], found: list[tuple[int, int, str]], growing: frozenset[str] = frozenset()) -> str:
    """The rules and declarations that may stand, in their order and each in its line."""
    pieces: list[str] = []
    for node in nodes:
        refused = next(_refused(node, growing), None)
        if refused is None:
            pieces.append(_written(node))
        elif (
            node.type in ("qualified-rule", "at-rule")
            and node.content
            and next(_refused_in(node.prelude), None) is None
        ):
            head = tinycss2.serialize(node.prelude)
            head = f"@{node.at_keyword}{head}" if node.type == "at-rule" else head
            pieces.append(f"{head}{{{_cleaned(tinycss2.parse_blocks_contents(node.content), found, growing)}}}")
        else:
            found.append((node.source_line, node.source_column, refused))
            pieces.append("\n" * _written(node).count("\n"))
    return "".join(pieces)


def _written(node: Any) -> str:
    """A rule or a declaration as text; nothing where it is broken, since every browser ignores it."""
    try:
        return f"{tinycss2.serialize([node])}{';' if node.type == 'declaration' else ''}"
    except TypeError:
        return ""


def deepest(text: str) -> int:
    """How many brackets stand in one another at most."""
    depth = most = 0
    for sign in _BRACKET.findall(text):
        depth = depth + 1 if sign in "([{" else max(depth - 1, 0)
        most = max(most, depth)
    return most


def _refused(node: Any, growing: frozenset[str] = frozenset()) -> Iterator[str]:
    """What may not stand in a rule or a declaration, in words."""
    if growing and node.type in ("qualified-rule", "at-rule") and node.content:
        inner = tinycss2.parse_blocks_contents(node.content)
        yield from (it for each in inner for it in _refused(each, growing))
    if node.type == "at-rule":
        if node.lower_at_keyword == "import":
            asked = (it.value for it in node.prelude if it.type == "string")
            yield from (f"@import {it[:60]}" for it in asked if not _is_within(it))
        yield from _refused_in([*node.prelude, *(node.content or ())])
    elif node.type == "qualified-rule":
        yield from _refused_in([*node.prelude, *node.content])
    elif node.type == "declaration":
        if node.name in growing:
            yield f"{node.name}, which becomes larger than any value once each var() is filled in"
        if node.lower_name in _RUNS:
            yield f"{node.lower_name}:"
        yield from _refused_in(node.value)


def _refused_in(tokens: Sequence[Any]) -> Iterator[str]:
    for token in tokens:
        inside = getattr(token, "content", None) or getattr(token, "arguments", None) or []
        if token.type == "at-keyword" and token.lower_value == "import":  # where no sheet is read, but it stands there
            yield "@import"
        elif token.type == "ident" and token.lower_value in _RUNS:
            yield f"{token.lower_value}:"
        elif token.type == "url" and not _is_within(token.value):
            yield f"url({token.value[:60]})"
        elif token.type == "function" and token.lower_name == "expression":
            yield "expression()"
        elif token.type == "function" and token.lower_name in _ADDRESSED:
            yield from (f"{it.value[:60]}" for it in inside if it.type == "string" and not _is_within(it.value))
        if isinstance(inside, list):
            yield from _refused_in(inside)


def _is_within(address: str) -> bool:
    """Whether an address leads to a place of the edition, or holds what it shows itself."""
    plain = "".join(address.split()).lower()
    if plain.startswith((*PICTURES, *FONTS)):
        return True
    if not is_safe_address(address) or plain.startswith("/") or plain.partition(":")[0] in _OUTER:
        return False
    path = unquote(re.split("[?#]", plain)[0]).replace("\\", "/")
    return not posixpath.normpath(f"{_FOLDER}/{path}").startswith(("..", "/"))
