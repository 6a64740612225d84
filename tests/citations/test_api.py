"""The door: styles by name and path, faults in words, and no input that makes a traceback."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from small_styles import book, cluster, rendered

from bookbuilder.citations import Options, StyleError, known_styles, render, style_info


def faults(result):
    return [(fault.kind, fault.item) for fault in result.faults]


def test_style_info():
    info = style_info("chicago-notes-bibliography")
    assert (info.style_class, info.citation_format, info.has_bibliography) == ("note", "note", True)
    assert "Chicago" in info.title


@pytest.mark.parametrize("name", ["chicago-author-date", "gost-r-7-0-5-2008", "nature-climate-change", "vancouver"])
def test_independent_dependent_and_renamed_styles_are_found(name):
    assert rendered(name, [book(title="Steppe")], [cluster("a")]).citations[0]


def test_an_option_that_does_not_exist_is_reported_with_those_that_do():
    with pytest.raises(ValueError, match="romanisation is 'iso-9', and may be: ala-lc, bgn-pcgn"):
        Options(romanisation="iso-9")


def test_known_styles_can_be_listed():
    assert {"apa", "oscola", "gost-r-7-0-5-2008-numeric"} <= set(known_styles())


@pytest.mark.parametrize(
    ("style", "locale", "message"),
    [
        ("chicago-autor-date", "en-GB", "did you mean chicago-author-date"),
        ("APA", "en-GB", "did you mean apa"),
        ("Chicago Author Date", "en-GB", "did you mean chicago-author-date"),
        ("apa", "xx-YY", "write a language such as en-GB"),
        ("apa", "english please", "is not a locale"),
        ("", "en-GB", "a path or a name"),
        ("a" * 5000, "en-GB", "there is no CSL style"),
        (None, "en-GB", "a path or a name"),
    ],
)
def test_a_wrong_style_or_locale_is_reported_in_a_sentence(style, locale, message):
    with pytest.raises(StyleError, match=message):
        render(style, locale, [], [])


@pytest.mark.parametrize(
    ("content", "message"),
    [("<style", "is not a CSL style"), ("<html/>", "root element is html"), ("", "is not a CSL style")],
)
def test_a_file_that_is_no_style_is_reported(tmp_path, content, message):
    path = tmp_path / "x.csl"
    path.write_text(content)
    with pytest.raises(StyleError, match=message):
        render(str(path), "en-GB", [], [])


def test_macros_that_call_each_other_are_reported(csl):
    loop = '<macro name="a"><text macro="b"/></macro><macro name="b"><text macro="a"/></macro>'
    with pytest.raises(StyleError, match="without end: a → b → a"):
        render(csl('<text macro="a"/>', macros=loop), "en-GB", [], [])


def test_an_unknown_key_names_the_closest_ones(csl):
    result = rendered(csl('<text variable="title"/>'), [book("marlow2019", title="A")], [cluster("marlow2091")])
    assert [fault.message for fault in result.faults] == [
        'there is no reference "marlow2091"; did you mean marlow2019?'
    ]
    assert result.citations == ["<b>marlow2091?</b>"]


def test_items_without_type_and_with_unknown_type(csl):
    result = rendered(
        csl('<text variable="title"/>'), [{"id": "a", "title": "A"}, {"id": "b", "type": "boook", "title": "B"}], []
    )
    assert faults(result) == [("no-type", "a"), ("unknown-type", "b")]
    assert "did you mean book" in result.faults[1].message


def test_an_item_without_type_does_not_take_that_of_another(csl):
    style = csl('<choose><if type="book"><text value="book"/></if><else><text value="other"/></else></choose>')
    assert rendered(style, [book("a"), {"id": "b"}], [cluster("a", "b")]).citations == ["book; other"]


def test_a_locator_that_does_not_print_is_reported(csl):
    style = csl('<text variable="title"/>')
    result = rendered(style, [book(title="A")], [cluster({"id": "a", "locator": "12"})])
    assert faults(result) == [("locator-not-printed", "a")]


def test_duplicate_ids_are_reported_and_the_first_is_kept(csl):
    result = rendered(csl('<text variable="title"/>'), [book(title="A"), book(title="B")], [cluster("a")])
    assert (result.citations, faults(result)) == (["A"], [("duplicate-item", "a")])


def test_keys_keep_their_case(csl):
    items = [book("Doe", title="A"), book("doe", title="B")]
    assert rendered(csl('<text variable="title"/>'), items, [cluster("Doe", "doe")]).citations == ["A; B"]


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.sampled_from(
    ['<i>', '</i>x', '"a\'b"', '2001-05-06', '12-15', 'p. 5', '1/2', '“x', 'Ӓ', 'van der X', '\x00', '(', 'note: x\nDOI: 1']
)  # fmt: skip
PARTS = st.sampled_from(["family", "given", "literal", "date-parts", "raw", "circa", "season", "suffix", "x"])
VALUES = st.recursive(SCALARS, lambda c: st.lists(c, max_size=3) | st.dictionaries(PARTS, c, max_size=3), max_leaves=6)
FIELDS = st.sampled_from(
    [
        "type",
        "title",
        "author",
        "editor",
        "issued",
        "page",
        "volume",
        "URL",
        "DOI",
        "note",
        "language",
        "edition",
        "number",
        "container-title",
        "accessed",
    ]
)
ITEMS = st.lists(st.dictionaries(FIELDS, VALUES, max_size=6) | VALUES, max_size=3)
CITES = st.dictionaries(
    st.sampled_from(
        ["locator", "label", "prefix", "suffix", "suppress-author", "author-only", "position", "near-note"]
    ),
    VALUES,
    max_size=4,
)
CITATIONS = st.lists(
    VALUES
    | st.fixed_dictionaries(
        {"citationItems": VALUES | st.lists(CITES, max_size=3)},
        optional={"properties": VALUES | st.fixed_dictionaries({"mode": st.just("composite"), "noteIndex": VALUES})},
    ),
    max_size=3,
)
STYLES = st.sampled_from(
    ["chicago-notes-bibliography", "apa", "gost-r-7-0-5-2008", "oscola", "ieee", "iso690-author-date-en"]
)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(ITEMS, CITATIONS, STYLES, st.sampled_from(["en-GB", "ru-RU", "fr-FR"]), st.booleans())
def test_no_input_makes_a_traceback_or_broken_markup(items, citations, style, locale, flag):
    for name, item in zip("abc", items, strict=False):  # as many as there are
        if isinstance(item, dict):
            item["id"] = name
    for citation in citations:
        cites = citation.get("citationItems") if isinstance(citation, dict) else None
        for name, cite in zip("abz", cites if isinstance(cites, list) else [], strict=False):  # as many as there are
            if isinstance(cite, dict):
                cite["id"] = name
    options = Options(
        uncited=flag, mark_cites=flag, link_addresses=flag, item_language=flag, romanisation="ala-lc" if flag else None
    )
    result = render(style, locale, items, citations, options)
    for text in [*result.citations, *(text for _, text in result.entries)]:
        ElementTree.fromstring(f"<p>{text}</p>")


def test_characters_that_no_xml_may_hold_are_left_out():
    item = {"id": "a", "type": "book", "author": "D\x00oe", "title": "Ste\ud800ppe", "issued": {"literal": "20\x0101"}}
    result = render("apa", "en-GB", [item], [{"citationItems": [{"id": "a", "suffix": ", \x02end"}]}])
    assert result.citations == ["(Doe, 2001, end)"]
    assert "".join(text for _, text in result.entries) == "Doe. (2001). <i>Steppe</i>."


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ("<group>" * 100 + '<text value="x"/>' + "</group>" * 100, "deep in one another"),
        ('<style version="1.0"/>', "a style within another element"),
        ('<text macro="m0"/>', "when its macros are written out"),
    ],
)
def test_a_style_that_would_never_end_is_refused(csl, inside: str, message: str) -> None:
    macros = "".join(f'<macro name="m{n}">{f"""<text macro="m{n + 1}"/>""" * 10}</macro>' for n in range(9))
    with pytest.raises(StyleError, match=message):
        style_info(csl(inside, macros=f'{macros}<macro name="m9"><text value="x"/></macro>'))
