"""The XML edition: which elements of BITS 2.1 stand for what, that no word is lost, and that every reference resolves.

The schema can be had from no registry, so the order and place of elements is held here by XPath.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from bookbuilder.editions.bits.writing import write_bits
from bookbuilder.model.publication import Publication
from bookbuilder.verbs.opening import open_book
from tests.small_book import BOOK, check_reports, check_silent, composed_in, make_book

CHAPTER = """\
---
abstract: What it says.
keywords: [salt]
---

# One {#sec-one}

Words *in italic*, [small]{.smallcaps}, H~2~O, $x^2$ and `code`.[^1] See @tbl-a, @sec-two and [@boonstra2018, p. 3].

[^1]: A note with **bold**.

    And a second paragraph.

## Two {#sec-two}

> Quoted words.

{{ excerpt("kz-01", "q1a", from="The strategy", to="equals") }}

### Deeper

3. third
4. fourth

   - in it

Term
:   Its meaning.

| A | B |
|---|---|
| 1 | 2^[In a cell.] |

: Numbers {#tbl-a}

![A line.](figures/line.svg){#fig-line alt="A straight line"}
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h9"/></svg>'
PEOPLE = """\
creator:
  - name: Anna Müller
    sort-name: Müller, Anna
    affiliation: Example University
    ror: https://ror.org/05f82e368
    orcid: 0000-0002-1825-0097
    contributions: [investigation, writing-original-draft]
identifier: {print: 978-3-16-148410-0, doi: 10.12345/small}
license: {name: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/"}
series: {title: A Series, number: "3", issn: 1234-5679}
"""
FILES = {"manuscript/book.yaml": BOOK + PEOPLE + "backmatter: [bibliography]\n", "manuscript/figures/line.svg": SVG}
EVERY = {
    "book/processing-meta[@tagset-family='bits'][following-sibling::collection-meta]": 1,
    "book/collection-meta[title-group/title='A Series'][volume-in-collection/volume-number='3'][issn]": 1,
    "book/book-meta/book-id[@book-id-type='doi'][.='10.12345/small']": 1,
    "book/book-meta/isbn[@publication-format='print']": 1,
    "//contrib[@contrib-type='author'][contrib-id[@contrib-id-type='orcid']]/name[surname='Müller'][given-names='Anna']": 1,
    "//aff/institution-wrap[institution-id[@institution-id-type='ror']='https://ror.org/05f82e368']/institution": 1,
    "//contrib/role[@vocab='credit'][@vocab-term='Investigation'][contains(@vocab-term-identifier, '/investigation/')]": 1,
    "//permissions/license[@xlink:href]/license-p": 1,
    "book/book-body/book-part[@book-part-type='chapter']/book-part-meta[title-group/label][abstract/p][kwd-group/kwd='salt']": 1,
    "//book-part/body/p/italic": 1,
    "//body/p/sc | //body/p/sub | //body/p/monospace": 3,
    "//inline-formula/mml:math": 1,
    "//book-part/back/fn-group/fn[label]": 4,
    "//fn[count(p) = 2]//bold": 1,
    "//xref[@ref-type='table'] | //xref[@ref-type='sec']": 2,
    "//fn//xref[@ref-type='bibr'][@rid='ref-boonstra2018']": 1,
    "//body/sec[title='Two'][label]/sec[title='Deeper']": 1,
    "//sec/disp-quote/p": 2,
    "//disp-quote[@content-type='interview'][attrib]": 1,
    "//list[@list-type='order']/list-item[label='3'] | //list-item[label='4']/list[@list-type='bullet']": 2,
    "//def-list/def-item[term]/def/p": 1,
    "//table-wrap[label][caption/title='Numbers']/table/tbody/tr/td//xref[@ref-type='fn']": 1,
    "//fig[label][caption/title][alt-text='A straight line']/graphic[@xlink:href='figures/line.svg'][@mime-subtype='svg+xml']": 1,
    "book/book-back/ref-list[title]/ref-list/ref[@id]/mixed-citation": 2,
}
NAMES = {"xlink": "http://www.w3.org/1999/xlink", "mml": "http://www.w3.org/1998/Math/MathML"}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    opened = open_book(make_book(tmp_path_factory.mktemp("bits"), FILES, CHAPTER))
    assert opened.book is not None
    return opened.book.publication


def test_everything_has_its_element(book: Publication) -> None:
    files = write_bits(book, {})
    assert sorted(files) == ["book.xml", "chapters/figures/line.svg", "chapters/one.xml", "figures/line.svg"]
    for name in ("book.xml", "chapters/one.xml"):
        assert b"//NLM//DTD BITS Book Interchange DTD v2.1" in files[name]
        root = etree.fromstring(files[name])
        ids = [it.get("id") for it in root.iter("*") if it.get("id")]
        assert [it for it, count in Counter(ids).items() if count > 1] == []
        assert {it.get("rid") for it in root.iter("xref")} <= set(ids)
    whole = etree.ElementTree(etree.fromstring(files["book.xml"]))
    found = {path: len(whole.xpath(path if path.startswith("//") else f"/{path}", namespaces=NAMES)) for path in EVERY}
    assert found == EVERY


def test_tables_in_one_div_are_a_group_and_a_picture_may_be_a_table(tmp_path: Path) -> None:
    parts = "".join(f"| a |\n|---|\n| b |\n\n: {it} {{#tbl-{it}}}\n\n" for it in "xy")
    text = f"# One\n\n::: {{#tbl-both}}\n\n{parts}Both.\n:::\n\n![Of course](a.svg){{#tbl-z alt='A'}}\n"
    book = composed_in(make_book(tmp_path, {"manuscript/a.svg": SVG}, text))
    root = etree.fromstring(write_bits(book, {})["book.xml"])
    (group,) = root.iter("table-wrap-group")
    assert group.findtext("label") == "Table\u00a01.1"
    assert [(it.get("id"), it.findtext("label")) for it in root.iter("table-wrap")] == [
        ("tbl-x", "(a)"), ("tbl-y", "(b)"), ("tbl-z", "Table\u00a01.2"),
    ]  # fmt: skip


def test_a_part_of_a_group_is_written_once_whatever_it_is(tmp_path: Path) -> None:
    """A panel of pictures with a table's label held its pictures twice, in tables within a table."""
    table, picture = "| a |\n|---|\n| b |\n\n: First\n\n", "![A](a.svg){alt='A'}\n\n"
    panels = [
        (f"{picture}{picture}", "tbl"),
        (f"{table}{picture}```\ncode\n```\n\n", "tbl"),
        (f"{picture}{table}", "fig"),
    ]
    blocks = [f"::: {{#{kind}-{at} layout-ncol=2}}\n{it}Both.\n:::\n\n" for at, (it, kind) in enumerate(panels)]
    text = f"# One\n\n{''.join(blocks)}::: {{#tbl-code}}\n```\ncode\n```\n\nWords.\n\nCaption.\n:::\n"
    book = composed_in(make_book(tmp_path, {"manuscript/a.svg": SVG}, text))
    root = etree.fromstring(write_bits(book, {})["book.xml"])
    parts = [
        [it.tag for it in group if it.tag not in ("label", "caption")]
        for group in root.iter("table-wrap-group", "fig-group")
    ]
    assert parts == [["table-wrap"] * 2, ["table-wrap"] * 3, ["fig"] * 2]
    assert not root.xpath("//table-wrap//table-wrap") and len(list(root.iter("graphic"))) == 4
    assert len(list(root.iter("table"))) == 2 and root.find(".//fig/p/table-wrap/table") is not None
    assert [it.tag for it in root.find(".//table-wrap[@id='tbl-code']")] == [
        "label",
        "caption",
        "preformat",
        "table-wrap-foot",
    ]


def test_no_word_is_lost(book: Publication) -> None:
    (chapter,) = (it for it in book.documents if it.kind == "chapter")
    root = etree.fromstring(chapter.body)
    for heading in root.xpath("h1 | *[@class='abstract']"):
        heading.clear()
    part = etree.fromstring(write_bits(book, {})["chapters/one.xml"]).find("book-part")
    for meta in part.xpath("book-part-meta | .//alt-text | .//list-item/label"):
        meta.clear()
    assert _letters(part) == _letters(root)


def _letters(root: etree._Element) -> str:
    return "".join(filter(str.isalnum, "".join(map(str, root.itertext()))))


def test_an_institution_and_a_role_are_those_of_their_registries() -> None:
    check_silent("# One\n\nText.[@boonstra2018]\n", FILES)
    faulty = PEOPLE.replace("05f82e368", "15f82e36").replace("[investigation", "[investigating")
    place = "manuscript/book.yaml"
    check_reports(
        "# One\n\nText.[@boonstra2018]\n",
        f"BOK-003 {place}:12:10",
        f"BOK-003 {place}:14:21",
        files={**FILES, "manuscript/book.yaml": BOOK + faulty},
    )
