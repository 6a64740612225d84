"""From the facts of printed pages to marks in the text."""

from __future__ import annotations

import cProfile
import pstats
from dataclasses import replace

import pytest
from lxml import etree

from bookbuilder.model.pages import BoxFact, LineFact, PageFacts, PageMap
from bookbuilder.model.publication import ContentDocument
from bookbuilder.pages.page_marks import PageMark, mark_pages, page_breaks

FORMULA = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi><mo>=</mo><mi>y</mi></math>'
"""Print draws it: its letters are not counted."""


def page(
    number: int, *lines: tuple[str, str], notes: tuple[str, str] | None = None, blank: bool = False, role: str = "text"
) -> PageFacts:
    facts = [LineFact(block, 0, text, 50, 100 + 14 * row, 300, 14, role) for row, (block, text) in enumerate(lines)]
    boxes = ()
    if notes:
        boxes = (BoxFact("notes", "", 50, 500, 300, 40),)
        facts.append(LineFact(notes[0], 0, notes[1], 50, 510, 300, 10))
    return PageFacts(number, 400, 600, 60, 560, tuple(facts), boxes, (), blank)


def marked(paragraph: str, *pages: PageFacts, first: str = "1") -> str:
    section = etree.fromstring(f'<section id="c">{paragraph}</section>')
    ids = tuple(element.get("id") for element in section.iter() if element.get("id"))
    document = ContentDocument("c", "chapter", "doc-chapter", "bodymatter", "C", "C", ids=ids)
    marks = page_breaks({"c": pages}, PageMap({"c": first}), [document])["c"]
    mark_pages(section, marks, "Page")
    for span in section.iter("span"):
        if span.get("role") == "doc-pagebreak":
            number = span.get("id").removeprefix("page-")
            span.attrib.clear()
            span.tag, span.text = "m", number
    return etree.tostring(section[0], encoding="unicode")


@pytest.mark.parametrize(
    ("paragraph", "lines", "expected"),
    [
        ("The road ends here.", ("The road", "ends here."), "<m>1</m>The road <m>2</m>ends here."),
        ("The road ends here.", ("The road en-", "ds here."), "<m>1</m>The road ends <m>2</m>here."),
        ("A co-operation ends.", ("A co-", "operation ends."), "<m>1</m>A co-operation <m>2</m>ends."),
        ("From <i>Aral to</i> Osh.", ("From Aral", "to Osh."), "<m>1</m>From <i>Aral <m>2</m>to</i> Osh."),
        (
            'One<a role="doc-noteref">1</a> two.',
            ("One1", "two."),
            '<m>1</m>One<a role="doc-noteref">1</a> <m>2</m>two.',
        ),
        ("Ends <a>here</a>.", ("Ends", "here."), "<m>1</m>Ends <m>2</m><a>here</a>."),
        ("Ends <i><a>here</a></i>.", ("Ends", "here."), "<m>1</m>Ends <m>2</m><i><a>here</a></i>."),
        (f"One {FORMULA} two.", ("One", "two."), f"<m>1</m>One {FORMULA} <m>2</m>two."),
        ("Қазақ даласы.", ("Қазақ", "даласы."), "<m>1</m>Қазақ <m>2</m>даласы."),
    ],
)
def test_a_mark_stands_before_the_first_word_that_begins_on_the_page(
    paragraph: str, lines: tuple[str, str], expected: str
) -> None:
    text = marked(f'<p id="p">{paragraph}</p>', page(1, ("p", lines[0])), page(2, ("p", lines[1])))
    assert text == f'<p id="p">{expected}</p>'


def test_a_page_that_begins_with_a_paragraph_is_marked_at_its_beginning() -> None:
    text = marked('<div><p id="p">One.</p><p id="q">Two.</p></div>', page(1, ("p", "One.")), page(2, ("q", "Two.")))
    assert text == '<div><p id="p"><m>1</m>One.</p><p id="q"><m>2</m>Two.</p></div>'


