"""What may stand in an edition is listed; whatever else comes from outside is left out and named."""

from __future__ import annotations

import base64
import time

import pytest
from hypothesis import given, strategies as st
from lxml import etree
from PIL import Image

from bookbuilder.cleaning import clean_svg, clean_tree, is_harmless, is_safe_address, is_safe_attribute
from bookbuilder.cleaning.pixels import file_of
from tests.in_time import in_time

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:x", " javascript:x", "java\tscript:x", "java\nscript:x", "java\u200bscript:x",
     "\x01javascript:x", "%6aavascript:x", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "blob:x", "intent:x",
     "//evil.example/x", "\\\\evil\\x", "/\\evil", "view-source:x", "ms-word:x", ":x"],
)  # fmt: skip
def test_an_address_that_a_browser_would_follow_elsewhere_is_refused(address: str) -> None:
    assert not is_safe_address(address)


@pytest.mark.parametrize(
    "address",
    ["https://a.org/?q=javascript:x", "HTTP://a.org", "mailto:a@b.org", "ftp://a.org/x", "tel:+7", "doi:10.1/x", "urn:isbn:1", "#sec-x",
     "chapter.md#x", "a/b:c", "?a:b", "", "../figures/a.png", "https://a.org/%6aavascript:x"],
)  # fmt: skip
def test_an_address_of_the_book_and_of_the_web_is_taken(address: str) -> None:
    assert is_safe_address(address)


@given(st.text(), st.sampled_from(["javascript", "data", "vbscript", "file", "x-y"]))
def test_no_spelling_of_a_scheme_passes_that_a_browser_would_read(rest: str, scheme: str) -> None:
    for at in range(len(scheme) + 1):
        assert not is_safe_address(f"{scheme[:at]}\t{scheme[at:]}:{rest}")


@pytest.mark.parametrize(
    "key", ["onclick", "ONLOAD", "oncut", "style", "ping", "href", "srcdoc", "formaction", "nonce"]
)
def test_a_key_that_does_something_in_a_browser_is_refused(key: str) -> None:
    assert not is_safe_attribute(key, "x")


@pytest.mark.parametrize(
    "key", ["one", "only", "lang", "entry", "source", "width", "height", "short-caption", "of", "aria-label"]
)
def test_a_key_of_ours_and_one_that_nobody_knows_is_taken(key: str) -> None:
    assert is_safe_attribute(key, "x")


@pytest.mark.parametrize(
    ("inside", "named"),
    [
        ("<script>x</script>", "<script>"),
        ('<rect onclick="x"/>', 'onclick="x"'),
        ("<foreignObject/>", "<foreignObject>"),
        ('<use href="http://e.example/a#b"/>', 'href="http://e.example/a#b"'),
        ('<use xlink:href="//e.example/a"/>', 'href="//e.example/a"'),
        ('<image href="http://e.example/a.png"/>', 'href="http://e.example/a.png"'),
        ('<image href="data:image/svg+xml,x"/>', 'href="data:image/svg+xml,x"'),
        ('<filter><feImage href="a.png"/></filter>', "<feImage>"),
        ('<rect fill="url(a.svg#b)"/>', 'fill="url(a.svg#b)"'),
        ('<rect style="fill:url(&quot;http://e&quot;)"/>', 'style="fill:url("http://e")"'),
        ("<style>@import 'a.css';</style>", "a style sheet with an address"),
        ("<style>@font-face{src:url(http://e/f)}</style>", "a style sheet with an address"),
        ('<a href="javascript:x"/>', 'href="javascript:x"'),
        ('<set attributeName="href" to="javascript:x"/>', "<set>"),
        ('<html:iframe xmlns:html="http://www.w3.org/1999/xhtml" src="x"/>', "<iframe>"),
        ("<?xml-stylesheet href='x'?>", "a processing instruction"),
    ],
)
def test_what_runs_in_a_drawing_or_comes_from_elsewhere_is_taken_out_and_named(inside: str, named: str) -> None:
    cleaned, found = clean_svg(SVG.format(f"{inside}<rect width='3'/>").encode())
    assert named in found
    assert b"<rect width" in cleaned and clean_svg(cleaned) == (cleaned, ())


def test_a_plain_drawing_keeps_its_very_bytes() -> None:
    dot = base64.b64encode(file_of(Image.new("L", (1, 1)), "PNG", optimize=False)).decode()
    data = SVG.format(
        '<style>.a{fill:url(#g)} @font-face{src:url("data:font/woff2;base64,xx")}</style><linearGradient id="g"/>'
        f'<use href="#g"/><image href="data:image/png;base64,{dot}"/><a href="https://a.org"><text>T</text></a>'
    ).encode()
    assert clean_svg(data) == (data, ())


