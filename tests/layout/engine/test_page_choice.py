"""Pages that would end short or with half a word are made again until they end well, and lose nothing by it."""

from __future__ import annotations

import random
from functools import cache

import pytest

from bookbuilder.cache import Steps
from bookbuilder.diagnostics import Severity
from bookbuilder.layout import write_pdf
from tests.layout.conftest import NOWHERE
from tests.publication import Chapter, document, prose, publication_of, title

pytestmark = [pytest.mark.pango, pytest.mark.slow]

CAPTION = '<figcaption id="c"><span class="label">Figure 1</span> <span class="title">What it shows</span></figcaption>'
FIGURE = f'<figure id="f"><img src="figures/trade.svg" alt="Bars"/>{CAPTION}</figure>'


@cache
def printed(blocks: str):
    body = f'<section id="only" class="chapter">{title("only", "Only")}{blocks}</section>'
    made = publication_of((document(body, "chapter", "doc-chapter", "bodymatter", "Only"),))
    outcome = write_pdf(made, NOWHERE, Steps(), draft=True)
    assert [it for it in outcome.diagnostics if it.severity is Severity.ERROR] == []
    return outcome.value


BEFORE = "".join(f"<p>{prose(seed, 6)}</p>" for seed in range(2))
AFTER = "".join(f'<p id="after-{seed}">{prose(seed, 6)}</p>' for seed in range(3))


def test_a_figure_heads_the_next_page_and_the_text_runs_on_before_it():
    edition = printed(BEFORE + FIGURE + AFTER)
    first, second = edition.facts["only"][:2]
    assert edition.short["only"] == ()
    assert any(line.block.startswith("after-") for line in first.lines)
    figure = next(box for box in second.boxes if box.kind == "figure")
    assert figure.y < min(line.y for line in second.lines if line.block.startswith("after-"))
    assert edition.adjusted["only"][0] == ("sets f at the head of the next page",)


def test_a_paragraph_that_a_figure_parts_goes_on_without_indent_or_loss():
    edition = printed(BEFORE + "<p>Two lines more.</p><p>That is all.</p>" + FIGURE + AFTER)
    pages = edition.facts["only"]
    block = next(line.block for line in reversed(pages[0].lines) if line.block.startswith("after-"))
    lines = [line for page in pages for line in page.lines if line.block == block]
    assert {page.number for page in pages if any(line.block == block for line in page.lines)} == {1, 2}
    assert [line.start for line in lines] == sorted(line.start for line in lines)
    begins = min(line.x for line in lines)
    assert next(line for line in pages[1].lines if line.block == block).x == begins


def test_a_figure_without_a_caption_stays_where_it_is():
    bare = FIGURE.replace(CAPTION, "")
    edition = printed(BEFORE + bare + AFTER)
    assert edition.short["only"] != () and not any(
        line.block.startswith("after-") for line in edition.facts["only"][0].lines
    )


def test_a_table_that_finds_room_on_one_page_is_set_whole_where_the_text_can_run_on():
    rows = '<tr class="r"><td>Kazakhstan</td><td>1999</td></tr>' * 14
    caption = '<caption id="c"><span class="label">Table 1</span> <span class="title">What it says</span></caption>'
    edition = printed(
        BEFORE + f'<table id="t">{caption}<tbody>{rows}</tbody></table>' + AFTER + AFTER.replace("after", "last")
    )
    pages = [{box.kind for box in page.boxes} for page in edition.facts["only"]]
    assert sum("row" in kinds for kinds in pages) == 1
    assert edition.short["only"] == ()


def test_no_call_of_a_note_comes_before_an_earlier_one():
    it = Chapter("only")
    figure = FIGURE.replace("What it shows", f"What it shows{it.note('Where it is from.')}")
    first = f'<p id="after-0">{prose(0, 6)}{it.note("Source.")}</p>'  # its last line, which no line may leave alone
    after = first + "".join(
        f'<p id="after-{seed}">{prose(seed, 4)}{it.note("Source.")} {prose(seed, 2)}</p>' for seed in range(1, 3)
    )
    before = "".join(f"<p>{prose(seed, 5)}</p>" for seed in range(2))
    edition = printed(before + figure + after + it.xhtml("", "", "").partition(">")[2].removesuffix("</section>"))
    calls = [box.id for page in edition.facts["only"] for box in page.boxes if box.kind == "call"]
    assert calls == ["only-call-1", "only-call-2", "only-call-3", "only-call-4"]
    assert sum(line.block == "after-0" for line in edition.facts["only"][0].lines) == 8


def test_no_page_of_long_text_with_headings_ends_short():
    sections = "".join(
        f'<h2 id="h{number}">Section {number}</h2>'
        + "".join(f"<p>{prose(number + at, 3 + (number + at) % 5)}</p>" for at in range(5))
        for number in range(8)
    )
    edition = printed(sections)
    assert len(edition.facts["only"]) > 5
    assert edition.short["only"] == ()
    assert any(edition.adjusted["only"])


def test_no_page_ends_with_half_a_word_and_no_line_is_loose_for_its_sake():
    edition = printed("".join(f"<p>{prose(seed, 4 + seed % 4)}</p>" for seed in range(40)))
    for page in edition.facts["only"][:-1]:
        assert not page.lines[-1].text.endswith("‐")
    assert max(line.space / line.size for page in edition.facts["only"] for line in page.lines if line.size) < 0.5