def test_notes_at_the_foot_do_not_move_a_mark() -> None:
    text = marked(
        '<p id="p">One two.</p>',
        page(1, ("p", "One"), notes=("n", "A note be-")),
        page(2, ("p", "two."), notes=("n", "gins.")),
    )
    assert text == '<p id="p"><m>1</m>One <m>2</m>two.</p>'


def test_a_page_of_notes_alone_is_marked_where_the_text_goes_on() -> None:
    text = marked('<p id="p">One two.</p>', page(1, ("p", "One")), page(2, notes=("n", "long")), page(3, ("p", "two.")))
    assert text == '<p id="p"><m>1</m>One <m>2</m><m>3</m>two.</p>'


def test_a_blank_page_has_a_number_and_no_mark() -> None:
    text = marked('<p id="p">One two.</p>', page(1, ("p", "One")), page(2, blank=True), page(3, ("p", "two.")))
    assert text == '<p id="p"><m>1</m>One <m>3</m>two.</p>'


def test_the_repeated_head_of_a_table_begins_no_page() -> None:
    table = '<table><tr><th id="h">Year</th></tr><tr><td id="a">1991</td></tr><tr><td id="b">1992</td></tr></table>'
    text = marked(
        table, page(1, ("h", "Year"), ("a", "1991"), role="cell"), page(2, ("h", "Year"), ("b", "1992"), role="cell")
    )
    assert text == table.replace("Year", "<m>1</m>Year").replace("1992", "<m>2</m>1992")


def test_a_line_that_is_printed_twice_in_one_block_counts_twice() -> None:
    text = marked('<pre id="p">end\nend\nof it</pre>', page(1, ("p", "end"), ("p", "end")), page(2, ("p", "of it")))
    assert text == '<pre id="p"><m>1</m>end\nend\n<m>2</m>of it</pre>'


def test_a_page_that_begins_with_a_drifted_table_is_marked_where_the_text_goes_on() -> None:
    text = marked(
        '<div><p id="p">One.</p><table><tr><td id="a">1991</td></tr></table><p id="q">Two three.</p></div>',
        page(1, ("p", "One."), ("q", "Two")),
        replace(
            page(2, ("q", "three.")),
            lines=(*page(2, ("a", "1991"), role="cell").lines, *page(2, ("q", "three.")).lines),
        ),
    )
    assert text.endswith('<td id="a">1991</td></tr></table><p id="q">Two <m>2</m>three.</p></div>')


def test_a_page_that_begins_with_a_figure_before_its_text_is_marked_where_the_text_goes_on() -> None:
    figure = '<figure id="f"><figcaption id="g">A map.</figcaption></figure>'
    second = replace(
        page(2, ("p", "two.")), lines=(*page(2, ("g", "A map."), role="caption").lines, *page(2, ("p", "two.")).lines)
    )
    text = marked(
        f'<div><p id="p">One two.</p><p id="q">Three.</p>{figure}<p id="r">Four.</p></div>',
        page(1, ("p", "One")),
        second,
        page(3, ("q", "Three."), ("r", "Four.")),
    )
    assert (
        text
        == f'<div><p id="p"><m>1</m>One <m>2</m>two.</p><p id="q"><m>3</m>Three.</p>{figure}<p id="r">Four.</p></div>'
    )


def test_two_pages_that_go_on_at_one_point_are_marked_in_their_order() -> None:
    table = '<table><tr><td id="a">1991</td></tr><tr><td id="b">1992</td></tr></table>'
    text = marked(
        f'<div><p id="p">One.</p>{table}<p id="q">Two.</p><p id="r">Three.</p></div>',
        page(1, ("p", "One."), ("q", "Two.")), page(2, ("a", "1991"), role="cell"),
        replace(page(3, ("b", "1992"), role="cell"), lines=(*page(3, ("b", "1992"), role="cell").lines, *page(3, ("r", "Three.")).lines)),
    )  # fmt: skip
    assert '<p id="r"><m>2</m><m>3</m>Three.</p>' in text


