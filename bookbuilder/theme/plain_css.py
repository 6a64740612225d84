"""Compiles style sheets for reading systems that know little CSS: literal values, and what is newer in a sheet of its own.

Many e-ink readers know no custom properties, and some throw a whole sheet away at a function that they do not know. So all
that decides how the text reads stands in a first sheet, in CSS 2.1 and the properties that Readium CSS, Adobe's RMSDK and
Kindle know; what is newer (grids, mixed colours, queries) stands in a second one, which may be lost without harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import tinycss2

from bookbuilder.theme.token_values import declared

PLAIN_FUNCTIONS = frozenset({"url", "attr", "counter", "counters", "rgb", "format"})
MODERN_PROPERTIES = ("grid", "gap", "inset", "clip-path", "text-wrap", "aspect-ratio", "color-scheme", "flex", "place-")
"""What a property of the second sheet is called, or begins with."""
MODERN_UNITS = frozenset({"rem", "vh", "vw", "ch", "svh", "lvh", "dvh"})
MODERN_PSEUDO = frozenset({"is", "where", "has", "not", "focus-visible"})

OLDER_NAMES = {
    "break-after": ("page-break-after", {"avoid": "avoid", "page": "always", "auto": "auto"}),
    "break-before": ("page-break-before", {"avoid": "avoid", "page": "always", "auto": "auto"}),
    "break-inside": ("page-break-inside", {"avoid": "avoid", "auto": "auto"}),
    "overflow-wrap": ("word-wrap", {"break-word": "break-word", "anywhere": "break-word"}),
    "font-variant-caps": ("font-variant", {"small-caps": "small-caps", "all-small-caps": "small-caps", "normal": "normal"}),
    "hyphens": ("-webkit-hyphens", {"auto": "auto", "manual": "manual", "none": "none"}),
}  # fmt: skip
"""Properties by what they were called before, and the values that were known then."""

_COLOUR = re.compile(r"\s*(?:color-mix\((?:[^()]|\([^()]*\))*\)|currentColor)", re.IGNORECASE)


@dataclass(frozen=True)
class PlainSheets:
    """The two sheets, and custom properties that no sheet declares."""

    text: str
    modern: str
    undeclared: tuple[str, ...] = ()


def compile_plain(sheets: Iterable[str]) -> PlainSheets:
    """Compile style sheets, given in the order of the cascade; what they declare for `:root` is filled in everywhere."""
    texts = list(sheets)
    rules = [it for text in texts for it in tinycss2.parse_stylesheet(text, True, True) if it.type != "error"]
    tokens = {it.name: tinycss2.serialize(it.value).strip() for text in texts for it in declared(text)}
    undeclared: set[str] = set()
    text: list[str] = []
    modern: list[str] = []
    for rule in rules:
        if rule.type != "qualified-rule":
            (text if rule.type == "at-rule" and rule.lower_at_keyword == "font-face" else modern).append(
                _substituted(tinycss2.serialize([rule]), tokens, undeclared)
            )
            continue
        for selector in _selectors(rule.prelude):
            plain, newer = _declarations(rule, tokens, undeclared)
            if _is_modern_selector(selector):
                plain, newer = [], [*plain, *newer]
            words = tinycss2.serialize(selector).strip()
            text += [f"{words} {{ {' '.join(plain)} }}"] if plain else []
            modern += [f"{words} {{ {' '.join(newer)} }}"] if newer else []
    return PlainSheets(_lines(text), _lines(modern), tuple(sorted(undeclared)))


def _lines(rules: list[str]) -> str:
    return "\n".join(rules) + "\n"


def _selectors(prelude: list[Any]) -> Iterator[list[Any]]:
    """The selectors of a list, each by itself: a reader that knows one of them not would drop the whole list."""
    part: list[Any] = []
    plain: list[list[Any]] = []
    newer: list[list[Any]] = []
    for token in [*prelude, None]:
        if token is not None and not (token.type == "literal" and token.value == ","):
            part.append(token)
            continue
        (newer if _is_modern_selector(part) else plain).append(part)
        part = []
    if plain:
        joined = plain[0]
        for more in plain[1:]:
            joined = [*joined, *tinycss2.parse_component_value_list(","), *more]
        yield joined
    yield from newer


def _is_modern_selector(selector: list[Any]) -> bool:
    for token in selector:
        if token.type == "function" and token.lower_name in MODERN_PSEUDO:
            return True
        if token.type == "ident" and token.lower_value in MODERN_PSEUDO and ":" in tinycss2.serialize(selector):
            return True
    return False


def _declarations(rule: Any, tokens: Mapping[str, str], undeclared: set[str]) -> tuple[list[str], list[str]]:
    plain: list[str] = []
    newer: list[str] = []
    for one in tinycss2.parse_blocks_contents(rule.content, True, True):
        if one.type != "declaration" or one.name.startswith("--"):
            continue
        value = _substituted(tinycss2.serialize(one.value), tokens, undeclared).strip()
        if not value:
            continue
        important = " !important" if one.important else ""
        if one.lower_name.startswith("border"):
            colourless = _COLOUR.sub("", value).strip()  # a rule without a colour has that of its text
            newer += [f"{one.name}: {value}{important};"] if "color-mix" in value else []
            value = colourless or "currentColor"
        written = f"{one.name}: {value}{important};"
        if _is_modern(one.lower_name, value):
            newer.append(written)
            continue
        older, values = OLDER_NAMES.get(one.lower_name, ("", {}))
        plain += [f"{older}: {values[value]}{important};"] if value in values else []
        plain.append(written)
    return plain, newer


def _is_modern(name: str, value: str) -> bool:
    if name.startswith(MODERN_PROPERTIES) or (name == "display" and value in ("grid", "flex")):
        return True
    return any(
        (token.type == "function" and token.lower_name not in PLAIN_FUNCTIONS)
        or (token.type == "dimension" and token.lower_unit in MODERN_UNITS)
        for token in tinycss2.parse_component_value_list(value)
    )


def _substituted(text: str, tokens: Mapping[str, str], undeclared: set[str], depth: int = 0) -> str:
    """The text with the value of each `var()` in its place; with nothing, where a property is not declared."""
    if "var(" not in text or depth > 20:
        return text if "var(" not in text else ""
    values = _filled(tinycss2.parse_component_value_list(text), tokens, undeclared)
    return _substituted("".join(values), tokens, undeclared, depth + 1)


def _filled(values: list[Any], tokens: Mapping[str, str], undeclared: set[str]) -> Iterator[str]:
    for value in values:
        if value.type == "function" and value.lower_name == "var":
            name, _, fallback = tinycss2.serialize(value.arguments).partition(",")
            if name.strip() not in tokens and not fallback:
                undeclared.add(name.strip())
            yield tokens[name.strip()] if name.strip() in tokens else fallback.strip()
        elif value.type == "function":
            yield f"{value.name}({''.join(_filled(value.arguments, tokens, undeclared))})"
        elif value.type in ("() block", "[] block", "{} block"):
            yield f"{value.type[0]}{''.join(_filled(value.content, tokens, undeclared))}{value.type[1]}"
        else:
            yield tinycss2.serialize([value])
