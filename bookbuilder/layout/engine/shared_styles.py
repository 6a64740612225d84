"""Gives elements and pseudo-elements that are styled alike one style, so that each value is worked out once.

WeasyPrint shares a style where the same rules match elements of one parent. Here parents count as the same that differ in their
anchors alone, which nothing inherits, and pseudo-elements share, too: every element has eight, by the engine's own style sheet.
"""

from __future__ import annotations

from functools import cached_property
from math import inf
from typing import Any

from weasyprint.css import (
    ComputedStyle,
    InitialStyle,
    StyleFor,
    declaration_precedence,
    find_style_attributes,
    preprocess_declarations,
)

OWN = "anchor"
"""What an element's id gives it: the only thing in which styles that are alike may differ."""
_HINTS = frozenset({OWN, "lang"})

identity = object.__hash__
"""What `id` is for: a number that an object has alone. Python tells whoever listens to a call's files of each `id`."""


class AlikeStyle(ComputedStyle):  # type: ignore[misc]
    """A style of which all but the anchor is as in another one."""

    def __init__(self, alike: Any, *others: Any) -> None:
        super().__init__(*others)
        self.alike = alike
        self.specified = alike.specified

    def __missing__(self, key: str) -> Any:
        value = self[key] = super().__missing__(key) if key == OWN else self.alike[key]
        return value

    @cached_property
    def anonymous_style(self) -> Any:
        """The style of boxes that have no element of their own in this one's."""
        return self.alike.anonymous_style


def model(style: Any) -> Any:
    """The style that this one is like: itself, or another that has all its values but the anchor."""
    return style.alike if type(style) is AlikeStyle else style


class SharedStyles(StyleFor):  # type: ignore[misc]
    """The engine's look-up of the style of an element."""

    def __init__(self, html: Any, sheets: Any, hints: bool, font_config: Any, target_collector: Any) -> None:
        self._cascaded_styles: dict[Any, Any] = {}
        self._computed_styles: dict[Any, Any] = {}
        self._pages: dict[Any, Any] = {}
        self.initial_page_sizes = {"box": None, "area": None}
        self._sheets = sheets
        self.font_config = font_config
        self._base_url = html.base_url
        self._root = html.etree_element
        own = _own(html, hints)
        known: dict[Any, Any] = {}
        """By what styles that are alike have in common, and whether they have anchors of their own: the first of them."""
        for wrapper in html.wrapper_element.iter_subtree():
            element = wrapper.etree_element
            above = self._computed_styles[wrapper.parent.etree_element, None] if wrapper.parent else None
            given = own.get(element, ())
            groups = self._matches(wrapper)
            rules = groups.pop(None, ())
            style = self._style(model(above), given, rules, known)
            self._computed_styles[element, None] = style
            for pseudo_type, matched in groups.items():
                self._computed_styles[element, pseudo_type] = self._pseudo(model(style), pseudo_type, matched, known)
            if target_collector:
                for anchor in (style[OWN], *(self._computed_styles[element, it][OWN] for it in groups)):
                    if anchor:
                        target_collector.collect_anchor(anchor)

    def add_page_declarations(self, page_type: Any) -> None:
        """Say what a page's style is made of; what other pages had is given up, since the engine looks through all for each page."""
        self._cascaded_styles.clear()
        super().add_page_declarations(page_type)

    def set_computed_styles(self, element: Any, parent: Any, *others: Any, **named: Any) -> None:
        """Give a page or one of its margin boxes its style: the one of another page by the same rules, if there is one."""
        pseudo_type, above = named.get("pseudo_type"), self._computed_styles[parent, None]
        cascaded = self._cascaded_styles.get((element, pseudo_type), {})
        rules = ((name, identity(values), weight[0], *weight[2]) for name, (values, weight) in cascaded.items())
        key = (identity(above), pseudo_type, self.initial_page_sizes["box"], tuple(rules))
        if key not in self._pages:
            super().set_computed_styles(element, parent, *others, **named)
            self._pages[key] = self._computed_styles[element, pseudo_type]
        self._computed_styles[element, pseudo_type] = self._pages[key]

    def _matches(self, wrapper: Any) -> dict[Any, list[Any]]:
        """The rules of an element by its pseudo-elements, each with its sheet."""
        groups: dict[Any, list[Any]] = {}
        for number, (sheet, _, _) in enumerate(self._sheets):
            for specificity, _, pseudo_type, (declarations, layer) in sheet.matcher.match(wrapper):
                groups.setdefault(pseudo_type, []).append((number, specificity, layer, declarations))
        return groups

    def _style(self, above: Any, given: Any, rules: Any, known: dict[Any, Any]) -> Any:
        names = {name for name, _, _ in given}
        if not names <= _HINTS:  # a `style` attribute
            return self._made(above, given, rules, None)
        shared = tuple((name, values) for name, values, _ in given if name != OWN)
        key = (identity(above), shared, _key(rules))
        if OWN not in names and (key, OWN) in known:
            return known[key, OWN]
        alike = known.get(key)
        style = self._made(above, given, rules, None, alike)
        if alike is None:
            known[key] = style
        if OWN not in names:
            known[key, OWN] = style
        return style

    def _pseudo(self, above: Any, pseudo_type: str, rules: Any, known: dict[Any, Any]) -> Any:
        key = (identity(above), pseudo_type, _key(rules))
        if key not in known:
            known[key] = self._made(above, (), rules, pseudo_type)
        return known[key]

    def _made(self, above: Any, given: Any, rules: Any, pseudo_type: str | None, alike: Any = None) -> Any:
        cascaded: dict[str, Any] = {}
        for name, values, weight in given:
            if name not in cascaded or cascaded[name][1] <= weight:
                cascaded[name] = values, weight
        for number, specificity, layer, declarations in rules:
            sheet, origin, sheet_specificity = self._sheets[number]
            order = inf if layer is None else sheet.layers.index(layer)
            for name, values, importance in declarations:
                weight = declaration_precedence(origin, importance), order, sheet_specificity or specificity
                if name not in cascaded or cascaded[name][1] <= weight:
                    cascaded[name] = values, weight
        root = InitialStyle(self.font_config) if above is None else self._computed_styles[self._root, None]
        others = (above, cascaded, pseudo_type, root, self._base_url, self.font_config, self.initial_page_sizes)
        return ComputedStyle(*others) if alike is None else AlikeStyle(alike, *others)


def _key(rules: Any) -> tuple[Any, ...]:
    return tuple(
        (number, specificity, layer, identity(declarations)) for number, specificity, layer, declarations in rules
    )


def _own(html: Any, hints: bool) -> dict[Any, list[Any]]:
    """What elements say themselves: by an id, a language or a `style`."""
    own: dict[Any, list[Any]] = {}
    for specificity, element, declarations, base_url in find_style_attributes(html.etree_element, hints, html.base_url):
        for name, values, importance in preprocess_declarations(base_url, declarations):
            weight = declaration_precedence("author", importance), inf, specificity
            own.setdefault(element, []).append((name, values, weight))
    return own