def test_a_page_that_begins_with_verse_is_marked_at_the_verse() -> None:
    verse = '<div class="line-block">Osh, Osh,<br/>far away.</div>'
    text = marked(
        f'<section><p id="p">One.</p>{verse}<p id="q">Two.</p></section>',
        page(1, ("p", "One.")),
        page(2, ("c", "Osh, Osh,"), ("c", "far away."), ("q", "Two.")),
    )
    assert (
        text
        == f'<section><p id="p"><m>1</m>One.</p>{verse.replace("Osh", "<m>2</m>Osh", 1)}<p id="q">Two.</p></section>'
    )


def test_a_table_before_verse_is_in_its_place() -> None:
    table = '<table><tr><td id="a">1991</td></tr></table>'
    text = marked(
        f'<section><p id="p">One.</p>{table}<div>Osh.</div><p id="q">Two.</p></section>', page(1, ("p", "One.")),
        replace(page(2), lines=(*page(2, ("a", "1991"), role="cell").lines, *page(2, ("c", "Osh."), ("q", "Two.")).lines)),
    )  # fmt: skip
    assert '<td id="a"><m>2</m>1991</td>' in text


def test_a_table_behind_a_figure_that_went_ahead_is_marked_where_it_begins() -> None:
    table = '<table><tr><td id="a">1991</td></tr><tr><td id="b">1992</td></tr></table>'
    first = replace(
        page(1),
        lines=(
            *page(1, ("g", "A map."), role="caption").lines,
            *page(1, ("p", "One.")).lines,
            *page(1, ("a", "1991"), role="cell").lines,
        ),
    )
    text = marked(
        f'<div><p id="p">One.</p>{table}<figure><figcaption id="g">A map.</figcaption></figure></div>',
        first, page(2, ("b", "1992"), role="cell"),
    )  # fmt: skip
    assert '<td id="b"><m>2</m>1992</td>' in text


def test_the_front_matter_is_counted_in_roman_figures() -> None:
    text = marked('<p id="p">One two.</p>', page(1, ("p", "One")), page(2, ("p", "two.")), first="viii")
    assert text == '<p id="p"><m>viii</m>One <m>ix</m>two.</p>'


def test_a_block_without_an_id_of_its_own_is_counted_with_what_holds_it() -> None:
    text = marked("<ol><li>One.</li><li>Two.</li></ol>", page(1, ("c", "One.")), page(2, ("c", "Two.")))
    assert text == "<ol><li><m>1</m>One.</li><li><m>2</m>Two.</li></ol>"


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ('<table id="p"><colgroup><col/></colgroup><tr><td>A</td></tr></table>', "<td><m>2</m>A</td>"),
        (
            '<ul id="p"><li><label><input type="checkbox"/>A</label></li></ul>',
            '<li><m>2</m><label><input type="checkbox"/>A</label></li>',
        ),
        ('<figure id="p"><img src="a"/><figcaption>A</figcaption></figure>', '<figure id="p"><m>2</m><img src="a"/>'),
        ('<dl id="p"><dt>A</dt><dd>B</dd></dl>', "<dt><m>2</m>A</dt>"),
    ],
)
def test_a_mark_stands_only_where_words_may_stand(block: str, expected: str) -> None:
    text = marked(f'<div><p id="o">One.</p>{block}</div>', page(1, ("o", "One.")), page(2, ("p", "A")))
    assert expected in text


def test_a_mark_knows_its_own_address() -> None:
    assert PageMark("87", "p", 3).id == "page-87"


def test_twice_as_many_pages_of_one_paragraph_twice_as_long_cost_twice_as_much() -> None:
    """2,500 notes in one paragraph were gone through again for each of 60 pages."""

    def calls(size: int) -> int:
        section = etree.fromstring(f'<section id="c"><p id="p">{"<i>a</i> b " * size}</p></section>')
        marks = [PageMark(str(number), "p", 20 * number) for number in range(size // 10)]
        profile = cProfile.Profile()
        profile.runcall(mark_pages, section, marks, "Page")
        assert len(section.findall(".//span")) == size // 10
        return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]

    assert calls(800) < 2.3 * calls(400)