def test_a_marker_is_not_of_the_class_that_is_called_as_its_id() -> None:
    sheet = "<style>.arrow{marker-end:url(#arrow)}</style>"
    data = SVG.format(
        f'{sheet}<marker id="arrow"><path d="M0 0z"/></marker><path class="arrow" d="M0 0 1 1"/>'
    ).encode()
    assert clean_svg(data) == (data, ())


def test_fonts_that_no_browser_reads_go_and_nobody_is_told() -> None:
    """LibreOffice writes the shapes of its letters as <font> into each drawing."""
    font = '<defs><font horiz-adv-x="2048"><font-face font-family="X"/><glyph unicode="a" d="M 1,1"/></font></defs>'
    cleaned, found = clean_svg(SVG.format(f"{font}<text>T</text>").encode())
    assert not found and b"glyph" not in cleaned and b"<text>T</text>" in cleaned


def test_what_a_program_has_noted_in_a_drawing_is_taken_out_and_nobody_is_told() -> None:
    """Inkscape writes the file's path, Illustrator the names of layers and the whole drawing once more in its own form."""
    noted = (
        '<metadata><rdf xmlns="http://rdf.example">A Name</rdf></metadata><!-- A Name --><g data-name="A Name">'
        '<s:view xmlns:s="http://s.example" s:docname="/home/A Name/x.svg"/>words</g><color-profile xlink:href="x.icc"/><rect xmlns:i="http://i.example" i:label="A Name"/>'
    )
    cleaned, found = clean_svg(SVG.format(noted).encode())
    assert found == () and b"A Name" not in cleaned and b"example" not in cleaned
    assert b"<g>words</g><rect/>" in cleaned and clean_svg(cleaned) == (cleaned, ())


def test_what_draw_io_writes_for_those_who_cannot_show_html_stands_alone() -> None:
    html = '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml" onclick="x">Rich</p></foreignObject>'
    notice = '<switch><g requiredFeatures="x#Extensibility"/><a><text>Text is not SVG</text></a></switch>'
    cleaned, found = clean_svg(SVG.format(f"<switch>{html}<text>Plain</text></switch>{notice}").encode())
    assert found == () and b"Plain" in cleaned and b"Rich" not in cleaned and b"not SVG" not in cleaned


@pytest.mark.parametrize(
    ("key", "value", "harmless"),
    [("align", "left", True), ("style", "color: red", True), ("style", "x: url(//a)", False), ("onclick", "x", False),
     ("readonly", "true", True), ("formaction", "//a", False), ("contenteditable", "true", False), ("property", "dct:title", True),
     ("dir", "sideways", True), ("role", "hero", True)],
)  # fmt: skip
def test_a_key_without_which_nothing_is_lost(key: str, value: str, harmless: bool) -> None:
    assert not is_safe_attribute(key, value) and is_harmless(key, value) is harmless


def test_entities_and_a_style_sheet_before_the_drawing_are_named() -> None:
    head = '<?xml version="1.0"?><?xml-stylesheet href="a.css"?><!DOCTYPE svg [<!ENTITY a "b">]>'
    cleaned, found = clean_svg((head + SVG.format("<text>&a;</text>")).encode())
    assert {"an entity of its own", "a processing instruction", "an entity"} <= set(found)
    assert b"stylesheet" not in cleaned and b"ENTITY" not in cleaned


def test_a_tree_keeps_its_words_and_loses_what_may_not_stand_there() -> None:
    tree = etree.fromstring(
        '<section><p onclick="x" class="a" style="color:red">A <blink>b</blink> c<script>d</script> e '
        '<a href="javascript:x">f</a> <a href="#g" ping="h">g</a></p><iframe src="x">i</iframe></section>'
    )
    assert clean_tree(tree) == [
        'onclick="x"', 'style="color:red"', "<blink>", "<script>", 'href="javascript:x"', 'ping="h"', "<iframe>",
    ]  # fmt: skip
    assert etree.tostring(tree) == b'<section><p class="a">A b c e <a>f</a> <a href="#g">g</a></p></section>'


_MANY, _CLIPPED = "L5 5" * 20_000, '<g clip-path="url(#c{})"/>'


