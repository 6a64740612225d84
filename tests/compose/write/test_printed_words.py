"""The finished tree of a chapter has the words of its AST, each once and in order."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path

import pytest
from lxml import etree

from bookbuilder.cache import Steps
from bookbuilder.compose.write.block_counts import counted, listed
from bookbuilder.compose.write.printed_words import conserved_words, words_of_ast
from bookbuilder.diagnostics import Location
from bookbuilder.languages import language
from bookbuilder.languages.registry import known_tags
from bookbuilder.manuscript.folder import read_manuscript
from bookbuilder.markdown.pandoc import read_markdown, write_xhtml
from bookbuilder.mathematics.mathml import MATH
from tests.markdown.pandoc_syntax import SYNTAX
from tests.small_book import BOOK, check_reports, check_silent, composed, diagnose, make_book

_PLAIN = (
    SYNTAX.replace("[^", "[")
    .replace("^[", "[")
    .replace("[@", "[")
    .replace("@", "")
    .replace("- [ ] task", "")
    .replace("- [x] done", "")
)


def test_a_full_stop_that_goes_into_american_quotation_marks_is_not_lost() -> None:
    american = {"manuscript/book.yaml": BOOK.replace("en-GB", "en-US")}
    chapter = "# One\n\nThe \"choice, which 'best' is 'own'\" [@boonstra2018]. \"Least cost\" [@boonstra2018, p. 11], and so on.\n"
    check_silent(chapter, american)


def test_what_authors_may_write_is_printed_as_it_was_read() -> None:
    check_silent(
        "# One\n\n- [ ] task *a*[^1] b.\n\n(a) item\n(b) item\n\n| verse\n|   more\n\nTerm\n\n:   Meaning [@boonstra2018, p. 3].\n\n"
        '"Words [@boonstra2018]," and @boonstra2018 said. See @sec-x [@boonstra2018, p. 2]. [@council2019strategy].\n\n'
        "| a | b |\n|---|--:|\n| c | 1.5 |\n| d | 12 % |\n\n: Caption^[In a caption.] {#tbl-x}\n\n## Two {#sec-x}\n\n"
        "``` {.text}\ncode  two\n```\n\nEnd of [*all*](https://example.org).\n\n[^1]: A note.\n\n    > Quoted in it.\n"
    )


@pytest.mark.parametrize("change", ["dropped", "doubled", "altered", "swapped"])
def test_ten_planted_losses_are_found(change: str) -> None:
    ast, _ = read_markdown(_PLAIN)
    due, _ = words_of_ast(ast, (), True)
    section = etree.fromstring(f"<section>{write_xhtml(ast)}</section>")
    assert conserved_words(due, section, "one.md", _PLAIN) == []
    chance = random.Random(change)
    words = [node for node in section.iter(etree.Element) if node.text and len(node.text.split()) > 1]
    for node in chance.sample(words, 10):
        broken = copy.deepcopy(section)
        twin = next(it for it, own in zip(broken.iter(), section.iter(), strict=True) if own is node)
        first, *rest = twin.text.split()
        twin.text = {
            "dropped": " ".join(rest),
            "doubled": " ".join((first, first, *rest)),
            "altered": " ".join((first + "7", *rest)),
            "swapped": " ".join((*rest, first + "7")),
        }[change]
        assert [fault.code for fault in conserved_words(due, broken, "one.md", _PLAIN)] == ["CHP-043"], twin.text


def test_a_template_that_loses_a_title_is_named() -> None:
    files = {"templates/content/opener.xhtml": '<h1 id="{{ heading_id }}"><span class="title">Lost</span></h1>'}
    check_reports("# One\n\nText.\n", "CHP-043 1:3", files=files)


def test_the_words_of_an_ast_are_those_that_it_prints() -> None:
    blocks = [
        {
            "t": "Para",
            "c": [{"t": "Str", "c": "One"}, {"t": "Note", "c": [{"t": "Para", "c": [{"t": "Str", "c": "N"}]}]}],
        }
    ]
    assert words_of_ast(json.dumps({"blocks": blocks}), (), True)[0] == "One\ufffcN"


def test_each_kind_of_thing_is_counted_in_text_and_finished_chapter() -> None:
    text = (
        'A[^1] $x$ ![](a.svg){alt="a"}.\n\n[^1]: N.\n\n| a |\n|---|\n| b |\n\n: C\n\n``` {.text}\ncode\n```\n\n'
        '::: {.excerpt source="kz-01" turn="q1a"}\n:::\n'
    )
    publication = composed(f"# One\n\n{text}", {"manuscript/a.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>'})
    ast, _ = read_markdown(text)
    section = etree.fromstring(publication.document("one").body)
    place = Location("one.md", 1, 0)
    for note in section.xpath(".//aside[@role='doc-footnote'][.//*[@class='citation']]"):
        note.getparent().remove(note)  # the excerpt's own, which is not in the text as typed
    assert list(counted(words_of_ast(ast, (), True)[1], publication.quotations, section, place)) == []
    for path in (
        ".//table",
        ".//img",
        ".//aside[@role='doc-footnote']",
        ".//pre",
        f".//{{{etree.QName(MATH).namespace}}}math",
    ):
        broken = copy.deepcopy(section)
        found = broken.xpath(path) if "{" not in path else broken.findall(path)
        found[0].getparent().remove(found[0])
        assert [it.code for it in counted(words_of_ast(ast, (), True)[1], publication.quotations, broken, place)] == [
            "CHP-048"
        ], path
    broken = copy.deepcopy(section)
    excerpt = broken.xpath(".//aside[contains(@class, 'excerpt')]")[0]
    excerpt.addnext(copy.deepcopy(excerpt))
    assert [it.code for it in counted(words_of_ast(ast, (), True)[1], publication.quotations, broken, place)] == [
        "CHP-048"
    ]


def test_a_template_that_leaves_an_excerpt_out_is_named() -> None:
    files = {"templates/content/excerpt.xhtml": "<p>Gone</p>"}
    check_reports('# One\n\n{{ excerpt("kz-01", "q1a") }}\n', "CHP-048 3:4", files=files)


def test_a_chapter_that_is_listed_and_not_made_is_named(tmp_path: Path) -> None:
    manuscript = read_manuscript(make_book(tmp_path), Steps()).value
    assert manuscript is not None
    documents = composed("# One\n\nText.\n").documents
    assert list(listed(manuscript, documents)) == []
    assert [it.code for it in listed(manuscript, [it for it in documents if not it.source])] == ["CHP-048"]


@pytest.mark.parametrize(
    "quotes", sorted({language(tag).quotes for tag in known_tags()} | {language("zh-Hant").quotes})
)
def test_quotation_marks_of_each_language_stand_for_straight_ones(quotes: tuple[str, str, str, str]) -> None:
    tag = next(it for it in (*sorted(known_tags()), "zh-Hant") if language(it).quotes == quotes)
    text = "# One\n\nHe said \"outer 'inner' words\" and\n\"more\", as 'single' ones.\n"
    found = diagnose(text, {"manuscript/book.yaml": BOOK.replace("en-GB", tag)})
    assert [it for it in found if it.code == "CHP-043"] == []


def test_a_call_alone_below_the_author_of_a_chapter_is_printed() -> None:
    check_silent("---\nauthor: Ann Bell\n---\n\n# One\n\n*[^1]*\n\nWords follow.\n\n[^1]: A note.\n")
