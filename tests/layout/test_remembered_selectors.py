"""A selector asks each element once what stands above it and before it, and finds what it found before."""

from __future__ import annotations

import random
import time
from xml.etree import ElementTree

import cssselect2
import pytest
from cssselect2 import compiler

from bookbuilder.layout import remembered_selectors
from tests.in_time import in_time


def _found(selector: str, root: ElementTree.Element) -> list[bool]:
    matcher = cssselect2.Matcher()
    for each in cssselect2.compile_selector_list(selector):
        matcher.add_selector(each, None)
    return [bool(matcher.match(it)) for it in cssselect2.ElementWrapper.from_xml_root(root).iter_subtree()]


def _tree(dice: random.Random, depth: int = 0) -> ElementTree.Element:
    element = ElementTree.Element(dice.choice("abg"), {"class": dice.choice("xy")} if dice.random() < 0.4 else {})
    element.extend(_tree(dice, depth + 1) for _ in range(dice.randint(0, 4) if depth < 5 else 0))
    return element


def test_selectors_find_what_the_library_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(14)
    root, names = _tree(dice), ["a", "*", ".x", "g.y", ":not(a b)", ":is(a b, g ~ b)", ":has(> a)", ":nth-child(2n)"]
    selectors = [
        "".join(dice.choice(names) + dice.choice([" ", " > ", " + ", " ~ "]) for _ in range(4)) + "b" for _ in range(60)
    ]
    monkeypatch.setattr(compiler, "_compile_node", remembered_selectors._compile_node)
    theirs = [_found(it, root) for it in selectors]
    remembered_selectors.apply()
    assert [_found(it, root) for it in selectors] == theirs
    assert sum(map(any, theirs)) > 10


def test_a_selector_of_many_names_costs_what_its_length_deserves() -> None:
    """One line of a style sheet kept a build, or a drawing, for ever."""
    remembered_selectors.apply()
    begun, root = time.process_time(), ElementTree.fromstring(f"<r>{'<g>' * 80}<a/>{'</g>' * 80}</r>")
    assert not any(_found(f"x {'g ' * 60}a", root)) and any(_found(f"r {'g ' * 60}a", root))
    assert in_time(time.process_time() - begun, 2)


def test_what_an_element_holds_is_looked_for_once_for_all_that_stand_in_it() -> None:
    """20 rules of `section:has(…) em` over 500 words in italics kept a build for minutes."""
    remembered_selectors.apply()
    root = ElementTree.fromstring(f"<r><section>{'<p><em/><em/><em/></p>' * 400}</section></r>")
    begun = time.process_time()
    assert not any(any(_found(f"section:has(b{number}) em", root)) for number in range(40))
    assert in_time(time.process_time() - begun, 2)
