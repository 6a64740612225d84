"""Styles that are shared have the values that the engine works out for each element by itself."""

import re

import weasyprint
from weasyprint.css import get_all_computed_styles
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.css.targets import TargetCollector
from weasyprint.layout.page import PageType, set_page_type_computed_styles
from weasyprint.text.fonts import FontConfiguration

from bookbuilder.layout.engine.shared_styles import AlikeStyle, SharedStyles

HTML = """<html lang="en"><body class="b">
<p id="one" class="x">A <em>b</em> <a href="#two">c</a></p><p id="two" class="x">A <em>b</em> <a href="#one">c</a></p>
<p class="x">A <em>b</em></p><p class="x" style="margin: 2em">A <em>b</em></p><p lang="ru" class="x">A <em lang="en">b</em></p>
<ol><li id="three"><p>A</p></li><li id="four"><p>A <em id="five">b</em></p></li></ol></body></html>"""
CSS = """:root { --wide: 3em } .b { font: 20px/1.5 serif; quotes: auto } .x { padding-left: var(--wide); text-indent: 1em }
em { font-size: 80%; text-decoration: underline } .x em::before { content: attr(id) "!"; width: 2em }
p + p { margin-top: calc(1em + 2px); float: left } li::marker { color: red } li > p { border-top: 1px solid; page: wide }"""

PHYSICAL = [name for name in INITIAL_VALUES if not re.search("block|inline_(start|end|size)", name)]


def styles(monkeypatch, style_for):
    monkeypatch.setattr("weasyprint.css.StyleFor", style_for)
    html, anchors = weasyprint.HTML(string=HTML, base_url="https://book.invalid/"), TargetCollector()
    found = get_all_computed_styles(
        html, [weasyprint.CSS(string=CSS)], font_config=FontConfiguration(), target_collector=anchors
    )
    order = {element: number for number, element in enumerate(html.etree_element.iter())}
    known = found._computed_styles.items()
    return {(order[element], pseudo): style for (element, pseudo), style in known}, set(anchors.target_lookup_items)


def test_elements_that_are_styled_alike_share_a_style_and_have_the_values_of_their_own(monkeypatch):
    own, their_anchors = styles(monkeypatch, SharedStyles.__base__)
    shared, anchors = styles(monkeypatch, SharedStyles)
    assert shared.keys() == own.keys() and anchors == their_anchors == {"one", "two", "three", "four", "five"}
    for place, style in own.items():
        if place[1] not in (None, "before", "marker"):
            continue
        for name in PHYSICAL:
            assert shared[place][name] == style[name], (place, name)
            assert shared[place].anonymous_style[name] == style.anonymous_style[name], (place, name)
        assert shared[place].copy().specified == style.copy().specified
    assert len(set(map(id, shared.values()))) < len(set(map(id, own.values())))
    assert sum(type(style) is AlikeStyle for style in shared.values()) == 2  # the third paragraph, the second item


def test_the_style_of_a_page_is_looked_for_among_its_own_rules_alone(monkeypatch):
    """1,200 drawings of a page each took eight seconds more: the engine went through the rules of all pages for each of them."""
    monkeypatch.setattr("weasyprint.css.StyleFor", SharedStyles)
    html, page_css = weasyprint.HTML(string=HTML), weasyprint.CSS(string="@page { @top-left { content: 'a' } }")
    style_for = get_all_computed_styles(html, [page_css], font_config=FontConfiguration())
    for index in range(3):
        page = PageType("right", False, "", index, ())
        set_page_type_computed_styles(page, html, style_for)
        assert {element for element, _ in style_for.get_cascaded_styles()} == {page}
        assert style_for(page, "@top-left")["content"][0] == ("string", "a")
