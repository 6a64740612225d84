"""Finds the rule of a style sheet that hides an element, for the message that its words are not printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import cssselect2
import tinycss2
from lxml import etree, html

from bookbuilder.diagnostics import Location
from bookbuilder.layout import remembered_selectors

HIDES = {
    "display": ("none",), "visibility": ("hidden", "collapse"), "position": ("fixed",), "overflow": ("hidden", "clip"),
    "font-size": ("0", "0px", "0pt"), "height": ("0", "0px", "0pt"), "max-height": ("0", "0px", "0pt"), "float": ("footnote",),
}  # fmt: skip
"""Declarations by which words are not printed, or not where the text has them."""


def hiding_rule(page: str, id: str, sheets: Sequence[tuple[str, str]]) -> tuple[Location, str] | None:
    """Place and words of the last rule that hides the element with this id, what holds it, or something in it.

    `page` is the document's HTML; `sheets` are names and texts in the order of the cascade.
    """
    remembered_selectors.apply()
    tree = html.document_fromstring(page)
    found = tree.xpath("//*[@id=$id]", id=id)
    if not found:
        return None
    near = {*found[0].iterancestors(), *found[0].iter(etree.Element)}
    wrapped = [it for it in cssselect2.ElementWrapper.from_html_root(tree).iter_subtree() if it.etree_element in near]
    hider = None
    for name, text in sheets:
        for rule, said in _hiding_rules(text):
            try:
                selectors = cssselect2.compile_selector_list(rule.prelude)
            except cssselect2.SelectorError:
                continue
            if any(selector.pseudo_element is None and selector.test(it) for selector in selectors for it in wrapped):
                words = f"{tinycss2.serialize(rule.prelude).strip()} {{ {said} }}"
                hider = (Location(name, rule.source_line, rule.source_column), words)
    return hider


def _hiding_rules(text: str) -> Iterator[tuple[Any, str]]:
    pending = list(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))
    while pending:
        rule = pending.pop(0)
        if rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports") and rule.content is not None:
            pending = [*tinycss2.parse_rule_list(rule.content, True, True), *pending]
        if rule.type != "qualified-rule":
            continue
        for it in tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True):
            value = tinycss2.serialize(it.value).strip().lower() if it.type == "declaration" else ""
            if it.type == "declaration" and it.lower_name in HIDES and value in HIDES[it.lower_name]:
                yield rule, f"{it.lower_name}: {value}"