@pytest.mark.parametrize(
    "drawing",
    [
        '<mask id="m"><rect width="9" height="9" mask="url(#m)"/></mask><rect width="5" height="5" mask="url(#m)"/>',
        '<mask id="a"><rect style="mask: url(#b)"/></mask><mask id="b"><rect mask="url(\'#a\')"/></mask><rect mask="url(#a)"/>',
        f'<marker id="m">{"<rect/>" * 10}</marker><path d="M0 0{_MANY}" marker-mid="url(#m)"/>',
        f'<marker id="m">{"<rect/>" * 10}</marker><g style="m\\61rker:url(#m)"><path d="M0 0{" 1 1" * 5000}"/></g>',
        '<style>@media all{.a{mask:url("#m")}}</style><mask id="m"><rect class="a"/><rect/></mask><rect class="b a"/>',
        f'<pattern id="p">{"<rect/>" * 300}</pattern><g fill="url(#p)">{"<rect/>" * 300}</g>',
        f'<linearGradient id="a">{"<stop/>" * 300}</linearGradient><linearGradient id="g" href="#a"/><g fill="url(#g)">{"<rect/>" * 300}</g>',
        "".join(f'<clipPath id="c{n}">{_CLIPPED.format(n + 1) * 10}</clipPath>' for n in range(8))
        + '<rect clip-path="url(#c0)"/>',
        "".join(f'<mask id="m{n}"><rect mask="url(#m{n + 1})"/></mask>' for n in range(1500)) + '<rect mask="url(#m0)"/>',
    ],
    ids=["itself", "each other", "at each point", "of a group", "by a rule", "handed down", "stops", "ten times in ten", "a long row"],
)  # fmt: skip
def test_parts_of_a_drawing_that_would_be_drawn_without_end_are_taken_out(drawing: str) -> None:
    """WeasyPrint gave up the whole drawing, or drew for minutes: it writes out all stops of a gradient for each shape."""
    data, found = clean_svg(SVG.format(drawing).encode())
    assert len(found) == 1 and "drawn more often" in found[0]
    assert b"url(" not in data and b"<rect" in data


def test_a_clip_for_each_of_many_points_stays() -> None:
    points = '<path clip-path="url(#c)" d="M1 1L2 2"/>' * 5000
    drawing = SVG.format(f'<clipPath id="c"><rect width="9" height="9"/></clipPath>{points}').encode()
    assert clean_svg(drawing) == (drawing, ())
    own = "".join(
        f'<radialGradient id="g{n}"><stop/><stop offset="1"/></radialGradient><rect fill="url(#g{n})"/>'
        for n in range(5000)
    )
    assert clean_svg(SVG.format(own).encode()) == (SVG.format(own).encode(), ())


@pytest.mark.parametrize(
    ("selector", "stays"),
    [
        ("g > :not(.a)", False), (".a", False), ("RECT", False), ("#i.b", False),
        (".\\31 23", False), (".a\\+b", False), ("#x\\ y", False), (".a\u00a0b", False), ("a .b", True), ("circle, #x", True), ("rect.b", True),
    ],
)  # fmt: skip
def test_a_style_sheet_that_is_held_against_each_element_too_often_is_left_out(selector: str, stays: bool) -> None:
    """2,000 rules and 5,000 shapes took eight seconds, and each twice as many four times that."""
    rules, shapes = f"{selector} {{ fill: #222222 }}" * 400, '<rect id="i" class="a"/>' * 4_000
    data, found = clean_svg(SVG.format(f"<style>{rules}</style>{shapes}").encode())
    assert (b"<style" in data) is stays and len(found) == (not stays) and data.count(b"<rect") == 4_000


def test_what_no_browser_draws_goes_in_silence_where_its_words_are_drawn() -> None:
    flowed = "<flowRoot><flowRegion><rect width='3'/></flowRegion><flowPara>A</flowPara></flowRoot>"
    cleaned, found = clean_svg(SVG.format(f"{flowed}<text>A</text>").encode())
    assert not found and b"flow" not in cleaned and b"<text>A</text>" in cleaned
    assert "<flowRoot>" in clean_svg(SVG.format(flowed).encode())[1]


def test_a_selector_of_many_letters_is_read_once() -> None:
    begun = time.process_time()
    clean_svg(SVG.format(f"<style>{'a' * 60_000}! {{ fill: red }}</style><rect/>").encode())
    assert in_time(time.process_time() - begun, 3)


def test_a_part_whose_id_is_no_name_of_xml_has_another_where_it_is_called_too() -> None:
    drawing = (
        '<style>rect { clip-path: url(#72ab) }</style><clipPath id="72ab"><path/></clipPath><g id="g"/><path id="a:b"/>'
        """<rect clip-path="url('#72ab')" fill="#72ab5e"/><use xlink:href="#a:b"/><use href="#g"/>"""
    )
    data, found = clean_svg(SVG.format(drawing).encode())
    assert not found and clean_svg(data) == (data, ())
    assert [str(it) for it in etree.fromstring(data).xpath("//@id")] == ["id-0-72ab", "g", "id-2-a_b"]
    assert data.count(b"url(#id-0-72ab)") == 1 and b"url('#id-0-72ab')" in data and b'fill="#72ab5e"' in data
    assert b'xlink:href="#id-2-a_b"' in data and b'href="#g"' in data


def test_a_part_that_has_the_id_of_another_has_none() -> None:
    data, found = clean_svg(SVG.format('<g id="a"><path id="b"/></g><rect id="a"/><use href="#a"/>').encode())
    assert not found and clean_svg(data) == (data, ())
    assert etree.fromstring(data).xpath("name(//*[@id='a'])") == "g"
    assert [str(it) for it in etree.fromstring(data).xpath("//@id")] == ["a", "b"]