def test_no_last_line_of_a_page_is_loose_to_keep_a_word_whole():
    chosen = random.Random(1)
    words = "Die und der Zusammenarbeit Rechtsschutzversicherungsgesellschaften nach langem"
    words = f"{words} Grundstücksverkehrsgenehmigungszuständigkeit Verhandlungen im Jahr".split()
    texts = (" ".join(chosen.choice(words) for _ in range(40 + 7 * at % 30)) for at in range(12))
    edition = printed("".join(f'<p lang="de">{text}.</p>' for text in texts))
    lines = [page.lines[-1] for page in edition.facts["only"][:-1]]
    assert max(line.space / line.size for line in lines) < 0.6


def test_no_document_ends_with_a_page_of_nothing_but_the_rest_of_a_note():
    documents = []
    for sentences in range(13, 17):
        chapter = Chapter(f"c{sentences}")
        text = "".join(f"<p>{prose(seed, 3)}</p>" for seed in range(sentences // 3))
        last = f"<p>{prose(sentences - 5, 1 + sentences % 3)}{chapter.note(prose(sentences - 5, 4))}</p>"
        body = chapter.xhtml("chapter", "doc-chapter", title(chapter.id, "Only") + text + last)
        documents.append(document(body, "chapter", "doc-chapter", "bodymatter", chapter.id))
    edition = write_pdf(publication_of(tuple(documents)), NOWHERE, Steps(), draft=True).value
    ends = [{line.role for line in pages[-1].lines} for pages in edition.facts.values()]
    assert len(ends) == 4 and {"note"} not in ends


def test_what_is_done_for_a_page_is_the_same_every_time():
    blocks = BEFORE + FIGURE + AFTER
    first = printed(blocks)
    printed.cache_clear()
    assert printed(blocks).data == first.data


def test_no_document_ends_with_a_page_of_a_few_lines():
    edition = printed(f"<p>{prose(1, 3)}</p>" + "<p>A line.</p>" * 16 + f"<p>{prose(4, 6)}</p>")
    assert [len(page.lines) for page in edition.facts["only"]] == [26, 5]
    assert edition.adjusted["only"][0] == ("leaves lines to the last page",)


def test_a_last_page_does_not_begin_with_whose_words_a_quotation_is():
    source = '<p class="attribution" id="source">— An Author</p>'
    quotation = f'<blockquote id="q"><p id="words">{prose(1, 2)}</p>{source}</blockquote><p id="last">{prose(3, 2)}</p>'
    first, second = printed("<p>A line.</p>" * 24 + quotation).facts["only"]
    assert second.lines[0].block != "source"


def test_no_lines_are_left_to_the_last_page_where_their_note_would_leave_a_hole_behind():
    chapter = Chapter("c")
    last = f"<p>{prose(4, 5)}{chapter.note(prose(5, 5))} {prose(6, 1)}</p>"
    text = f"<p>{prose(1, 3)}</p>" + "<p>A line.</p>" * 8 + last
    body = chapter.xhtml("chapter", "doc-chapter", title("c", "Only") + text)
    made = publication_of((document(body, "chapter", "doc-chapter", "bodymatter", "c"),))
    first, second = write_pdf(made, NOWHERE, Steps(), draft=True).value.facts["c"]
    foot = min(line.y for line in first.lines if line.role == "note")
    last_line = max((line for line in first.lines if line.y < foot), key=lambda line: line.y)
    assert foot - last_line.y - last_line.height < 3 * last_line.height
    assert [line.role for line in second.lines] == ["text", "text"]


@pytest.mark.parametrize("before", [3, 4])
def test_a_table_that_goes_on_within_its_caption_is_not_moved_behind_the_text(before: int) -> None:
    rows = "<tr><td>A name of several words</td><td>Yes</td><td>Interface of the web</td></tr>" * 25
    caption = f'<caption id="c"><span class="label">Table 1</span> <span class="title">{prose(7, 20)}</span></caption>'
    text = "".join(f'<p id="p{number}">{prose(number, 4)}</p>' for number in range(before))
    edition = printed(f'{text}<table id="t">{caption}<tbody>{rows}</tbody></table>{AFTER}')
    assert sum(box.kind == "row" for page in edition.facts["only"] for box in page.boxes) == 25


def test_a_place_for_links_between_two_headings_parts_them_not():
    heads = '<h2 id="h2">Economics</h2><div class="anchor" id="x"></div><h3 id="h3">Causes</h3>'
    edition = printed(
        BEFORE + BEFORE + heads + '<p id="tall"><img src="figures/trade.svg" alt="Bars" height="400"/></p>'
    )
    pages = {line.block: page.number for page in edition.facts["only"] for line in page.lines}
    assert pages["h2"] == pages["h3"] == 2


def test_contents_without_sections_begin_below_their_title():
    item = '<li class="contents-level-1" id="i{0}"><a href="#only"><span class="contents-title">Title {0}</span></a>{1}</li>'
    inner = '<ol><li class="contents-level-2" id="in"><a href="#only"><span class="contents-title">Within</span></a></li></ol>'
    items = "".join(item.format(it, inner * (it == 30)) for it in range(60))
    edition = printed(f'<section class="contents"><h1 id="h">Contents</h1><ol>{items}</ol></section>')
    pages = {line.block: page.number for page in reversed(edition.facts["only"]) for line in page.lines}
    assert pages["h"] == pages["i0"] < pages["i59"]
